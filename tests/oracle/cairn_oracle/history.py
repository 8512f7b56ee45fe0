"""A world at every instant: what was so, from when, without a break."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from .measure import FUTURE, STRICT
from .moment import Moment
from .times import DAY, NEVER_BEGAN, NEVER_ENDS
from .world import Rule, World


class History:
    """The moments of one world, each worked out once.

    A *turn* is an instant at which an answer may change. They are found by brute force: where anything happened, every
    beginning and end of a session, every deadline that somebody looked at, and the microsecond before each, from which a
    deadline can no longer be met; for rules that count in days besides, every beginning of a local day. The first turn is
    before all that matters.
    """

    def __init__(self, world: World, now: int) -> None:
        self.world = world
        self.now = now
        self._moments: dict[int, Moment] = {}
        self._noted: set[int] = set()
        self._met: dict[tuple[str, int], int | None] = {}
        edges = {edge for session in world.sessions.values() for edge in session.planned}
        for session in world.sessions.values():
            edges.update(edge for _, held in session.held for edge in held)
        self._turns: list[int] = []
        self._daily: list[int] | None = None
        self._add(self._turns, world.happened_at | {now})
        self._add(self._turns, {edge + beside for edge in edges for beside in (-1, 0)})

    def at(self, now: int) -> Moment:
        found = self._moments.get(now)
        if found is None:
            found = self._moments[now] = Moment(self, now)
        return found

    def note(self, end: int) -> None:
        """Notes a deadline that somebody looked at: an answer may change with it."""
        if end in self._noted or not NEVER_BEGAN < end < NEVER_ENDS:
            return
        self._noted.add(end)
        before = self._turns[0]
        self._add(self._turns, {end - 1, end})
        if self._daily is not None:
            # Days count from before the first turn on.
            self._daily = self._add(self._daily, {end - 1, end}) if self._turns[0] == before else None

    def _add(self, turns: list[int], more: set[int]) -> list[int]:
        more = {turn for turn in more if NEVER_BEGAN < turn <= self.now}
        for turn in more:
            at = bisect_left(turns, turn)
            if turns[at : at + 1] != [turn]:
                turns.insert(at, turn)
        # One turn is before all others, by as much as any window opens after what it waits for.
        first = min(more, default=self.now) - (3 + self.world.longest_term) * DAY
        if first < turns[0]:
            turns.insert(0, first)
        return turns

    def turns(self, rule: Rule) -> list[int]:
        """Every instant up to now at which an answer about a rule may change."""
        if not self.world.counts_days(rule):
            return self._turns
        if self._daily is None:
            zone = self.world.zone
            days = range(zone.day_of(self._turns[0]) + 1, zone.day_of(self.now) + 2)
            starts = {zone.start(day) + beside for day in days for beside in (-1, 0)}
            self._daily = sorted(starts.union(self._turns) - {turn for turn in starts if turn > self.now})
        return self._daily

    def passes(self, rule: Rule, now: int, assume: int) -> bool:
        """Whether a rule passes at an instant: as it did at the last turn."""
        turn = None
        while turn != (last := self._last_turn(rule, now)):
            turn = last
            passed = self.at(turn).passes(rule, assume)
            # Looking may have noted a deadline since that turn.
        return passed

    def _last_turn(self, rule: Rule, now: int) -> int:
        turns = self.turns(rule)
        before = bisect_right(turns, now)
        return turns[before - 1] if before else now

    def out_of_reach_since(self, rule: Rule) -> int | None:
        """The first instant from which the perfect future failed until now; none if it always did."""
        return self._stretch(rule, self.now, FUTURE, False)

    def met_since(self, rule: Rule, now: int) -> int | None:
        """The first instant of the stretch up to an instant in which a requirement has been met; none if it is not met.

        What was met before anything happened has been met since before everything.
        """
        key = (rule.id, now)
        if key not in self._met:
            met = self.passes(rule, now, STRICT)
            since = self._stretch(rule, now, STRICT, True) if met else None
            self._met[key] = NEVER_BEGAN if met and since is None else since
        return self._met[key]

    def _stretch(self, rule: Rule, now: int, assume: int, passing: bool) -> int | None:
        """The first turn of the stretch until an instant in which a rule passed (or did not), as it does then."""
        turns = self.turns(rule)
        since = turns[max(bisect_right(turns, now) - 1, 0)]
        while (before := bisect_left(self.turns(rule), since)) > 0:
            turn = self.turns(rule)[before - 1]
            if self.passes(rule, turn, assume) == passing:
                since = turn
                continue
            # Looking may have noted a deadline between the two.
            turns = self.turns(rule)
            if turns[bisect_left(turns, since) - 1] == turn:
                return since
        return None
