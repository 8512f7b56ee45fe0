"""`paid`: tuition, net of refunds and adjustments, of the price that applies; and the account."""

from __future__ import annotations

from itertools import groupby

from .measure import FUTURE, STRICT, Measure
from .times import NEVER_ENDS, day
from .waivers import extended

LEFT = ("withdrawn", "deferred", "declined")
PAID, REFUNDED, ADJUSTED = "paid", "refunded", "tuition_adjusted"


def measure(moment, rule, assume: int) -> Measure:
    price = rule.asks
    need, _ = price_of(moment, price, assume)
    due = NEVER_ENDS
    if "by" in price:
        due = end_of(moment, extended(moment, rule, day(price["by"])))
    have = counts(moment, due)
    if assume == FUTURE and moment.soonest < due:
        have = max(have, need)
    return Measure(have, need)


def end_of(moment, last: int) -> int:
    end = moment.world.zone.end(last)
    moment.history.note(end)
    return end


def movements(moment) -> list[tuple[int, str, int]]:
    """Instant, kind and amount of every movement in the policy's currency, in order."""
    return moment.once(PAID, lambda: _movements(moment))


def _movements(moment) -> list[tuple[int, str, int]]:
    facts = [fact for kind in (PAID, REFUNDED, ADJUSTED) for fact in moment.happened(kind)]
    # All that shares an instant is taken together, payments first.
    facts.sort(key=lambda fact: (fact.at, fact.kind != PAID, fact.position))
    found = []
    for fact in facts:
        money = fact.body["credit" if fact.kind == ADJUSTED else "amount"]
        if money["currency"] == moment.world.policy["currency"]:
            found.append((fact.at, fact.kind, money["minor"]))
    return found


def counts(moment, due: int) -> int:
    """What counts of the money by a deadline: a refund gives back first what came in late."""
    in_time = late = adjusted = 0
    for at, kind, amount in movements(moment):
        if kind == ADJUSTED:
            adjusted += amount
        elif kind == PAID and at < due:
            in_time += amount
        elif kind == PAID:
            late += amount
        else:
            from_late = min(late, amount)
            late -= from_late
            in_time -= amount - from_late
    return in_time + adjusted


def price_of(moment, price: dict, assume: int) -> tuple[int, str | None]:
    """The price that applies, and the tier that it is of."""
    lowest, name = price["full"]["minor"], None
    for tier in price.get("tiers", ()):
        conditions = [(tier["locked_by"], tier["by"]), *((each["locked_by"], each["by"]) for each in tier.get("and", ()))]
        cost = tier["price"]["minor"]
        loses = price["on_refund"] == "loses"
        if cost < lowest and all(is_locked(moment, *each, cost, loses, assume) for each in conditions):
            lowest, name = cost, tier["name"]
    return lowest, name


def is_locked(moment, by_what: str, by: str, cost: int, loses: bool, assume: int) -> bool:
    end = end_of(moment, day(by))
    if assume == FUTURE and moment.soonest < end:
        return True
    if by_what != "paying":
        kind = "applied" if by_what == "applying" else "admitted"
        return any(fact.at < end for fact in moment.happened(kind))
    net = 0
    locked = cost <= 0
    for at, together in groupby(movements(moment), key=lambda each: each[0]):
        net += sum(-amount if kind == REFUNDED else amount for _, kind, amount in together)
        if net >= cost:
            locked = locked or at < end
        elif loses:
            locked = False
    return locked


def account(moment, rule) -> dict:
    """What is owed, what came in, what is overdue, and what would go back."""
    price = rule.asks
    applies, tier = price_of(moment, price, STRICT)
    sums = {PAID: 0, REFUNDED: 0, ADJUSTED: 0}
    for _, kind, amount in movements(moment):
        sums[kind] += amount
    net = sums[PAID] - sums[REFUNDED] + sums[ADJUSTED]
    zone = moment.world.zone
    left, state = moment.world.life.at(moment.now)
    gone = left is not None and state in LEFT
    # What can no longer come in time: from now on, or when they left.
    soonest = left.at + 1 if gone else moment.soonest
    due = sum(each["amount"]["minor"] for each in price.get("instalments", ()) if zone.end(day(each["by"])) <= soonest)
    keeps = kept(moment, price, applies)
    due = min(due, applies)
    # Whoever has left is asked for no more than would be kept.
    if gone and keeps is not None:
        due = min(due, keeps)
    return {
        "price": applies,
        "tier": tier,
        "paid": sums[PAID],
        "refunded": sums[REFUNDED],
        "adjusted": sums[ADJUSTED],
        "balance": applies - net,
        "overdue": max(due - max(net, 0), 0),
        "refundable": refundable(price, keeps, sums[PAID] - sums[REFUNDED]),
    }


def kept(moment, price: dict, applies: int) -> int | None:
    """What the first refund step keeps that had not passed when they left, or has not now; none: there is no such step."""
    left, state = moment.world.life.at(moment.now)
    when = left.at if left and state in LEFT else moment.now
    for step in price.get("refunds", ()):
        if when < moment.world.zone.end(day(step["until"])):
            keep = step["keep"]
            if "amount" in keep:
                return keep["amount"]["minor"]
            share = keep["share"]
            return -(-share["of"] * applies // share["per"])
    return None


def refundable(price: dict, keeps: int | None, came_in: int) -> int | None:
    """What would go back to somebody who left now, or goes back to somebody who has left: of money, not of adjustments."""
    if not price.get("refunds"):
        return None
    return 0 if keeps is None else max(came_in - keeps, 0)
