"""`filings`: reflections on so many sessions, each in time, and so many of each category."""

from __future__ import annotations

from .measure import FUTURE, LENIENT, Measure
from .presence import scheduled
from .slack import slack_of
from .waivers import extended


def measure(moment, rule, assume: int) -> Measure:
    return count(rule, under(moment, rule, assume))


def slack(moment, rule) -> int:
    """How many further filings may be missed, whichever they are."""
    future, missed = under(moment, rule, FUTURE), under(moment, rule, LENIENT)
    return slack_of(future, missed, lambda filed: count(rule, filed).passes())


def under(moment, rule, assume: int) -> list[tuple[bool, frozenset[str]]]:
    """For each session whether something was filed in time, and the categories that it touches."""
    zone = moment.world.zone
    every = frozenset(rule.asks.get("each", {}))
    waived = moment.waived_sessions(rule)
    filed = []
    for session, window in scheduled(moment, None):
        day = zone.day_of(window[0])
        begins = zone.start(day)
        ends = zone.end(extended(moment, rule, day + rule.asks["within_days"], session))
        moment.history.note(ends)
        if session in waived or (assume == FUTURE and moment.soonest < ends and moment.by_then(begins)):
            filed.append((True, every))
            continue
        touched: set[str] = set()
        any_filed = False
        for fact in moment.happened("reflected"):
            if fact.body["session"] == session and begins <= fact.at < ends:
                any_filed = True
                touched.update(fact.body["facets"])
        filed.append((any_filed, every & touched))
    return filed


def count(rule, filed: list[tuple[bool, frozenset[str]]]) -> Measure:
    parts = tuple(
        (category, sum(category in touched for _, touched in filed), need)
        for category, need in rule.asks.get("each", {}).items()
    )
    return Measure(sum(any_filed for any_filed, _ in filed), rule.asks["need"], parts)
