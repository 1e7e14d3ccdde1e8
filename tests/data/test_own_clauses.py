"""Ready-made clauses: the bundled ones, and files of one's own that are read, changed, shared and sometimes broken."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import locations, own_clauses, texts
from data.documents.files import FileThere
from data.errors import BadInput, Clash
from data.i18n import LANGUAGES
from data.model.catalogue import SECTIONS, ReadyClause
from data.model.points import clause_at, insert_clause
from data.texts.clause_format import LONGEST_CLAUSE, MOST_CLAUSES, parse, words_of

MINE = """# Of the Northern Programme.
language = "en"

[[clause]]
section = "boundaries" # the right place
title = "Phones"
wording = "Our phones stay silent."

# The second one is long.
[[clause]]
wording = \"\"\"
One line
and another.\"\"\"
"""


def put(name: str, text: str | bytes) -> Path:
    """A file that somebody has written by hand."""
    path = locations.clauses() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def titles(language: str = "en") -> list[str]:
    found, problems = own_clauses.of(language)
    assert problems == []
    return [clause.title for clause in found]


# -- bundled -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_some_twenty_clauses_stand_ready_in_the_order_of_the_sections(language: str) -> None:
    found = texts.ready_clauses(language)
    assert 20 <= len(found) <= 40
    assert [it.section for it in found] == sorted((it.section for it in found), key=SECTIONS.index)
    assert len({it.section for it in found}) >= 8
    assert len({it.title for it in found}) == len({it.wording for it in found}) == len(found)
    assert not any(it.is_own or "  " in it.wording or it.language != language for it in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_bundled_clause_finds_its_section_in_the_bundled_template(language: str) -> None:
    text = texts.template(language)
    for clause in texts.ready_clauses(language):
        title = texts.sections(language)[clause.section]
        start, end, words = insert_clause(text, clause.section, title, clause.wording)
        data = text.encode()
        made = (data[:start] + words.encode() + data[end:]).decode()
        assert "## " not in words
        assert clause_at(made, clause.section, clause.wording) is not None


# -- reading -----------------------------------------------------------------------------------------------------------


def test_without_a_folder_there_are_none() -> None:
    assert own_clauses.of("en") == ([], [])


def test_files_are_read_in_the_language_of_each_clause() -> None:
    put("mine.toml", MINE)
    put("other.toml", '[[clause]]\nlanguage = "de"\nwording = "Bei uns gilt das Du."\n')
    put("notes.txt", "no clauses")
    found, problems = own_clauses.of("en")
    assert problems == []
    assert found == [
        ReadyClause("boundaries", "Phones", "Our phones stay silent.", "en", "mine.toml", 1),
        ReadyClause("expectations", "One line and another.", "One line\nand another.", "en", "mine.toml", 2),
    ]
    assert titles("de") == ["Bei uns gilt das Du."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('language = "en"\n\n[[clause]]\nwording = no quotes\n', "broken.toml, line 4: this is not valid TOML."),
        ('[[clause]]\nwording = """\nnever closed\n', "broken.toml, line 3: this is not valid TOML."),
        ('# a\n[[clause]]\ntitle = "x"\n', "broken.toml, line 2: this clause has no words."),
        ('[[clause]]\nwording = "a"\n\n[[ clause ]]\nwording = 3\n', "broken.toml, line 4: this clause has no words."),
        ('[[clause]]\nwording = "a"\nsection = "rules"\n', "broken.toml, line 1: there is no section “rules”."),
        ('language = "fr"\n[[clause]]\nwording = "a"\n', "broken.toml, line 2: there is no language “fr”."),
        ('[[clause]]\nwording = "a"\nlanguage = 1\n', "broken.toml, line 1: there is no language “1”."),
        ('[[clause]]\nwording = "a"\nsection = []\n', "broken.toml, line 1: there is no section “[]”."),
        (f'[[clause]]\nwording = "{"a" * (LONGEST_CLAUSE + 1)}"\n', "broken.toml, line 1: this clause is longer than"),
        ('clause = "x"\n', "broken.toml: “clause” is no list of clauses."),
        ("[[clause]]\n" * (MOST_CLAUSES + 1), "broken.toml has 501 clauses, more than 500."),
        ('[[clause]]\nwording = """\n[[clause]]\n"""\n[[clause]]\n', "broken.toml, clause 2 has no words."),
        ("a." * 200 + "b = 1\n", "broken.toml is nested too deeply."),
        ("x = " + "[" * 5_000, "broken.toml"),
        (b"\xff\xfe", "broken.toml is not UTF-8 text."),
    ],
)
def test_a_broken_file_says_where_and_the_others_still_work(text: str | bytes, sentence: str) -> None:
    put("a.toml", MINE)
    put("broken.toml", text)
    put("z.toml", '[[clause]]\nwording = "the last"\n')
    found, problems = own_clauses.of("en")
    assert [it.title for it in found] == ["Phones", "One line and another.", "the last"]
    assert len(problems) == 1
    assert sentence in problems[0]


