"""Home: the mentorships with their state and next step, and beside them what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from data import overview, shares
from data.clock import local_zone, today
from data.config import remember
from data.i18n import N_, _, language, use
from data.model.due import DueKind

from ..commands.general import Quit
from ..commands.home import (
    CalendarOfAll,
    NewMentorship,
    OpenMentorship,
    OpenStep,
    Search,
    ShowHelp,
    SwitchLanguage,
    SwitchPane,
    SwitchTheme,
)
from ..next_step import place_of
from ..place import Name, Place
from ..speech import explained
from ..themes import DARK, LIGHT
from ..widgets.lines import footer_entry
from ..widgets.mentorship_list import DueList, MentorshipList
from ..widgets.search_line import SearchLine
from ..widgets.welcome import Welcome
from .base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Iterator


class HomeScreen(BaseScreen):
    """Where everything begins."""

    OFFERS = (
        NewMentorship,
        OpenMentorship,
        OpenStep,
        Search,
        SwitchPane,
        CalendarOfAll,
        SwitchTheme,
        SwitchLanguage,
        ShowHelp,
    )
    CSS = """
    HomeScreen #mentorships-pane { width: 3fr; height: 1fr; padding: 1 1 0 1; }
    HomeScreen #due-pane { width: 2fr; height: 1fr; padding: 1 1 0 1; }
    HomeScreen.-narrow #due-pane { width: 1fr; height: auto; max-height: 9; padding: 0 1; }
    HomeScreen.-narrow #mentorships-pane { width: 1fr; }
    HomeScreen .heading { height: 1; padding: 0 1; text-style: bold; color: $primary; }
    HomeScreen #search { margin: 0 1; width: 1fr; }
    HomeScreen #welcome { padding: 1 2; width: 1fr; height: 1fr; display: none; }
    HomeScreen.-empty #welcome { display: block; }
    HomeScreen.-empty .columns { display: none; }
    HomeScreen #nothing-due { padding: 0 1; color: $text-muted; display: none; }
    HomeScreen #nothing-due.-shown { display: block; }
    HomeScreen #mentorships { height: 1fr; }
    HomeScreen #due { height: auto; max-height: 1fr; }
    """

    def compose_work(self) -> ComposeResult:
        """The two lists side by side, one above the other on a narrow terminal."""
        yield Welcome()
        with Horizontal(classes="columns"):
            with Vertical(id="mentorships-pane"):
                yield Static(_("Mentorships"), classes="heading", markup=False)
                yield SearchLine(_("A part of either name"))
                yield MentorshipList(id="mentorships")
            with Vertical(id="due-pane"):
                yield Static(_("Due"), classes="heading", markup=False)
                yield Static(_("Nothing is due in the next seven days."), id="nothing-due", markup=False)
                yield DueList(id="due")

    def load(self) -> None:
        """Read all mentorships and what is due."""
        self._all = overview.overview(self.database)
        self._due = overview.due(self.database)
        self.set_class(not self._all, "-empty")
        self._show()

    def _show(self) -> None:
        search = self.query_one(SearchLine)
        found = [it for it in self._all if search.fits(it.mentorship.title)]
        shared = shares.shared_ids(self.database)
        self.query_one(MentorshipList).show(found, shared, choose=self.place.detail or None)
        self.place = Place()
        self.query_one(DueList).show(self._due, today(local_zone()))
        self.query_one("#nothing-due").set_class(not self._due, "-shown")

    def footer_keys(self) -> Iterator[tuple[str, str]]:
        """What works here, and last how one leaves: where else would a newcomer look for it?"""
        yield from super().footer_keys()
        yield footer_entry(self.handschlag.key_of(Quit), N_("quit"))

    def heading(self) -> str:
        """The app itself."""
        return "Handschlag"

    # -- commands --------------------------------------------------------------------------------------------------

    def do_new_mentorship(self) -> None:
        """Ask for the names, then go to the path."""
        # Imported here, as all that the first frame does not show.
        from ..dialogs.mentorship import NewMentorshipDialog

        def made(mentorship_id: str | None) -> None:
            if mentorship_id:
                self.go(Place(Name.PATH, mentorship_id))

        self.app.push_screen(NewMentorshipDialog(self.database), made)

    def do_open_mentorship(self) -> None:
        """Enter."""
        if self.query_one("#due").has_focus:
            self._open_due()
        elif (chosen := self.query_one(MentorshipList).chosen) is not None:
            self.go(Place(Name.PATH, chosen))

    @property
    def _typing(self) -> bool:
        return bool(self.query_one("#search").has_focus)

    def can_new_mentorship(self) -> bool:
        """From the lists."""
        return not self._typing

    can_show_help = can_new_mentorship

    def can_open_mentorship(self) -> bool:
        """There is something to open."""
        return bool(self._all) and not self._typing

    can_search = can_switch_pane = can_open_mentorship

    def can_calendar_of_all(self) -> bool:
        """There is somebody to meet."""
        return bool(self._all)

    def do_open_step(self) -> None:
        """Straight to where the next step is done."""
        chosen = self.query_one(MentorshipList).chosen
        for it in self._all:
            if it.mentorship.id == chosen:
                self.go(place_of(it.next, it.mentorship.id))

    def can_open_step(self) -> bool:
        """Only with the mentorships in focus."""
        return self.can_open_mentorship() and not self.query_one("#due").has_focus

    def do_search(self) -> None:
        """Show the line to type in."""
        self.query_one(SearchLine).open()

    def do_back(self) -> None:
        """Close the search; home is where everything begins."""
        self.query_one(SearchLine).close()
        self.query_one("#mentorships").focus()

    def can_back(self) -> bool:
        """Only out of the search."""
        return self.query_one(SearchLine).is_open

    def do_switch_pane(self) -> None:
        """Between the two lists."""
        due = self.query_one("#due")
        (self.query_one("#mentorships") if due.has_focus or not self._due else due).focus()

    def do_calendar_of_all(self) -> None:
        """F5."""
        self.go(Place(Name.CALENDAR))

    def do_switch_theme(self) -> None:
        """Dark to light and back."""
        name = LIGHT.name if self.app.theme == DARK.name else DARK.name
        self.app.theme = name
        remember("theme", name)

    def do_switch_language(self) -> None:
        """English to German and back."""
        other = "en" if language() == "de" else "de"
        use(other)
        self.go(self.place)
        remember("language", other)

    def do_show_help(self) -> None:
        """`?` does what F1 does."""
        self.do_help()

    # -- events ----------------------------------------------------------------------------------------------------

    @on(Input.Changed, "#search")
    def _filter(self) -> None:
        self._show()

    @on(Input.Submitted, "#search")
    def _found(self) -> None:
        self.query_one("#mentorships").focus()

    @on(OptionList.OptionSelected)
    @explained
    def _selected(self) -> None:
        self.do_open_mentorship()

    def on_descendant_focus(self) -> None:
        """What works here depends on the list in focus."""
        self.refresh_footer()

    def _open_due(self) -> None:
        it = self.query_one(DueList).chosen_due
        if it is None:
            return
        place = {
            DueKind.REVIEW: Name.REVIEW,
            DueKind.SIGNATURE: Name.VERSIONS,
            DueKind.COMPLETION: Name.PATH,
        }.get(it.kind, Name.CALENDAR)
        self.go(Place(place, it.mentorship.id, it.subject_id))
