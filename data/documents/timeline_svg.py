"""A mentorship over time: a picture for a page (SVG), and the same days as one line of words.

Everything in the picture is a shape of numbers or a word of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..i18n import _, plain_date
from ..model.timeline import SHAPES, Mark, MarkKind, Period
from . import svg
from .svg import WIDTH
from .width import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MARGIN = 12
"""In the units of the picture, as everything here; it has room for half a shape."""

_AXIS, _MEETINGS, _TURNS, _AGREEMENT, _ANNEX, _DATES, _LEGEND = 24, 44, 64, 78, 96, 128, 150
"""How far down the axis stands, both rows of shapes, both rows of bars, the dates, the first row of the legend."""

_LETTER = 8.4
"""The room that one column of letters is given: wide fonts average seven tenths of their size."""

_LARGEST, _SMALLEST = 5.5, 2.0
"""Half a shape; many of them are smaller, so that each is seen."""

_BAR, _ROW, _GAP, _SAMPLE = 14, 20, 14, 16
"""The height of a bar, of a row of the legend, the room between two of its entries, and the room of its shape."""

_TINTED, _EMPTY = "0.3", "0"
"""How full the bars of the agreement and of the annex are."""

_TURNING = (MarkKind.IN_FORCE, MarkKind.REVIEW, MarkKind.REVIEWED, MarkKind.ENDED)
"""What stands in the row below the meetings: it often falls on the day of one."""


def line(found: Sequence[Mark]) -> str:
    """`▲ 2026-11-24 · ★ 2026-11-24`, then what the shapes mean; empty where there is nothing."""
    if not found:
        return ""
    legend = ", ".join(f"{SHAPES[kind]} {name}" for kind, name in _names(found))
    return " · ".join(f"{SHAPES[it.kind]} {plain_date(it.day)}" for it in found) + f"\n\n{legend}"


def _names(found: Iterable[Mark]) -> list[tuple[MarkKind, str]]:
    """What the shapes mean that are there."""
    names = {
        MarkKind.FIRST: _("first meeting"),
        MarkKind.IN_FORCE: _("in force"),
        MarkKind.HELD: _("held"),
        MarkKind.PLANNED: _("planned"),
        MarkKind.REVIEWED: _("review held"),
        MarkKind.REVIEW: _("review"),
        MarkKind.ENDED: _("ended"),
    }
    present = {it.kind for it in found}
    return [(kind, name) for kind, name in names.items() if kind in present]


def picture(found: Sequence[Mark], agreement: Sequence[Period] = (), annex: Sequence[Period] = ()) -> str:
    """The axis of time, the marks, and bars for the versions in force, as SVG; empty where there is no mark."""
    if not found:
        return ""
    legend, rows = _legend(found, agreement, annex)
    drawn = [*_drawing(_Scale.over(found, [*agreement, *annex]), found, agreement, annex), *legend]
    return svg.picture(_("Timeline"), _LEGEND + rows * _ROW, drawn)


def room(text: str) -> float:
    """How much room a text is given."""
    return width(text) * _LETTER


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a day stands."""

    first: date
    last: date

    @classmethod
    def over(cls, found: Sequence[Mark], periods: Iterable[Period]) -> _Scale:
        days = [it.day for it in found]
        days += [day for it in periods for day in (it.first, it.last) if day is not None]
        return cls(min(days), max(days))

    def x(self, day: date) -> float:
        days = max(1, (self.last - self.first).days)
        return MARGIN + (day - self.first).days * (WIDTH - 2 * MARGIN) / days


def _drawing(
    scale: _Scale, found: Sequence[Mark], agreement: Sequence[Period], annex: Sequence[Period]
) -> Iterator[str]:
    yield f'<path d="M{MARGIN} {_AXIS}H{WIDTH - MARGIN}" stroke="currentColor"/>'
    yield from _years(scale)
    yield from _row(scale, [it for it in found if it.kind not in _TURNING], _MEETINGS)
    yield from _row(scale, [it for it in found if it.kind in _TURNING], _TURNS)
    yield from (_bar(scale, it, _AGREEMENT, _TINTED, agreement_sentence(it)) for it in agreement)
    yield from (_bar(scale, it, _ANNEX, _EMPTY, annex_sentence(it)) for it in annex)
    yield svg.text(0, _DATES, plain_date(scale.first))
    if scale.last != scale.first:
        yield svg.text(WIDTH, _DATES, plain_date(scale.last), anchor="end")


def _row(scale: _Scale, marks: Sequence[Mark], y: float) -> Iterator[str]:
    names = dict(_names(marks))
    fitting = (WIDTH - 2 * MARGIN) / max(1, len(marks)) / 2
    for it in marks:
        least = _LARGEST if it.kind is MarkKind.FIRST else _SMALLEST
        radius = max(least, min(_LARGEST, fitting))
        yield _shape(it.kind, scale.x(it.day), y, radius, f"{names[it.kind]}: {plain_date(it.day)}")