def test_what_is_no_ordinary_file_is_not_waited_for() -> None:
    put("a.toml", MINE)
    os.mkfifo(locations.clauses() / "pipe.toml")
    (locations.clauses() / "folder.toml").mkdir()
    found, problems = own_clauses.of("en")
    assert len(found) == 2
    assert len(problems) == 2


def test_a_folder_that_cannot_be_read_is_told() -> None:
    locations.clauses().parent.mkdir(parents=True)
    locations.clauses().write_text("no folder")
    found, problems = own_clauses.of("en")
    assert found == []
    assert "clauses cannot be read" in problems[0]
    with pytest.raises(BadInput, match=r"clauses cannot be made"):
        own_clauses.add("en", "mentor", "t", "w")


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    with suppress(BadInput):
        assert all(clause.wording and clause.title for clause in parse(text, "x.toml", language="en"))


# -- changing ----------------------------------------------------------------------------------------------------------


def test_a_kept_clause_is_there_in_its_language_and_readable_by_its_owner_only() -> None:
    own_clauses.add("en", "mentor", "", "  listens ")
    own_clauses.add("en", "boundaries", "Phones", 'First line.\nSecond "line".')
    own_clauses.add("de", "mentor", "Zuhören", "zuhören")
    found, _problems = own_clauses.of("en")
    assert found == [
        ReadyClause("mentor", "listens", "listens", "en", "en.toml", 1),
        ReadyClause("boundaries", "Phones", 'First line.\nSecond "line".', "en", "en.toml", 2),
    ]
    assert titles("de") == ["Zuhören"]
    assert {path.stat().st_mode & 0o777 for path in locations.clauses().iterdir()} == {0o600}


def test_a_clause_is_added_behind_what_somebody_wrote_by_hand() -> None:
    path = put("en.toml", MINE)
    own_clauses.add("en", "mentor", "Listening", "listens")
    assert path.read_text().startswith(MINE)
    assert titles() == ["Phones", "One line and another.", "Listening"]
    german = put("de.toml", 'language = "en"\nclause = [{wording = "inline"}]\n')
    own_clauses.add("de", "mentor", "Zuhören", "zuhören")
    assert titles("de") == ["Zuhören"]
    assert "inline" in german.read_text()


def test_changing_and_removing_leave_comments_and_the_rest_as_they_were() -> None:
    path = put("mine.toml", MINE)
    first, second = own_clauses.of("en")[0]
    own_clauses.change(first, "ground_rules", "Phones", "Phones wait outside.")
    assert path.read_text() == MINE.replace('"boundaries"', '"ground_rules"').replace(
        "Our phones stay silent.", "Phones wait outside."
    )
    own_clauses.remove(second)
    left = path.read_text()
    assert "# Of the Northern Programme." in left
    assert "# the right place" in left
    assert titles() == ["Phones"]


