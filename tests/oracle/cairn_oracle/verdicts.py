"""What is said of it all: findings, statuses, the verdict, outcomes, and how the certificate stands."""

from __future__ import annotations

from . import absences, exam, filings, money, sessions
from .history import History
from .life import ENDED, SEATED
from .measure import FUTURE, LENIENT, STRICT
from .moment import Moment
from .times import spell, term_after
from .world import Rule, World

SLACKS = {"sessions": sessions.slack, "absences": absences.slack, "filings": filings.slack, "exam": exam.slack}


def assess(world: World, now: int) -> dict:
    """The whole answer, in the words in which cairn gives its own."""
    moment = History(world, now).at(now)
    root = world.rules[world.policy["root"]]
    supported = moment.is_met(root)
    _, state = world.life.at(now)
    answer = {
        "verdict": verdict(moment, root, state),
        "state": state,
        "supported": supported,
        "outcome": outcome(moment, moment.is_met),
        "best_outcome": outcome(moment, moment.in_reach),
        "certificate": certificate(world, now, state),
        "findings": [],
    }
    findings(moment, root, answer["findings"], {})
    return answer


def verdict(moment: Moment, root: Rule, state: str) -> str:
    if state in ENDED:
        return state
    status, _ = status_of(moment, root)
    if status != "met":
        return status
    return "eligible" if state in SEATED else "open"


def outcome(moment: Moment, is_so) -> str | None:
    """The first outcome of which the requirement is met (or in reach), or that asks for none."""
    for each in moment.world.policy.get("outcomes", ()):
        needs = each.get("needs")
        if needs is None or is_so(moment.world.rules[needs]):
            return each["id"]
    return None


def certificate(world: World, now: int, state: str) -> dict | None:
    """How long the certificate holds, where there is one and the policy limits it."""
    limits, decided = world.policy.get("certificate"), world.life.certified(now)
    if limits is None or decided is None or state != "certified":
        return None
    last = term_after(limits["valid_for"], world.day_of(decided))
    renewable = limits.get("renewable_for")
    expires = world.zone.end(last)
    until = expires if renewable is None else world.zone.end(term_after(renewable, last))
    return {
        "decided": decided.position,
        "expires": spell(expires),
        "renewable_until": spell(until),
        "holds": "valid" if now < expires else "lapsed" if now < until else "expired",
    }


def status_of(moment: Moment, rule: Rule) -> tuple[str, int | None]:
    """How a requirement stands, and the slack if it is at risk."""
    return moment.once(("status", rule.id), lambda: _status_of(moment, rule))


def _status_of(moment: Moment, rule: Rule) -> tuple[str, int | None]:
    if moment.is_met(rule):
        return "met", None
    if not moment.in_reach(rule):
        return "out_of_reach", None
    if rule.kind in ("all", "at_least"):
        slack = slack_of_parts(moment, rule)
        return ("open", None) if slack is None else ("at_risk", slack)
    slack = SLACKS[rule.kind](moment, rule) if rule.kind in SLACKS else None
    return ("at_risk", slack) if slack is not None and slack <= rule.margin else ("open", None)


def slack_of_parts(moment: Moment, rule: Rule) -> int | None:
    """The slack of what has parts; none if it is not at risk."""
    of = rule.asks if rule.kind == "all" else rule.asks["of"]
    stand = [status_of(moment, moment.world.rules[id]) for id in of]
    slacks = sorted((slack for status, slack in stand if status == "at_risk"), reverse=True)
    if rule.kind == "all":
        return slacks[-1] if slacks else None
    safe = sum(status in ("met", "open") for status, _ in stand)
    lacking = rule.asks["need"] - safe
    # So many of those at risk must still come: the ones with the most slack.
    return slacks[lacking - 1] if lacking > 0 else None


def findings(moment: Moment, rule: Rule, into: list[dict], known: dict) -> None:
    """The findings of a requirement and of its parts, from the top."""
    found = known.get(rule.id)
    if found is None:
        found = known[rule.id] = finding(moment, rule)
    into.append(found)
    if rule.kind in ("all", "at_least"):
        for id in rule.asks if rule.kind == "all" else rule.asks["of"]:
            findings(moment, moment.world.rules[id], into, known)


def finding(moment: Moment, rule: Rule) -> dict:
    settled = moment.measure(rule, STRICT)
    status, slack = status_of(moment, rule)
    found = {
        "requirement": rule.id,
        "status": status,
        "have": settled.have,
        "need": settled.need,
        "limit": settled.limit,
        "parts": sorted([list(part) for part in settled.parts]),
        "with_pending": moment.measure(rule, LENIENT).have,
        "in_reach": moment.measure(rule, FUTURE).have,
        "waived": [fact.position for fact in moment.waivers(rule)],
        "account": money.account(moment, rule) if rule.kind == "paid" else None,
    }
    if status == "at_risk":
        found["slack"] = slack
    if status == "out_of_reach":
        since = moment.history.out_of_reach_since(rule)
        found["since"] = "always" if since is None else spell(since)
    return found
