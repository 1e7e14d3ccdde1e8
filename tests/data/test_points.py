"""Points of the draft: known by their words, marked by each party, and where a new clause goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data import points, prose, texts
from data.errors import NotFound, Refused
from data.model.catalogue import SECTIONS
from data.model.mentorship import Mentorship, Party
from data.model.outline import structure
from data.model.points import clause_at, insert_clause, point_key, points_of
from data.model.sections import TITLES
from data.store.connection import Database

from .mentoring import begun, ended, write_draft

TWO_LISTS = """# Agreement

## Mentor's responsibilities

- gives notice
  a day ahead
- explains
  - the why
  - the how

## Mentee's responsibilities

1. asks
2. [x] follows through
"""


def wordings(text: str) -> list[tuple[Party, str]]:
    return [(party, wording) for party, wording, _line in points_of(text)]


def inserted(text: str, section: str, wording: str, title: str = "Mentor's responsibilities") -> str:
    start, end, words = insert_clause(text, section, title, wording)
    data = text.encode("utf-8")
    return (data[:start] + words.encode("utf-8") + data[end:]).decode("utf-8")


# -- reading -----------------------------------------------------------------------------------------------------------


def test_a_point_is_an_item_under_the_heading_of_a_party() -> None:
    assert points_of(TWO_LISTS) == [
        (Party.MENTOR, "gives notice a day ahead", 4),
        (Party.MENTOR, "explains - the why - the how", 6),
        (Party.MENTEE, "asks", 12),
        (Party.MENTEE, "follows through", 13),
    ]


def test_white_space_and_the_signs_of_the_list_are_no_words() -> None:
    assert point_key(Party.MENTOR, "gives  notice\n a day") == point_key(Party.MENTOR, "gives notice a day")
    assert points_of("## Duties of the mentor\n* a")[0][:2] == points_of("## Duties of the mentor\n7)   a")[0][:2]


def test_the_same_words_of_the_other_party_are_another_point() -> None:
    assert point_key(Party.MENTOR, "asks") != point_key(Party.MENTEE, "asks")


def test_what_is_no_item_of_a_party_is_no_point() -> None:
    assert points_of("- before any heading\n\n## Ground rules\n\n- be kind\n\n```\n- in a fence\n```\n") == []
    assert points_of("## Mentor's responsibilities\n\n- \n-\n- real\n") == [
        (Party.MENTOR, "real", 4),
    ]


@pytest.mark.parametrize(("language", "headings"), [("en", ("Mentor: my duties", "Mentee: my duties"))])
def test_a_template_of_ones_own_has_points(language: str, headings: tuple[str, str]) -> None:
    text = f"Our deal\n========\n\n{headings[0]}\n---\n+ listens\n\n{headings[1]}\n---\n1) talks\n"
    assert wordings(text) == [(Party.MENTOR, "listens"), (Party.MENTEE, "talks")], language


# -- marks -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def mentorship(database: Database) -> Mentorship:
    made = begun(database)
    write_draft(database, made, TWO_LISTS)
    return made


def test_each_party_marks_for_itself(database: Database, mentorship: Mentorship) -> None:
    point = points.of(database, mentorship.id)[0]
    points.mark(database, mentorship.id, point.key, point.wording, Party.MENTEE)
    points.mark(database, mentorship.id, point.key, point.wording, Party.MENTEE)
    once = points.of(database, mentorship.id)[0]
    assert (once.understood_by, once.is_clear) == (frozenset({Party.MENTEE}), False)
    points.mark(database, mentorship.id, point.key, point.wording, Party.MENTOR)
    assert points.of(database, mentorship.id)[0].is_clear
    points.unmark(database, mentorship.id, point.key, Party.MENTEE)
    assert points.of(database, mentorship.id)[0].understood_by == {Party.MENTOR}


def test_a_changed_wording_is_a_new_point_and_back_again_has_its_marks(
    database: Database, mentorship: Mentorship
) -> None:
    for party in Party:
        point = points.of(database, mentorship.id)[2]
        points.mark(database, mentorship.id, point.key, point.wording, party)
    write_draft(database, mentorship, TWO_LISTS.replace("1. asks", "1. asks early"))
    assert [it.understood_by for it in points.of(database, mentorship.id)] == [frozenset()] * 4
    write_draft(database, mentorship, TWO_LISTS.replace("1. asks", "1.  asks"))
    assert [it.is_clear for it in points.of(database, mentorship.id)] == [False, False, True, False]


def test_a_changed_nested_item_changes_its_point(database: Database, mentorship: Mentorship) -> None:
    point = points.of(database, mentorship.id)[1]
    points.mark(database, mentorship.id, point.key, point.wording, Party.MENTOR)
    write_draft(database, mentorship, TWO_LISTS.replace("the how", "the when"))
    assert points.of(database, mentorship.id)[1].understood_by == frozenset()


def test_marks_are_read_for_any_text(database: Database, mentorship: Mentorship) -> None:
    point = points.of(database, mentorship.id)[3]
    points.mark(database, mentorship.id, point.key, point.wording, Party.MENTEE)
    other = "# Pflichten\n\n## Mentee\n\n- follows through\n"
    assert points.of(database, mentorship.id, other)[0].understood_by == {Party.MENTEE}


def test_marks_stay_within_their_mentorship(database: Database, mentorship: Mentorship) -> None:
    other = begun(database)
    write_draft(database, other, TWO_LISTS)
    point = points.of(database, other.id)[0]
    points.mark(database, other.id, point.key, point.wording, Party.MENTOR)
    assert points.of(database, mentorship.id)[0].understood_by == frozenset()


def test_the_marks_of_an_ended_mentorship_stay(database: Database, mentorship: Mentorship) -> None:
    point = points.of(database, mentorship.id)[0]
    points.mark(database, mentorship.id, point.key, point.wording, Party.MENTOR)
    ended(database, mentorship)
    changes: list[Callable[[], object]] = [
        lambda: points.mark(database, mentorship.id, point.key, point.wording, Party.MENTEE),
        lambda: points.unmark(database, mentorship.id, point.key, Party.MENTOR),
    ]
    for change in changes:
        with pytest.raises(Refused):
            change()
    assert points.of(database, mentorship.id)[0].understood_by == {Party.MENTOR}


def test_a_mentorship_that_is_none_has_no_marks(database: Database) -> None:
    with pytest.raises(NotFound):
        points.mark(database, "0" * 16, "k", "w", Party.MENTOR)


# -- where a clause goes -----------------------------------------------------------------------------------------------


def test_a_clause_becomes_the_last_item_with_the_next_number() -> None:
    text = inserted(TWO_LISTS, "mentee", "seeks help")
    assert text == TWO_LISTS + "3. seeks help\n"


def test_a_clause_goes_behind_what_is_nested() -> None:
    lines = inserted(TWO_LISTS, "mentor", "listens").split("\n")
    assert lines[8:10] == ["  - the how", "- listens"]


def test_further_lines_of_a_clause_stay_part_of_it() -> None:
    text = inserted(TWO_LISTS, "mentee", "asks\n\nand listens\n")
    assert text.endswith("3. asks\n\n   and listens\n")
    assert wordings(text)[-1] == (Party.MENTEE, "asks and listens")


def test_a_list_gives_an_item_for_each_of_its_own() -> None:
    text = inserted(TWO_LISTS, "mentee", "* one\n  - more\n* two")
    assert text.endswith("3. one\n   - more\n4. two\n")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("section", SECTIONS)
def test_the_bundled_templates_take_a_clause_in_each_section(language: str, section: str) -> None:
    text = texts.template(language)
    title = TITLES[language][section]
    after = inserted(text, section, "a new clause", title)
    lines = after.split("\n")
    heading = max(index for index, it in enumerate(lines[: lines.index("- a new clause")]) if it.startswith("## "))
    assert lines[heading] == f"## {title}"


def test_a_section_that_is_not_there_is_made_at_the_end() -> None:
    assert inserted("", "mentor", "listens") == "## Mentor's responsibilities\n\n- listens\n"
    assert inserted("Hello\n\n", "mentor", "x") == "Hello\n\n## Mentor's responsibilities\n\n- x\n\n"


def test_a_clause_does_not_swallow_the_heading_after_it() -> None:
    text = "## Mentor's responsibilities\nGoals\n=====\n"
    after = inserted(text, "mentor", "listens")
    assert [it.title for it in structure(after).headings] == ["Mentor's responsibilities", "Goals"]


def test_a_clause_is_not_nested_in_an_item_that_stands_further_left() -> None:
    after = inserted("## Mentor's responsibilities\n\n   - a\n- b\n", "mentor", "listens")
    assert wordings(after)[-1] == (Party.MENTOR, "listens")


def test_numbers_that_are_no_more_numbers_are_not_counted_on() -> None:
    after = inserted("## Mentor's responsibilities\n\n999999999. a\n", "mentor", "listens")
    assert wordings(after)[-1] == (Party.MENTOR, "listens")


@pytest.mark.parametrize("opened", ["```\ncode", "~~~ x\n- a", "<!-- a note", "<pre>\nx"])
def test_what_is_left_open_does_not_swallow_a_clause(opened: str) -> None:
    after = inserted(f"## Mentor's responsibilities\n\n- a\n\n{opened}", "mentor", "listens")
    assert (Party.MENTOR, "listens") in wordings(after)
    after = inserted(f"## Mentor's responsibilities\n\nWords.\n\n{opened}", "mentor", "listens")
    assert (Party.MENTOR, "listens") in wordings(after)
    after = inserted(f"Words.\n\n{opened}\n", "mentor", "listens")
    assert (Party.MENTOR, "listens") in wordings(after)


WORD = st.text(st.sampled_from("abäßñ漢😀 "), min_size=1, max_size=12).map(str.strip).filter(bool)
HEADING = st.builds(
    lambda level, title, underlined: (
        f"{title}\n{'=' if level == 1 else '-'}==" if underlined and level < 3 else f"{'#' * level} {title}"
    ),
    st.integers(1, 4),
    st.sampled_from(
        [
            *(
                "Mentor's responsibilities",
                "Verantwortlichkeiten Mentee",
                "Aufgaben des Mentors",
                "3. Mentee's duties:",
            ),
            *("Goals", "Ground rules", "Responsibilities", "Pflichten", "Mentor", "Mentee"),
        ]
    ),
    st.booleans(),
)
ITEM = st.builds(
    lambda indent, sign, words: f"{indent}{sign} {words}",
    st.sampled_from(["", " ", "  ", "   ", "    "]),
    st.sampled_from(["-", "*", "+", "1.", "2)", "9.", "999999999."]),
    st.one_of(WORD, st.just(""), st.just("# x"), st.just("```"), st.just("> q"), st.just("[ ] task")),
)
FENCE = st.builds(
    lambda sign, words, closed: f"{sign}\n{words}\n{sign if closed else ''}",
    st.sampled_from(["```", "~~~"]),
    st.sampled_from(["- in a fence", "## Mentor", "words"]),
    st.sampled_from([True, True, True, False]),
)
OTHER = st.sampled_from(
    ["", "", "> quoted", "---", "    code", "<!-- note -->", "<div>", "<!-- open", "| a |\n|---|\n| b |"]
)
TEXT = st.lists(st.one_of(HEADING, HEADING, ITEM, ITEM, WORD, FENCE, OTHER), max_size=12).map("\n".join)
CLAUSE = st.lists(WORD, min_size=1, max_size=3).map("\n".join)


@given(TEXT, st.sampled_from(Party), CLAUSE)
@example("## Mentor's responsibilities\n- # h\npara", Party.MENTOR, "a")
@example("## Mentor's responsibilities\n\n   ## Goals", Party.MENTOR, "a")
@example("## Mentor's responsibilities\n\n-    a\n\n   para", Party.MENTOR, "a")
@example("---\n<!-- open\n---", Party.MENTOR, "a")
@example("## Mentor's responsibilities\n---\nx: y\n---", Party.MENTOR, "a")
def test_a_clause_is_a_point_and_every_other_line_is_as_it_was(text: str, party: Party, clause: str) -> None:
    title = TITLES["de"][party]
    start, end, words = insert_clause(text, party.value, title, clause)
    after = inserted(text, party.value, clause, title)
    assert (party, " ".join(clause.split())) in wordings(after)
    assert start == end, "nothing is replaced"
    data = text.encode("utf-8")
    assert start == 0 or data[:start].endswith(b"\n") or words.startswith("\n"), "no line is broken above"
    assert start == len(data) or words.endswith("\n"), "no line is broken below"


@given(TEXT, st.sampled_from(Party), CLAUSE)
def test_points_that_were_there_keep_their_words(text: str, party: Party, clause: str) -> None:
    after = inserted(text, party.value, clause, TITLES["en"][party])
    left = wordings(after)
    for point in wordings(text):
        assert point in left
        left.remove(point)


def test_a_clause_that_stands_in_its_section_is_found_there() -> None:
    assert clause_at(TWO_LISTS, "mentee", "asks") == TWO_LISTS.index("1. asks")
    assert clause_at(TWO_LISTS, "mentee", "1. asks\n2. follows  through") == TWO_LISTS.index("1. asks")
    assert clause_at("# Ä\n\n" + TWO_LISTS, "mentor", "gives notice\na day ahead") == len("# Ä\n\n".encode()) + (
        TWO_LISTS.index("- gives notice")
    )
    for section, words in (("mentor", "asks"), ("mentee", "asks twice"), ("mentee", "asks\n2. x"), ("review", "asks")):
        assert clause_at(TWO_LISTS, section, words) is None


@given(TEXT, st.sampled_from(Party), CLAUSE)
def test_a_clause_is_found_where_it_was_put(text: str, party: Party, clause: str) -> None:
    after = inserted(text, party.value, clause, TITLES["en"][party])
    place = clause_at(after, party.value, clause)
    assert place is not None
    assert after.encode("utf-8")[place:].decode("utf-8").split("\n")[0].endswith(clause.split("\n")[0].strip())


def test_a_clause_of_the_draft_is_the_draft(database: Database, mentorship: Mentorship) -> None:
    """What the screens do with it: one replacement in the prose, in bytes."""
    with_umlauts = TWO_LISTS.replace("gives notice", "gibt Bescheid – früh 😀")
    write_draft(database, mentorship, with_umlauts)
    opened = prose.Prose.open(database, prose.Key(mentorship.id, "draft"))
    opened.replace(*insert_clause(opened.text, "mentor", "", "hört zu"))
    opened.close()
    assert [it.wording for it in points.of(database, mentorship.id)][:3] == [
        "gibt Bescheid – früh 😀 a day ahead",
        "explains - the why - the how",
        "hört zu",
    ]
