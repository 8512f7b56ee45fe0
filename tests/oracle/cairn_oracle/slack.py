"""How many further opportunities may be missed, whichever they are: by trying every set of them."""

from __future__ import annotations

from itertools import combinations


def slack_of(future: list, missed: list, spared: list[bool], passes) -> int:
    """`future` says what there is if all comes, `missed` what there is of each that is missed.

    To miss a session that is spared (excused, where that helps) costs nothing: it is no further opportunity.
    """
    further = [
        index for index, (all_, none, is_spared) in enumerate(zip(future, missed, spared)) if all_ != none and not is_spared
    ]
    for many in range(1, len(further) + 1):
        for some in combinations(further, many):
            chances = list(future)
            for index in some:
                chances[index] = missed[index]
            if not passes(chances):
                return many - 1
    return len(further)
