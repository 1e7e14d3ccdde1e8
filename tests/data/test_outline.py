"""Headings and lists of a Markdown text, as CommonMark reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.outline import Heading, Item, ItemList, outline, structure


def titles(text: str) -> list[tuple[int, str]]:
    return [(heading.level, heading.title) for heading in outline(text)]


def test_headings_have_level_words_and_lines() -> None:
    assert outline("intro\n\n# One\ntext\n### Three ###\n") == [Heading(1, "One", 2, 3), Heading(3, "Three", 4, 5)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- a\n-\n- b", (1,)),
        ("1. a\n-\n2. b", (1,)),
        ("- a\n\n  1.\n> * \n", (2, 3)),
        ("```\n-\n```\n\nwords\n-\n", ()),
        ("- [ ] a\n- 0\n-\n  b", ()),
    ],
)
def test_items_without_words_are_told_wherever_they_stand(text: str, lines: tuple[int, ...]) -> None:
    assert structure(text).empty_items == lines


def test_underlined_headings_take_two_lines_or_more() -> None:
    text = "Agreement\n=========\n\nGoals of\nthis year\n---\ntext"
    assert outline(text) == [Heading(1, "Agreement", 0, 2), Heading(2, "Goals of this year", 3, 6)]


@pytest.mark.parametrize(
    "text",
    [
        "```\n# no\n```",
        "~~~ markdown\n# no\n~~~",
        "```\n# no, and never closed",
        "    # no, code",
        "> # no",
        "> no\n> ---",
        "- # no",
        "1. text\n\n   # no",
        "<!--\n# no\n-->",
        "<div>\n# no\n</div>",
        "---\ntitle: no\n# no\n---\n",
        "#no",
        "####### no",
        "\\# no",
        "text\n\n---\n",
        "no\n\n===",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert outline(text) == []


def test_a_heading_follows_what_hides_others() -> None:
    assert titles("```\n# no\n```\n# yes\n> # no\n\n# and yes") == [(1, "yes"), (1, "and yes")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("## *Goals* and **more**", "Goals and more"),
        ("## [Goals](https://example.org)", "Goals"),
        ("## `code` here", "code here"),
        ("## 1\\. Goals &amp; wishes", "1. Goals & wishes"),
        ("##   many    blanks  ", "many blanks"),
        ("##", ""),
        ("## Grüße 😀", "Grüße 😀"),
        ("## <b>Goals</b>", "Goals"),
    ],
)
def test_the_words_of_a_heading_are_without_signs(line: str, words: str) -> None:
    assert titles(line) == [(2, words)]


def test_lists_have_their_items_with_all_that_is_nested() -> None:
    text = "- one\n  - inner\n\n  more\n- two\n\n\ntext\n\n3. three\n4. four\n"
    assert structure(text).lists == (
        ItemList(ordered=False, sign="-", items=(Item(0, 4, 0), Item(4, 5, 0))),
        ItemList(ordered=True, sign=".", items=(Item(9, 10, 3), Item(10, 11, 4))),
    )
    assert [(found.start, found.end) for found in structure(text).lists] == [(0, 5), (9, 11)]


def test_another_sign_is_another_list() -> None:
    found = structure("- one\n* two\n+ three\n1. four\n2) five").lists
    assert [(it.ordered, it.sign) for it in found] == [
        (False, "-"),
        (False, "*"),
        (False, "+"),
        (True, "."),
        (True, ")"),
    ]


@pytest.mark.parametrize(
    "text", ["```\n- no\n```", "> - no", "<!--\n- no\n-->", "    - no", "text\n2. no", "-no", "1.no"]
)
def test_what_only_looks_like_a_list_is_none(text: str) -> None:
    assert structure(text).lists == ()


def test_an_item_that_is_still_empty_is_one() -> None:
    assert structure("- one\n-").lists[0].items == (Item(0, 1, 0), Item(1, 2, 0))


def test_a_line_that_goes_on_without_indentation_belongs_to_its_item() -> None:
    assert structure("- one\ngoes on\n\ntext").lists[0].items == (Item(0, 2, 0),)


def test_comments_are_known_by_their_lines() -> None:
    assert structure("text\n\n<!-- a\n\nb -->\n\ntext").comments == ((2, 5),)


def test_a_text_of_nothing_has_nothing() -> None:
    assert structure("") == structure("\n\n")
    assert outline("") == []


@given(st.text(alphabet="ab#-=*>`1.) \n\t<!", max_size=80))
def test_lines_lie_within_the_text_and_in_order(text: str) -> None:
    count = text.count("\n") + 1
    found = structure(text)
    ends = 0
    for heading in found.headings:
        assert ends <= heading.line < heading.after <= count
        ends = heading.after
    ends = 0
    for listed in found.lists:
        for item in listed.items:
            assert ends <= item.start < item.end <= count
            ends = item.end
