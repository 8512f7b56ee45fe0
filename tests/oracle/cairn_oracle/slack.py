"""How many further opportunities may be missed, whichever they are: by trying every set of them."""

from __future__ import annotations

from itertools import combinations


def slack_of(future: list, without: list, passes) -> int:
    """`future` says what there is if all comes, `without` what there is of each that is missed."""
    further = [index for index, (all_, none) in enumerate(zip(future, without)) if all_ != none]
    for missed in range(1, len(further) + 1):
        for some in combinations(further, missed):
            chances = list(future)
            for index in some:
                chances[index] = without[index]
            if not passes(chances):
                return missed - 1
    return len(further)
