"""A mentorship over time: a picture for a page (SVG), and the same days as one line of words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ..i18n import _, plain_date
from ..model.session import SessionKind, SessionState
from .html import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ..model.agreement import Version
    from ..model.mentorship import Mentorship
    from ..model.session import Session

WIDTH, HEIGHT, MARGIN, AXIS, RADIUS = 640, 110, 40, 30, 6
"""In the units of the picture."""


class Shape(StrEnum):
    """What a mark tells, without any colour: an outline is planned, a filled one was."""

    FIRST = "▲"
    IN_FORCE = "★"
    HELD = "●"
    PLANNED = "○"
    REVIEWED = "◆"
    REVIEW = "◇"
    ENDED = "■"


Mark = tuple["date", Shape]
"""What stands on a day."""


def marks(mentorship: Mentorship, sessions: Iterable[Session], versions: Iterable[Version]) -> list[Mark]:
    """All of a mentorship's days in their order; cancelled sessions are left out."""
    found = [
        (it.day, _shape(it.kind, held=it.state is SessionState.HELD))
        for it in sessions
        if it.state is not SessionState.CANCELLED
    ]
    found += [(mentorship.day_of(it.in_force_at), Shape.IN_FORCE) for it in versions if it.in_force_at is not None]
    if mentorship.ended_at is not None:
        found.append((mentorship.day_of(mentorship.ended_at), Shape.ENDED))
    return sorted(found, key=lambda mark: (mark[0], list(Shape).index(mark[1])))


def _shape(kind: SessionKind, *, held: bool) -> Shape:
    if kind is SessionKind.FIRST:
        return Shape.FIRST
    if kind is SessionKind.REVIEW:
        return Shape.REVIEWED if held else Shape.REVIEW
    return Shape.HELD if held else Shape.PLANNED


def line(found: Sequence[Mark]) -> str:
    """`▲ 2026-11-24 · ★ 2026-11-24`, then what the shapes mean; empty where there is nothing."""
    if not found:
        return ""
    return " · ".join(f"{shape} {plain_date(day)}" for day, shape in found) + f"\n\n{legend(found)}"


def legend(found: Iterable[Mark]) -> str:
    """What the shapes mean that are there."""
    names = {
        Shape.FIRST: _("first meeting"),
        Shape.IN_FORCE: _("in force"),
        Shape.HELD: _("held"),
        Shape.PLANNED: _("planned"),
        Shape.REVIEWED: _("review held"),
        Shape.REVIEW: _("review"),
        Shape.ENDED: _("ended"),
    }
    present = {shape for _day, shape in found}
    return ", ".join(f"{shape} {name}" for shape, name in names.items() if shape in present)


def picture(found: Sequence[Mark]) -> str:
    """The line of time with its marks as SVG; empty where there is nothing.

    It is made of numbers, of shapes and of escaped words of ours, without any style or script: the page forbids both.
    """
    if not found:
        return ""
    first, last = found[0][0], found[-1][0]
    days = max(1, (last - first).days)
    drawn = "\n".join(
        _drawn(shape, MARGIN + (day - first).days * (WIDTH - 2 * MARGIN) / days, day) for day, shape in found
    )
    text = 'font-family="sans-serif" font-size="12" fill="currentColor"'
    return f"""<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" role="img" aria-label="{words(_("Timeline"))}">
<line x1="{MARGIN}" y1="{AXIS}" x2="{WIDTH - MARGIN}" y2="{AXIS}" stroke="currentColor"/>
{drawn}
<text x="0" y="{AXIS + 32}" {text}>{words(plain_date(first))}</text>
<text x="{WIDTH}" y="{AXIS + 32}" text-anchor="end" {text}>{words(plain_date(last))}</text>
<text x="0" y="{HEIGHT - 12}" {text}>{words(legend(found))}</text>
</svg>
"""


_BESIDE = {Shape.FIRST: -14, Shape.IN_FORCE: 18}
"""What often falls on the day of another mark stands above or below the axis."""


def _drawn(shape: Shape, x: float, day: date) -> str:
    return (
        f'<text x="{x:.1f}" y="{AXIS + RADIUS + _BESIDE.get(shape, 0)}" text-anchor="middle" font-size="16" '
        f'fill="currentColor">{shape}<title>{words(plain_date(day))}</title></text>'
    )
