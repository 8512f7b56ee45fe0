"""What one requirement measures, under one assumption."""

from __future__ import annotations

from typing import NamedTuple

# What may be taken for granted. In this order each grants all that the one before does.
STRICT, LENIENT, FUTURE = 0, 1, 2


class Measure(NamedTuple):
    """There is so much, of so much that is asked, and so much of each part."""

    have: int
    need: int
    parts: tuple[tuple[str, int, int], ...] = ()
    limit: bool = False

    def passes(self) -> bool:
        enough = self.have <= self.need if self.limit else self.have >= self.need
        return enough and all(have >= need for _, have, need in self.parts)
