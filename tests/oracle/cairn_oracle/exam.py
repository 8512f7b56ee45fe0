"""`exam`: an examination passed, in so many attempts."""

from __future__ import annotations

from .measure import FUTURE, Measure
from .times import NEVER_BEGAN, NEVER_ENDS, term_after
from .windows import Window, can_come, in_window, is_valid, window_of


def measure(moment, rule, assume: int) -> Measure:
    window = window_of(moment, rule, assume)
    counted, _, again = series(moment, rule, window)
    have = any(is_passed(rule, fact) and is_valid(moment, window, fact) for fact in counted)
    if assume == FUTURE and again < NEVER_ENDS:
        have = have or can_come(moment, window, again)
    return Measure(int(have), 1)


def slack(moment, rule) -> int | None:
    """The attempts left, less one; nothing where attempts have no end."""
    attempts = rule.asks.get("attempts")
    if attempts is None or "wait" in rule.asks:
        return None
    _, used, _ = series(moment, rule, window_of(moment, rule, FUTURE))
    return max(attempts - used - 1, 0)


def series(moment, rule, window: Window) -> tuple[list, int, int]:
    """The attempts that count, how many of the present series are used, and from when another one would count."""
    item, attempts, wait = rule.asks["of"], rule.asks.get("attempts"), rule.asks.get("wait")
    counted: list = []
    used, again = 0, NEVER_BEGAN
    for fact in moment.happened("examined"):
        if fact.body["item"] != item or not in_window(moment, window, fact):
            continue
        if attempts is not None and used >= attempts:
            if fact.at < again:
                continue
            used = 0
        counted.append(fact)
        used += 1
        again = NEVER_BEGAN
        if attempts is not None and used >= attempts:
            again = after_wait(moment.world, wait, fact)
    return counted, used, again


def after_wait(world, wait: dict | None, fact) -> int:
    """From when attempts count again: never, unless the policy says how long to wait."""
    if wait is None:
        return NEVER_ENDS
    return world.zone.start(term_after(wait, world.day_of(fact)))


def is_passed(rule, fact) -> bool:
    """By the examiner's word, or by points."""
    outcome, mark = fact.body["outcome"], rule.asks.get("pass_mark")
    if isinstance(outcome, str):
        return outcome == "passed"
    if mark is None:
        return False
    scored = outcome["scored"]
    return scored["got"] * mark["per"] >= mark["of"] * scored["of"]
