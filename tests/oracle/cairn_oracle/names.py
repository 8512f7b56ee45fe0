"""What something completed is called: case aside, and any white space like a single space."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    return " ".join(name.lower().split())


def credits_of(moment, any_of: list[str]) -> list:
    """The credits for this cohort, or for any, of an achievement under one of its names."""
    names = {plain(name) for name in any_of}
    return [fact for fact in moment.happened("credited") if plain(fact.body["achievement"]) in names]
