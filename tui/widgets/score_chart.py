"""The scores of both over all reviews as a picture of letters: a row for each question, a column for each review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from data.clean import shown
from data.i18n import _, medium_date
from data.model.mentorship import Party
from data.model.score_history import HIGHEST, LOWEST, SHAPES, fitting

from .list_item import ListItem

if TYPE_CHECKING:
    from textual.css.styles import RulesMap

    from data.model.mentorship import Mentorship
    from data.model.score_history import ScoreRow

_AXIS = 4
"""Cells of a score and the line behind it."""

_BETWEEN = 3
"""Cells between two days."""

_LONGEST_NAME = 30

_COLOUR = {Party.MENTOR: "$accent", Party.MENTEE: "$secondary"}

Row = tuple[Content, Content]
"""A lead, and words that hang beside it when they wrap."""


class ScoreChart(Visual):
    """Each question with its scores from 5 down to 1, both marks of a review beside each other; then whose they are.

    As many reviews as there is room for, the last ones; each has the number of its place among all.
    """

    def __init__(self, rows: Sequence[ScoreRow], mentorship: Mentorship, *, days: bool = True) -> None:
        """`days` tells below the picture on which day each review was."""
        self._rows, self._mentorship, self._days = rows, mentorship, days

    def plain(self, width: int) -> str:
        """The picture as text, wrapped words on one line."""
        return "\n".join(f"{lead.plain}{words.plain}".rstrip() for lead, words in self._drawn(width))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The picture for a width."""
        return ListItem(*self._drawn(width)).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The rows that it takes at a width."""
        return ListItem(*self._drawn(width)).get_height(rules, width)

    def _drawn(self, width: int) -> list[Row]:
        if not self._rows:
            return [_row(Content.styled(_("No review with a score has been revealed yet."), "$text-muted"))]
        count = len(self._rows[0].reviews)
        seen, cells = fitting(count, width - _AXIS)
        drawn: list[Row] = []
        for row in self._rows:
            drawn += [*self._question(row.last(seen), cells, first=count - seen + 1), _row(Content(" "))]
        drawn.append(_row(self._legend()))
        if self._days:
            days = _days(self._rows[0].last(seen), count - seen + 1, width)
            drawn += [_row(Content.styled(line, "$text-muted")) for line in days]
        return drawn

    def _question(self, row: ScoreRow, cells: int, *, first: int) -> Iterator[Row]:
        yield _row(Content.styled(shown(row.wording), "bold"))
        for level in range(HIGHEST, LOWEST - 1, -1):
            marks = Content("").join(_marks(given, cells) for given in row.marks(level))
            yield Content.styled(f" {level} │", "$text-muted"), marks
        numbers = "".join(str(first + place).center(cells) for place in range(len(row.reviews)))
        yield Content.styled("   └", "$text-muted"), Content.styled("─" * (cells * len(row.reviews)), "$text-muted")
        yield Content(" " * _AXIS), Content.styled(numbers, "$text-muted")

    def _legend(self) -> Content:
        return Content("   ").join(
            Content.assemble(
                (f"{SHAPES[party]} ", _COLOUR[party]),
                Content(shown(self._mentorship.name_of(party))).truncate(_LONGEST_NAME, ellipsis=True),
            )
            for party in Party
        )


def _row(words: Content) -> Row:
    return Content(""), words


def _marks(given: Sequence[Party], cells: int) -> Content:
    """What stands at one score in the column of one review: each party has its own half of it."""
    before = (cells - 2) // 2
    signs = [(SHAPES[party], _COLOUR[party]) if party in given else (" ", "") for party in Party]
    return Content.assemble(" " * before, *signs, " " * (cells - 2 - before))


def _days(row: ScoreRow, first: int, width: int) -> Iterator[str]:
    """`1: Thu 24 Dec 2026   2: …`, as many on a line as stand there below each other."""
    told = [f"{first + place}: {medium_date(it.day)}" for place, it in enumerate(row.reviews)]
    longest = max(map(cell_len, told))
    beside = max(1, (width + _BETWEEN) // (longest + _BETWEEN))
    for start in range(0, len(told), beside):
        yield (" " * _BETWEEN).join(it.ljust(longest) for it in told[start : start + beside])
