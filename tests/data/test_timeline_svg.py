"""The picture of the timeline by its geometry: nothing outside it, no words across others, however much there is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import i18n
from data.documents.timeline_svg import picture
from data.model.timeline import Mark, MarkKind, Period

from .document_cases import needs_german

DRAWN = [kind for kind in MarkKind if kind is not MarkKind.TODAY]
BEGIN = date(2026, 12, 1)


class Box(NamedTuple):
    """What a piece of the picture covers."""

    left: float
    top: float
    right: float
    bottom: float
    what: str

    def overlaps(self, other: Box) -> bool:
        """Both cover something."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.bottom > other.top and other.bottom > self.top


def advance(text: str) -> float:
    """How wide letters of size 1 are in Verdana and DejaVu Sans, the widest fonts that browsers come with."""
    widths = {**dict.fromkeys("ijlI.,:;'|! ", 0.46), **dict.fromkeys("mMW@%—", 1.0), "w": 0.82}
    return sum(widths.get(letter, 0.82 if letter.isupper() else 0.64) for letter in text)


def boxes(svg: str) -> tuple[Box, list[Box], list[Box]]:
    """The picture, its words, its shapes. A picture that is no XML has none."""
    root = ElementTree.fromstring(svg)
    left, top, right, bottom = map(float, root.attrib["viewBox"].split())
    view = Box(left, top, right, bottom, "the picture")
    words, shapes = [], []
    for it in root:
        numbers = {name: float(it.attrib.get(name, "0")) for name in ("x", "y", "cx", "cy", "r", "font-size")}
        if it.tag == "text":
            size, x, y = numbers["font-size"], numbers["x"], numbers["y"]
            long = advance(it.text or "") * size
            left = x - long * {"start": 0.0, "middle": 0.5, "end": 1.0}[it.attrib["text-anchor"]]
            words.append(Box(left, y - 0.95 * size, left + long, y + 0.25 * size, it.text or ""))
        elif it.tag == "circle":
            x, y, r = numbers["cx"], numbers["cy"], numbers["r"]
            shapes.append(Box(x - r, y - r, x + r, y + r, it.tag))
        else:
            shapes.append(_outline(it))
    return view, words, shapes


def _outline(it: ElementTree.Element) -> Box:
    """Of a polygon, or of a path of M, H, V, h and v."""
    if it.tag == "polygon":
        points = [tuple(map(float, point.split(","))) for point in it.attrib["points"].split()]
    else:
        x = y = 0.0
        points = []
        for step, number in re.findall(r"([MHVhv])([-\d. ]+)", it.attrib["d"]):
            if step == "M":
                x, y = map(float, number.split())
            elif step in "Hh":
                x = float(number) + (x if step == "h" else 0)
            else:
                y = float(number) + (y if step == "v" else 0)
            points.append((x, y))
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    return Box(left, top, right, bottom, it.tag)


def is_in_order(svg: str) -> None:
    """Everything lies within the picture, and no words lie across others or across a shape of the legend."""
    view, words, shapes = boxes(svg)
    for box in (*words, *shapes):
        assert view.left <= box.left <= box.right <= view.right, box
        assert view.top <= box.top <= box.bottom <= view.bottom, box
    for one, other in combinations(words, 2):
        assert not one.overlaps(other), (one, other)
    legend = max(it.top for it in words if re.search(r"\d{4}$", it.what)) + 10
    for shape in (it for it in shapes if it.top > legend):
        assert not any(shape.overlaps(it) for it in words), shape


def busy(years: int, sessions: int, versions: int) -> tuple[list[Mark], list[Period], list[Period]]:
    """So many of each over so many years; every kind of mark is there."""
    days = [BEGIN + timedelta(days=365 * years * number // sessions) for number in range(sessions + 1)]
    marks = [Mark(day, DRAWN[number % len(DRAWN)]) for number, day in enumerate(days)]
    begins = [BEGIN + timedelta(days=365 * years * number // versions) for number in range(versions)]
    periods = [Period(n, *pair) for n, pair in enumerate(zip(begins, [*begins[1:], None], strict=True), 1)]
    return marks, periods, [Period(it.number, it.first, it.last) for it in periods[::-1][:1]]


@needs_german
@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("years", "sessions", "versions"), [(1, 7, 1), (1, 52, 3), (3, 80, 12), (10, 200, 40), (60, 900, 300)]
)
def test_nothing_leaves_the_picture_or_lies_across_words(
    language: str, years: int, sessions: int, versions: int
) -> None:
    i18n.use(language)
    svg = picture(*busy(years, sessions, versions))
    is_in_order(svg)
    _view, words, shapes = boxes(svg)
    samples = len(DRAWN) + 2
    assert len(shapes) >= sessions + versions + samples, "every mark and every version is drawn"
    assert {i18n._("first meeting"), i18n._("version of the agreement in force")} <= {it.what for it in words}


def test_one_day_is_a_picture_too() -> None:
    svg = picture([Mark(BEGIN, MarkKind.FIRST)], [Period(1, BEGIN, BEGIN)])
    is_in_order(svg)
    assert svg.count("1 December 2026</text>") == 1


def test_what_is_in_force_is_open_at_its_end() -> None:
    last = Mark(BEGIN + timedelta(days=100), MarkKind.PLANNED)
    closed, opened = (picture([Mark(BEGIN, MarkKind.FIRST), last], [Period(1, BEGIN, end)]) for end in (last.day, None))
    assert closed.count("Z") == opened.count("Z") + 1


@given(
    st.lists(
        st.tuples(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(DRAWN)), min_size=1, max_size=40
    ),
    st.lists(st.dates(date(2000, 1, 1), date(2099, 12, 31)), max_size=6, unique=True),
    st.booleans(),
)
def test_any_marks_and_versions_keep_in_order(
    marks: list[tuple[date, MarkKind]], begins: list[date], is_open: bool
) -> None:
    begins.sort()
    ends = [*begins[1:], None if is_open else date(2099, 12, 31)][: len(begins)]
    periods = [Period(number, *pair) for number, pair in enumerate(zip(begins, ends, strict=True), 1)]
    is_in_order(picture([Mark(*it) for it in sorted(marks)], periods, periods[-1:]))
