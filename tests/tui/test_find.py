"""Finding in lines."""

from __future__ import annotations

import pytest

from data.errors import BadInput
from tui.widgets.find import Found, count_words, find, nearest

LINES = ["Ben asks Anna.", "", "anna answers (a.b)"]


def test_case_counts_only_with_a_capital_in_the_pattern() -> None:
    assert find(LINES, "anna") == [Found((0, 9), (0, 13)), Found((2, 0), (2, 4))]
    assert find(LINES, "Anna") == [Found((0, 9), (0, 13))]


def test_a_pattern_is_literal_unless_it_is_called_a_regular_expression() -> None:
    assert find(LINES, "(a.b)") == [Found((2, 13), (2, 18))]
    assert find(LINES, "s.?$", regex=True) == []
    assert find(LINES, r"\w+\.$", regex=True) == [Found((0, 9), (0, 14))]


def test_empty_patterns_and_empty_matches_find_nothing() -> None:
    assert find(LINES, "") == []
    assert find(["b"], "a*", regex=True) == []


def test_a_broken_regular_expression_is_told() -> None:
    with pytest.raises(BadInput, match="no regular expression"):
        find(LINES, "(", regex=True)


def test_the_nearest_place_goes_round_the_end() -> None:
    found = find(LINES, "anna")
    assert nearest(found, (0, 9)) == 0
    assert nearest(found, (0, 10)) == 1
    assert nearest(found, (2, 1)) == 0
    assert nearest(found, (0, 9), backwards=True) == 1
    assert nearest(found, (2, 0), backwards=True) == 0
    assert nearest([], (0, 0)) is None


def test_words_are_what_holds_a_letter_or_a_digit() -> None:
    assert count_words(["# Ziele – und 2 Wege", "- [ ] don't"]) == 5
