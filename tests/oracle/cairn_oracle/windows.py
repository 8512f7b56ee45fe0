"""Anchors, and the windows in which evidence counts."""

from __future__ import annotations

from typing import NamedTuple

from .corrections import Fact
from .measure import FUTURE
from .times import NEVER_BEGAN, NEVER_ENDS, day, term_after, term_before
from .waivers import extended


WINDOWED = ("done", "log", "exam")


class Place(NamedTuple):
    """Where an anchor is in time."""

    at: int
    day: int


class Window(NamedTuple):
    """From an instant on (none: not yet), until before another, each piece for so long."""

    opens: int | None
    closes: int
    last_day: int | None
    valid_for: dict | None


def place(moment, anchor, future: bool) -> Place | None:
    """An anchor's place at this moment; in the perfect future one that has none may get one at once.

    What can still happen happens after now, so that "at once" is the instant after it.
    """
    zone = moment.world.zone
    now = of_instant(zone, moment.soonest) if future else None
    if anchor == "application":
        return of_fact(moment, first(moment, "applied")) or now
    if anchor == "admission":
        return of_fact(moment, first(moment, "admitted")) or now
    ((kind, what),) = anchor.items()
    if kind == "day":
        return Place(zone.start(day(what)), day(what))
    if kind == "session":
        session = moment.world.sessions[what]
        return of_instant(zone, (session.window(moment.now) or session.planned)[0])
    if kind == "nth_session":
        begun = place(moment, what["after"], future)
        return begun and nth_session(moment, what["n"], begun.at)
    if kind == "met":
        rule = moment.world.rules[what]
        since = moment.history.met_since(rule, moment.now)
        if since is not None:
            return of_instant(zone, since)
        met = first_met(moment, rule) if future else None
        return None if met is None else of_instant(zone, met)
    raise ValueError(f"an anchor that the contract does not name: {kind}")


def first_met(moment, rule) -> int | None:
    """The first instant at which a requirement can be met in the perfect future; none if it cannot."""
    if not moment.until(moment.horizon).passes(rule, FUTURE):
        return None
    zone = moment.world.zone
    chances = {moment.soonest}
    for session in moment.world.sessions.values():
        window = session.window(moment.now)
        if window:
            # At its last microsecond a session is over.
            chances.update((zone.start(zone.day_of(window[0])), window[0], window[1] - 1, window[1]))
    for each in behind(moment.world, rule):
        if each.kind == "log" and "per_day" in each.asks:
            days = -(-each.asks["need"] // each.asks["per_day"])
            opens = window_of(moment, each, FUTURE).opens
            if opens is not None:
                first = zone.day_of(max(opens, moment.soonest))
                chances.update(zone.start(first + ahead) for ahead in range(days + 1))
        if each.kind in WINDOWED:
            window = window_of(moment, each, FUTURE)
            chances.add(window.opens if window.opens is not None else moment.soonest)
            if each.kind == "exam":
                from .exam import series

                chances.add(series(moment, each, window)[2])
    for at in sorted(at for at in chances if moment.soonest <= at <= moment.horizon):
        if moment.until(at).passes(rule, FUTURE):
            return at
    return moment.soonest


def behind(world, rule) -> list:
    """A requirement with all that it asks for or waits for."""
    found, ahead = {}, [rule]
    while ahead:
        each = ahead.pop()
        if each.id in found:
            continue
        found[each.id] = each
        parts = each.asks if each.kind == "all" else each.asks["of"] if each.kind == "at_least" else []
        ahead.extend(world.rules[id] for id in parts)
        if each.kind in WINDOWED:
            ahead.extend(world.rules[id] for id in anchors_met(each.asks))
    return list(found.values())


def anchors_met(asks: dict):
    """The requirements that a window is counted from."""
    moments = [asks.get("after")]
    for due in (asks.get("by"), asks.get("reported_by")):
        moments.extend(due if isinstance(due, list) else [due])
    for each in moments:
        if isinstance(each, dict) and isinstance(each["anchor"], dict) and "met" in each["anchor"]:
            yield each["anchor"]["met"]


def first(moment, kind: str) -> Fact | None:
    facts = moment.happened(kind)
    return facts[0] if facts else None


def of_fact(moment, fact: Fact | None) -> Place | None:
    return Place(fact.at, moment.world.day_of(fact)) if fact else None


def of_instant(zone, at: int) -> Place:
    return Place(at, zone.day_of(at))


def nth_session(moment, n: int, after: int) -> Place | None:
    windows = (session.window(moment.now) for session in moment.world.sessions.values())
    begins = sorted(window[0] for window in windows if window and window[0] > after)
    return of_instant(moment.world.zone, begins[n - 1]) if len(begins) >= n else None


def shifted(shift: dict | None, day_of_anchor: int) -> int:
    if shift is None:
        return day_of_anchor
    if "after" in shift:
        return term_after(shift["after"], day_of_anchor)
    return term_before(shift["before"], day_of_anchor)


def opening(moment, after, future: bool) -> int | None:
    """The first instant of which evidence counts; none while the anchor has no place."""
    zone = moment.world.zone
    if after is None:
        return NEVER_BEGAN
    if isinstance(after, str):
        return zone.start(day(after))
    found = place(moment, after["anchor"], future)
    if found is None:
        return None
    shift = after.get("shift")
    return found.at if shift is None else zone.start(shifted(shift, found.day))


def due_day(moment, due) -> int | None:
    """The earliest of the days that have a place; none while no anchor has one."""
    days = []
    for each in due if isinstance(due, list) else [due]:
        if isinstance(each, str):
            days.append(day(each))
            continue
        found = place(moment, each["anchor"], False)
        if found is not None:
            days.append(shifted(each.get("shift"), found.day))
    return min(days, default=None)


def end_of(moment, last: int | None) -> int:
    """The end of a last day; never, where there is none."""
    if last is None:
        return NEVER_ENDS
    end = moment.world.zone.end(last)
    moment.history.note(end)
    return end


def window_of(moment, rule, assume: int) -> Window:
    """The window of a requirement that states one."""
    asks = rule.asks
    opens = opening(moment, asks.get("after"), assume == FUTURE)
    by = asks.get("by")
    last = moment.world.ends if by is None else due_day(moment, by)
    if last is not None:
        last = extended(moment, rule, last)
    return Window(opens, end_of(moment, last), last, asks.get("valid_for"))


def in_window(moment, window: Window, fact: Fact) -> bool:
    return window.opens is not None and window.opens <= fact.at < window.closes


def is_valid(moment, window: Window, fact: Fact) -> bool:
    """What is done counts for so long."""
    if window.valid_for is None:
        return True
    return moment.now < end_of(moment, term_after(window.valid_for, moment.world.day_of(fact)))


def can_come(moment, window: Window, not_before: int = NEVER_BEGAN) -> bool:
    """Whether some instant after now is in the window."""
    if window.opens is None:
        return False
    soonest = max(moment.soonest, window.opens, not_before)
    return soonest < window.closes and moment.by_then(soonest)
