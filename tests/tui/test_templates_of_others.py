"""Templates of others in the editor: what is typed changes, and nothing else."""

from __future__ import annotations

import pytest

from data import mentorships, texts, versions
from data.store.connection import Database, open_database
from tui.place import Name, Place
from tui.widgets.prose_editor import ProseEditor

from ..data.templates_of_others import FOLDER, NAMES
from .conftest import OpenApp
from .driving import BOTH_SIZES, press, settled

pytestmark = pytest.mark.usefixtures("december")


@BOTH_SIZES
@pytest.mark.parametrize("name", NAMES)
async def test_only_what_is_typed_in_the_editor_changes(
    open_app: OpenApp, database: Database, name: str, size: tuple[int, int]
) -> None:
    template = texts.read_template(FOLDER / name)
    it = mentorships.create(database, mentor="Anna", mentee="Ben", language="en", template=template, zone="UTC")
    app = open_app(Place(Name.AGREEMENT, it.id))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        editor = app.screen.query_one(ProseEditor)
        editor.focus()
        editor.move_cursor((0, 0))
        await press(pilot, *"Begin ")
        editor.move_cursor(editor.document.end)
        await press(pilot, *" end")
        with open_database(database.path) as other:
            assert versions.draft_text(other, it.id) == f"Begin {template} end"
        await press(pilot, *["ctrl+z"] * 4)
        with open_database(database.path) as other:
            assert versions.draft_text(other, it.id) == template
