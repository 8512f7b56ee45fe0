"""`done`: something done once, or a retreat so many times."""

from __future__ import annotations

from .measure import FUTURE, Measure
from .names import credits_of
from .windows import can_come, in_window, is_valid, window_of


def measure(moment, rule, assume: int) -> Measure:
    milestone = rule.asks["milestone"]
    window = window_of(moment, rule, assume)
    found = [
        fact
        for fact in evidence(moment, milestone)
        if in_window(moment, window, fact) and is_valid(moment, window, fact)
    ]
    have, need = so_far(milestone, found)
    if assume == FUTURE and can_come(moment, window):
        have = max(have, need)
    return Measure(have, need)


def evidence(moment, milestone) -> list:
    if milestone in ("applied", "admitted"):
        return moment.happened(milestone)
    ((kind, what),) = milestone.items()
    if kind == "submitted":
        return [fact for fact in moment.happened("submitted") if fact.body["item"] == what]
    if kind == "completed":
        return credits_of(moment, what)
    return moment.happened("retreat_completed")


def so_far(milestone, found: list) -> tuple[int, int]:
    """What there is, and what is asked: 1 of 1, the days of the longest retreat, or so many retreats."""
    if not isinstance(milestone, dict) or "retreat" not in milestone:
        return min(len(found), 1), 1
    days, times = milestone["retreat"]["days"], milestone["retreat"].get("times", 1)
    each = [fact.body["days"] for fact in found]
    if times == 1:
        return max(each, default=0), days
    return sum(one >= days for one in each), times
