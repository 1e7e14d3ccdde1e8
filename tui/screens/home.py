"""Home: the mentorships with their state and next step, and beside them what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from data import overview
from data.clock import local_zone, today
from data.config import remember
from data.i18n import N_, _, language, medium_date, short_date, use
from data.model.due import Due, DueKind, Overview

from .. import wording
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
from ..widgets.line_input import LineInput
from ..widgets.lines import footer_entry
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from .base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


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
    HomeScreen #search { display: none; margin: 0 1; width: 1fr; }
    HomeScreen #search.-open { display: block; }
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
        yield Static(id="welcome", markup=False)
        with Horizontal(classes="columns"):
            with Vertical(id="mentorships-pane"):
                yield Static(_("Mentorships"), classes="heading", markup=False)
                yield LineInput(placeholder=_("A part of either name"), id="search")
                yield KeyList(id="mentorships")
            with Vertical(id="due-pane"):
                yield Static(_("Due"), classes="heading", markup=False)
                yield Static(_("Nothing is due in the next seven days."), id="nothing-due", markup=False)
                yield KeyList(id="due")

    def load(self) -> None:
        """Read all mentorships and what is due."""
        self._all = overview.overview(self.database)
        self._due = overview.due(self.database)
        self._today = today(local_zone())
        self.set_class(not self._all, "-empty")
        self.query_one("#welcome", Static).update(self._welcome())
        self._show()

    def _show(self) -> None:
        typed = self.query_one("#search", Input).value.casefold().split()
        shown = [it for it in self._all if all(word in it.mentorship.title.casefold() for word in typed)]
        self.query_one("#mentorships", KeyList).fill(
            ((it.mentorship.id, _mentorship_item(it)) for it in shown),
            choose=self.place.detail or None,
            empty=_("Nothing found."),
        )
        self.place = Place()
        due = self.query_one("#due", KeyList)
        due.fill((str(index), _due_item(it, self._today)) for index, it in enumerate(self._due))
        due.display = bool(self._due)
        self.query_one("#nothing-due").set_class(not self._due, "-shown")

    def footer_keys(self) -> Iterator[tuple[str, str]]:
        """What works here, and last how one leaves: where else would a newcomer look for it?"""
        yield from super().footer_keys()
        yield footer_entry(self.handschlag.key_of(Quit), N_("quit"))

    def heading(self) -> str:
        """The app itself."""
        return "Handschlag"

    def _welcome(self) -> Content:
        return Content.assemble(
            (_("Welcome."), "bold $primary"),
            "\n\n",
            _(
                "Handschlag helps a mentor and a mentee work out their agreement in one meeting: they ask each other "
                "the questions that matter, write down what they agree, sign it if they like, and each leave "
                "with a copy."
            ),
            "\n\n",
            _("Press n to begin a mentorship. You need two names; everything else comes step by step."),
            "\n",
            _("Press F1 on any screen to see what it is for and which keys work there."),
            "\n\n",
            (
                _(
                    "Everything is saved while you type. "
                    "Either of you may end the mentorship at any time, without reasons."
                ),
                "$text-muted",
            ),
        )

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
        elif (chosen := self.query_one("#mentorships", KeyList).chosen) is not None:
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
        chosen = self.query_one("#mentorships", KeyList).chosen
        for it in self._all:
            if it.mentorship.id == chosen:
                self.go(place_of(it.next, it.mentorship.id))

    def can_open_step(self) -> bool:
        """Only with the mentorships in focus."""
        return self.can_open_mentorship() and not self.query_one("#due").has_focus

    def do_search(self) -> None:
        """Show the line to type in."""
        field = self.query_one("#search", Input)
        field.add_class("-open")
        field.focus()

    def do_back(self) -> None:
        """Close the search; home is where everything begins."""
        field = self.query_one("#search", Input)
        field.value = ""
        field.remove_class("-open")
        self.query_one("#mentorships").focus()

    def can_back(self) -> bool:
        """Only out of the search."""
        return self.query_one("#search").has_class("-open")

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
        chosen = self.query_one("#due", KeyList).chosen
        if chosen is None:
            return
        it = self._due[int(chosen)]
        place = {
            DueKind.REVIEW: Name.REVIEW,
            DueKind.SIGNATURE: Name.VERSIONS,
            DueKind.COMPLETION: Name.PATH,
        }.get(it.kind, Name.CALENDAR)
        self.go(Place(place, it.mentorship.id, it.subject_id))


def _mentorship_item(it: Overview) -> ListItem:
    """Names, language and state; below them the next step."""
    mentorship = it.mentorship
    state = wording.mentorship_state(mentorship, it.facts)
    if mentorship.ended_at is not None:
        state = f"{state} {medium_date(mentorship.day_of(mentorship.ended_at))}"
    style = "$text-muted" if mentorship.state.is_closed else "bold"
    action = wording.action(it.next, it.facts)
    following = _("next: {action}").format(action=action) if action else ""
    return ListItem.of(
        "",
        (mentorship.title, style),
        "  ",
        (mentorship.language, "$text-muted"),
        "  ",
        (state, "$accent"),
        below=[(f"  {following}" if following else "", "$text-muted")],
    )


def _due_item(it: Due, now: date) -> ListItem:
    """The day, and what is due."""
    day = _("today") if it.day == now else medium_date(it.day) if it.day.year != now.year else short_date(it.day)
    return ListItem.of(
        (f"{day:<13}", "$text-muted"), (wording.due(it, now), "$text-error" if it.overdue else "$foreground")
    )
