"""Templates of others go through the whole life of an agreement, and no byte changes that nobody typed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from data import prose, texts
from data.documents import copy, copy_page, verify
from data.documents.copy_parts import parts_of
from data.documents.parsed import parsed
from data.model.agreement import VersionState
from data.model.catalogue import SECTIONS
from data.model.format import Format
from data.model.mentorship import Party
from data.model.points import clause_at, insert_clause, points_of
from data.model.sections import find_section
from data.store import mentorships, versions

from . import skeleton
from .document_cases import MEETING_DAY, at, begin, confirm_both, sign_both
from .templates_of_others import FOLDER, NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from data.model.mentorship import Mentorship
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")

DECOMPOSED = {"vereinsformular.md"}
"""Templates whose letters are not all composed: freezing composes them, and says so before."""


def written(name: str) -> str:
    """What stands in the file, but for its byte order mark and its line ends."""
    return (FOLDER / name).read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


def begun_with(database: Database, name: str, language: str = "en") -> Mentorship:
    """A mentorship whose agreement begins with the template."""
    return begin(database, language=language, template=texts.read_template(FOLDER / name))


def frozen_form(text: str) -> str:
    """What may become of a text: composed letters and one line end at its end, and nothing else."""
    return unicodedata.normalize("NFC", text).rstrip("\n") + "\n"


def test_the_templates_have_what_makes_real_ones_unusual() -> None:
    raw = {name: (FOLDER / name).read_bytes() for name in NAMES}
    assert len(raw) >= 5
    everything = b"\n".join(raw.values())
    for sign in (b"\r\n", b"\t", b"  \n", b"\\\r\n", b"<!--", b"[^1]", b"]: http", b"- [ ]", b"____", b"\n: ", b"|---"):
        assert sign in everything, sign
    assert sum(it.startswith(b"\xef\xbb\xbf") for it in raw.values()) >= 2
    assert sum(it.startswith(b"---\n") for it in raw.values()) >= 2
    assert any(not it.endswith(b"\n") for it in raw.values())
    assert {name for name in NAMES if not unicodedata.is_normalized("NFC", written(name))} == DECOMPOSED
    assert any(it.count(b"\r\n") == it.count(b"\n") > 0 for it in raw.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_template_becomes_the_draft_as_it_is(database: Database, name: str) -> None:
    it = begun_with(database, name)
    assert versions.draft_text(database, it.id) == written(name)


@pytest.mark.parametrize("name", NAMES)
def test_only_what_is_typed_changes_from_import_to_verify(database: Database, tmp_path: Path, name: str) -> None:
    it = begun_with(database, name)
    typed = typed_into(database, it, written(name))
    assert versions.draft_text(database, it.id) == typed
    with at(MEETING_DAY):
        version = sign_both(database, it, versions.propose(database, it.id))
    assert version.state is VersionState.IN_FORCE
    assert version.text == frozen_form(typed)
    if name not in DECOMPOSED:
        assert version.text.rstrip("\n") == typed.rstrip("\n")
    for frame in ("en", "de"):
        content = copy.copy_of(database, it.id, 1, frame=frame)
        file = tmp_path / f"copy-{frame}.md"
        file.write_bytes(content.encode("utf-8"))
        found = verify.verify_file(file)
        assert found.whole
        assert found.record is not None
        assert parts_of(file.read_bytes().decode("utf-8"), found.record).agreement == version.text
        shown = copy.copy_of(database, it.id, 1, Format.HTML, frame)
        assert verify.verify(shown).whole
        assert copy_page.copy_in(shown) == (content, frame)
    versions.restore(database, version.id)
    assert versions.draft_text(database, it.id) == version.text
    with at(MEETING_DAY):
        mentorships.end(database, it.id, Party.MENTEE)
        again = mentorships.continue_from(database, it.id)
    assert versions.draft_text(database, again.id) == version.text


def typed_into(database: Database, it: Mentorship, text: str) -> str:
    """Type at the beginning, in the middle and at the end; return what must stand there then."""
    draft = prose.Prose.open(database, versions.draft_key(it.id))
    content = text.encode("utf-8")
    middle = len(text[: len(text) // 2].encode("utf-8"))
    for at_byte, words in ((len(content), "the end"), (middle, " ö "), (0, "Begin: ")):
        draft.replace(at_byte, at_byte, words)
        content = content[:at_byte] + words.encode("utf-8") + content[at_byte:]
    draft.close()
    return content.decode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_what_freezing_does_to_letters_is_told_before(name: str) -> None:
    told = versions.recomposed(written(name))
    assert ("Unicode NFC" in told) == (name in DECOMPOSED)
    assert versions.recomposed(versions.frozen(written(name))) == ""


# -- points and sections -----------------------------------------------------------------------------------------------

POINTS = {
    "expectations-table.md": (0, 3),
    "group-compact.md": (0, 0),
    "issue-form.md": (3, 3),
    "numbered-contract.md": (2, 2),
    "vereinsformular.md": (0, 2),
    "wiki-page.md": (0, 0),
}
"""How many points of the mentor and of the mentee a reader finds in each."""

FOUND = {
    "expectations-table.md": {"mentee": "Mentee responsibilities"},
    "group-compact.md": {},
    "issue-form.md": {
        "expectations": "Goals",
        "mentor": "Mentor responsibilities",
        "mentee": "Mentee responsibilities",
    },
    "numbered-contract.md": {
        "expectations": "Expectations and Goals",
        "ground_rules": "Topics and Ground Rules",
        "mentor": "Responsibilities of the mentor",
        "mentee": "Responsibilities of the mentee",
    },
    "vereinsformular.md": {
        "expectations": "§ 1 Ziele",
        "mentor": "§ 2 Aufgaben der Mentorin / des Mentors",
        "mentee": "§ 3 Aufgaben der/des Mentee",
        "confidentiality": "Vertraulichkeit",
    },
    "wiki-page.md": {},
}
"""Which of our sections a reader finds in each, under which heading."""


@pytest.mark.parametrize("name", NAMES)
def test_points_and_sections_are_those_that_a_reader_finds(name: str) -> None:
    found = [party for party, _words, _line in points_of(written(name))]
    assert (found.count(Party.MENTOR), found.count(Party.MENTEE)) == POINTS[name]
    headings = {key: find_section(written(name), key) for key in SECTIONS}
    assert {key: it.heading.title for key, it in headings.items() if it is not None} == FOUND[name]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", SECTIONS)
def test_a_clause_finds_its_place_in_every_template(name: str, key: str) -> None:
    text = written(name)
    title = f"Our words on {key}" if key not in ("mentor", "mentee") else f"The {key}'s responsibilities"
    start, end, inserted = insert_clause(text, key, title, "answers within two days")
    content = text.encode("utf-8")
    assert start == end, "nothing that stands there is replaced"
    after = (content[:start] + inserted.encode("utf-8") + content[end:]).decode("utf-8")
    if key in FOUND[name]:
        assert clause_at(after, key, "answers within two days") is not None
        assert len(skeleton.of_tokens(parsed(after))) - len(skeleton.of_tokens(parsed(text))) in (0, 1)
    else:
        assert f"## {title}\n\n- answers within two days\n" in after
        assert ("heading", 2) in skeleton.of_tokens(parsed(after))
    if key in ("mentor", "mentee"):
        assert (Party(key), "answers within two days") in [(party, words) for party, words, _line in points_of(after)]


# -- other readers -----------------------------------------------------------------------------------------------------


@skeleton.needs_pandoc
@pytest.mark.parametrize("name", NAMES)
def test_pandoc_sees_the_structure_that_we_see(database: Database, name: str) -> None:
    it = begun_with(database, name)
    with at(MEETING_DAY):
        confirm_both(database, versions.propose(database, it.id))
    for number in (None, 1):
        content = copy.copy_of(database, it.id, number)
        assert skeleton.of_pandoc(content, skeleton.MARKDOWN) == skeleton.of_tokens(skeleton.as_previewed(content))
        record = verify.verify(content).record
        assert record is not None
        parts = parts_of(content, record)
        expected: list[skeleton.Part] = []
        for part in (parts.above, parts.agreement, parts.between, parts.annex, parts.below):
            expected += skeleton.of_tokens(parsed(part), notes=True)
            expected += [("hr",)] if part in (parts.agreement, parts.annex) else []
        shown = copy.copy_of(database, it.id, number, Format.HTML)
        assert skeleton.of_pandoc(shown, "html") == [*expected, ("code",)]


@pytest.mark.parametrize("name", NAMES)
def test_page_and_preview_see_the_same_structure(name: str) -> None:
    text = written(name)
    # Front matter is a source in a page; link references that lead nowhere are no HTML to either.
    ours = [it for it in skeleton.of_tokens(parsed(f"-\n\n{text}")) if it != ("code",)]
    preview = [
        it for it in skeleton.of_tokens(skeleton.as_previewed(f"-\n\n{text}")) if it[0] not in ("code", "html_block")
    ]
    assert ours == preview
