"""Reads cases, one JSON object a line, and says where an answer differs from the text of the contract.

`python3 -m cairn_oracle [--workers N] < cases.ndjson` exits with 1 if any does.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import threading
import time
import zoneinfo
from collections import Counter
from itertools import islice
from pathlib import Path

from .compare import judge

AT_ONCE = 100
# So many disagreements are told in full; of the rest only how many there are.
TOLD = 20


def tz_version() -> str:
    """The version of the time-zone database in use here, if it says so."""
    for folder in zoneinfo.TZPATH:
        for name in ("tzdata.zi", "+VERSION"):
            path = Path(folder) / name
            if path.is_file():
                with path.open() as file:
                    return f"{file.readline().removeprefix('# version').strip()} ({folder})"
    try:
        import tzdata
    except ImportError:
        return "unknown version"
    return f"{tzdata.IANA_VERSION} (tzdata)"


def judged(lines: list[str]) -> tuple[int, Counter, str, list[tuple[int, list[str]]]]:
    """How many cases there were, of which verdicts and statuses, under which time zones, and where they disagree."""
    seen: Counter = Counter()
    disagreements = []
    zones = ""
    for line in lines:
        case = json.loads(line)
        zones = case["time_zones"]
        seen[case["answer"]["verdict"]] += 1
        kinds = {rule["id"]: next(iter(rule["asks"])) for rule in case["policy"]["requirements"]}
        for finding in case["answer"]["findings"]:
            seen[f"{kinds[finding['requirement']]} {finding['status']}"] += 1
        try:
            differences = judge(case)
        except Exception as broken:  # noqa: BLE001: the oracle's own slip must name its case, too
            differences = [f"the oracle broke: {type(broken).__name__}: {broken}"]
        if differences:
            disagreements.append((case["seed"], differences))
    return len(lines), seen, zones, disagreements


def batches(stream, ahead: threading.Semaphore):
    """What to judge next; no more of it at a time than there is somebody to judge."""
    while lines := list(islice(stream, AT_ONCE)):
        ahead.acquire()
        yield lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="cairn_oracle", description=__doc__)
    parser.add_argument("--workers", type=int, default=1, help="how many processes")
    parser.add_argument("--seen", action="store_true", help="say what came up, and how often")
    options = parser.parse_args()
    begun = time.monotonic()
    cases, seen, zones, disagreements = 0, Counter(), "", []
    ahead = threading.Semaphore(4 * options.workers)
    with multiprocessing.Pool(options.workers) as pool:
        for count, of_them, with_zones, wrong in pool.imap(judged, batches(sys.stdin, ahead)):
            ahead.release()
            cases += count
            seen.update(of_them)
            zones = with_zones
            for seed, differences in wrong:
                if len(disagreements) < TOLD:
                    print(f"seed {seed}")
                    for difference in differences:
                        print(f"  {difference}")
                disagreements.append(seed)
    taken = time.monotonic() - begun
    if options.seen:
        for what, often in sorted(seen.items()):
            print(f"{often:>9}  {what}")
    print(f"{cases} cases, {len(disagreements)} disagreements, {cases / max(taken, 1e-9):.0f} cases a second")
    print(f"time zones: {zones} in the answers, {tz_version()} here")
    return 1 if disagreements or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
