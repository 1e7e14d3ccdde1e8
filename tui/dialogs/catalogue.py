"""Choosing questions from a catalogue: the bundled one, or a file of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from data import locations, questions, texts
from data.errors import HandschlagError
from data.i18n import N_, _, ngettext

from ..commands import key_name
from ..speech import say
from ..widgets.list import KeyList
from .base import Dialog
from .form import ChoiceField, Field, FormDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.catalogue import Catalogue
    from data.model.mentorship import Mentorship


class CatalogueFileDialog(FormDialog[Path]):
    """Returns the path of a catalogue file."""

    ACCEPT_HINT = N_("read it")

    def title_text(self) -> str:
        """What is asked."""
        return _("A catalogue of your own")

    def form_fields(self) -> list[Field | ChoiceField]:
        """One line."""
        return [Field("path", _("TOML file"), placeholder="~/questions.toml")]

    def accept(self, values: dict[str, str]) -> Path:
        """Read it once, so that what is wrong with it is said here."""
        path = locations.typed_path(values["path"])
        texts.read_catalogue(path)
        return path


class CatalogueDialog(Dialog[int]):
    """Adds the chosen questions and returns how many were added."""

    DEFAULT_CSS = """
    CatalogueDialog > Vertical { width: 96; height: 94%; }
    CatalogueDialog #work { height: 1fr; }
    CatalogueDialog KeyList { height: 1fr; background: $surface; }
    CatalogueDialog #count { height: 1; color: $text-muted; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("space", "choose", "Choose"),
        ("a", "all", "All"),
        ("ctrl+s", "accept", "Add"),
        ("f", "file", "File"),
    ]

    def __init__(self, database: Database, mentorship: Mentorship) -> None:
        super().__init__()
        self._database, self._mentorship = database, mentorship
        self._catalogue = texts.catalogue(mentorship.language)
        self._chosen: set[str] = set()

    def title_text(self) -> str:
        """What is chosen from."""
        return _("Questions to add")

    def compose_dialog(self) -> ComposeResult:
        """The questions that are not on the list yet, by topic."""
        yield Static(id="count", markup=False)
        yield KeyList()

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Choosing and adding."""
        return [
            (_("Space"), _("choose")),
            ("a", _("all")),
            (key_name("ctrl+s"), _("add")),
            ("f", _("from a file")),
        ]

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()
        self.query_one(KeyList).focus()

    def _open(self) -> list[tuple[str, str, str]]:
        there = {it.source for it in questions.of(self._database, self._mentorship.id)}
        titles = {topic.key: topic.title for topic in self._catalogue.topics}
        return [(it.key, titles[it.topic], it.wording) for it in self._catalogue.questions if it.key not in there]

    def _show(self) -> None:
        items, before = [], ""
        for key, topic, wording in self._open():
            mark = ("● ", "$accent") if key in self._chosen else ("○ ", "$text-muted")
            heading = "" if topic == before else f"{topic}\n"
            before = topic
            items.append((key, Content.assemble((heading, "$secondary"), mark, wording)))
        self.query_one(KeyList).fill(items)
        count = len(self._chosen)
        self.query_one("#count", Static).update(
            ngettext("{count} question chosen", "{count} questions chosen", count).format(count=count)
            if items
            else _("Every question of this catalogue is on the list already.")
        )

    def action_choose(self) -> None:
        """Choose the highlighted one, or not."""
        options = self.query_one(KeyList)
        if options.chosen is not None:
            self._chosen ^= {options.chosen}
            self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter adds what was chosen, or the highlighted one where nothing was."""
        if not self._chosen and event.option_id:
            self._chosen = {event.option_id}
        self.action_accept()

    def action_all(self) -> None:
        """Choose all, or none."""
        every = {key for key, _topic, _wording in self._open()}
        self._chosen = set() if self._chosen == every else every
        self._show()

    def action_accept(self) -> None:
        """Add them."""
        try:
            self.dismiss(
                questions.add_from_catalogue(self._database, self._mentorship.id, self._catalogue, self._chosen)
            )
        except HandschlagError as error:
            say(self, str(error), error=True)

    def action_file(self) -> None:
        """Read another catalogue."""

        def read(path: Path | None) -> None:
            if path is not None:
                self._use(texts.read_catalogue(path))

        self.app.push_screen(CatalogueFileDialog(), read)

    def _use(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._chosen = set()
        self._show()
