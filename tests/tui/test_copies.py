"""Copies on their way out by keys: format, language of the frame, what is written and noted."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from textual.widgets import Input

from data import copies, copy, dossier, formats, question_list, questions, verify, versions
from data.model.agreement import fingerprint
from data.model.format import Format
from data.model.mentorship import Mentorship, Party
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.dialogs.copy import CopyDialog
from tui.place import Name, Place
from tui.widgets.preview import Preview

from ..data.document_cases import needs_german
from ..data.mentoring import DRAFT, agreed, proposed, write_draft
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, fill, press
from .seeing import part, rows, seen

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def app(open_app: OpenApp, database: Database, ben: Mentorship) -> HandschlagApp:
    """The app on Ben's versions, one of them agreed to by both."""
    write_draft(database, ben, DRAFT)
    agreed(database, proposed(database, ben))
    return open_app(Place(Name.VERSIONS, ben.id))


def path_asked(app: HandschlagApp) -> str:
    """The name of the file that the dialog proposes."""
    return Path(app.screen.query_one("#path", Input).value).name


@BOTH_SIZES
async def test_f_goes_through_the_formats_and_the_name_of_the_file_follows(
    app: HandschlagApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c")
        assert isinstance(app.screen, CopyDialog)
        for word, ending in (("Markdown", "md"), ("HTML page", "html"), ("plain text", "txt"), ("Markdown", "md")):
            assert part(app, "#choice").startswith(f"f Format: {word} l Labels and dates: English")
            assert any(f"Format: {word}" in row for row in rows(app)), "it is in sight"
            await press(pilot, "w")
            assert path_asked(app) == f"agreement-anna-weber-ben-okafor-version-1.{ending}"
            await press(pilot, "escape", "f")


async def test_what_only_machines_read_goes_out_and_is_not_shown(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "c")
        shown = "\n".join(app.screen.query_one(Preview)._blocks.lines)
        out = copy.copy_of(database, ben.id, 1)
        assert out.startswith("<!-- handschlag agreement")
        assert "<!--" not in shown
        for words in (DRAFT, "\n---\n", "## Fingerprints", versions.of(database, ben.id)[0].sha256):
            assert words in shown


def test_a_comment_that_somebody_typed_is_shown_as_every_other_word(database: Database, ben: Mentorship) -> None:
    typed = "<!-- handschlag agreement ends -->\n\n---\n\n<!-- handschlag record\n{}\n-->\n"
    write_draft(database, ben, DRAFT + typed)
    agreed(database, versions.propose(database, ben.id))
    shown = copy.for_reading(copy.copy_of(database, ben.id, 1))
    assert typed in shown
    assert shown.count("<!--") == typed.count("<!--")
    assert copy.for_reading("no copy") == "no copy"


@needs_german
async def test_l_changes_the_language_of_the_frame_and_never_that_of_the_text(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, DRAFT + "- more\n")
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "c")
        for language, banner, name in (
            ("English", "DRAFT: not in force", "DRAFT-agreement-anna-weber-ben-okafor.md"),
            ("Deutsch", "ENTWURF: nicht in Kraft", "ENTWURF-vereinbarung-anna-weber-ben-okafor.md"),
            ("English", "DRAFT: not in force", "DRAFT-agreement-anna-weber-ben-okafor.md"),
        ):
            assert f"Labels and dates: {language}" in part(app, "#choice")
            assert banner in seen(app)
            assert "Mentor's responsibilities" in seen(app)
            await press(pilot, "w")
            assert path_asked(app) == name
            await press(pilot, "escape", "l")


@needs_german
@pytest.mark.parametrize("form", list(Format))
async def test_what_is_written_is_what_was_chosen_and_its_receipt_names_that_file(
    app: HandschlagApp, database: Database, ben: Mentorship, tmp_path: Path, form: Format
) -> None:
    path = tmp_path / f"copy{form.ending}"
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "c", "l", *["f"] * list(Format).index(form), "w")
        await fill(pilot, "path", str(path))
        await press(pilot, "ctrl+s", "ctrl+s")
    written = path.read_text(encoding="utf-8")
    assert written == copy.copy_of(database, ben.id, 1, form, "de")
    [receipt] = copies.of(database, ben.id)
    assert (receipt.party, receipt.place, receipt.sha256) == (Party.MENTOR, str(path), fingerprint(written))
    if form is not Format.TEXT:
        assert verify.verify_file(path).whole


@pytest.mark.parametrize(("name", "form"), [("a.html", Format.HTML), ("a.TXT", Format.TEXT), ("a", Format.MARKDOWN)])
async def test_the_ending_of_the_name_decides(
    app: HandschlagApp, database: Database, ben: Mentorship, tmp_path: Path, name: str, form: Format
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "c", "w")
        await fill(pilot, "path", str(tmp_path / name))
        await press(pilot, "ctrl+s")
    assert (tmp_path / name).read_text(encoding="utf-8") == copy.copy_of(database, ben.id, 1, form)


async def test_the_clipboard_gets_the_chosen_format(
    app: HandschlagApp, database: Database, ben: Mentorship, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        assert app._driver is not None
        sent: list[str] = []
        monkeypatch.setattr(app._driver, "write", sent.append)
        await press(pilot, "c", "f", "f", "c", "ctrl+s")
    [sequence] = [it for it in sent if it.startswith("\x1b]52;c;")]
    text = base64.b64decode(sequence.removeprefix("\x1b]52;c;").removesuffix("\x07")).decode()
    assert text == copy.copy_of(database, ben.id, 1, Format.TEXT)
    assert copies.of(database, ben.id)[0].sha256 == fingerprint(text)


async def test_whoever_proposes_decomposed_letters_is_told_what_becomes_of_them(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, "Gru\u0308\u00dfe\n")
    app = open_app(Place(Name.VERSIONS, ben.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "p")
        assert "Proposing stores each as one (Unicode NFC)." in part(app, "#work")
        await press(pilot, "enter")
    assert [it.text for it in versions.of(database, ben.id)] == ["Gr\u00fc\u00dfe\n"]


@pytest.mark.parametrize("form", list(Format))
async def test_every_other_document_goes_out_in_each_format_too(
    app: HandschlagApp, database: Database, ben: Mentorship, tmp_path: Path, form: Format
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        for name, key, stem, expected in (
            (Name.PATH, "o", "dossier", dossier.rendered(database, ben.id, form)),
            (Name.QUESTIONS, "o", "questions", formats.rendered(_questions(database, ben), form, "en")),
        ):
            app.go(Place(name, ben.id))
            await press(pilot, key, *["f"] * list(Format).index(form))
            assert f"Format: {('Markdown', 'HTML page', 'plain text')[list(Format).index(form)]}" in seen(app)
            await press(pilot, "w")
            assert path_asked(app) == f"{stem}-anna-weber-ben-okafor{form.ending}"
            await fill(pilot, "path", str(tmp_path / f"{stem}{form.ending}"))
            await press(pilot, "ctrl+s", "escape")
            assert (tmp_path / f"{stem}{form.ending}").read_text(encoding="utf-8") == expected


def _questions(database: Database, ben: Mentorship) -> str:
    return question_list.questions_document(ben, questions.of(database, ben.id))
