"""Waivers and extensions: what those in authority granted."""

from __future__ import annotations

from .times import day


def _of(moment, rule) -> list:
    """The waivers of a requirement that count and still hold, of the whole of it or of sessions."""
    if rule.waivable_by is None:
        return []
    zone = moment.world.zone

    def holds(fact) -> bool:
        until = fact.body.get("until")
        if until is None:
            return True
        end = zone.end(day(until))
        moment.history.note(end)
        return moment.now < end

    return [
        fact
        for fact in moment.happened("waived")
        if fact.body["requirement"] == rule.id and fact.body["authority"] == rule.waivable_by and holds(fact)
    ]


def _enough(granted: list, quorum: int) -> bool:
    if quorum <= 1:
        return bool(granted)
    people = {person for fact in granted for person in fact.body.get("granted_by", ())}
    return len(people) >= quorum


def waivers_of(moment, rule) -> list:
    """The waivers of the whole requirement, if they are by enough people."""
    whole = [fact for fact in _of(moment, rule) if not fact.body.get("sessions")]
    return whole if _enough(whole, rule.quorum) else []


def sessions_waived(moment, rule) -> set[str]:
    """The sessions that are waived, each by enough people."""
    named: dict[str, list] = {}
    for fact in _of(moment, rule):
        for session in fact.body.get("sessions", ()):
            named.setdefault(session, []).append(fact)
    return {session for session, granted in named.items() if _enough(granted, rule.quorum)}


def extended(moment, rule, last: int, session: str | None = None) -> int:
    """The last day, or a later one that an extension names; it never shortens.

    An extension that names a session is about that one only; one that names none is about all.
    """
    if rule.extendable_by is None:
        return last
    for fact in moment.happened("extended"):
        body = fact.body
        if body["requirement"] == rule.id and body["authority"] == rule.extendable_by:
            if body.get("session") in (None, session):
                last = max(last, day(body["to"]))
    return last
