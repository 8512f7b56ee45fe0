"""How many further opportunities may be missed, whichever they are: by trying every set of them."""

from __future__ import annotations

from itertools import combinations


def slack_of(future: list, missed: list, passes) -> int:
    """`future` says what there is of each if all comes, `missed` what there is of it if it is missed."""
    further = [index for index, (all_, none) in enumerate(zip(future, missed)) if all_ != none]
    for many in range(1, len(further) + 1):
        for some in combinations(further, many):
            chances = list(future)
            for index in some:
                chances[index] = missed[index]
            if not passes(chances):
                return many - 1
    return len(further)