def test_a_file_that_was_changed_meanwhile_is_not_written_over() -> None:
    path = put("mine.toml", MINE)
    first, second = own_clauses.of("en")[0]
    own_clauses.remove(first)
    before = path.read_text()
    changes: list[Callable[[], None]] = [
        lambda: own_clauses.remove(first),
        lambda: own_clauses.remove(second),
        lambda: own_clauses.change(second, "mentor", "t", "w"),
    ]
    for change in changes:
        with pytest.raises(Clash):
            change()
    assert path.read_text() == before
    put("mine.toml", "broken")
    with pytest.raises(BadInput, match="line 1"):
        own_clauses.remove(first)
    assert path.read_text() == "broken"


def test_a_broken_file_of_ones_own_is_not_written_over_by_the_next_clause() -> None:
    path = put("en.toml", "broken")
    with pytest.raises(BadInput, match=r"en\.toml, line 1"):
        own_clauses.add("en", "mentor", "t", "w")
    assert path.read_text() == "broken"


@pytest.mark.parametrize(
    ("title", "wording", "about"), [("t", " \n ", "wording"), ("t", "w" * 2_001, "wording"), ("t" * 81, "w", "title")]
)
def test_what_does_not_fit_is_refused_at_its_field(title: str, wording: str, about: str) -> None:
    with pytest.raises(BadInput) as refused:
        own_clauses.add("en", "mentor", title, wording)
    assert refused.value.about == about
    assert titles() == []


@given(
    st.lists(st.tuples(st.sampled_from(SECTIONS), st.text(max_size=40), st.text(min_size=1, max_size=60)), max_size=5)
)
def test_what_is_shared_is_read_as_it_was(entries: list[tuple[str, str, str]]) -> None:
    kept = [
        ReadyClause(section, title.strip() or "t", wording, "en", "x.toml", number)
        for number, (section, title, wording) in enumerate(entries, 1)
        if wording.strip() and wording == words_of(wording)
    ]
    found = parse(own_clauses.exported(kept), "y.toml", language="de") if kept else ()
    assert [(it.section, it.wording, it.language) for it in found] == [(it.section, it.wording, "en") for it in kept]


# -- sharing -----------------------------------------------------------------------------------------------------------


def test_a_file_of_somebody_else_is_taken_in_as_it_is(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.toml"
    theirs.write_text(MINE)
    assert own_clauses.take_in(theirs) == 2
    assert (locations.clauses() / "theirs.toml").read_text() == MINE
    assert titles() == ["Phones", "One line and another."]


def test_a_name_that_is_taken_is_replaced_only_when_that_was_said(tmp_path: Path) -> None:
    mine, theirs = put("theirs.toml", MINE), tmp_path / "theirs.toml"
    theirs.write_text('[[clause]]\nwording = "new"\n')
    with pytest.raises(FileThere):
        own_clauses.take_in(theirs)
    assert mine.read_text() == MINE
    assert own_clauses.take_in(theirs, replace=True) == 1
    assert titles() == ["new"]


@pytest.mark.parametrize("text", ["", 'language = "en"\n', "broken", '[[clause]]\nwording = ""\n'])
def test_what_holds_no_clauses_is_not_taken_in(tmp_path: Path, text: str) -> None:
    theirs = tmp_path / "theirs.toml"
    theirs.write_text(text)
    with pytest.raises(BadInput, match=r"theirs\.toml"):
        own_clauses.take_in(theirs)
    assert own_clauses.of("en") == ([], [])


def test_what_was_shared_is_taken_in_by_the_other(tmp_path: Path) -> None:
    put("mine.toml", MINE)
    (tmp_path / "shared").write_text(own_clauses.exported(own_clauses.of("en")[0]))
    own_clauses.take_in(tmp_path / "shared")
    assert titles() == ["Phones", "One line and another."] * 2
    assert (locations.clauses() / "shared.toml").is_file()
