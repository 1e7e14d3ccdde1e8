"""What all screens share: header and footer line, commands for bindings, errors as sentences, going elsewhere."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult

from data import mentorships
from data.errors import Clash, HandschlagError
from data.i18n import _

from ..commands import Command, bindings
from ..commands.general import GENERAL, WITHIN_MENTORSHIP
from ..place import Name, Place
from ..speech import say
from ..terminal.narrow import compose_narrowly
from ..widgets.lines import FooterLine, HeaderLine, footer_entry
from .saving import SavingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from data.model.mentorship import Mentorship

    from ..palette import PaletteEntry

__all__ = ["BaseScreen", "MentorshipScreen"]


class BaseScreen(SavingScreen):
    """A screen with its commands.

    A subclass lists `OFFERS` (most important first), composes its work in `compose_work`, reads its data in
    `load`, and answers each command in `do_<id>`; `can_<id>`, where there is one, hides a command that makes no sense
    now, and `why_not_<id>` says why to whoever presses its key all the same.
    """

    OFFERS: ClassVar[tuple[type[Command], ...]] = ()
    """What one can do here, most important first."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    AUTO_FOCUS = "KeyList"

    def __init_subclass__(cls, **options: Any) -> None:
        """Derive the bindings of a screen from its commands."""
        cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bindings(cls.all_commands())]
        super().__init_subclass__(**options)

    @classmethod
    def all_commands(cls) -> tuple[type[Command], ...]:
        """The commands of this screen and those that work everywhere."""
        return (*cls.OFFERS, *GENERAL)

    def __init__(self, place: Place) -> None:
        super().__init__()
        compose_narrowly(self)
        self.place = place
        """Where this is."""
        self._is_loaded = False

    # -- drawing ---------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Header line, work, footer line."""
        yield HeaderLine()
        yield from self.compose_work()
        yield FooterLine()

    def compose_work(self) -> ComposeResult:
        """What stands between the two lines."""
        yield from ()

    def on_mount(self) -> None:
        """Show the data as it is now. Textual calls this after a subclass's own `on_mount`: no `super()` there."""
        self.reload()

    def reload(self) -> None:
        """Read the data again and show it; also called when somebody else has changed something."""
        header = self.query_one(HeaderLine)
        try:
            self.load()
            self._is_loaded = True
            header.where, header.status = self.heading(), self.status()
        except HandschlagError as error:
            say(self, str(error), error=True)
        header.refresh()
        self.refresh_footer()

    def load(self) -> None:
        """Read what this screen shows and put it into the widgets."""

    def heading(self) -> str:
        """Where am I, for the header line."""
        return ""

    def status(self) -> str:
        """How it stands, for the right end of the header line; empty shows the date and the account."""
        return ""

    def palette_entries(self) -> Iterable[PaletteEntry]:
        """What Ctrl+P finds by name besides the commands."""
        return ()

    def refresh_footer(self) -> None:
        """Show what works here now."""
        self.query_one(FooterLine).refresh()

    def footer_keys(self) -> Iterator[tuple[str, str]]:
        """The keys for the footer with their words, most important first."""
        for command in self.all_commands():
            if command.hint and self.check_action("command", (command.id(),)):
                yield footer_entry(self.handschlag.key_of(command), command.hint)

    # -- commands --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command that makes no sense now is neither shown nor obeyed."""
        if action != "command":
            return super().check_action(action, parameters)
        if not self._is_loaded and parameters[0] not in {command.id() for command in GENERAL}:
            return False
        allowed = getattr(self, f"can_{parameters[0]}", None)
        try:
            return True if allowed is None else bool(allowed())
        except HandschlagError:
            # Whoever asks draws the footer or looks for a key's meaning; the screen has said what is wrong.
            return False

    def on_key(self, event: events.Key) -> None:
        """A key that does nothing now says why, where the screen knows."""
        if not self._is_loaded:
            return
        for command in self.all_commands():
            name = command.id()
            why = getattr(self, f"why_not_{name}", None)
            if why is None or event.key not in self.handschlag.key_of(command).split(","):
                continue
            if not self.check_action("command", (name,)) and (sentence := why()):
                say(self, sentence)

    async def action_command(self, name: str) -> None:
        """Do a command; what it raises is told as a sentence."""
        try:
            result = getattr(self, f"do_{name}")()
            if inspect.isawaitable(result):
                await result
        except HandschlagError as error:
            say(self, str(error), error=True)
            if isinstance(error, Clash):
                self.reload()
        if self.is_attached and self.is_current:
            self.refresh_footer()

    def do_help(self) -> None:
        """Open the help page of this screen."""
        from .help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def do_back(self) -> None:
        """Go where Escape leads from here."""
        if self.place.back is not None:
            self.go(self.place.back)

    def can_back(self) -> bool:
        """Home is where everything begins."""
        return self.place.back is not None

    def go(self, place: Place) -> None:
        """Leave this screen for another; it stays while something typed on it cannot be saved."""
        if self.is_saved:
            self.handschlag.go(place)
        else:
            say(self, self.saved_sentence(), error=True)


class MentorshipScreen(BaseScreen):
    """A screen of one mentorship: the function keys lead to its other screens."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Keep the chain."""
        super().__init_subclass__(**options)

    @classmethod
    def all_commands(cls) -> tuple[type[Command], ...]:
        """The commands of this screen, those of a mentorship, and those that work everywhere."""
        return (*cls.OFFERS, *WITHIN_MENTORSHIP, *GENERAL)

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._mentorship: Mentorship | None = None

    @property
    def mentorship(self) -> Mentorship:
        """The mentorship as it stood when the screen was last loaded."""
        if self._mentorship is None:
            self._mentorship = mentorships.get(self.database, self.place.mentorship_id)
        return self._mentorship

    def reload(self) -> None:
        """Read the mentorship anew with everything else."""
        self._mentorship = None
        super().reload()

    def why_closed(self) -> str:
        """What is said where nothing can be changed any more; empty where it can."""
        if not self.mentorship.state.is_closed:
            return ""
        return _("This mentorship has ended. It can be read and exported; continuing is a new mentorship.")

    def heading(self) -> str:
        """The two names."""
        return self.mentorship.title

    def do_open_path(self) -> None:
        """F2."""
        self.go(Place(Name.PATH, self.place.mentorship_id))

    def do_open_questions(self) -> None:
        """F3."""
        self.go(Place(Name.QUESTIONS, self.place.mentorship_id))

    def do_open_agreement(self) -> None:
        """F4."""
        self.go(Place(Name.AGREEMENT, self.place.mentorship_id))

    def do_open_calendar(self) -> None:
        """F5."""
        self.go(Place(Name.CALENDAR, self.place.mentorship_id))

    def do_open_review(self) -> None:
        """F8."""
        self.go(Place(Name.REVIEW, self.place.mentorship_id))

    def do_open_meeting(self) -> None:
        """F9."""
        self.go(Place(Name.MEETING, self.place.mentorship_id))
