"""A world at one instant: what has happened by then, and how every requirement measures up.

Everything is asked of a `Moment`, also about the past: since when something is out of reach, or met, is found by asking the
same of earlier ones.
"""

from __future__ import annotations

from . import absences, done, exam, filings, log, money, people, prerequisite, sessions
from .corrections import Fact
from .measure import FUTURE, STRICT, Measure
from .presence import excused_sessions
from .times import NEVER_ENDS
from .waivers import sessions_waived, waivers_of
from .world import Rule, World

LEAVES = {
    "sessions": sessions.measure,
    "absences": absences.measure,
    "filings": filings.measure,
    "done": done.measure,
    "reviews": people.reviews,
    "judgement": people.judgement,
    "log": log.measure,
    "exam": exam.measure,
    "prerequisite": prerequisite.measure,
    "paid": money.measure,
}


class Moment:
    """A world, as of one instant."""

    def __init__(self, history: "History", now: int, horizon: int = NEVER_ENDS) -> None:
        self.history = history
        self.world: World = history.world
        self.now = now
        # What can still happen happens from here on.
        self.soonest = now + 1
        # In the perfect future, what comes has come by then.
        self.horizon = horizon
        self._until: dict[int, Moment] = {}
        self._happened: dict[str, list[Fact]] = {}
        self._measures: dict[tuple[str, int], Measure] = {}
        self._waivers: dict[str, list[Fact]] = {}
        self._waived_sessions: dict[str, set[str]] = {}
        self._once: dict = {}
        self._excused: set[str] | None = None

    def happened(self, kind: str) -> list[Fact]:
        """The events of one kind that have happened, in order."""
        found = self._happened.get(kind)
        if found is None:
            found = [fact for fact in self.world.facts.get(kind, ()) if fact.at <= self.now]
            self._happened[kind] = found
        return found

    def measure(self, rule: Rule, assume: int) -> Measure:
        """How a requirement measures up under an assumption, waivers of the whole of it aside."""
        key = (rule.id, assume)
        found = self._measures.get(key)
        if found is None:
            found = self._measures[key] = self._measure(rule, assume)
        return found

    def _measure(self, rule: Rule, assume: int) -> Measure:
        if rule.kind == "all":
            return Measure(self._passing(rule.asks, assume), len(rule.asks))
        if rule.kind == "at_least":
            return Measure(self._passing(rule.asks["of"], assume), rule.asks["need"])
        return LEAVES[rule.kind](self, rule, assume)

    def _passing(self, of: list[str], assume: int) -> int:
        rules = [self.world.rules[id] for id in of]
        if self.horizon < NEVER_ENDS:
            return sum(self.passes(rule, assume) for rule in rules)
        return sum(self.history.passes(rule, self.now, assume) for rule in rules)

    def until(self, horizon: int) -> "Moment":
        """The same moment, where what comes in the perfect future has come by an instant."""
        horizon = min(horizon, self.horizon)
        if horizon not in self._until:
            self._until[horizon] = Moment(self.history, self.now, horizon)
        return self._until[horizon]

    def by_then(self, at: int) -> bool:
        return at <= self.horizon

    def waivers(self, rule: Rule) -> list[Fact]:
        """The waivers that waive the whole of a requirement; none if it is not waived."""
        found = self._waivers.get(rule.id)
        if found is None:
            found = self._waivers[rule.id] = waivers_of(self, rule)
        return found

    def waived_sessions(self, rule: Rule) -> set[str]:
        """The sessions that a waiver of a requirement names."""
        found = self._waived_sessions.get(rule.id)
        if found is None:
            found = self._waived_sessions[rule.id] = sessions_waived(self, rule)
        return found

    @property
    def excused(self) -> set[str]:
        """The sessions that were excused."""
        if self._excused is None:
            self._excused = excused_sessions(self)
        return self._excused

    def once(self, key, work):
        """What need not be worked out twice at one moment."""
        key = getattr(key, "id", key)
        if key not in self._once:
            self._once[key] = work()
        return self._once[key]

    def passes(self, rule: Rule, assume: int) -> bool:
        return bool(self.waivers(rule)) or self.measure(rule, assume).passes()

    def is_met(self, rule: Rule) -> bool:
        return self.passes(rule, STRICT)

    def in_reach(self, rule: Rule) -> bool:
        return self.passes(rule, FUTURE)
