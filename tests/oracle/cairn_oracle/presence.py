"""Who was there, for long enough: live, or by a make-up; and what more can come of a session."""

from __future__ import annotations

from typing import NamedTuple

from .measure import FUTURE, LENIENT
from .times import MINUTE, SECOND, day, instant
from .waivers import extended

LIVE, MAKE_UP = "live", "make_up"


class Seen(NamedTuple):
    """What the evidence says of one session, in one mode."""

    # They were there for long enough: by somebody's word or by seconds, or by intervals.
    by_word: bool
    by_intervals: bool
    # Somebody says they were there, and not for how long.
    pending: bool
    # How long after the beginning of the window the first interval within it begins.
    late_by: int

    @property
    def attended(self) -> bool:
        return self.by_word or self.by_intervals


UNSEEN = Seen(False, False, False, 0)


class Chance(NamedTuple):
    """What there is of a session under one assumption."""

    live: bool
    late: bool
    made: bool
    excused: bool


def seconds_needed(presence: dict, window: tuple[int, int]) -> int:
    """How long one must be there, in whole seconds."""
    ((kind, what),) = presence.items()
    length = max(window[1] - window[0], 0) // SECOND
    if kind == "share":
        return -(-what["of"] * length // what["per"])
    if kind == "minutes":
        return min(what * 60, length)
    return max(length - what["missed"] * 60, 1)


def see(facts: list, presence: dict, window: tuple[int, int], clip: bool) -> Seen:
    """What the events of one mode say of a session with this window."""
    if not facts:
        return UNSEEN
    needed = seconds_needed(presence, window)
    by_word = pending = False
    stays = []
    for fact in facts:
        what = fact.body["presence"]
        if what == "whole":
            by_word = True
        elif what == "unmeasured":
            pending = True
        elif "seconds" in what:
            by_word = by_word or what["seconds"] >= needed
        else:
            for stay in what["intervals"]:
                begins, ends = instant(stay["from"]), instant(stay["to"])
                if clip:
                    begins, ends = max(begins, window[0]), min(ends, window[1])
                if begins < ends:
                    stays.append((begins, ends))
    if not stays:
        return Seen(by_word, False, pending, 0)
    stays.sort()
    first, reached = stays[0][0], stays[0][0]
    total = 0
    for begins, ends in stays:
        if ends > reached:
            total += ends - max(begins, reached)
            reached = ends
    enough = total >= needed * SECOND
    if clip and "all_but" in presence:
        all_but = presence["all_but"]
        late = all_but.get("late", all_but["missed"]) * MINUTE
        early = all_but.get("early", all_but["missed"]) * MINUTE
        enough = enough and first <= window[0] + late and reached >= window[1] - early
    return Seen(by_word, enough, pending, first - window[0])


def scheduled(moment, of: list[str] | None) -> list[tuple[str, tuple[int, int]]]:
    """The sessions that a requirement names, or all, less those cancelled, with their windows, in order of beginning."""
    found = []
    for session in moment.world.sessions.values():
        if of is None or session.id in of:
            window = session.window(moment.now)
            if window is not None:
                found.append((session.id, window))
    found.sort(key=lambda each: each[1][0])
    return found


def excused_sessions(moment) -> set[str]:
    return {fact.body["session"] for fact in moment.happened("excused")}


class Attendance:
    """All that a requirement can know of one session, whatever may be assumed."""

    def __init__(self, moment, rule, session: str, window: tuple[int, int], late_after: int | None) -> None:
        asks = rule.asks
        self.session = session
        self.window = window
        self.late_after = late_after
        facts = [fact for fact in moment.happened("attended") if fact.body["session"] == session]
        live = [fact for fact in facts if fact.body["mode"] == LIVE]
        self.live = see(live, asks["presence"], window, clip=True)
        self.open = moment.soonest < window[1]
        # A limit is kept once a session has ended, a session is attended once it has begun.
        self.comes = self.open and moment.by_then(window[1] - 1 if rule.kind == "absences" else window[0])
        self.ended_by_then = moment.by_then(window[1] - 1)
        self.over_by_then = not self.open or moment.by_then(window[1])
        self.waived = session in moment.waived_sessions(rule)
        self.excused = session in moment.excused
        self.made, self.make_up_open, self.make_up_due = UNSEEN, False, 0
        make_ups = asks.get("make_ups")
        if make_ups is not None:
            due = make_up_deadline(moment, rule, make_ups, session, window)
            in_time = [fact for fact in facts if fact.body["mode"] == MAKE_UP and fact.at < due]
            self.made = see(in_time, asks["presence"], window, clip=False)
            self.make_up_open, self.make_up_due = moment.soonest < due, due

    def under(self, assume: int, missed: bool = False) -> Chance:
        """What there is of it, under an assumption; `missed`: they do not come, but may make up for it then."""
        if self.waived:
            return Chance(True, False, False, self.excused)
        pending = assume >= LENIENT and self.live.pending
        coming = assume == FUTURE and self.comes and not missed
        live = self.live.attended or pending or coming
        by_intervals_alone = self.live.by_intervals and not self.live.by_word and not pending and not coming
        late = (
            by_intervals_alone and self.late_after is not None and self.live.late_by > self.late_after * MINUTE
        )
        can_make_up = self.make_up_open and self.over_by_then and not (missed and self.open and self.window[1] >= self.make_up_due)
        made = (
            self.made.attended
            or (assume >= LENIENT and self.made.pending)
            or (assume == FUTURE and can_make_up)
        )
        # Whoever was there, in time, has nothing to make up for.
        return Chance(live, late, made and (late or not live), self.excused)


def make_up_deadline(moment, rule, make_ups: dict, session: str, window: tuple[int, int]) -> int:
    """Before when a make-up must come."""
    zone = moment.world.zone
    last = day(make_ups["by"]) if "by" in make_ups else moment.world.ends
    if "within_days" in make_ups:
        last = min(last, zone.day_of(window[0]) + make_ups["within_days"])
    end = zone.end(extended(moment, rule, last, session))
    moment.history.note(end)
    return end


def attendances(moment, rule, late_after: int | None) -> list[Attendance]:
    """Each session that a requirement looks at."""
    return [
        Attendance(moment, rule, session, window, late_after)
        for session, window in scheduled(moment, rule.asks.get("of"))
    ]

