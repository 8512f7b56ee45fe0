"""`sessions`: so many live sessions attended, or a share of the scheduled ones."""

from __future__ import annotations

from .measure import FUTURE, LENIENT, Measure
from .presence import Attendance, Chance, attendances
from .slack import slack_of


def measure(moment, rule, assume: int) -> Measure:
    return count(rule, [each.under(assume) for each in seen(moment, rule)])


def seen(moment, rule) -> list[Attendance]:
    late = rule.asks.get("late")
    return moment.once(rule, lambda: attendances(moment, rule, late and late["after"]))


def slack(moment, rule) -> int:
    """How many further sessions may be missed, whichever they are."""
    future = [each.under(FUTURE) for each in seen(moment, rule)]
    # Whoever is there already, if late, misses nothing more.
    missed = [each.under(FUTURE, missed=not each.under(LENIENT).live) for each in seen(moment, rule)]
    return slack_of(future, missed, lambda chances: count(rule, chances).passes())


def count(rule, chances: list[Chance]) -> Measure:
    """Counts sessions in the way that leaves the most beyond what is needed, and moves as few as possible for it."""
    asks = rule.asks
    cap = asks["make_ups"]["at_most"] if "make_ups" in asks else 0
    late = sum(chance.live and chance.late for chance in chances)
    movable = sum(chance.live and chance.late and chance.made for chance in chances)
    each = asks["late"]["each"] if "late" in asks else 0
    best = None
    for moved in range(min(movable, cap) + 1):
        have, left = counted(asks, chances, cap - moved)
        if each:
            # Whoever was late and made up for it loses nothing.
            have -= (late - moved) // each
        found = Measure(have, needed(asks["need"], len(chances) - left))
        if best is None or found.have - found.need > best.have - best.need:
            best = found
    return best


def counted(asks: dict, chances: list[Chance], cap: int) -> tuple[int, int]:
    """How many sessions count, and how many leave the share."""
    excusal = asks.get("excused", "absent")
    live = sum(chance.live for chance in chances)
    absent = [chance for chance in chances if not chance.live]
    made = sum(chance.made and not chance.excused for chance in absent)
    made_excused = sum(chance.made and chance.excused for chance in absent)
    excused = sum(chance.excused for chance in absent)
    by_make_up = min(made, cap)
    if excusal == "counts":
        # An excused session counts once, however it comes to.
        return live + by_make_up + excused, 0
    excused_by_make_up = min(made_excused, cap - by_make_up)
    have = live + by_make_up + excused_by_make_up
    return have, excused - excused_by_make_up if excusal == "leaves_share" else 0


def needed(need: dict, scheduled: int) -> int:
    if "count" in need:
        return need["count"]
    share = need["share"]
    return -(-share["of"] * scheduled // share["per"])
