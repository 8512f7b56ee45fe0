"""Our answer beside theirs."""

from __future__ import annotations

from .times import instant, spell
from .verdicts import assess
from .world import World

TOP = ("verdict", "state", "supported", "outcome", "best_outcome", "certificate")
OF_A_FINDING = ("requirement", "status", "have", "need", "limit", "with_pending", "in_reach", "slack", "since", "account")


def judge(case: dict) -> list[str]:
    """Every difference between what the contract says of a case and what it was answered."""
    said = case["answer"]
    ours = assess(World(case), instant(case["now"]))
    plain_times(said)
    differences = [
        f"{name}: {ours[name]} by the text, {said[name]} in the answer" for name in TOP if ours[name] != said[name]
    ]
    if len(ours["findings"]) != len(said["findings"]):
        return [*differences, f"{len(ours['findings'])} findings by the text, {len(said['findings'])} in the answer"]
    for mine, theirs in zip(ours["findings"], said["findings"]):
        for name, by_text, answered in compare(mine, theirs):
            differences.append(f"{mine['requirement']}, {name}: {by_text} by the text, {answered} in the answer")
    return differences


def compare(mine: dict, theirs: dict):
    for name in OF_A_FINDING:
        if mine.get(name) != theirs.get(name):
            yield name, mine.get(name), theirs.get(name)
    if mine["parts"] != sorted(theirs["parts"]):
        yield "parts", mine["parts"], theirs["parts"]
    # Of several waivers any may be named.
    waived = theirs["waived"]
    if (waived not in mine["waived"]) if mine["waived"] else waived is not None:
        yield "waived", mine["waived"], waived


def plain_times(said: dict) -> None:
    """Spells every instant of an answer as we do."""
    places = [(said["certificate"], name) for name in ("expires", "renewable_until") if said["certificate"]]
    places += [(each, "since") for each in said["findings"] if each.get("since", "always") != "always"]
    for place, name in places:
        place[name] = spell(instant(place[name]))
