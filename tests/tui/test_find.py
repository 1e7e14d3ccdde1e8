"""Finding in lines."""

from __future__ import annotations

import time

import pytest

from data import i18n
from data.errors import BadInput
from tui.widgets.find import PATIENCE, Found, Sought, count_words, find, nearest

LINES = ["Ben asks Anna.", "", "anna answers (a.b)"]


def places(words: str, *, regex: bool = False, case: bool = False) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(it.start, it.end) for it in find(LINES, Sought(words, regex, case))]


def test_case_counts_only_where_it_is_asked_for() -> None:
    assert places("ANNA") == [((0, 9), (0, 13)), ((2, 0), (2, 4))]
    assert places("Anna", case=True) == [((0, 9), (0, 13))]
    assert places("anna|BEN", regex=True) == [((0, 0), (0, 3)), ((0, 9), (0, 13)), ((2, 0), (2, 4))]
    assert places("anna|BEN", regex=True, case=True) == [((2, 0), (2, 4))]


def test_a_pattern_is_literal_unless_it_is_called_a_regular_expression() -> None:
    assert places("(a.b)") == [((2, 13), (2, 18))]
    assert places("s.?$", regex=True) == []
    assert places(r"\w+\.$", regex=True) == [((0, 9), (0, 14))]


def test_empty_patterns_and_empty_matches_find_nothing() -> None:
    assert places("") == []
    assert places("q*", regex=True) == []


def test_what_is_found_knows_what_replaces_it() -> None:
    assert [it.instead for it in find(LINES, Sought("anna"), r"\1")] == [r"\1", r"\1"]
    assert [it.instead for it in find(LINES, Sought(r"(\w)nn(a)", regex=True), r"\2nn\g<1>")] == ["annA", "anna"]


@pytest.mark.parametrize(
    ("pattern", "template", "why"),
    [
        ("(", "", "“(” is no regular expression: a closing parenthesis is missing."),
        ("a)", "", "“a)” is no regular expression: there is a closing parenthesis too many."),
        ("[a", "", "“[a” is no regular expression: a closing square bracket is missing."),
        ("*a", "", "“*a” is no regular expression: there is nothing before a sign that repeats."),
        ("a**", "", "“a**” is no regular expression: two signs that repeat stand together."),
        ("a{3,2}", "", "“a{3,2}” is no regular expression: the first number in the braces is greater than the second."),
        ("a\\", "", "“a\\” is no regular expression: it ends with a backslash."),
        ("[b-a]", "", "“[b-a]” is no regular expression: a range in square brackets is the wrong way round."),
        ("(?<=a*)b", "", "“(?<=a*)b” is no regular expression: what is looked for behind must have one length."),
        ("a\\q", "", "“a\\q” is no regular expression: character 2 is not understood."),
        ("(a)", "\\2", "“\\2” is no regular expression: it refers to a group that is not there."),
        ("a", "\\q", "“\\q” is no regular expression: character 1 is not understood."),
    ],
)
def test_a_broken_regular_expression_is_told_in_words(pattern: str, template: str, why: str) -> None:
    with pytest.raises(BadInput) as raised:
        find(LINES, Sought(pattern, regex=True), template)
    assert str(raised.value) == why


def test_it_is_told_in_german_as_well() -> None:
    i18n.use("de")
    with pytest.raises(BadInput, match="eine schließende Klammer fehlt"):
        find(LINES, Sought("(", regex=True))


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("(a|aa)+$", "a" * 60 + "b"),
        ("((a{1000}){1000}){1000}", "a" * 60),
        ("(?:(?:a?){9999}){9999}b", "a" * 60),
        ("(" * 5000 + ")" * 5000, "a"),
    ],
)
def test_no_pattern_takes_longer_than_a_person_waits(pattern: str, line: str) -> None:
    begun, said = time.monotonic(), "took too long"
    try:
        assert find([line], Sought(pattern, regex=True)) == []
    except BadInput as error:
        said = str(error)
    assert "took too long" in said or "no regular expression" in said
    assert time.monotonic() - begun < PATIENCE + 1


def test_a_long_text_is_searched_quickly_enough() -> None:
    lines = ["words and words of a draft, " * 4] * 1000
    begun = time.monotonic()
    assert len(find(lines, Sought(r"w\w+s\b", regex=True), "x")) == 8000
    assert time.monotonic() - begun < PATIENCE


def test_the_nearest_place_goes_round_the_end() -> None:
    found = find(LINES, Sought("anna"))
    assert nearest(found, (0, 9)) == 0
    assert nearest(found, (0, 10)) == 1
    assert nearest(found, (2, 1)) == 0
    assert nearest(found, (0, 9), backwards=True) == 1
    assert nearest(found, (2, 0), backwards=True) == 0
    assert nearest([], (0, 0)) is None
    assert found[0].replacement.start == Found((0, 9), (0, 13)).start


def test_words_are_what_holds_a_letter_or_a_digit() -> None:
    assert count_words(["# Ziele – und 2 Wege", "- [ ] don't"]) == 5
