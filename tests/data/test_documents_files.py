"""Files that leave the app: complete or not there, private, under names that harm nothing."""

from __future__ import annotations

import dataclasses
import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from data.clean import shown
from data.documents import names
from data.documents.files import FileThere, write_file, write_files
from data.documents.markdown import escaped, quoted, typed
from data.errors import BadInput
from data.model.mentorship import Mentorship, MentorshipState, Party
from data.model.outline import structure

from .document_cases import FIRST_DAY, HOSTILE, begin

if TYPE_CHECKING:
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond a size: what a full disk or a quota does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_is_written_as_it_is_for_its_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_file(tmp_path / "a.md", "Grüße\n")
    finally:
        os.umask(before)
    assert (tmp_path / "a.md").read_bytes() == "Grüße\n".encode()
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o600
    assert sorted(it.name for it in tmp_path.iterdir()) == ["a.md", "home"]


def test_a_file_that_is_there_is_not_replaced_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    with pytest.raises(FileThere, match="exists already"):
        write_file(path, "new")
    assert path.read_text() == "old"
    write_file(path, b"new", overwrite=True)
    assert path.read_text() == "new"


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("there", [False, True])
def test_a_link_is_never_followed(tmp_path: Path, overwrite: bool, there: bool) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    if there:
        target.write_text("somebody's")
    link.symlink_to(target)
    if overwrite:
        write_file(link, "mine", overwrite=True)
        assert not link.is_symlink()
        assert link.read_text() == "mine"
    else:
        with pytest.raises(FileThere):
            write_file(link, "mine")
        assert link.is_symlink()
    assert target.exists() == there
    assert not there or target.read_text() == "somebody's"


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    with largest_file(1000), pytest.raises(BadInput, match="cannot be written"):
        write_file(path, "x" * 100_000, overwrite=True)
    assert path.read_text() == "old"
    with largest_file(1000), pytest.raises(BadInput):
        write_file(tmp_path / "new.md", "x" * 100_000)
    assert sorted(it.name for it in tmp_path.iterdir() if it.name != "home") == ["a.md"], "no remains"


@pytest.mark.parametrize(
    "name",
    ["", ".", "missing/a.md", "file/a.md", "x" * 300, "a\0b", "\udcff\udcfe" * 200, "pipe", "/dev/full", "/"],
)
def test_what_cannot_be_written_is_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "pipe")
    for overwrite in (False, True):
        with pytest.raises(BadInput) as raised:
            write_file(tmp_path / name, "text", overwrite=overwrite)
        assert "\0" not in str(raised.value)
        str(raised.value).encode("utf-8")


def test_a_text_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        write_file(tmp_path / "a.md", "lone \ud800 surrogate")
    assert not (tmp_path / "a.md").exists()


def test_a_folder_where_one_may_not_write() -> None:
    with pytest.raises(BadInput, match=r"You may not write in /sys\. Type another name\."):
        write_file(Path("/sys/a.md"), "x")


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mentor", "mentee", "expected"),
    [
        ("Anna Weber", "Ben Okafor", "anna-weber-ben-okafor"),
        ("Jürgen Groß", "Zoë", "juergen-gross-zoe"),
        ("Ju\u0308rgen", "Łukasz Øster", "juergen-lukasz-oster"),
        ("../../etc/passwd", "~root", "etc-passwd-root"),
        ("$(rm -rf /)", "`id`; #", "rm-rf-id"),
        ("名前", "Имя", "名前-имя"),
        ("नमस्ते", "שלום", "नमस्ते-שלום"),
        ("\u202eevil", "a\nb\x1b]0;x\x07", "evil-a-b-0-x"),
        ("🤝", "❤️", "7"),
        ("ﬁ／x", "Ⅷ", "fi-x-viii"),
    ],
)
def test_names_become_part_of_a_file_name(database: Database, mentor: str, mentee: str, expected: str) -> None:
    it = dataclasses.replace(begin(database), mentor=mentor, mentee=mentee, number=7)
    assert names.people(it) == expected
    assert names.file_name("What is it?", it, ".md") == f"what-is-it-{expected}.md"


