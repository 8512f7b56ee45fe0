"""`absences`: no more than so many sessions missed."""

from __future__ import annotations

from .measure import FUTURE, STRICT, Measure
from .presence import Attendance, Chance, attendances
from .slack import slack_of


def measure(moment, rule, assume: int) -> Measure:
    return count(moment, rule, [under(each, assume) for each in seen(moment, rule)])


def under(attendance: Attendance, assume: int) -> Chance:
    """Strictly a session is missed until it is over, whatever is known of it already."""
    chance = attendance.under(assume)
    unsettled = attendance.open if assume == STRICT else assume == FUTURE and not attendance.ended_by_then
    if unsettled and not attendance.waived:
        return chance._replace(live=False)
    return chance


def seen(moment, rule) -> list[Attendance]:
    return moment.once(rule, lambda: attendances(moment, rule, rule.asks.get("late")))


def slack(moment, rule) -> int:
    """How many further sessions may be missed, whichever they are."""
    future = [each.under(FUTURE) for each in seen(moment, rule)]
    missed = [each.under(FUTURE, missed=True) for each in seen(moment, rule)]
    return slack_of(future, missed, lambda chances: count(moment, rule, chances).passes())


def count(moment, rule, chances: list[Chance]) -> Measure:
    """The most sessions missed, over what they are counted."""
    asks = rule.asks
    excusal = asks.get("excused", "counts")
    # The day of each session that is not passed over, and whether it was missed.
    course = []
    for attendance, chance in zip(seen(moment, rule), chances):
        missed = not chance.live or chance.late
        if missed and chance.excused:
            if excusal == "passed_over":
                continue
            missed = excusal != "ends_run"
        course.append((attendance.window[0], missed))
    return Measure(most(moment, asks["over"], course), asks["at_most"], (), True)


def most(moment, over, course: list[tuple[int, bool]]) -> int:
    if over == "all":
        return sum(missed for _, missed in course)
    if over == "in_a_row":
        longest = run = 0
        for _, missed in course:
            run = run + 1 if missed else 0
            longest = max(longest, run)
        return longest
    days = [moment.world.zone.day_of(begins) for begins, missed in course if missed]
    return max((sum(first <= day < first + over["days"] for day in days) for first in days), default=0)
