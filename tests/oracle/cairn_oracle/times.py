"""Instants, days and terms.

An instant is a number of microseconds since 1970 in UTC, a day is a proleptic ordinal (1 is 1 January of the year 1).
Numbers, because a world is asked about at a hundred instants.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 24 * 3600 * SECOND
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
EPOCH_DAY = date(1970, 1, 1).toordinal()
TICK = timedelta(microseconds=1)

# Before and after everything: what has no beginning or no end.
NEVER_BEGAN, NEVER_ENDS = -(1 << 62), 1 << 62
FIRST_DAY, LAST_DAY = date(2, 1, 1).toordinal(), date(9998, 1, 1).toordinal()


@lru_cache(maxsize=1 << 16)
def instant(text: str) -> int:
    """Read `2025-09-11T23:00:00Z`, with or without smaller parts of a second."""
    return (datetime.fromisoformat(text) - EPOCH) // TICK


@lru_cache(maxsize=1 << 14)
def day(text: str) -> int:
    """Read `2025-09-11`."""
    return date.fromisoformat(text).toordinal()


def spell(at: int) -> str:
    """Write an instant, as people read it."""
    if not NEVER_BEGAN < at < NEVER_ENDS:
        return "never"
    return (EPOCH + at * TICK).isoformat().replace("+00:00", "Z")


class Zone:
    """A time zone: where days begin. Each day is worked out once."""

    def __init__(self, name: str) -> None:
        self.info = ZoneInfo(name)
        self.begun: dict[int, int] = {}

    def start(self, day: int) -> int:
        """The first instant of a local day."""
        begun = self.begun.get(day)
        if begun is None:
            begun = self.begun[day] = self._start(day)
        return begun

    def end(self, day: int) -> int:
        """The first instant that is no longer on the day, nor before it: the start of the next one."""
        return self.start(day + 1)

    def day_of(self, at: int) -> int:
        """The local day of an instant."""
        if at >= NEVER_ENDS:
            return LAST_DAY
        if at <= NEVER_BEGAN:
            return FIRST_DAY
        # No zone is as much as two days away from UTC.
        guess = at // DAY + EPOCH_DAY + 1
        while self.start(guess) > at:
            guess -= 1
        return guess

    def local(self, text: str) -> int:
        """The instant of a local time that happens once."""
        return (datetime.fromisoformat(text).replace(tzinfo=self.info) - EPOCH) // TICK

    def _start(self, day: int) -> int:
        if day >= LAST_DAY:
            return NEVER_ENDS
        if day <= FIRST_DAY:
            return NEVER_BEGAN
        on = date.fromordinal(day)
        midnight = datetime(on.year, on.month, on.day, tzinfo=self.info)
        at = (midnight - EPOCH) // TICK
        if self._local_day(at) == day and self._local_day(at - 1) < day:
            return at
        # The clocks skip midnight. The first second on which it is this day, or a later one, lies within three days.
        early, late = at // SECOND - 2 * 86_400, at // SECOND + 2 * 86_400
        while late - early > 1:
            middle = (early + late) // 2
            if self._local_day(middle * SECOND) < day:
                early = middle
            else:
                late = middle
        return late * SECOND

    def _local_day(self, at: int) -> int:
        return (EPOCH + at * TICK).astimezone(self.info).date().toordinal()


@lru_cache(maxsize=None)
def zone(name: str) -> Zone:
    """One zone, one object: what it worked out serves all worlds."""
    return Zone(name)


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def length_of_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def months_on(day: int, months: int, month_end: str | None) -> int:
    """The day of the same number so many months on (or back); where there is none, what `month_end` says."""
    if not FIRST_DAY < day < LAST_DAY:
        return day
    on = date.fromordinal(day)
    count = on.year * 12 + (on.month - 1) + months
    year, month = count // 12, count % 12 + 1
    if not 2 < year < 9990:
        return LAST_DAY if months > 0 else FIRST_DAY
    last = length_of_month(year, month)
    if on.day <= last:
        return date(year, month, on.day).toordinal()
    end = date(year, month, last).toordinal()
    return end + 1 if month_end == "next_day" else end


def term_after(term: dict, day: int) -> int:
    """The day so long after another: months first, then days."""
    return months_on(day, term.get("months", 0), term.get("month_end")) + term.get("days", 0)


def term_before(term: dict, day: int) -> int:
    """The day so long before another: months first, then days."""
    return months_on(day, -term.get("months", 0), term.get("month_end")) - term.get("days", 0)
