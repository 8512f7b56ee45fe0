"""`log`: so much of something done, with minima and maxima of categories."""

from __future__ import annotations

from collections import defaultdict

from .measure import FUTURE, Measure
from .times import NEVER_BEGAN, NEVER_ENDS, day
from .windows import Window, can_come, due_day, end_of, in_window, is_valid, window_of

# The part that is people, not a category.
DIFFERENT = "different"


def measure(moment, rule, assume: int) -> Measure:
    asks = rule.asks
    window = window_of(moment, rule, assume)
    # Told in time is what was told before the window closes, if the policy does not say by when.
    told_by = end_of(moment, due_day(moment, asks["reported_by"])) if "reported_by" in asks else window.closes
    facts = [fact for fact in counting(moment, asks, window) if is_reported(moment, fact, told_by)]
    sums = by_activity(moment, asks, facts)

    have = sum(held(category, sums) for category in asks["among"])
    parts = {category["name"]: (held(category, sums), category["least"]) for category in with_least(asks["among"])}
    people = {fact.body["with"] for fact in facts if "with" in fact.body}
    if "different" in asks:
        parts[DIFFERENT] = (len(people), asks["different"])

    if assume == FUTURE and more_can_come(moment, asks, window, told_by):
        more = room(moment, asks, window, told_by, facts)
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


def more_can_come(moment, asks: dict, window: Window, told_by: int) -> bool:
    """What was done in time may only not have been told yet, where the policy says by when to tell."""
    if "reported_by" not in asks:
        return can_come(moment, window)
    if window.opens is None or window.opens >= window.closes:
        return False
    soonest = max(moment.soonest, window.opens)
    return soonest < told_by and moment.by_then(soonest)


def room(moment, asks: dict, window: Window, told_by: int, facts: list) -> int:
    """How much can still come: without end, or the limit of each day that is left, less what these days have already."""
    per_day, zone = asks.get("per_day"), moment.world.zone
    begins = max(moment.soonest, window.opens)
    ends = min(window.closes, told_by, moment.horizon + 1)
    if per_day is None or begins <= NEVER_BEGAN or ends >= NEVER_ENDS:
        return NEVER_ENDS
    first, last = zone.day_of(begins), zone.day_of(ends - 1)
    there: dict[int, int] = defaultdict(int)
    for fact in facts:
        there[moment.world.day_of(fact)] += amount(asks, fact)
    spent = sum(min(much, per_day) for on, much in there.items() if first <= on <= last)
    return max(per_day * (last - first + 1) - spent, 0)
