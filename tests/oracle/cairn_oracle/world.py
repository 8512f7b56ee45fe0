"""A world to ask about: the rules, what counts of two streams, and the calendar."""

from __future__ import annotations

from collections import defaultdict

from .corrections import Fact, settle
from .life import Life
from .times import MINUTE, day, instant, zone

# What is of no cohort is everybody's.
EVERYBODYS = ("credited",)


class Rule:
    """A requirement of the policy, and what may be done about it."""

    def __init__(self, wire: dict) -> None:
        self.id: str = wire["id"]
        ((self.kind, self.asks),) = wire["asks"].items()
        self.waivable_by: str | None = wire.get("waivable_by")
        self.quorum: int = wire.get("waiver_quorum", 1)
        self.extendable_by: str | None = wire.get("extendable_by")
        self.margin: int = wire.get("margin", 0)


class Session:
    """A session of the calendar: as it was planned, and what was recorded of it."""

    def __init__(self, wire: dict, zone_of_policy) -> None:
        self.id: str = wire["id"]
        begins = zone_of_policy.local(wire["starts"])
        self.planned = (begins, begins + wire["minutes"] * MINUTE)
        self.held: list[tuple[int, tuple[int, int]]] = []
        self.cancelled: int | None = None

    def window(self, now: int) -> tuple[int, int] | None:
        """When it is, as far as has happened; nothing once it is cancelled."""
        if self.cancelled is not None and self.cancelled <= now:
            return None
        window = self.planned
        for at, held in self.held:
            if at > now:
                break
            window = held
        return window


class World:
    """Everything that an answer may depend on, but for the instant that it is asked about."""

    def __init__(self, case: dict) -> None:
        policy = case["policy"]
        self.policy = policy
        self.zone = zone(policy["zone"])
        self.cohort: str = policy["cohort"]
        self.rules = {wire["id"]: Rule(wire) for wire in policy["requirements"]}
        known_at = instant(case["known_at"])
        self.facts: dict[str, list[Fact]] = defaultdict(list)
        mine = []
        for fact in settle(case["person"], known_at, case["zones"]):
            named = fact.body.get("cohort")
            if named == self.cohort or (named is None and fact.kind in EVERYBODYS):
                self.facts[fact.kind].append(fact)
                mine.append(fact)
        self.life = Life(mine)
        self.sessions = {wire["id"]: Session(wire, self.zone) for wire in policy["sessions"]}
        self.of_cohort = settle(case["cohort"], known_at, case["zones"])
        for fact in self.of_cohort:
            self._take(fact)
        # Every instant at which something happened.
        self.happened_at = {fact.at for fact in mine} | {fact.at for fact in self.of_cohort}
        self.ends: int = day(policy["ends"])
        self.longest_term = max(map(days_after, self.rules.values()), default=0)

    def _take(self, fact: Fact) -> None:
        session = self.sessions.get(fact.body.get("session"))
        if session is None:
            return
        if fact.kind == "session_held":
            session.held.append((fact.at, (instant(fact.body["from"]), instant(fact.body["to"]))))
        elif fact.kind == "session_cancelled" and session.cancelled is None:
            session.cancelled = fact.at

    def day_of(self, fact: Fact) -> int:
        """The day that an event states, or that of its instant in the policy's zone."""
        return fact.stated if fact.stated is not None else self.zone.day_of(fact.at)



def days_after(rule: Rule) -> int:
    """At least as many days as a window opens after its anchor: so early already something may have been too late."""
    after = rule.asks.get("after") if isinstance(rule.asks, dict) else None
    term = after.get("shift", {}).get("after") if isinstance(after, dict) else None
    return term.get("months", 0) * 31 + term.get("days", 0) + 2 if term else 0
