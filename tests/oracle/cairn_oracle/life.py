"""Where somebody is in the life of an enrolment: states, the application that decides, the certificate."""

from __future__ import annotations

from .corrections import Fact

STEPS = {
    "applied": "apply",
    "admitted": "admit",
    "waitlisted": "waitlist",
    "declined": "decline",
    "withdrew": "withdraw",
    "deferred": "defer",
    "referred": "refer",
    "certified": "certify",
    "refused": "refuse",
    "suspended": "suspend",
    "reinstated": "reinstate",
    "revoked": "revoke",
}

# Whoever applies from here begins anew.
ANEW = ("declined", "withdrawn", "deferred", "refused")
ENDED = ("declined", "withdrawn", "deferred", "certified", "refused", "suspended", "revoked")
SEATED = ("admitted", "referred")
HALTED = ("suspended", "revoked")

# From which states a step leads where; from any other it moves nothing. No page has the whole table: it is the declared one.
TABLE = {
    "apply": (("unknown", *ANEW), "applied"),
    "admit": (("unknown", "applied", "waitlisted", "declined", "withdrawn", "deferred"), "admitted"),
    "waitlist": (("unknown", "applied", "declined", "withdrawn", "deferred"), "waitlisted"),
    "decline": (("unknown", "applied", "waitlisted"), "declined"),
    "withdraw": (("unknown", "applied", "waitlisted", "admitted", "referred", "suspended"), "withdrawn"),
    "defer": (("unknown", "applied", "waitlisted", "admitted", "referred", "suspended"), "deferred"),
    "refer": (SEATED, "referred"),
    "certify": (
        ("unknown", "applied", "waitlisted", "admitted", "referred", *ANEW),
        "certified",
    ),
    "refuse": (SEATED, "refused"),
    "suspend": ((*SEATED, "certified"), "suspended"),
}


def after(state: str, step: str, interrupted: str) -> str:
    """Where a step leads from here; `interrupted` is the last state that was no suspension or revocation."""
    if step == "reinstate":
        if state == "refused":
            return "admitted"
        return interrupted if state in HALTED else state
    if step == "revoke":
        taken = state == "certified" or (state == "suspended" and interrupted == "certified")
        return "revoked" if taken else state
    froms, to = TABLE[step]
    return to if state in froms else state


class Life:
    """The states that somebody passed through, with what began each."""

    def __init__(self, facts: list[Fact]) -> None:
        self.passed: list[tuple[Fact, str]] = []
        self.begun: list[Fact] = []
        # Decisions to certify, which a suspension that was lifted does not repeat.
        self.decided: list[Fact] = []
        state, interrupted, applied_before = "unknown", "unknown", False
        for fact in facts:
            step = STEPS.get(fact.kind)
            if step is None:
                continue
            if step == "apply":
                if not applied_before or state in ANEW:
                    self.begun.append(fact)
                applied_before = True
            to = after(state, step, interrupted)
            if to == state:
                continue
            if to == "certified" and state not in HALTED:
                self.decided.append(fact)
            state = to
            if state not in HALTED:
                interrupted = state
            self.passed.append((fact, state))

    def at(self, now: int) -> tuple[Fact | None, str]:
        """The state, and what led to it."""
        for fact, state in reversed(self.passed):
            if fact.at <= now:
                return fact, state
        return None, "unknown"

    def application(self, now: int) -> Fact | None:
        """The application that decides."""
        return last(self.begun, now)

    def certified(self, now: int) -> Fact | None:
        """The decision to certify."""
        return last(self.decided, now)


def last(facts: list[Fact], now: int) -> Fact | None:
    return next((fact for fact in reversed(facts) if fact.at <= now), None)
