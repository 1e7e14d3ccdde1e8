"""Choosing questions from catalogues: the bundled ones, one's own, those of a programme, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static

from data import catalogues, locations, questions, texts
from data.clean import shown
from data.errors import HandschlagError
from data.i18n import N_, _, ngettext

from ..commands import key_name
from ..speech import say
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from ..widgets.search_line import SearchLine
from .base import Dialog
from .fields import ChoiceField, Field
from .form import FormDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.catalogue import Catalogue, CatalogueQuestion
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
    """Adds the chosen questions, of however many catalogues, and returns how many were added."""

    DEFAULT_CSS = """
    CatalogueDialog > Vertical { width: 96; height: 94%; }
    CatalogueDialog #work { height: 1fr; }
    CatalogueDialog KeyList { height: 1fr; background: $surface; }
    CatalogueDialog #source { height: 1; padding: 0 1; text-style: bold; }
    CatalogueDialog #count { height: 1; color: $text-muted; padding: 0 1; }
    """
    FRAME = 8
    BINDINGS: ClassVar[list[BindingType]] = [
        ("space", "choose", "Choose"),
        ("t", "topic", "Topic"),
        ("a", "all", "All"),
        ("slash", "search", "Search"),
        ("n", "next(1)", "Next catalogue"),
        ("p", "next(-1)", "Previous catalogue"),
        ("ctrl+s", "accept", "Add"),
        ("f", "file", "File"),
    ]

    def __init__(self, database: Database, mentorship: Mentorship) -> None:
        super().__init__()
        self._database, self._mentorship = database, mentorship
        sources, self._problems = catalogues.of(mentorship.language)
        self._catalogues = [source.catalogue for source in sources]
        self._at = 0
        self._chosen: dict[str, Catalogue] = {}
        """The keys of the chosen questions, and what they are chosen from."""

    def title_text(self) -> str:
        """What is chosen from."""
        return _("Questions to add")

    def compose_dialog(self) -> ComposeResult:
        """The questions that are not on the list yet, by topic."""
        yield Static(id="source", markup=False)
        yield SearchLine(_("Words of the question or its topic"))
        yield Static(id="count", markup=False)
        yield KeyList()

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Choosing and adding."""
        return [
            (_("Space"), _("choose")),
            ("t", _("topic")),
            ("a", _("all")),
            ("/", _("search")),
            ("n", _("another")),
            ("f", _("file")),
            (key_name("ctrl+s"), _("add")),
        ]

    def on_mount(self) -> None:
        """Show what there is, and say which files are no catalogues."""
        self._show()
        self.query_one(KeyList).focus()
        for problem in self._problems:
            say(self, problem, error=True)

    @property
    def _catalogue(self) -> Catalogue:
        return self._catalogues[self._at]

    def _open(self) -> list[tuple[CatalogueQuestion, str]]:
        """The questions that are not on the list and fit what is typed, with the titles of their topics."""
        search = self.query_one(SearchLine)
        there = {it.source for it in questions.of(self._database, self._mentorship.id)}
        titles = {topic.key: topic.title for topic in self._catalogue.topics}
        offered = [(it, titles[it.topic]) for it in self._catalogue.questions if it.key not in there]
        return [(it, title) for it, title in offered if search.fits(f"{it.wording} {title}")]

    def _show(self) -> None:
        items, before, offered = [], "", self._open()
        for question, topic in offered:
            mark = ("● ", "$accent") if question.key in self._chosen else ("○ ", "$text-muted")
            heading = "" if topic == before else topic
            before = topic
            items.append((question.key, ListItem.of(mark, question.wording, above=(heading, "$secondary"))))
        self.query_one(KeyList).fill(items)
        self.query_one("#source", Static).update(
            _("{title} ({language}, {number} of {total})").format(
                title=shown(self._catalogue.title),
                language=shown(self._catalogue.language),
                number=self._at + 1,
                total=len(self._catalogues),
            )
        )
        self.query_one("#count", Static).update(self._count(bool(items)))

    def _count(self, offers_any: bool) -> str:
        count = len(self._chosen)
        if offers_any or count:
            return ngettext("{count} question chosen", "{count} questions chosen", count).format(count=count)
        if self.query_one(SearchLine).value.strip():
            return _("No question of this catalogue fits.")
        return _("Every question of this catalogue is on the list already.")

    def _toggle(self, keys: set[str]) -> None:
        """Choose them, or none of them where all are chosen."""
        if keys <= self._chosen.keys():
            for key in keys:
                del self._chosen[key]
        else:
            self._chosen |= dict.fromkeys(keys, self._catalogue)
        self._show()

    def action_choose(self) -> None:
        """Choose the highlighted one, or not."""
        if (key := self.query_one(KeyList).chosen) is not None:
            self._toggle({key})

    def action_topic(self) -> None:
        """Choose all that is shown of the topic of the highlighted one, or none of it."""
        key, offered = self.query_one(KeyList).chosen, self._open()
        topic = next((question.topic for question, _title in offered if question.key == key), None)
        self._toggle({question.key for question, _title in offered if question.topic == topic})

    def action_all(self) -> None:
        """Choose all that is shown, or none."""
        self._toggle({question.key for question, _title in self._open()})

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter adds what was chosen, or the highlighted one where nothing was."""
        if not self._chosen and event.option_id:
            self._chosen = {event.option_id: self._catalogue}
        self.action_accept()

    def action_accept(self) -> None:
        """Add them, in the order of their catalogues."""
        chosen = [(it, {key for key, of in self._chosen.items() if of is it}) for it in self._catalogues]
        try:
            self.dismiss(questions.add_chosen(self._database, self._mentorship.id, chosen))
        except HandschlagError as error:
            say(self, str(error), error=True)

    # -- which ones ------------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Show the line to type in."""
        self.query_one(SearchLine).open()

    def on_input_changed(self) -> None:
        """Show what fits."""
        self._show()

    def on_input_submitted(self) -> None:
        """To what was found."""
        self.query_one(KeyList).focus()

    def action_cancel(self) -> None:
        """From the search to the list; from the list, without adding anything."""
        search = self.query_one(SearchLine)
        if search.is_open:
            search.close()
            self.query_one(KeyList).focus()
        else:
            super().action_cancel()

    def action_next(self, step: int) -> None:
        """Another catalogue; what was chosen stays chosen."""
        self._at = (self._at + step) % len(self._catalogues)
        self._show()

    def action_file(self) -> None:
        """Read another catalogue."""

        def read(path: Path | None) -> None:
            if path is not None:
                self._catalogues.append(texts.read_catalogue(path))
                self._at = len(self._catalogues) - 1
                self._show()

        self.app.push_screen(CatalogueFileDialog(), read)
