"""Which heading is which section, in the bundled templates and in people's own."""

from __future__ import annotations

import unicodedata

import pytest

from data import texts
from data.i18n import LANGUAGES
from data.model.catalogue import SECTIONS
from data.model.mentorship import Party
from data.model.sections import find_section, normalised, sections


def found(text: str, key: str) -> str | None:
    """The heading of a section."""
    section = find_section(text, key)
    return None if section is None else section.heading.title


def parties(text: str) -> list[tuple[str, Party | None]]:
    return [(section.heading.title, section.party) for section in sections(text)]


# -- bundled templates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", SECTIONS)
def test_every_section_of_the_bundled_templates_is_found(key: str, language: str) -> None:
    assert found(texts.template(language), key) == texts.sections(language)[key]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_sections_of_the_templates_list_responsibilities(language: str) -> None:
    titles = texts.sections(language)
    listed = [pair for pair in parties(texts.template(language)) if pair[1] is not None]
    assert listed == [(titles["mentor"], Party.MENTOR), (titles["mentee"], Party.MENTEE)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_ends_where_the_next_begins(language: str) -> None:
    text = texts.template(language)
    mentor, mentee = find_section(text, "mentor"), find_section(text, "mentee")
    assert mentor is not None
    assert mentee is not None
    assert mentor.heading.after < mentor.end == mentee.heading.line
    last = find_section(text, "copies")
    assert last is not None
    assert last.end == text.count("\n") + 1


# -- people's own ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mentor", "mentee"),
    [
        ("## 3. Responsibilities of the mentor", "## 4. Responsibilities of the mentee"),
        ("## § 3 Mentor's responsibilities", "## § 4 Mentee's responsibilities"),
        ("## MENTOR’S RESPONSIBILITIES:", "## MENTEE’S RESPONSIBILITIES:"),
        ("## a) Duties of the mentor", "## b) Duties of the mentee"),
        ("## The mentor's obligations", "## The mentee's obligations"),
        ("Mentor duties\n---", "Mentee duties\n---"),
        ("## **Mentor** – responsibilities", "## **Mentee** – responsibilities"),
        ("# Responsibilities\n\n## Mentor", "## Mentee"),
        ("## Responsibilities of mentor and mentee\n\n### The mentor", "### The mentee"),
        ("## Mentor\n\n### Responsibilities", "## Mentee\n\n### Responsibilities"),
        ("## Verantwortlichkeiten der Mentorin", "## Verantwortlichkeiten des Mentees"),
        ("## 3. Verantwortung des Mentors", "## 4. Verantwortung der Mentee"),
        ("## Aufgaben Mentor*in", "## Aufgaben Mentee"),
        ("## Pflichten von Mentor/in", "## Pflichten von Mentee"),
        ("## Verantwortlichkeiten\n\n### Mentorin oder Mentor", "### Mentee"),
    ],
)
@pytest.mark.parametrize("title", ["", "# Agreement of mentor and mentee\n\n", "# Mentoring-Vereinbarung\n\n"])
def test_responsibilities_are_known_leniently(title: str, mentor: str, mentee: str) -> None:
    text = f"{title}## Goals\n\n{mentor}\n\n- one\n\n{mentee}\n\n- two\n"
    lines = text.split("\n")
    for party, item in ((Party.MENTOR, "- one"), (Party.MENTEE, "- two")):
        above = [section for section in sections(text) if section.heading.line < lines.index(item)]
        assert above[-1].party is party
        section = find_section(text, party.value)
        assert section is not None
        assert section.heading.line < lines.index(item) < section.end


@pytest.mark.parametrize(
    "heading",
    [
        "Mentoring and responsibilities",
        "Our responsibilities",
        "Responsibilities of mentor and mentee",
        "Mentorship duties",
        "Mentor",
        "Mentee",
        "Verantwortung im Mentoring",
        "Aufgaben",
    ],
)
def test_a_heading_that_names_nobody_or_both_lists_nobodys_responsibilities(heading: str) -> None:
    text = f"# Agreement\n\n## {heading}\n\n- one\n"
    assert parties(text)[1] == (heading, None)
    assert find_section(text, "mentor") is None
    assert find_section(text, "mentee") is None


def test_what_the_title_names_says_nothing_of_the_sections() -> None:
    text = "# Agreement with my mentor Anna\n\n## Responsibilities\n\n- whose?\n"
    assert find_section(text, "mentor") is None


def test_a_sub_heading_belongs_to_the_same_party() -> None:
    text = "## Mentor's responsibilities\n\n### In the sessions\n\n- one\n\n## Goals\n"
    assert parties(text) == [
        ("Mentor's responsibilities", Party.MENTOR),
        ("In the sessions", Party.MENTOR),
        ("Goals", None),
    ]
    section = find_section(text, "mentor")
    assert section is not None
    assert (section.heading.line, section.end) == (0, 6)


@pytest.mark.parametrize(
    ("text", "key", "heading"),
    [
        ("## 2) Goals and expectations", "expectations", "2) Goals and expectations"),
        ("## Expectations", "expectations", "Expectations"),
        ("## II. Ground Rules:", "ground_rules", "II. Ground Rules:"),
        ("## Our ground rules for meetings", "ground_rules", "Our ground rules for meetings"),
        ("## Ziele und Erwartungen", "expectations", "Ziele und Erwartungen"),
        ("## Überprüfung", "review", "Überprüfung"),
        ("## § 7 Vertraulichkeit", "confidentiality", "§ 7 Vertraulichkeit"),
        ("## Unterschriften", "copies", "Unterschriften"),
        ("## Confidentiality and data\n\n## Confidentiality", "confidentiality", "Confidentiality"),
        ("## Changes to this text\n\n### Changes", "changes", "Changes"),
    ],
)
def test_other_sections_are_found_by_their_words_the_nearest_first(text: str, key: str, heading: str) -> None:
    assert found(f"# Agreement\n\n{text}\n\ntext\n", key) == heading


def test_letters_in_decomposed_form_are_the_same() -> None:
    text = unicodedata.normalize("NFD", "## Änderungen\n\n## Überprüfung nach 30 Tagen\n")
    assert find_section(text, "changes") is not None
    assert find_section(text, "review") is not None


@pytest.mark.parametrize("key", SECTIONS)
@pytest.mark.parametrize(
    "text", ["", "just words\n", "# Agreement\n\n## Other things\n\n- one\n", "```\n## Mentor's duties\n```"]
)
def test_a_text_may_have_no_section_at_all(text: str, key: str) -> None:
    assert find_section(text, key) is None


def test_the_title_of_the_document_is_no_section_that_says_more() -> None:
    assert found("# Changes in the team\n\n## Rules\n", "changes") is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("3. Goals", "goals"),
        ("3.1 Goals:", "goals"),
        ("§ 4 Ziele", "ziele"),
        ("iv) Goals", "goals"),
        ("1 Goals", "goals"),
        ("A mentor", "a mentor"),
        ("  GOALS   and\tmore. ", "goals and more"),
    ],
)
def test_numbering_and_case_do_not_count(title: str, expected: str) -> None:
    assert normalised(title) == expected
