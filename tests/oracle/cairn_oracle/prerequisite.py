"""`prerequisite`: completed before the application that decides."""

from __future__ import annotations

from .life import ANEW
from .measure import FUTURE, STRICT, Measure
from .names import credits_of


def measure(moment, rule, assume: int) -> Measure:
    application = moment.world.life.application(moment.now)
    _, state = moment.world.life.at(moment.now)
    if assume == FUTURE and (application is None or state in ANEW):
        return Measure(1, 1)
    credited = credits_of(moment, rule.asks["any_of"])
    if application is None:
        return Measure(int(bool(credited) and assume > STRICT), 1)
    return Measure(int(any(not_after(moment.world, credit, application) for credit in credited)), 1)


def not_after(world, credit, application) -> bool:
    """Days are compared where only the day of one of them is known."""
    if credit.stated is None and application.stated is None:
        return credit.at <= application.at
    return world.day_of(credit) <= world.day_of(application)
