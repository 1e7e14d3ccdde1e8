"""Ready-made clauses: found as one types, read in full, inserted; one's own are changed, shared and taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from data import files, locations, own_clauses, texts
from data.clean import shown, text
from data.errors import BadInput
from data.i18n import N_, _, ngettext

from ..commands import key_name
from ..speech import explained, say
from ..widgets.line_input import LineInput
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from .base import Dialog
from .confirm import ConfirmDialog
from .fields import ChoiceField, Field
from .form import FormDialog
from .own_clause import OwnClauseDialog
from .path import PathDialog

if TYPE_CHECKING:
    from data.model.catalogue import ReadyClause
    from data.model.mentorship import Mentorship

SHARED_NAME = "handschlag-clauses.toml"
"""What a file of shared clauses is called where nobody says otherwise."""


class ClauseFileDialog(FormDialog[Path]):
    """Returns the path of a file of clauses."""

    ACCEPT_HINT = N_("take it in")

    def title_text(self) -> str:
        """What is asked."""
        return _("Clauses of somebody else")

    def form_fields(self) -> list[Field | ChoiceField]:
        """One line."""
        return [Field("path", _("TOML file"), placeholder=f"~/{SHARED_NAME}")]

    def accept(self, values: dict[str, str]) -> Path:
        """Read it once, so that what is wrong with it is said here."""
        if not values["path"]:
            raise BadInput(_("Type the name of the file."))
        path = locations.typed_path(values["path"])
        texts.read_clauses(path)
        return path


class ReadyClausesDialog(Dialog["ReadyClause"]):
    """Returns the clause that is to be inserted."""

    DEFAULT_CSS = """
    ReadyClausesDialog > Vertical { width: 96; height: 94%; }
    ReadyClausesDialog #work { height: 1fr; }
    ReadyClausesDialog KeyList { height: 1fr; margin-top: 1; background: $surface; }
    ReadyClausesDialog #problems { height: auto; max-height: 3; color: $text-error; }
    ReadyClausesDialog #reading { height: 6; margin-top: 1; padding: 0 1; background: $panel; }
    ReadyClausesDialog #wording { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move('cursor_down')", "Down", priority=True),
        Binding("up", "move('cursor_up')", "Up", priority=True),
        Binding("pagedown", "move('page_down')", "Down", priority=True),
        Binding("pageup", "move('page_up')", "Up", priority=True),
        Binding("ctrl+n", "add", "New", priority=True),
        Binding("ctrl+t", "change", "Change", priority=True),
        Binding("ctrl+l", "remove", "Remove", priority=True),
        Binding("ctrl+o", "share", "Share", priority=True),
        Binding("ctrl+r", "take_in", "Take in", priority=True),
    ]

    def __init__(self, mentorship: Mentorship) -> None:
        super().__init__()
        self._language = mentorship.language
        self._sections = texts.sections(mentorship.language)
        self._clauses: dict[str, ReadyClause] = {}

    def title_text(self) -> str:
        """What is chosen from."""
        return _("Ready-made clauses")

    def compose_dialog(self) -> ComposeResult:
        """A line to type in, what fits, and the wording of the highlighted one."""
        yield LineInput(placeholder=_("Type a part of the clause you look for"), id="words")
        yield Static(id="problems", markup=False)
        yield KeyList()
        with VerticalScroll(id="reading", can_focus=False):
            yield Static(id="wording", markup=False)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Inserting, and what can be done with one's own."""
        return [
            (key_name("enter"), _("insert")),
            (key_name("ctrl+n"), _("new")),
            (key_name("ctrl+t"), _("change")),
            (key_name("ctrl+l"), _("delete")),
            (key_name("ctrl+o"), _("share")),
            (key_name("ctrl+r"), _("take in")),
        ]

    def on_mount(self) -> None:
        """Read them, and begin with all."""
        self._read()
        self.query_one("#words").focus()

    @explained
    def _read(self) -> None:
        own, problems = own_clauses.of(self._language)
        every = [*own, *texts.ready_clauses(self._language)]
        order = list(self._sections)
        every.sort(key=lambda clause: order.index(clause.section))
        self._clauses = {str(number): clause for number, clause in enumerate(every)}
        place = self.query_one("#problems", Static)
        place.update(Content("\n".join(shown(problem) for problem in problems)))
        place.display = bool(problems)
        self._show()

    def _show(self) -> None:
        typed = self.query_one("#words", Input).value.casefold().split()
        items, before = [], ""
        for key, clause in self._clauses.items():
            section = self._sections[clause.section]
            if all(word in f"{section} {clause.title} {clause.wording}".casefold() for word in typed):
                items.append((key, self._line(clause, "" if section == before else section)))
                before = section
        listed = self.query_one(KeyList)
        listed.fill(items, empty=_("Nothing found."))
        self._show_wording()

    def _line(self, clause: ReadyClause, heading: str) -> ListItem:
        file = (f"  {clause.file}", "$text-muted") if clause.is_own else ""
        return ListItem.of(("  ", ""), clause.title, file, above=(heading, "$secondary"))

    @property
    def _chosen(self) -> ReadyClause | None:
        return self._clauses.get(self.query_one(KeyList).chosen or "")

    def _show_wording(self) -> None:
        chosen = self._chosen
        self.query_one("#wording", Static).update(Content("" if chosen is None else text(chosen.wording)))
        self.query_one("#reading").scroll_home(animate=False)

    # -- choosing --------------------------------------------------------------------------------------------------

    @on(Input.Changed, "#words")
    def _filter(self) -> None:
        self._show()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._show_wording()

    def action_move(self, how: str) -> None:
        """Move in the list while typing in the line."""
        getattr(self.query_one(KeyList), f"action_{how}")()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _insert(self) -> None:
        if (chosen := self._chosen) is not None:
            self.dismiss(chosen)

    # -- one's own -------------------------------------------------------------------------------------------------

    def action_add(self) -> None:
        """A new one, at the section of the highlighted one."""
        section = "" if self._chosen is None else self._chosen.section
        self.app.push_screen(OwnClauseDialog(self._language, section=section), self._changed)

    def _changed(self, yes: bool | None) -> None:
        if yes:
            self._read()

    def _own(self) -> ReadyClause | None:
        """The highlighted one, where it is one's own; else it is said what can be done."""
        chosen = self._chosen
        if chosen is not None and chosen.is_own:
            return chosen
        say(self, _("This one came with Handschlag. Insert it, change it in the text, and keep it as your own there."))
        return None

    def action_change(self) -> None:
        """Other words, another section."""
        if (own := self._own()) is not None:
            self.app.push_screen(OwnClauseDialog(self._language, clause=own), self._changed)

    def action_remove(self) -> None:
        """Ask first: a file has no undo."""
        own = self._own()
        if own is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                own_clauses.remove(own)
                self._read()

        self.app.push_screen(
            ConfirmDialog(
                _("Delete this clause of yours?"),
                _("“{title}” is taken out of {file}. Agreements that hold it keep it.").format(
                    title=shown(own.title), file=shown(own.file)
                ),
                _("delete"),
            ),
            answered,
        )

    def action_share(self) -> None:
        """Write all of one's own in this language to one file."""
        own = [clause for clause in self._clauses.values() if clause.is_own]
        if not own:
            say(self, _("There is none of your own yet."))
            return
        shared = own_clauses.exported(own)

        def write(path: Path | None, *, overwrite: bool = False) -> None:
            if path is None:
                return
            try:
                files.write_file(path, shared, overwrite=overwrite)
            except files.FileThere as error:
                self._ask(str(error), lambda: write(path, overwrite=True))
            else:
                sentence = ngettext(
                    "{count} clause is written to {path}.", "{count} clauses are written to {path}.", len(own)
                )
                say(self, sentence.format(count=len(own), path=shown(str(path))))

        self.app.push_screen(PathDialog(_("Share your clauses"), SHARED_NAME), write)

    def action_take_in(self) -> None:
        """Put somebody's file among one's own."""
        self.app.push_screen(ClauseFileDialog(), self._take_in)

    def _take_in(self, path: Path | None, *, replace: bool = False) -> None:
        if path is None:
            return
        try:
            count = own_clauses.take_in(path, replace=replace)
        except files.FileThere as error:
            self._ask(str(error), lambda: self._take_in(path, replace=True))
        else:
            self._read()
            sentence = ngettext("{count} clause was taken in.", "{count} clauses were taken in.", count)
            say(self, sentence.format(count=count))

    def _ask(self, sentence: str, replace: Callable[[], None]) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                replace()

        self.app.push_screen(ConfirmDialog(_("Replace the file?"), sentence, _("replace")), answered)
