"""A world at every instant: what was so, from when, without a break."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from .moment import Moment
from .times import DAY, NEVER_BEGAN, NEVER_ENDS
from .world import Rule, World


class History:
    """The moments of one world, each worked out once."""

    def __init__(self, world: World, now: int) -> None:
        self.world = world
        self.now = now
        self._moments: dict[int, Moment] = {}
        self._turns: list[int] | None = None
        self._noted: set[int] = set()
        self._met: dict[tuple[str, int], int | None] = {}

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
        if self._turns is not None:
            for turn in (end - 1, end):
                at = bisect_left(self._turns, turn)
                if turn <= self.now and self._turns[at : at + 1] != [turn]:
                    self._turns.insert(at, turn)

    def turns(self) -> list[int]:
        """Every instant up to now at which an answer may change, the first of them before all that matters.

        By brute force: where anything happened, every beginning and end of a session and of a local day, every deadline that
        was looked at; and the microsecond before each, from which a deadline can no longer be met.
        """
        if self._turns is None:
            zone = self.world.zone
            turns = set(self.world.happened_at)
            edges = {edge for session in self.world.sessions.values() for edge in session.planned}
            for session in self.world.sessions.values():
                edges.update(edge for _, held in session.held for edge in held)
            edges |= self._noted
            known = [at for at in turns | edges if NEVER_BEGAN < at < NEVER_ENDS]
            first = min([*known, self.now])
            last = zone.day_of(self.now) + 1
            for day in range(zone.day_of(first) - 1 - self.world.longest_term, last + 1):
                edges.add(zone.start(day))
            for edge in edges:
                turns.update((edge - 1, edge))
            turns.add(first - (3 + self.world.longest_term) * DAY)
            turns.add(self.now)
            self._turns = sorted(at for at in turns if NEVER_BEGAN < at <= self.now)
        return self._turns

    def out_of_reach_since(self, rule: Rule) -> int | None:
        """The first instant from which the perfect future failed until now; none if it always did."""
        return self._stretch(self.now, lambda moment: not moment.in_reach(rule))

    def met_since(self, rule: Rule, now: int) -> int | None:
        """The first instant of the stretch up to an instant in which a requirement has been met; none if it is not met.

        What was met before anything happened has been met since before everything.
        """
        key = (rule.id, now)
        if key not in self._met:
            met = self.at(now).is_met(rule)
            since = self._stretch(now, lambda moment: moment.is_met(rule)) if met else None
            self._met[key] = NEVER_BEGAN if met and since is None else since
        return self._met[key]

    def _stretch(self, now: int, holds) -> int | None:
        """The first of the turns from which something held until an instant, at which it does."""
        turns = self.turns()
        since = now
        before = bisect_right(turns, now)
        # Looking may note further turns, so that places shift: each step looks for its own.
        while before > 0:
            turn = turns[before - 1]
            if not holds(self.at(turn)):
                return since
            since = turn
            before = bisect_left(turns, turn)
        return None
