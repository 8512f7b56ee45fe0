"""`reviews` and `judgement`: different people, each by their latest word."""

from __future__ import annotations

from .measure import FUTURE, LENIENT, Measure


def reviews(moment, rule, assume: int) -> Measure:
    item = rule.asks["of"]
    said = [fact for fact in moment.happened("reviewed") if fact.body["item"] == item]
    latest = latest_words(rule, said, "reviewer")
    granted = assume == FUTURE or (assume == LENIENT and is_pending(moment, item, latest))
    return count(rule, rule.asks["reviewers"], latest, "accepted", granted)


def judgement(moment, rule, assume: int) -> Measure:
    said = [fact for fact in moment.happened("judged") if fact.body["question"] == rule.asks["question"]]
    latest = latest_words(rule, said, "judge")
    return count(rule, rule.asks["judges"], latest, "granted", assume == FUTURE)


def latest_words(rule, said: list, who: str) -> list:
    """The latest word of each, of those that are heard."""
    deaf = rule.asks.get("excluding", ())
    latest = {fact.body[who]: fact for fact in said if fact.body.get("capacity") not in deaf}
    return list(latest.values())


def is_pending(moment, item: str, latest: list) -> bool:
    """It was handed in after everybody who returned it had said so."""
    handed_in = [fact for fact in moment.happened("submitted") if fact.body["item"] == item]
    if not handed_in:
        return False
    last = handed_in[-1].order()
    return all(fact.order() < last for fact in latest if fact.body["outcome"] == "returned")


def count(rule, need: int, latest: list, yes: str, granted: bool) -> Measure:
    """Those who say yes, in all and in each capacity; if granted, at least as many as it takes."""
    in_favour = [fact for fact in latest if fact.body["outcome"] == yes]
    have = len(in_favour)
    parts = []
    for capacity, least in rule.asks.get("each", {}).items():
        of_them = sum(fact.body.get("capacity") == capacity for fact in in_favour)
        parts.append((capacity, max(of_them, least) if granted else of_them, least))
    return Measure(max(have, need) if granted else have, need, tuple(parts))

