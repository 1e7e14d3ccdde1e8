"""A mentorship over time: a picture for a page (SVG), and the same days as one line of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..i18n import _, plain_date
from ..model.timeline import SHAPES, Mark, MarkKind
from .html import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

WIDTH, HEIGHT, MARGIN, AXIS, RADIUS = 640, 110, 40, 30, 6
"""In the units of the picture."""


def line(found: Sequence[Mark]) -> str:
    """`▲ 2026-11-24 · ★ 2026-11-24`, then what the shapes mean; empty where there is nothing."""
    if not found:
        return ""
    return " · ".join(f"{SHAPES[it.kind]} {plain_date(it.day)}" for it in found) + f"\n\n{legend(found)}"


def legend(found: Iterable[Mark]) -> str:
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
    return ", ".join(f"{SHAPES[kind]} {name}" for kind, name in names.items() if kind in present)


def picture(found: Sequence[Mark]) -> str:
    """The line of time with its marks as SVG; empty where there is nothing.

    It is made of numbers, of shapes and of escaped words of ours, without any style or script: the page forbids both.
    """
    if not found:
        return ""
    first, last = found[0].day, found[-1].day
    days = max(1, (last - first).days)
    drawn = "\n".join(
        _drawn(it.kind, MARGIN + (it.day - first).days * (WIDTH - 2 * MARGIN) / days, it.day) for it in found
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


_BESIDE = {MarkKind.FIRST: -14, MarkKind.IN_FORCE: 18}
"""What often falls on the day of another mark stands above or below the axis."""


def _drawn(kind: MarkKind, x: float, day: date) -> str:
    return (
        f'<text x="{x:.1f}" y="{AXIS + RADIUS + _BESIDE.get(kind, 0)}" text-anchor="middle" font-size="16" '
        f'fill="currentColor">{SHAPES[kind]}<title>{words(plain_date(day))}</title></text>'
    )
