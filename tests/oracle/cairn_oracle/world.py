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
        # A day that is known without a cohort is one of the cohort that is asked about.
        zones = {**case["zones"], "home": policy["zone"]}
        for fact in settle(case["person"], known_at, zones):
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
        self._counts_days: dict[str, bool] = {}
        # One may wait for another that waits itself.
        self.longest_term = sum(map(days_after, self.rules.values()))

    def _take(self, fact: Fact) -> None:
        session = self.sessions.get(fact.body.get("session"))
        if session is None:
            return
        if fact.kind == "session_held":
            session.held.append((fact.at, (instant(fact.body["from"]), instant(fact.body["to"]))))
        elif fact.kind == "session_cancelled" and session.cancelled is None:
            session.cancelled = fact.at

    def counts_days(self, rule: Rule) -> bool:
        """Whether an answer about a rule may change with a day, apart from the deadlines that it looks at."""
        if rule.id not in self._counts_days:
            self._counts_days[rule.id] = self._does_count_days(rule)
        return self._counts_days[rule.id]

    def _does_count_days(self, rule: Rule) -> bool:
        if rule.kind in ("all", "at_least"):
            of = rule.asks if rule.kind == "all" else rule.asks["of"]
            return any(self.counts_days(self.rules[id]) for id in of)
        after = rule.asks.get("after")
        if rule.kind == "log":
            return True
        if not isinstance(after, dict):
            return False
        anchor = after["anchor"]
        waits_for = anchor.get("met") if isinstance(anchor, dict) else None
        return "shift" in after or (waits_for is not None and self.counts_days(self.rules[waits_for]))

    def day_of(self, fact: Fact) -> int:
        """The day that an event states, or that of its instant in the policy's zone."""
        return fact.stated if fact.stated is not None else self.zone.day_of(fact.at)



def days_after(rule: Rule) -> int:
    """At least as many days as a window opens after its anchor, or as it takes to log so much: so early something may have
    been too late."""
    if not isinstance(rule.asks, dict):
        return 0
    after = rule.asks.get("after")
    term = after.get("shift", {}).get("after", {}) if isinstance(after, dict) else {}
    logged = rule.asks["need"] // rule.asks["per_day"] if rule.asks.get("per_day") else 0
    return term.get("months", 0) * 31 + term.get("days", 0) + logged + 2
