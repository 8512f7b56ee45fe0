"""From what was recorded to what counts, and what it says."""

from __future__ import annotations

from .times import NEVER_ENDS, day, instant, zone

CORRECTIONS = ("voided", "amended")


class Fact:
    """An event that counts, and what it says."""

    __slots__ = ("at", "position", "stated", "kind", "body")

    def __init__(self, at: int, position: int, stated: int | None, kind: str, body: dict) -> None:
        self.at = at
        self.position = position
        # The day, where it states a day and no instant.
        self.stated = stated
        self.kind = kind
        self.body = body

    def order(self) -> tuple[int, int]:
        return (self.at, self.position)


def settle(stream: list[dict], known_at: int, zones: dict) -> list[Fact]:
    """What counts of a stream, as it was known, in order of time and then of position."""
    known = [each for each in stream if instant(each["recorded_at"]) <= known_at]
    if any(each["type"] in CORRECTIONS for each in known):
        known = corrected(known)
    facts = [placed(each["occurred"], each["position"], each["type"], each["body"], zones) for each in known]
    facts.sort(key=Fact.order)
    return facts


def corrected(known: list[dict]) -> list[dict]:
    """An event counts unless a counting void names it; the latest counting amendment says what it says."""
    place = {each["id"]: index for index, each in enumerate(known)}

    def target(index: int, event: str) -> int | None:
        found = place.get(event)
        return found if found is not None and found < index else None

    counts = [True] * len(known)
    for index in range(len(known) - 1, -1, -1):
        if counts[index] and known[index]["type"] == "voided":
            voided = target(index, known[index]["body"]["event"])
            if voided is not None:
                counts[voided] = False

    said = list(known)
    for index, each in enumerate(known):
        if not counts[index] or each["type"] != "amended":
            continue
        to = each["body"]["to"]
        amended = target(index, each["body"]["event"])
        if amended is None or known[amended]["type"] in CORRECTIONS:
            continue
        # What cannot be read might be of the same type: it makes the event unreadable.
        if to["type"] in (known[amended]["type"], "unknown"):
            said[amended] = {
                "occurred": to["occurred_at"],
                "position": known[amended]["position"],
                "type": to["type"],
                "body": to["body"],
            }
    return [each for each, counting in zip(said, counts) if counting and each["type"] not in CORRECTIONS]


def placed(occurred: str, position: int, kind: str, body: dict, zones: dict) -> Fact:
    """An event sorts at its instant, or at the first instant of its day where its cohort is."""
    if len(occurred) > 10:
        return Fact(instant(occurred), position, None, kind, body)
    stated = day(occurred)
    named = zones["cohorts"].get(body.get("cohort"), zones["home"])
    at = zone(named).start(stated)
    return Fact(min(at, NEVER_ENDS), position, stated, kind, body)
