"""The address of a link: found by the cursor or chosen, and sent to the terminal as words that no terminal obeys."""

from __future__ import annotations

import base64
import re

import pytest

from data import annex, versions
from data.clean import FORBIDDEN
from data.model.mentorship import Mentorship
from data.prose import write
from data.store.connection import Database
from tui import link_copying
from tui.app import HandschlagApp
from tui.dialogs.links import LinksDialog
from tui.place import Name, Place
from tui.widgets.markdown_editor import MarkdownEditor
from tui.widgets.markdown_links import link_near, links_of
from tui.widgets.preview import Preview
from tui.widgets.preview.blocks import BlockList

from ..data.mentoring import proposed, write_draft
from .captured import Captured
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, Person, press
from .seeing import part, rows, seen, told

pytestmark = pytest.mark.usefixtures("december")

HOSTILE = "https://x.example/\x1b]52;c;QQ==\x07\u202egpj.exe"
TEXT = f"""# Überschrift

Ä[[ö] ü](https://one.example/ä?b=1&c=2) und [zwei][Ref] <https://three.example> ![Bild](pic.png "T")

- nichts
- a `[no](https://code.example)` **(https://bare.example/A_(b)).** [over
  two lines](<https://lines.example/a b>)

> | Zelle | [\\|](https://cell.example) |
> | --- | --- |
> | [[![x](in.png)](out) | https:// |

[Ref]: https://two.example "Titel"

<https://x.example/\u202egpj.exe> [x](https://x.example/\u202e&#x2066;x) {HOSTILE} <a@b.example>
[j](javascript:alert)
"""


def blocks_of(text: str) -> BlockList:
    return BlockList(text.split("\n"))


def near(text: str, words: str) -> str | None:
    """The address at the first place of some words."""
    before = text[: text.index(words)]
    found = link_near(blocks_of(text), (before.count("\n"), len(before) - before.rfind("\n") - 1))
    return None if found is None else found.address


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Überschrift", None),
        ("Ä[", "https://one.example/%C3%A4?b=1&c=2"),
        ("ö] ü", "https://one.example/%C3%A4?b=1&c=2"),
        ("zwei", "https://two.example"),
        ("hree.example", "https://three.example"),
        ("Bild", "pic.png"),
        ("nichts", None),
        ("no](", "https://bare.example/A_(b)"),
        ("https://bare", "https://bare.example/A_(b)"),
        ("two lines](", "https://lines.example/a%20b"),
        ("Zelle", "https://cell.example"),
        ("cell.example", "https://cell.example"),
        ("in.png", "in.png"),
        ("out)", "out"),
        ("Titel", "https://two.example"),
        ("@b.example", "mailto:a@b.example"),
    ],
)
def test_the_link_is_the_one_at_the_cursor_or_the_nearest_of_the_block(words: str, address: str | None) -> None:
    assert near(TEXT, words) == address


def test_addresses_are_harmless_and_what_is_none_is_left_out() -> None:
    every = [link.address for link in links_of(blocks_of(TEXT))]
    assert [it for it in every if FORBIDDEN.search(it) or "javascript" in it or "code.example" in it] == []
    assert "https://x.example/%E2%80%AEgpj.exe" in every
    assert "https://x.example/%E2%80%AE%E2%81%A6x" in every
    assert "https://x.example/\ufffd]52;c;QQ==\ufffd\ufffdgpj.exe" in every
    assert list(links_of(blocks_of(""))) == []


def test_a_place_is_told_behind_an_umlaut_and_over_lines() -> None:
    text = "- Ü ä [x](https://a.example)\n  > ö [y\n  > z](https://b.example)"
    for link in links_of(blocks_of(text)):
        (top, left), (bottom, right) = link.start, link.end
        lines = text.split("\n")[top : bottom + 1]
        lines[-1] = lines[-1][:right]
        assert lines[0][left] == "["
        assert lines[-1].endswith(".example)")


# -- on the screens ----------------------------------------------------------------------------------------------------


def sent(captured: Captured) -> list[str]:
    """What was sent to the clipboard of the terminal."""
    found = re.findall(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", captured.take())
    return [base64.b64decode(it).decode("utf-8") for it in found]


@pytest.fixture
def captured(monkeypatch: pytest.MonkeyPatch) -> Captured:
    return Captured(monkeypatch)


async def to(pilot: Person, words: str) -> None:
    """Put the cursor before some words of the draft."""
    editor = pilot.app.screen.query_one(MarkdownEditor)
    before = editor.text[: editor.text.index(words)]
    editor.move_cursor((before.count("\n"), len(before) - before.rfind("\n") - 1))
    await pilot.pause()


def harmless(app: HandschlagApp) -> None:
    assert [row for row in rows(app) if FORBIDDEN.search(row)] == []
    assert app._exception is None


async def test_in_the_draft_it_is_the_link_at_the_cursor(
    open_app: OpenApp, database: Database, ben: Mentorship, captured: Captured
) -> None:
    write_draft(database, ben, TEXT.replace("nichts", "[bold](https://m.example/[/foo]?[@click=app.quit]x)"))
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot)
        captured.take()
        for words, address in (
            ("ö] ü", "https://one.example/%C3%A4?b=1&c=2"),
            ("zwei", "https://two.example"),
            ("bold", "https://m.example/%5B/foo%5D?%5B@click=app.quit%5Dx"),
        ):
            await to(pilot, words)
            await press(pilot, "alt+y")
            assert sent(captured) == [address]
            assert app.clipboard == address
            assert told(app)[-1].startswith(f"Sent to your terminal's clipboard: {address}\n")
        await to(pilot, "[j]")
        await press(pilot, "alt+y")
        assert len(sent(captured)) == 1
        harmless(app)
        assert app.base_screen.query_one(MarkdownEditor).has_focus


