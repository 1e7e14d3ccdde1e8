"""A frozen text whose lines end as none of ours do: only another program writes that. It is told, and can be read."""

from __future__ import annotations

import pytest

from data import copy, dossier, versions
from data.documents.verify import verify
from data.errors import Refused
from data.i18n import using
from data.model.agreement import fingerprint
from data.model.format import Format
from data.model.mentorship import Mentorship
from data.store.connection import Database
from data.store.doctor import doctor
from data.store.text_checks import look_through
from tui.dialogs.copy import CopyDialog
from tui.place import Name, Place

from ..data.mentoring import active, decided
from .calling import call
from .conftest import OpenApp
from .driving import SMALL, press
from .seeing import part, seen, told

TEXTS = ["# A\n\n- no end", "# A\r\r- old\r", "# A\r\n\r\n- other\r\n", "# A\r- mixed\n", ""]
KINDS = ["agreement", "annex"]


def rewritten(database: Database, kind: str, text: str) -> None:
    """Put a text with its check sums in the place of the frozen one, as any program can that writes to the file."""
    for name in ("versions_refuse_update", "signatures_refuse_update"):
        database.connection.execute(f"DROP TRIGGER {name}")
    sha256 = fingerprint(text)
    database.connection.execute("UPDATE versions SET text = ?, sha256 = ? WHERE kind = ?", (text, sha256, kind))
    database.connection.execute(
        "UPDATE signatures SET sha256 = ? WHERE version_id IN (SELECT id FROM versions WHERE kind = ?)", (sha256, kind)
    )


@pytest.fixture
def made(database: Database) -> Mentorship:
    """A mentorship with an agreement in force and an annex that was frozen."""
    it = active(database)
    decided(database, it)
    versions.propose_annex(database, it.id)
    return it


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_told_and_every_document_is_written_or_refused_with_a_reason(
    database: Database, made: Mentorship, monkeypatch: pytest.MonkeyPatch, kind: str, text: str
) -> None:
    what = "version" if kind == "agreement" else "annex"
    rewritten(database, kind, text)
    found = [it for it in look_through(database) if it]
    assert len(found) == 1
    assert f"The lines of {what} 1 (Anna Weber → Ben Okafor) do not end as Handschlag ends them" in found[0]
    assert [it.sentence for it in doctor(database.path)].count(found[0]) == 1
    with using("de"):
        assert "enden nicht so" in next(it for it in look_through(database) if it)
    monkeypatch.setenv("HANDSCHLAG_DB", str(database.path))
    for form in Format:
        assert dossier.rendered(database, made.id, form)
        printed = call("export", "agreement", "ben", "--format", form.value)
        assert printed.err.startswith(found[0])
        if not text or text.endswith("\n") or form is Format.MARKDOWN:
            assert printed.code == 0
            assert printed.out == copy.copy_of(database, made.id, 1, form)
            assert form is not Format.MARKDOWN or text in printed.out
        else:
            assert (printed.code, printed.out) == (1, "")
            assert f"The last line of {what} 1 has no end: another program wrote this text." in printed.err
            with pytest.raises(Refused), using("de"):
                copy.copy_of(database, made.id, 1, form)
    # Other line ends are what programs for mail leave behind, and what is missing at the end changes the last line.
    assert verify(copy.copy_of(database, made.id, 1)).whole == (text in TEXTS[3:])


async def test_on_the_screens_it_is_read_and_only_its_page_is_refused(
    open_app: OpenApp, database: Database, made: Mentorship
) -> None:
    rewritten(database, "agreement", TEXTS[0])
    app = open_app(Place(Name.VERSIONS, made.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "down")
        assert "no end" in part(app, "#text")
        await press(pilot, "c")
        assert [type(it) for it in app.screen_stack[-1:]] == [CopyDialog]
        assert "no end" in seen(app)
        await press(pilot, "f", "c")
        assert "The last line of version 1 has no end" in told(app)[-1]
        await press(pilot, "w")
        await press(pilot, "ctrl+s")
        assert "The last line of version 1 has no end" in told(app)[-1]
        assert app._exception is None
        await press(pilot, "escape", "d")
        assert app._exception is None
