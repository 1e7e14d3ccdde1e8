"""What has changed between two texts: nothing is lost in telling it, and no text takes long."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import diff
from data.model.diff import DiffLine, Extent, Span, SpanKind, changes, common, compare, edits, extent, folds

from ..torture import some

KEPT, REMOVED, ADDED = SpanKind

WORDS = st.sampled_from(["", "-", "- ", "a", "be", "ce ", "de, ", "é", "😀", " ", "\t", "# ", "x_y"])
LINES = st.lists(WORDS, max_size=6).map("".join)
TEXTS = st.one_of(st.lists(LINES, max_size=12).map("\n".join), st.text(max_size=60))


def applied(text: str, replacements: list[tuple[int, int, str]]) -> str:
    """The text with the replacements made in their order."""
    content = text.encode("utf-8", "surrogatepass")
    for start, end, words in replacements:
        content = content[:start] + words.encode("utf-8", "surrogatepass") + content[end:]
    return content.decode("utf-8", "surrogatepass")


def older(lines: Sequence[DiffLine]) -> str:
    """The older text, read out of what has changed."""
    return "\n".join(line.was for line in lines if line.old is not None)


def newer(lines: Sequence[DiffLine]) -> str:
    """The newer one."""
    return "\n".join(line.now for line in lines if line.new is not None)


def longest(was: list[str], now: list[str]) -> int:
    """The length of what both have in common, by the table of every textbook."""
    row = [0] * (len(now) + 1)
    for a in was:
        before, row = row, [0]
        for place, b in enumerate(now):
            row.append(before[place] + 1 if a == b else max(before[place + 1], row[place]))
    return row[-1]


def spans(line: DiffLine) -> str:
    """Spans as one reads them: `kept -removed- +added+`."""
    signs = {KEPT: "", REMOVED: "-", ADDED: "+"}
    return "".join(f"{signs[it.kind]}{it.text}{signs[it.kind]}" for it in line.spans)


# -- nothing is lost ---------------------------------------------------------------------------------------------------


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_what_has_changed(old: str, new: str) -> None:
    lines = compare(old, new)
    assert (older(lines), newer(lines)) == (old, new)
    assert [it.old for it in lines if it.old is not None] == list(range(old.count("\n") + 1))
    assert [it.new for it in lines if it.new is not None] == list(range(new.count("\n") + 1))
    for line in lines:
        assert "".join(it.text for it in line.spans if it.kind is not ADDED) == line.was
        assert "".join(it.text for it in line.spans if it.kind is not REMOVED) == line.now
        assert all(it.text for it in line.spans)
        assert line.is_kept == all(it.kind is KEPT for it in line.spans) or not (line.was or line.now)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), TEXTS)
def test_the_replacements_make_either_text_of_the_other(old: str, new: str) -> None:
    old, new = (it.encode("utf-8", "replace").decode() for it in (old, new))
    assert applied(old, edits(old, new)) == new
    assert applied(new, edits(new, old)) == old


@given(TEXTS)
def test_a_text_and_itself_are_the_same(text: str) -> None:
    assert extent(compare(text, text)).is_none
    assert changes(compare(text, text)) == []
    assert edits("abc", "abc") == []


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30))
def test_what_both_have_in_common_is_the_longest_there_is(was: list[str], now: list[str]) -> None:
    found = common(was, now)
    assert len(found) == longest(was, now)
    assert all(was[i] == now[j] for i, j in found)
    assert all(i < x and j < y for (i, j), (x, y) in pairwise(found))


# -- what it tells -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("- listens well", "- listens very well", "- listens +very +well"),
        ("gives notice a day ahead", "gives notice two days ahead", "gives notice -a day-+two days+ ahead"),
        ("- is open.", "- is open!", "- is open-.-+!+"),
        ("Grüße", "Grüsse", "-Grüße-+Grüsse+"),
        ("one two three", "four five six", "-one two three-+four five six+"),
        ("", "new", "+new+"),
        ("same", "same", "same"),
    ],
)
def test_words_are_compared_and_not_letters(was: str, now: str, told: str) -> None:
    assert spans(DiffLine(0, 0, was, now)) == told


def test_a_line_that_was_reworded_is_one_and_another_one_is_not() -> None:
    lines = compare("# A\n\n- gives notice\n- listens\n", "# A\n\n- gives notice a day ahead\n- pays for lunch\n")
    assert [spans(it) for it in lines] == [
        "# A",
        "",
        "- gives notice+ a day ahead+",
        "-- listens-",
        "+- pays for lunch+",
        "",
    ]
    assert extent(lines) == Extent(changed=1, removed=1, added=1)
    assert changes(lines) == [range(2, 5)]


def test_a_reworded_line_is_found_among_new_ones() -> None:
    lines = compare("- gives notice a day ahead", "- is new here\n- gives notice two days ahead\n- and so is this")
    assert [(it.old, it.new) for it in lines] == [(None, 0), (0, 1), (None, 2)]


def test_headings_hold_a_text_together() -> None:
    old = "## One\n\n- a\n- b\n\n## Two\n\n- c\n"
    new = "## One\n\n- a\n\n## New\n\n- b\n- x\n\n## Two\n\n- c\n"
    assert newer(compare(old, new)) == new
    kept = [it.was for it in compare(old, new) if it.is_kept and it.was]
    assert kept == ["## One", "- a", "- b", "## Two", "- c"]


def test_lines_without_words_are_told_by_their_signs() -> None:
    assert [spans(it) for it in compare("---", "----")] == ["---+-+"]


# -- folding -----------------------------------------------------------------------------------------------------------


def test_unchanged_lines_are_folded_but_for_some_around_each_change() -> None:
    old = [f"line {number}" for number in range(30)]
    new = [*old[:10], "another", *old[11:25], "and one", *old[26:]]
    lines = compare("\n".join(old), "\n".join(new))
    shown = [it.old for place, it in enumerate(lines) if not any(place in fold for fold in folds(lines))]
    assert [len(it) for it in folds(lines)] == [8, 10]
    assert shown == [8, 9, 10, None, 11, 12, 23, 24, 25, None, 26, 27, 28, 29]


def test_a_few_lines_are_not_folded() -> None:
    lines = compare("a\n1\n2\n3\n4\n5\n6\nb", "x\n1\n2\n3\n4\n5\n6\ny")
    assert folds(lines) == []


def test_a_text_without_a_change_is_one_fold() -> None:
    assert folds(compare("a\nb\nc\nd", "a\nb\nc\nd")) == [range(4)]
    assert folds(compare("", "")) == []


# -- no text takes long ------------------------------------------------------------------------------------------------

SIZE = 1_000_000


@cache
def texts_of_a_megabyte() -> dict[str, tuple[str, str]]:
    """Pairs of texts that a simple comparison would not survive."""
    chosen = random.Random(7)
    prose = [" ".join(chosen.choices(["gives", "notice", "listens", "well", "asks"], k=7)) for _line in range(30_000)]
    blank = ["", "- a"] * 170_000
    return {
        "some words changed": (
            "\n".join(prose),
            "\n".join(it if chosen.random() < 0.9 else f"{it} so" for it in prose),
        ),
        "every line changed": ("\n".join(prose), "\n".join(f"{it} so" for it in prose)),
        "in another order": ("\n".join(prose), "\n".join(chosen.sample(prose, len(prose)))),
        "two lines for ever": ("\n".join(blank), "\n".join(reversed(blank))),
        "only line ends": ("\n" * SIZE, "x" + "\n" * (SIZE // 2)),
        "a single line": ("a b " * (SIZE // 4), "b a c " * (SIZE // 6)),
        "fifty long lines": ("\n".join(["a b c d " * 2_500] * 50), "\n".join(["d c b e " * 2_500] * 50)),
        "one letter more": ("x" * SIZE, "x" * SIZE + "y"),
    }


@pytest.mark.parametrize("name", some(texts_of_a_megabyte(), 3))
def test_a_megabyte_is_compared_in_a_moment(name: str) -> None:
    old, new = texts_of_a_megabyte()[name]
    begun = process_time()
    lines = compare(old, new)
    for line in lines[:: max(1, len(lines) // 100)]:
        assert line.spans or not (line.was or line.now)
    assert process_time() - begun < 15
    assert (older(lines), newer(lines)) == (old, new)


def test_too_many_words_to_compare_are_told_as_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "MOST_PAIRS", 3)
    assert common(["a", "b"], ["a", "b"]) == []
    assert diff.words.__wrapped__("x a b c y", "x b a d y") == (
        Span(KEPT, "x "),
        Span(REMOVED, "a b c"),
        Span(ADDED, "b a d"),
        Span(KEPT, " y"),
    )
