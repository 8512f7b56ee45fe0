"""`log`: so much of something done, with minima and maxima of categories."""

from __future__ import annotations

from collections import defaultdict

from .measure import FUTURE, Measure
from .times import NEVER_ENDS, day
from .windows import Window, can_come, due_day, end_of, in_window, is_valid, window_of

# The part that is people, not a category.
DIFFERENT = "different"


def measure(moment, rule, assume: int) -> Measure:
    asks = rule.asks
    window = window_of(moment, rule, assume)
    reported_by = due_day(moment, asks["reported_by"]) if "reported_by" in asks else None
    reporting_ends = end_of(moment, reported_by)
    facts = [fact for fact in counting(moment, asks, window) if is_reported(moment, fact, reporting_ends)]
    sums = by_activity(moment, asks, facts)

    have = sum(held(category, sums) for category in asks["among"])
    parts = {category["name"]: (held(category, sums), category["least"]) for category in with_least(asks["among"])}
    people = {fact.body["with"] for fact in facts if "with" in fact.body}
    if "different" in asks:
        parts[DIFFERENT] = (len(people), asks["different"])

    # To the letter: reporting is open now, whether or not it still is when the window opens.
    if assume == FUTURE and can_come(moment, window) and moment.soonest < reporting_ends:
        more = room(moment, asks, window._replace(closes=min(window.closes, reporting_ends)), facts)
        have = reached(have, asks["need"], sum(holds(category, sums, more) for category in asks["among"]))
        for category in with_least(asks["among"]):
            there, least = parts[category["name"]]
            parts[category["name"]] = (reached(there, least, holds(category, sums, more)), least)
        if "different" in asks:
            parts[DIFFERENT] = (max(len(people), asks["different"]), asks["different"])
    return Measure(have, asks["need"], tuple((name, there, least) for name, (there, least) in parts.items()))


def reached(have: int, need: int, most: int) -> int:
    """What is asked, if it can be held; else the most that can; and what there is stays."""
    return max(have, min(need, most))


def walk(categories: list[dict]):
    """Every category, those within others too."""
    for category in categories:
        yield category
        yield from walk(category.get("among", []))


def with_least(categories: list[dict]) -> list[dict]:
    return [category for category in walk(categories) if "least" in category]


def counting(moment, asks: dict, window: Window) -> list:
    """The events of these activities, in this unit, that are in the window."""
    activities = {activity for category in walk(asks["among"]) for activity in category.get("of", ())}
    return [
        fact
        for fact in moment.happened("logged")
        if fact.body["activity"] in activities
        and amount(asks, fact) is not None
        and in_window(moment, window, fact)
        and is_valid(moment, window, fact)
    ]


def amount(asks: dict, fact) -> int | None:
    """How much, if that is in the unit of the requirement."""
    unit = asks["unit"]
    return fact.body["amount"].get(unit if isinstance(unit, str) else "hundredths")


def is_reported(moment, fact, due: int) -> bool:
    """Reported by now, and in time; an event that does not say when was reported on its own day."""
    zone = moment.world.zone
    stated = fact.body.get("reported")
    reported = zone.start(day(stated) if stated else moment.world.day_of(fact))
    return (stated is None or reported <= moment.now) and reported < due


def by_activity(moment, asks: dict, facts: list) -> dict[str, int]:
    """The sum of each activity; with a limit on days, of no day more than that."""
    sums: dict[str, int] = defaultdict(int)
    per_day = asks.get("per_day")
    spent: dict[int, int] = defaultdict(int)
    for fact in facts:
        much = amount(asks, fact)
        if per_day is not None:
            on = moment.world.day_of(fact)
            much = min(much, per_day - spent[on])
            spent[on] += much
        sums[fact.body["activity"]] += much
    return sums


def held(category: dict, sums: dict[str, int]) -> int:
    """What a category has: the sum of its activities, or of its categories, at most its most."""
    if "among" in category:
        total = sum(held(part, sums) for part in category["among"])
    else:
        total = sum(sums.get(activity, 0) for activity in category["of"])
    return min(total, category.get("most", total))


def holds(category: dict, sums: dict[str, int], more: int) -> int:
    """What a category could have, if each activity in it had so much more."""
    if "among" in category:
        total = sum(holds(part, sums, more) for part in category["among"])
    else:
        total = sum(sums.get(activity, 0) for activity in category["of"]) + more
    return min(total, category.get("most", total))


def room(moment, asks: dict, window: Window, facts: list) -> int:
    """How much can still come: without end, or the limit of each day that is left, less what the first has already."""
    per_day = asks.get("per_day")
    if per_day is None or window.closes >= NEVER_ENDS:
        return NEVER_ENDS
    zone = moment.world.zone
    first, last = zone.day_of(max(moment.soonest, window.opens)), zone.day_of(window.closes - 1)
    there = sum(amount(asks, fact) for fact in facts if moment.world.day_of(fact) == first)
    return per_day * (last - first + 1) - min(there, per_day)
