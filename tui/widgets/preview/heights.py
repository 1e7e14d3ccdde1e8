"""How high the blocks of a text are, and so where each begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate


class Heights:
    """The heights of blocks, one after the other from the top, and the rows at which they begin."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._tops = [0]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    @property
    def total(self) -> int:
        """The rows of all blocks."""
        return self._tops[-1]

    def top(self, index: int) -> int:
        """The row at which a block begins; that behind the last one for the number of blocks."""
        return self._tops[index]

    def at(self, y: int) -> tuple[int, int]:
        """The block at a row, and which of its rows that is."""
        index = min(max(0, bisect_right(self._tops, y) - 1), max(0, len(self._heights) - 1))
        return index, y - self._tops[index]

    def load(self, heights: Sequence[int]) -> None:
        """All heights are others."""
        self._heights = list(heights)
        self._add_up(0)

    def replace(self, first: int, removed: int, heights: Sequence[int]) -> bool:
        """Other blocks stand where some stood; whether that moved anything."""
        if self._heights[first : first + removed] == heights:
            return False
        self._heights[first : first + removed] = heights
        self._add_up(first)
        return True

    def correct(self, heights: Mapping[int, int]) -> bool:
        """Some blocks are not as high as was known; whether that moved anything."""
        others = {index: height for index, height in heights.items() if height != self._heights[index]}
        for index, height in others.items():
            self._heights[index] = height
        if others:
            self._add_up(min(others))
        return bool(others)

    def _add_up(self, first: int) -> None:
        self._tops[first:] = accumulate(self._heights[first:], initial=self._tops[first])