def _years(scale: _Scale) -> Iterator[str]:
    """Where a year begins, as many of them told as there is room for."""
    years = range(scale.first.year + 1, scale.last.year + 1)
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1_000) if _between(scale, step) >= 6 * _LETTER)
    for year in years:
        x = scale.x(date(year, 1, 1))
        yield f'<path d="M{x:.1f} {_AXIS - 4}V{_AXIS + 4}" stroke="currentColor"/>'
        if year % every == 0 and room("2026") / 2 <= x <= WIDTH - room("2026") / 2:
            yield svg.text(x, _AXIS - 10, str(year), anchor="middle")


def _between(scale: _Scale, years: int) -> float:
    return 365 * years * (WIDTH - 2 * MARGIN) / max(1, (scale.last - scale.first).days)


def agreement_sentence(it: Period) -> str:
    """Since when, or from when to when, a version of the agreement was in force."""
    return _told(
        it,
        _("Version {number} of the agreement: in force since {first}"),
        _("Version {number} of the agreement: in force from {first} to {last}"),
    )


def annex_sentence(it: Period) -> str:
    """Since when, or from when to when, a version of the annex was in force."""
    return _told(
        it,
        _("Version {number} of the annex: in force since {first}"),
        _("Version {number} of the annex: in force from {first} to {last}"),
    )


def _told(it: Period, since: str, between: str) -> str:
    if it.last is None:
        return since.format(number=it.number, first=plain_date(it.first))
    return between.format(number=it.number, first=plain_date(it.first), last=plain_date(it.last))


def _bar(scale: _Scale, it: Period, y: float, ground: str, sentence: str) -> str:
    """A box with the number of the version where it fits in; open at its right while the version is in force."""
    left, right = scale.x(it.first), WIDTH - MARGIN if it.last is None else scale.x(it.last)
    right = max(right, left + 1)
    edge = f"M{right:.1f} {y}H{left:.1f}V{y + _BAR}H{right:.1f}{'' if it.last is None else 'Z'}"
    bar = (
        f'<path d="{edge}" fill="currentColor" fill-opacity="{ground}" stroke="currentColor">'
        f"{svg.title(sentence)}</path>"
    )
    number = str(it.number)
    if room(number) > right - left - 2:
        return bar
    return f"{bar}\n{svg.text((left + right) / 2, y + _BAR - 3, number, anchor='middle')}"


def _legend(found: Sequence[Mark], agreement: Sequence[Period], annex: Sequence[Period]) -> tuple[list[str], int]:
    """The entries, one after the other in rows that they fit into, and how many rows that are."""
    samples: list[tuple[MarkKind | str, str]] = [*_names(found)]
    samples += [(_TINTED, _("version of the agreement in force"))] if agreement else []
    samples += [(_EMPTY, _("version of the annex in force"))] if annex else []
    drawn: list[str] = []
    x, row = 0.0, 0
    for sample, name in samples:
        needed = _SAMPLE + room(name)
        if x and x + needed > WIDTH:
            x, row = 0.0, row + 1
        y = _LEGEND + row * _ROW
        drawn += [_sample(sample, x, y), svg.text(x + _SAMPLE, y, name)]
        x += needed + _GAP
    return drawn, row + 1


def _sample(of: MarkKind | str, x: float, y: float) -> str:
    if isinstance(of, MarkKind):
        return _shape(of, x + _LARGEST + 0.5, y - 4, _LARGEST)
    return (
        f'<path d="M{x + 0.5:.1f} {y - 9}h11v10h-11Z" fill="currentColor" fill-opacity="{of}" stroke="currentColor"/>'
    )


_OUTLINED = (MarkKind.PLANNED, MarkKind.REVIEW)
"""What is still to come is empty."""

_OUTLINES: dict[MarkKind, tuple[tuple[float, float], ...]] = {
    MarkKind.FIRST: ((0, -10), (9.5, 7), (-9.5, 7)),
    MarkKind.IN_FORCE: (
        *((0, -10), (2.4, -3.2), (9.5, -3.1), (3.8, 1.2), (5.9, 8.1)),
        *((0, 4), (-5.9, 8.1), (-3.8, 1.2), (-9.5, -3.1), (-2.4, -3.2)),
    ),
    MarkKind.REVIEW: ((0, -10), (10, 0), (0, 10), (-10, 0)),
    MarkKind.REVIEWED: ((0, -10), (10, 0), (0, 10), (-10, 0)),
    MarkKind.ENDED: ((-8, -8), (8, -8), (8, 8), (-8, 8)),
}
"""Corners around the middle, of shapes that reach ten to each side; what has none is a circle."""


def _shape(kind: MarkKind, x: float, y: float, radius: float, title: str = "") -> str:
    told = svg.title(title) if title else ""
    look = 'fill="none" stroke="currentColor"' if kind in _OUTLINED else 'fill="currentColor"'
    if kind not in _OUTLINES:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {look}>{told}</circle>'
    points = " ".join(f"{x + dx * radius / 10:.1f},{y + dy * radius / 10:.1f}" for dx, dy in _OUTLINES[kind])
    return f'<polygon points="{points}" {look}>{told}</polygon>'
