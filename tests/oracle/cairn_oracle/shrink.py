"""Makes a disagreement small: drops events one by one for as long as the same things are in dispute.

`python3 -m cairn_oracle.shrink EMITTER SEED` prints what is left of the world, and what is in dispute.
"""

from __future__ import annotations

import json
import subprocess
import sys

from .compare import judge


def dispute(emitter: str, seed: str, person: list[int], cohort: list[int]) -> tuple[dict, list[str]]:
    """The world with only these events, and the differences about it."""
    places = [",".join(map(str, kept)) for kept in (person, cohort)]
    said = subprocess.run([emitter, "LESS", seed, *places], check=True, capture_output=True, text=True).stdout
    return json.loads(said), judge(json.loads(said))


def subjects(differences: list[str]) -> set[str]:
    """What is in dispute, without what either says about it."""
    return {difference.split(":")[0] for difference in differences}


def shrink(emitter: str, seed: str) -> tuple[dict, list[str]]:
    said = subprocess.run([emitter, seed, "1"], check=True, capture_output=True, text=True).stdout
    whole = json.loads(said)
    kept = [list(range(len(whole["person"]))), list(range(len(whole["cohort"])))]
    case, differences = dispute(emitter, seed, *kept)
    subject = subjects(differences)
    dropped = bool(subject)
    while dropped:
        dropped = False
        for stream in (0, 1):
            for place in list(kept[stream]):
                less = [list(each) for each in kept]
                less[stream].remove(place)
                smaller, still = dispute(emitter, seed, *less)
                if subject & subjects(still):
                    kept, case, differences, dropped = less, smaller, still, True
    return case, differences


def main() -> int:
    if len(sys.argv) != 3:
        print("usage: python3 -m cairn_oracle.shrink EMITTER SEED", file=sys.stderr)
        return 2
    case, differences = shrink(*sys.argv[1:])
    if not differences:
        print("there is no disagreement about this seed")
        return 0
    print(f"now {case['now']}, known at {case['known_at']}, zone {case['policy']['zone']}, ends {case['policy']['ends']}")
    for session in case["policy"]["sessions"]:
        print(f"session {session['id']}: {session['starts']}, {session['minutes']} min")
    for rule in case["policy"]["requirements"]:
        rest = {key: value for key, value in rule.items() if key not in ("id", "title", "basis", "asks")}
        print(f"{rule['id']}: {json.dumps(rule['asks'])} {json.dumps(rest)}")
    for name in ("person", "cohort"):
        for event in case[name]:
            print(f"{name} #{event['position']} {event['occurred']} {event['type']} {json.dumps(event['body'])}")
    for difference in differences:
        print(f"! {difference}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