SOMEBODY = Mentorship(
    id="id",
    number=7,
    mentor="Anna",
    mentee="Ben",
    mentor_email="",
    mentee_email="",
    me=Party.MENTOR,
    language="en",
    zone="UTC",
    state=MentorshipState.PREPARING,
    created_at=FIRST_DAY,
    active_since=None,
    paused_at=None,
    ended_at=None,
    completed_by=frozenset(),
    continues=None,
    row_version=1,
)


@given(st.text(), st.text())
def test_the_name_of_a_file_is_harmless_whatever_the_people_are_called(mentor: str, mentee: str) -> None:
    made = names.file_name("agreement", dataclasses.replace(SOMEBODY, mentor=mentor, mentee=mentee), ".md")
    assert len(made.encode("utf-8")) < 200
    assert made.startswith("agreement-")
    assert made.removesuffix(".md").replace("-", "x").replace("agreement", "x").isprintable()
    assert not set(made) & set("/\\:*?\"'<>|$`&;#~ \t\n\0(){}[]!")
    assert ".." not in made
    assert "--" not in made


# -- Markdown ----------------------------------------------------------------------------------------------------------


_ITEM = {
    "bullet_list_open",
    "list_item_open",
    "paragraph_open",
    "inline",
    "paragraph_close",
    "list_item_close",
    "bullet_list_close",
}


@given(st.text())
def test_short_words_are_read_as_they_are_anywhere_in_a_line(text: str) -> None:
    words = escaped(text)
    assert "\n" not in words
    for before in ("", "- ", "# ", "a "):
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"{before}{words}\n")
        blocks = [token for token in tokens if token.type == "inline"]
        if not words:
            continue
        assert len(blocks) == 1
        assert {child.type for child in blocks[0].children or []} <= {"text", "text_special"}
        read = "".join(child.content for child in blocks[0].children or [])
        assert read == ("a " if before == "a " else "") + " ".join(shown(text).split())
        assert {token.type for token in tokens} == {
            "": {"paragraph_open", "inline", "paragraph_close"},
            "- ": _ITEM,
            "# ": {"heading_open", "inline", "heading_close"},
            "a ": {"paragraph_open", "inline", "paragraph_close"},
        }[before]


SNIPPETS = st.lists(
    st.sampled_from(
        ["```", "~~~", "<!--", "-->", "<div>", "# x", "- a", "    b", "> c", "", "a", "---", "===", "<pre>"]
    )
)


@given(SNIPPETS)
def test_prose_takes_nothing_after_it_along(lines: list[str]) -> None:
    words = typed("\n".join(lines))
    assert words in ("\n".join(lines).strip("\n").rstrip(), quoted("\n".join(lines).strip("\n").rstrip()))
    found = structure(f"# Before\n\n{words}\n\n# After\n").headings
    assert found[0].title == "Before"
    assert found[-1].title == "After"


def test_prose_stands_as_it_was_typed() -> None:
    assert typed("\n\n  - a\n  - *b*\n\n") == "  - a\n  - *b*"
    assert typed("---\na: 1\n---") == "---\na: 1\n---"
    assert typed("```\nclosed\n```") == "```\nclosed\n```"
    assert typed("```\nopen\n\nx") == "> ```\n> open\n>\n> x"
    assert typed("  \n \n") == ""
    assert escaped(HOSTILE).startswith("\\# \\[Anna\\]")


def test_of_files_that_belong_together_none_is_written_where_one_is_there(tmp_path: Path) -> None:
    letter, calendar = tmp_path / "a.md", tmp_path / "a.ics"
    calendar.write_text("old")
    with pytest.raises(FileThere):
        write_files({letter: "new", calendar: b"new"})
    assert not letter.exists()
    write_files({letter: "new", calendar: b"new"}, overwrite=True)
    assert (letter.read_text(), calendar.read_text()) == ("new", "new")
