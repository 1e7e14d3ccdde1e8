"""The rules of writing Markdown, without a screen: Enter, indenting, moving, emphasis, headings, links, pasting."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tui.writing import emphasis, items, lists, moving, pasting, stretch
from tui.writing.rewrite import Location, Replacement, Rewrite, Sheet, shifted

from .writing_cases import drawn, marked, rewritten


def test_a_place_moves_with_what_is_before_it_and_goes_to_the_end_of_what_replaces_it() -> None:
    replacements = [Replacement((0, 2), (0, 4), "a\nbc"), Replacement((2, 0), (2, 0), "  ")]
    places = [(0, 1), (0, 2), (0, 3), (0, 6), (1, 1), (2, 0), (2, 3)]
    assert [shifted(it, replacements) for it in places] == [
        (0, 1),
        (1, 2),
        (1, 2),
        (1, 4),
        (2, 1),
        (3, 2),
        (3, 5),
    ]


lines_of_text = st.lists(st.text("ab -1.>*\t", max_size=6), min_size=1, max_size=8)


@given(lines_of_text, st.data())
def test_a_sheet_replaces_what_differs_and_nothing_else(lines: list[str], data: st.DataObject) -> None:
    sheet = Sheet(lines)
    for _turn in range(data.draw(st.integers(0, 3))):
        row = data.draw(st.integers(0, len(sheet.lines) - 1))
        what = data.draw(st.sampled_from(["insert", "change", "move"]))
        if what == "insert":
            sheet.insert(row, data.draw(st.text("ab", max_size=3)))
        elif what == "change":
            sheet.lines[row] = data.draw(st.text("ab ", max_size=4))
        elif len(sheet.lines) > len(lines) or row + 1 < len(sheet.lines):
            sheet.move(row, row + 1, data.draw(st.sampled_from([0, len(sheet.lines)])))
    if not any(origin is not None for origin in sheet._origins):
        return
    rewrite = sheet.rewrite((0, 0), (0, 0))
    assert (lines if rewrite is None else rewritten(lines, rewrite.replacements)) == sheet.lines


# -- Enter -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("- one|", "- one\n- |"),
        ("1. a|\n2. b\n3. c", "1. a\n2. |\n3. b\n4. c"),
        ("1. a|\n1. b\n1. c", "1. a\n1. |\n1. b\n1. c"),
        ("1) a|\n2) b\n\npara\n\n2. c", "1) a\n2) |\n3) b\n\npara\n\n2. c"),
        ("1. a|\n\n2. b", "1. a\n2. |\n\n3. b"),
        ("8. a|\n9. b\n   - c\n10. d", "8. a\n9. |\n10. b\n    - c\n11. d"),
        ("1. a|\n   - x\n2. b", "1. a\n2. |\n   - x\n3. b"),
        ("- [x] done|", "- [x] done\n- [ ] |"),
        ("- one| two", "- one\n- | two"),
        ("- a\n  - b\n  - |", "- a\n  - b\n- |"),
        ("1. a\n   - b\n   - |\n2. c", "1. a\n   - b\n2. |\n3. c"),
        ("- one\n- |", "- one\n\n|"),
        ("- one\n- |\n- two", "- one\n\n|\n- two"),
        ("1. a\n2. |\n3. b", "1. a\n\n|\n2. b"),
        ("- |", "|"),
        ("> one\n> |", "> one\n\n|"),
        ("> - one\n> - |", "> - one\n> \n> |"),
        ("> - a\n>   - |", "> - a\n> - |"),
    ],
)
def test_enter_goes_on_with_a_list_and_leaves_it_level_by_level(before: str, expected: str) -> None:
    lines, _anchor, cursor = marked(before)
    assert drawn(lines, lists.entered(lines, cursor)) == expected


@pytest.mark.parametrize("text", ["|- one", "one|", "-one|", "    indented|", "* * *|", "```\n- one|\n```", "|"])
def test_elsewhere_enter_is_enter(text: str) -> None:
    lines, _anchor, cursor = marked(text)
    assert lists.entered(lines, cursor) is None


def test_splitting_an_item_only_inserts() -> None:
    lines, _anchor, cursor = marked("- one| two\n- three")
    rewrite = lists.entered(lines, cursor)
    assert rewrite is not None
    assert rewrite.replacements == (Replacement((0, 5), (0, 5), "\n- "),)


# -- Tab ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("- a\n- b|", "- a\n  - b|"),
        ("1. a\n2. b|\n3. c", "1. a\n   1. b|\n2. c"),
        ("1. a\n1. b|\n1. c", "1. a\n   1. b|\n1. c"),
        ("1. a\n   1. x\n2. |b\n3. c", "1. a\n   1. x\n   2. |b\n2. c"),
        ("- a\n- b|\n  more\n\n  - c\n- d", "- a\n  - b|\n    more\n\n    - c\n- d"),
        ("- a\n  - x\n1. b|", "- a\n  - x\n  - b|"),
        ("- a\n- ‹b\n- c›\n- d", "- a\n  - ‹b\n  - c›\n- d"),
        ("- a\n- b\nlazy|", "- a\n  - b\n  lazy|"),
        ("> - a\n> - b|", "> - a\n>   - b|"),
        ("- a\n\n- b|", "- a\n\n  - b|"),
        ("- [ ] a\n- [x] b|", "- [ ] a\n  - [x] b|"),
        ("- a\n|- b", "- a\n|  - b"),
        ("- a\n- b|\n\n1. one\n2. two", "- a\n  - b|\n\n1. one\n2. two"),
    ],
)
def test_tab_puts_an_item_with_all_that_is_in_it_into_the_one_before(before: str, expected: str) -> None:
    lines, anchor, cursor = marked(before)
    assert drawn(lines, lists.indented(lines, anchor, cursor)) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("- a\n  - b|", "- a\n- b|"),
        ("1. a\n   - b|\n   - c\n2. d", "1. a\n2. b|\n   - c\n3. d"),
        ("- a\n  1. b|\n  2. c\n- d", "- a\n- b|\n  1. c\n- d"),
        ("1. a\n   1. b|\n   2. c", "1. a\n2. b|\n   1. c"),
        ("- a\n  - b|\n    more\n    - c", "- a\n- b|\n  more\n  - c"),
        ("9. a\n   - b|\n   - c", "9. a\n10. b|\n    - c"),
        ("- a\n  - ‹b\n  - c›", "- a\n- ‹b\n- c›"),
        ("> - a\n>   - b|", "> - a\n> - b|"),
    ],
)
def test_shift_tab_takes_it_out_behind_the_item_it_was_in(before: str, expected: str) -> None:
    lines, anchor, cursor = marked(before)
    assert drawn(lines, lists.outdented(lines, anchor, cursor)) == expected


def test_the_first_item_goes_no_deeper_and_one_at_the_margin_not_further_out() -> None:
    for text in ("- a|\n- b", "- a\n  - b|\n", "para\n\n- a|", "para|"):
        lines, anchor, cursor = marked(text)
        assert lists.indented(lines, anchor, cursor) is None
    for text in ("- a|\n- b", "para|"):
        lines, anchor, cursor = marked(text)
        assert lists.outdented(lines, anchor, cursor) is None


# -- moving ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "step", "expected"),
    [
        ("- a\n- b|", -1, "- b|\n- a"),
        ("- a|\n- b", 1, "- b\n- a|"),
        ("- a\n  more\n  - x\n- b|\n  - y\n- c", -1, "- b|\n  - y\n- a\n  more\n  - x\n- c"),
        ("- a|\n  more\n\n  - x\n\n- b\n- c", 1, "- b\n\n- a|\n  more\n\n  - x\n- c"),
        ("1. a\n2. b|\n3. c", -1, "1. b|\n2. a\n3. c"),
        ("9. a|\n   - x\n10. b\n    - y", 1, "9. b\n   - y\n10. a|\n    - x"),
        ("- a\n  - x\n  - y|\n- b", -1, "- a\n  - y|\n  - x\n- b"),
        ("- a\n- ‹b\n- c›\n- d", 1, "- a\n- d\n- ‹b\n- c›"),
        ("- a\n\n- b|", -1, "- b|\n\n- a"),
        ("one\ntwo|", -1, "two|\none"),
        ("‹one\ntwo›\nthree\n", 1, "three\n‹one\ntwo›\n"),
        ("‹one\n›two\nthree", 1, "two\n‹one\n›three"),
        ("# head|\n\n- a", 1, "\n# head|\n- a"),
        ("- a\n  more|\n- b", 1, "- b\n- a\n  more|"),
    ],
)
def test_a_line_or_a_point_is_moved_past_its_neighbour(before: str, step: int, expected: str) -> None:
    lines, anchor, cursor = marked(before)
    assert drawn(lines, moving.moved(lines, anchor, cursor, step)) == expected


def test_at_the_ends_nothing_moves() -> None:
    for text, step in (("- a|\n- b", -1), ("- a\n- b|\n\npara", 1), ("- a\n  - x|\n- b", 1), ("one|", 1), ("one|", -1)):
        lines, anchor, cursor = marked(text)
        assert moving.moved(lines, anchor, cursor, step) is None


# -- emphasis ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "bold", "italic"),
    [
        ("one t|wo three", "one **t|wo** three", "one *t|wo* three"),
        ("one two|", "one **two|**", "one *two|*"),
        ("don't|", "**don't|**", "*don't|*"),
        ("‹one two› three", "**‹one two›** three", "*‹one two›* three"),
        ("›one two‹ three", "**›one two‹** three", "*›one two‹* three"),
        ("- ‹one \n- two›", "- **‹one** \n- **two›**", "- *‹one* \n- *two›*"),
        ("‹## one›", "‹## **one›**", "‹## *one›*"),
        ("a | b", "a **|** b", "a *|* b"),
        ("a **|** b", "a | b", None),
        ("**one|**", "one|", "***one|***"),
        ("*one|*", "***one|***", "one|"),
        ("***o|ne***", "*o|ne*", "**o|ne**"),
        ("‹**one**›", "‹one›", "‹***one***›"),
        ("**a** ‹b›", "**a** **‹b›**", "**a** *‹b›*"),
    ],
)
def test_bold_and_italic_are_put_on_and_taken_off(before: str, bold: str, italic: str | None) -> None:
    lines, anchor, cursor = marked(before)
    assert drawn(lines, emphasis.emphasised(lines, anchor, cursor, "**")) == bold
    if italic is not None:
        assert drawn(lines, emphasis.emphasised(lines, anchor, cursor, "*")) == italic


def test_blanks_alone_are_not_emphasised() -> None:
    lines, anchor, cursor = marked("a‹  ›b")
    assert emphasis.emphasised(lines, anchor, cursor, "**") is None


@pytest.mark.parametrize(
    "steps",
    [
        ("one|", "# one|", "## one|", "### one|", "one|"),
        ("> one|", "> # one|"),
        ("#### one ##|", "one|"),
        ("on|e\n===\n", "## on|e\n"),
        ("|", "# |"),
        ("|one", "# |one"),
    ],
)
def test_a_line_becomes_a_heading_of_each_level_and_none_again(steps: tuple[str, ...]) -> None:
    for text, expected in pairwise(steps):
        lines, anchor, cursor = marked(text)
        assert drawn(lines, emphasis.next_heading(lines, anchor, cursor)) == expected


def test_an_item_of_a_list_becomes_no_heading() -> None:
    assert emphasis.next_heading(["- a"], (0, 3), (0, 3)) is None


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("see the rul|es now", "see the [rules](|) now"),
        ("see ‹the rules› now", "see [the rules](|) now"),
        ("‹see [1›", "[see \\[1](|)"),
        ("| x", "[|]() x"),
        ("at https://a.example/x|", "at [|](https://a.example/x)"),
        ("see [the r|ules](https://a.example/x_(y)) now", "see the r|ules now"),
        ("see [the rules](|) now", "see the rules| now"),
        ("[|]()", "|"),
    ],
)
def test_a_link_is_made_and_taken_off(before: str, expected: str) -> None:
    lines, anchor, cursor = marked(before)
    assert drawn(lines, emphasis.linked(lines, anchor, cursor)) == expected


def test_a_link_is_within_a_line() -> None:
    assert emphasis.linked(["a", "b"], (0, 0), (1, 1)) is None


# -- pasting -----------------------------------------------------------------------------------------------------------

URL = "https://example.org/a_(b)?c=d"


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("see ‹the rules›", URL, f"see [the rules]({URL})|"),
        ("see ‹the rules›", f"{URL}\n", f"see [the rules]({URL})|"),
        ("see ‹it›", "https://e.org/a)b", "see [it](<https://e.org/a)b>)|"),
        ("- |", "a\nb\n", "- a\n- b|"),
        ("- x |y\n- z", "a\nb", "- x a\n- b|y\n- z"),
        ("1. |\n2. z", "a\nb\nc", "1. a\n2. b\n3. c|\n4. z"),
        ("- [ ] |", "a\nb", "- [ ] a\n- [ ] b|"),
        ("- |", "- a\n  - b\n- c", "- a\n  - b\n- c|"),
        ("1. |", "- a\n  - b\n- c", "1. a\n   - b\n2. c|"),
        ("  - |", "* a\n* b", "  - a\n  - b|"),
        ("- |", "one\ntwo\n\nthree", "- one\n  two\n\n  three|"),
        ("> |", "a\nb", "> a\n> b|"),
        ("- x\n  y|", " a\nb", "- x\n  y a\n  b|"),
        ("- x ‹y\n- z› w", "a\nb", "- x a\n- b| w"),
        ("- x|", "* a\n* b", "- x\n- a\n- b|"),
        ("1. x|\n2. z", "- a\n  - b\n- c", "1. x\n2. a\n   - b\n3. c|\n4. z"),
        ("- x|", "a\nb", "- xa\n- b|"),
        ("- x |y", "- a\n- b", "- x a\n- b|y"),
        ("- x|", " 54 of many\n- y", "- x 54 of many\n- y|"),
        ("- x|", "\nb\nc", "- x\n- b\n- c|"),
        ("- x|", "\nb\n\nc", "- x\n  b\n\n  c|"),
        ("- x |y", "a\nb\n", "- x a\n- b\n  |y"),
        ("- see |1. May", "a\n\nb\n", "- see a\n\n  b\n  |1. May"),
        ("- x|y", "* *a*\n* b", "- x *a*\n- b|y"),
        ("> x |- y", "a\nb\n", "> x a\n> b\n> |- y"),
        ("- x |y", "a\nb ", "- x a\n- b |y"),
        ("> x|", "\na\nb", "> x\n> a\n> b|"),
    ],
)
def test_what_is_pasted_fits_in(before: str, text: str, expected: str) -> None:
    lines, anchor, cursor = marked(before)
    assert drawn(lines, pasting.pasted(lines, anchor, cursor, text)) == expected


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("|", "a\nb"),
        ("para|", "a\nb"),
        ("|- x", "a\nb"),
        ("- |", "a"),
        ("- |", "a\n"),
        ("word|", URL),
        ("‹two\nlines›", URL),
        ("‹https://other.example›", URL),
        ("see [‹it›](https://other.example)", URL),
        ("```\n- |\n```", "a\nb"),
        ("```\n‹x›\n```", URL),
        ("‹x›", "javascript:alert(1)"),
        ("‹x›", "<b>bold</b>"),
    ],
)
def test_everything_else_is_pasted_as_it_is(before: str, text: str) -> None:
    lines, anchor, cursor = marked(before)
    assert pasting.pasted(lines, anchor, cursor, text) is None


# -- what holds for every list -----------------------------------------------------------------------------------------


def _depths(lines: list[str]) -> list[tuple[str, int]]:
    """The words of each item and how deep CommonMark sees it."""
    depth, found = 0, []
    tokens = MarkdownIt("commonmark").parse("\n".join(lines))
    for at, token in enumerate(tokens):
        if token.type == "list_item_open":
            depth += 1
            words = next(it.content for it in tokens[at:] if it.type == "inline")
            found.append((words.split("\n")[0], depth))
        elif token.type == "list_item_close":
            depth -= 1
    return found


@st.composite
def outlines(draw: st.DrawFn) -> list[str]:
    """A list of nested items, as somebody would write it."""
    lines: list[str] = []
    stack: list[int] = []
    kinds: dict[int, str] = {}
    numbers: dict[int, int] = {}
    for name in range(draw(st.integers(2, 9))):
        level = draw(st.integers(0, len(stack)))
        for deeper in [it for it in kinds if it > level]:
            del kinds[deeper], numbers[deeper]
        kind = kinds.setdefault(level, draw(st.sampled_from(["-", "*", "1.", "1)"])))
        number = numbers[level] = numbers.get(level, 0 if lines else draw(st.sampled_from([0, 8, 98]))) + 1
        marker = kind if kind in "-*" else f"{number}{kind[-1]}"
        del stack[level:]
        indent = stack[-1] if stack else 0
        stack.append(indent + len(marker) + 1)
        if lines and level == 0 and draw(st.booleans()):
            lines.append("")
        lines.append(f"{' ' * indent}{marker} item{name}")
        if draw(st.integers(0, 4)) == 0:
            lines.append(f"{' ' * stack[-1]}goes on")
    return lines


def _item_rows(lines: list[str]) -> list[int]:
    return [row for row, line in enumerate(lines) if "item" in line]


def _after(lines: list[str], rewrite: Rewrite | None) -> list[str]:
    return lines if rewrite is None else rewritten(lines, rewrite.replacements)


def _words(lines: list[str]) -> list[str]:
    return [line[items.head_of(line).length :] for line in lines]


@given(outlines(), st.data())
def test_tab_makes_an_item_and_all_in_it_one_level_deeper_and_nothing_else(
    lines: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from([(row, len(lines[row])) for row in _item_rows(lines)]))
    result = _after(lines, rewrite := lists.indented(lines, place, place))
    assert _words(result) == _words(lines)
    then, now = _depths(lines), _depths(result)
    assert [words for words, _depth in now] == [words for words, _depth in then]
    own = lines[place[0]].split()[-1]
    start = [words for words, _depth in then].index(own)
    inside = next((at for at in range(start + 1, len(then)) if then[at][1] <= then[start][1]), len(then))
    expected = [depth + (rewrite is not None and start <= at < inside) for at, (_words_, depth) in enumerate(then)]
    assert [depth for _words_, depth in now] == expected


@given(outlines(), st.data())
def test_shift_tab_takes_an_item_one_level_out_and_nothing_gets_lost(lines: list[str], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([(row, len(lines[row])) for row in _item_rows(lines)]))
    result = _after(lines, rewrite := lists.outdented(lines, place, place))
    assert _words(result) == _words(lines)
    then, now = dict(_depths(lines)), dict(_depths(result))
    assert list(now) == list(then)
    own = lines[place[0]].split()[-1]
    assert now[own] == then[own] - (rewrite is not None)
    assert all(abs(now[it] - then[it]) <= 1 for it in then)


@given(outlines(), st.data(), st.sampled_from([-1, 1]))
def test_a_point_moved_and_moved_back_is_where_it_was(lines: list[str], data: st.DataObject, step: int) -> None:
    place = data.draw(st.sampled_from([(row, len(lines[row])) for row in _item_rows(lines)]))
    rewrite = moving.moved(lines, place, place, step)
    if rewrite is None:
        return
    result = rewritten(lines, rewrite.replacements)
    assert sorted(_words(result)) == sorted(_words(lines))
    assert sorted(_depths(result)) == sorted(_depths(lines))
    back = moving.moved(result, rewrite.anchor, rewrite.cursor, -step)
    assert _after(result, back) == lines
    assert back is not None
    assert back.cursor == place


@given(outlines(), st.data())
def test_enter_adds_one_item_and_every_list_stays_numbered(lines: list[str], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([(row, len(lines[row])) for row in _item_rows(lines)]))
    rewrite = lists.entered(lines, place)
    assert rewrite is not None
    result = rewritten(lines, rewrite.replacements)
    result[rewrite.cursor[0]] += "new"
    assert len(_depths(result)) == len(_depths(lines)) + 1
    assert ("new", dict(_depths(lines))[lines[place[0]].split()[-1]]) in _depths(result)
    for row in range(len(result)):
        head = items.head_of(result[row])
        earlier = items.before(result, row) if head.number is not None else None
        if earlier is not None and items.head_of(result[earlier]).is_like(head):
            assert head.number == (items.head_of(result[earlier]).number or 0) + 1


words = st.text("ab *_[]()!", min_size=1, max_size=8)


@given(st.lists(words, min_size=1, max_size=3), st.data(), st.sampled_from(["**", "*"]))
def test_emphasis_changes_nothing_but_signs_and_the_selection_holds(
    lines: list[str], data: st.DataObject, sign: str
) -> None:
    places = st.integers(0, len(lines) - 1).flatmap(
        lambda row: st.tuples(st.just(row), st.integers(0, len(lines[row])))
    )
    anchor, cursor = data.draw(places), data.draw(places)
    rewrite = emphasis.emphasised(lines, anchor, cursor, sign)
    if rewrite is None:
        return
    result = rewritten(lines, rewrite.replacements)
    drawn(lines, rewrite)
    assert [it.replace("*", "") for it in result] == [it.replace("*", "") for it in lines]


@given(st.lists(st.text("ab ", min_size=1, max_size=8), min_size=1, max_size=3), st.data())
def test_the_same_key_takes_off_what_it_put_on(lines: list[str], data: st.DataObject) -> None:
    places = st.integers(0, len(lines) - 1).flatmap(
        lambda row: st.tuples(st.just(row), st.integers(0, len(lines[row])))
    )
    anchor, cursor = data.draw(places), data.draw(places)
    rules: list[Callable[[list[str], Location, Location], Rewrite | None]] = [
        lambda lines, anchor, cursor: emphasis.emphasised(lines, anchor, cursor, "**"),
        lambda lines, anchor, cursor: emphasis.emphasised(lines, anchor, cursor, "*"),
        emphasis.linked,
    ]
    for rule in rules:
        on = rule(lines, anchor, cursor)
        if on is None:
            continue
        result = rewritten(lines, on.replacements)
        off = rule(result, on.anchor, on.cursor)
        assert off is not None
        assert rewritten(result, off.replacements) == lines


@given(st.lists(st.text("ab-1. >\t#*`[x]", max_size=8), min_size=1, max_size=6), st.data())
def test_no_rule_stumbles_over_any_text(lines: list[str], data: st.DataObject) -> None:
    places = st.integers(0, len(lines) - 1).flatmap(
        lambda row: st.tuples(st.just(row), st.integers(0, len(lines[row])))
    )
    anchor, cursor = data.draw(places), data.draw(places)
    pasted = data.draw(st.text("ab-1. >\n", max_size=8))
    found: list[tuple[Rewrite | None, Location]] = [
        (lists.entered(lines, cursor), cursor),
        (lists.indented(lines, anchor, cursor), cursor),
        (lists.outdented(lines, anchor, cursor), cursor),
        (moving.moved(lines, anchor, cursor, 1), cursor),
        (moving.moved(lines, anchor, cursor, -1), cursor),
        (emphasis.emphasised(lines, anchor, cursor, "**"), cursor),
        (emphasis.next_heading(lines, anchor, cursor), cursor),
        (emphasis.linked(lines, anchor, cursor), cursor),
        (pasting.pasted(lines, anchor, cursor, pasted), cursor),
    ]
    for rewrite, _cursor in found:
        drawn(lines, rewrite)
        if rewrite is not None:
            edges = [place for it in rewrite.replacements for place in (it.start, it.end)]
            assert edges == sorted(edges)


LINES_OF_LISTS = st.lists(
    st.builds(
        "{}{}".format, st.sampled_from(["- ", "> ", "  - ", "1. ", "- [ ] ", ""]), st.text("ab 1.->", max_size=6)
    ),
    min_size=1,
    max_size=4,
)


@given(LINES_OF_LISTS, st.data())
def test_no_word_is_lost_by_pasting_nor_made_one_with_another(lines: list[str], data: st.DataObject) -> None:
    places = st.integers(0, len(lines) - 1).flatmap(
        lambda row: st.tuples(st.just(row), st.integers(0, len(lines[row])))
    )
    top, bottom = sorted((data.draw(places), data.draw(places)))
    text = "\n".join(data.draw(st.lists(st.text("cd- ", max_size=4), min_size=2, max_size=4)))
    rewrite = pasting.pasted(lines, top, bottom, text)
    if rewrite is None:
        return
    before = "\n".join([*lines[: top[0]], lines[top[0]][: top[1]]])
    behind = "\n".join([lines[bottom[0]][bottom[1] :], *lines[bottom[0] + 1 :]])
    result = "\n".join(rewritten(lines, rewrite.replacements))
    assert re.findall("[a-d]+", result) == re.findall("[a-d]+", before + text + behind)
    assert lines[bottom[0]][bottom[1] :].strip() in result
    assert min(rewrite.cursor) >= 0


# -- stretches ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "longest"),
    [
        ([], 0),
        (["abc", "de"], 7),
        (["abc", "", "de"], 4),
        (["- abc", "- de", "  f", "3. ghijk"], 9),
        (["# abc", "def"], 10),
        (["> abc", "> def"], 12),
        (["```", "", "- a", "", "```", "", "b"], 14),
        (["~~~", "```", "", "a"], 11),
    ],
)
def test_a_stretch_is_what_the_preview_draws_as_a_whole(lines: list[str], longest: int) -> None:
    assert stretch.longest_stretch(lines) == longest
    assert stretch.longest_line(lines) == max(map(len, lines), default=0)