async def test_a_bare_address_is_cleaned_once_more_and_shown_as_it_stands(
    open_app: OpenApp, database: Database, ben: Mentorship, captured: Captured
) -> None:
    write(database, versions.draft_key(ben.id), "ä https://[/red]@x.example/[@click=app.bell]" + HOSTILE[18:])
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "alt+y")
        [address] = sent(captured)
        assert address == "https://[/red]@x.example/[@click=app.bell]\ufffd]52;c;QQ==\ufffd\ufffdgpj.exe"
        assert f": {address}" in told(app)[-1]
        assert "[/red]@x.example/[@click=app.bell]" in seen(app)
        harmless(app)


async def test_where_the_block_has_none_one_is_chosen_and_where_the_text_has_none_that_is_said(
    open_app: OpenApp, database: Database, ben: Mentorship, captured: Captured
) -> None:
    write_draft(database, ben, "# Nothing\n\n- no [link] here\n")
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+y")
        assert told(app) == ["There is no link in this text."]
        await press(pilot, *"[a](b) ")
        await press(pilot, "enter", "enter", *"[c](d)", "enter", "enter", *"words", "alt+y")
        assert [type(it) for it in app.screen_stack[-1:]] == [LinksDialog]
        await press(pilot, "escape")
        assert sent(captured) == []
        await press(pilot, "alt+y", "down", "enter")
        assert sent(captured) == ["d"]
        assert app.screen is app.base_screen


@BOTH_SIZES
async def test_of_a_version_the_only_link_is_copied_at_once_or_one_is_chosen(
    open_app: OpenApp, database: Database, ben: Mentorship, captured: Captured, size: tuple[int, int]
) -> None:
    proposed(database, ben, "# One\n\nÜ [the room][R]\n\n[r]: https://room.example/[b] 'x'\n")
    app = open_app(Place(Name.VERSIONS, ben.id))
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        captured.take()
        await press(pilot, "alt+y")
        assert sent(captured) == ["https://room.example/%5Bb%5D"]
        proposed(database, ben, TEXT)
        app.base_screen.reload()
        await press(pilot, "home", "enter")
        assert isinstance(app.focused, Preview)
        await press(pilot, "alt+y")
        listed = part(app, "KeyList")
        assert listed.count("https://two.example") == 1
        assert "zwei" in listed
        harmless(app)
        await press(pilot, "down", "enter")
        assert sent(captured) == ["https://two.example"]
        assert isinstance(app.focused, Preview)


async def test_in_a_dialog_in_which_one_reads_in_the_history_and_through_the_palette(
    open_app: OpenApp,
    database: Database,
    ben: Mentorship,
    captured: Captured,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proposed(database, ben, "# One\n\n[x](https://room.example)\n")
    app = open_app(Place(Name.VERSIONS, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "alt+y")
        assert sent(captured) == ["https://room.example"]
        await press(pilot, "escape", "ctrl+p", *"address of a", "enter")
        assert sent(captured) == ["https://room.example"]
        monkeypatch.setattr(link_copying, "MOST_LISTED", 2)
        proposed(database, ben, "[x](a) [y](b) [z](c)\n")
        app.base_screen.reload()
        await press(pilot, "home", "alt+y", "end")
        assert part(app, "#more") == "The links behind these are not listed."
        await press(pilot, "enter")
        assert sent(captured) == ["b"]
        await press(pilot, "h", "alt+y", "escape")
        assert app.base_screen.place.name is Name.HISTORY


async def test_in_a_text_without_a_preview_the_one_at_the_cursor_is_copied(
    open_app: OpenApp, database: Database, ben: Mentorship, captured: Captured
) -> None:
    write_draft(database, ben, "The draft has [another](https://draft.example).\n")
    first = annex.of(database, ben.id)[0]
    write(database, annex.text_key(ben.id, first.field), "Ä https://room.example/x or https://other.example")
    app = open_app(Place(Name.LOGISTICS, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "ctrl+home")
        captured.take()
        await press(pilot, "alt+y")
        assert sent(captured) == ["https://room.example/x"]
