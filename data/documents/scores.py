"""The scores of all reviews in a document: a table for each question, and on a page a picture (SVG) beside it.

The picture is made of numbers and shapes. What it means is told above and below it, as words of the page.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..i18n import _, plain_date
from ..model.mentorship import Party
from ..model.score_history import HIGHEST, LOWEST, SHAPES
from . import svg
from .html import words
from .markdown import escaped
from .svg import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.mentorship import Mentorship
    from ..model.score_history import Scored, ScoreRow

_LEFT, _TOP, _STEP = 30, 16, 24
"""In the units of the picture: room for the scores, above them, and from one score to the next."""

_ASIDE = {Party.MENTOR: -7, Party.MENTEE: 7}
"""How far a mark stands beside the middle of its review, so that neither covers the other."""

_DASHES = {Party.MENTOR: "", Party.MENTEE: ' stroke-dasharray="5 4"'}


def tables(rows: Sequence[ScoreRow], mentorship: Mentorship) -> Iterator[str]:
    """Each question with a table: a line for each review, a column for each party."""
    names = " | ".join(escaped(mentorship.name_of(party)) for party in Party)
    for row in rows:
        yield f"**{escaped(row.wording)}**"
        lines = [f"| {_('Review of')} | {names} |", "| --- | ---: | ---: |"]
        lines += [f"| {plain_date(it.day)} | {_given(it.mentor)} | {_given(it.mentee)} |" for it in row.reviews]
        yield "\n".join(lines)


def _given(score: int | None) -> str:
    return "–" if score is None else str(score)


def pictures(rows: Sequence[ScoreRow], mentorship: Mentorship) -> str:
    """Each question with its picture, as HTML; empty where nothing was given a score."""
    legend = " · ".join(f"{SHAPES[party]} {mentorship.name_of(party)}" for party in Party)
    return "".join(f"<p>{words(row.wording)}</p>\n{_picture(row)}<p>{words(legend)}</p>\n" for row in rows)


def _picture(row: ScoreRow) -> str:
    levels = range(LOWEST, HIGHEST + 1)
    grid = [
        f'<line x1="{_LEFT}" y1="{_y(level)}" x2="{WIDTH}" y2="{_y(level)}" stroke="currentColor" opacity="0.25"/>\n'
        f"{svg.text(_LEFT - 12, _y(level) + 4, str(level), decimals=0)}"
        for level in levels
    ]
    drawn = [part for party in Party for part in _line(row, party)]
    below = _y(LOWEST) + 30
    first, last = row.reviews[0].day, row.reviews[-1].day
    days = [svg.text(_LEFT, below, plain_date(first), decimals=0)]
    if last != first:
        days.append(svg.text(WIDTH, below, plain_date(last), anchor="end", decimals=0))
    return svg.picture(_("Scores"), below + 8, [*grid, *drawn, *days])


def _line(row: ScoreRow, party: Party) -> Iterator[str]:
    """A party's marks from review to review; a line where both of two that follow each other were given."""
    places = [_place(row, place, party) for place in range(len(row.reviews))]
    for before, after in pairwise(places):
        if before is not None and after is not None:
            yield (
                f'<line x1="{before[0]:.1f}" y1="{before[1]}" x2="{after[0]:.1f}" y2="{after[1]}" '
                f'stroke="currentColor" opacity="0.6"{_DASHES[party]}/>'
            )
    for found, scored in zip(places, row.reviews, strict=True):
        if found is not None:
            yield _mark(party, *found, scored)


def _mark(party: Party, x: float, y: int, scored: Scored) -> str:
    """A filled square, or an empty circle; pointed at, it tells its day and its score."""
    told = svg.title(f"{plain_date(scored.day)}: {scored.of(party)}")
    if party is Party.MENTOR:
        return f'<rect x="{x - 5:.1f}" y="{y - 5}" width="10" height="10" fill="currentColor">{told}</rect>'
    return (
        f'<circle cx="{x:.1f}" cy="{y}" r="5.5" fill="none" stroke="currentColor" stroke-width="2" '
        f'pointer-events="all">{told}</circle>'
    )


def _place(row: ScoreRow, place: int, party: Party) -> tuple[float, int] | None:
    """Where a score stands: the reviews share the width evenly."""
    score = row.reviews[place].of(party)
    if score is None:
        return None
    between = (WIDTH - _LEFT) / len(row.reviews)
    return _LEFT + (place + 0.5) * between + _ASIDE[party], _y(score)


def _y(level: int) -> int:
    return _TOP + (HIGHEST - level) * _STEP
