"""The app: its screens, its look, its language, its keys. What a screen does stands with the screen."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.notifications import Notify

from data import mentorships, places, sessions, shares
from data.clock import local_zone, today
from data.errors import HandschlagError, NotFound
from data.i18n import _, ngettext

from .daily_backup import daily_backup
from .looking_through import look_through
from .place import Name, Place
from .speech import Explaining, explained, say, stands_on
from .terminal.app import TerminalApp
from .themes import DARK, LIGHT
from .whereabouts import Whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.screen import Screen

    from data import Database
    from data.config import Config

    from .commands import Command
    from .keeping_together import KeepingTogether
    from .screens.base import BaseScreen
    from .widgets.prose_editor import ProseEditor

LAST_PLACE = "last place"
"""Under this name the place is remembered over a dropped connection."""

_SCREENS: dict[Name, tuple[str, str]] = {
    Name.HOME: ("home", "HomeScreen"),
    Name.PATH: ("path", "PathScreen"),
    Name.QUESTIONS: ("questions", "QuestionsScreen"),
    Name.MEETING: ("meeting", "MeetingScreen"),
    Name.AGREEMENT: ("agreement", "AgreementScreen"),
    Name.LOGISTICS: ("logistics", "LogisticsScreen"),
    Name.VERSIONS: ("versions", "VersionsScreen"),
    Name.COMPARE: ("compare", "CompareScreen"),
    Name.HISTORY: ("history", "HistoryScreen"),
    Name.CALENDAR: ("calendar", "CalendarScreen"),
    Name.SESSION: ("session", "SessionScreen"),
    Name.REVIEW: ("review", "ReviewScreen"),
}
"""Module and class of each screen; imported when first gone to."""


class HandschlagApp(Explaining, TerminalApp):
    """One database, one person at one terminal."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+p", "palette", "Palette"),
        Binding("ctrl+q", "quit", "Quit", id="quit", show=False, priority=True),
    ]
    OTHERS_EVERY = 1.0
    """Seconds between two looks whether somebody else has committed (PRAGMA data_version, some 8 µs)."""

    def __init__(self, database: Database, config: Config, start: Place | None = None) -> None:
        super().__init__()
        self.database = database
        """The open database."""
        self.config = config
        """The user's settings."""
        self._start = start
        self._kept = Whereabouts(Place())
        """Where one is, as it is remembered."""
        self.emergency = self._last_word
        self._seen_version = database.data_version()
        self._is_there = True
        self._day = today(local_zone())
        self.keeps_backups = False
        """Whether a backup is made each day; not of sample data."""
        self._told_of_backup = False
        self._together: KeepingTogether | None = None

    def on_mount(self) -> None:
        """Open the first screen."""
        self.animation_level = "none"
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = self.config.theme if self.config.theme in self.available_themes else DARK.name
        self.set_keymap(self.config.keys)
        if self._start is not None:
            self.remember(self._start)
        else:
            self._kept = self._remembered()
        screen = self._screen_at(self._kept.place)
        self.push_screen(screen)
        screen.call_after_refresh(self._kept.restore, screen)
        self.set_interval(self.OTHERS_EVERY, self._notice_others)
        self.call_after_refresh(self._follow_zone_rules)
        self.call_after_refresh(self._back_up)
        self.call_after_refresh(self._look_through)
        self.call_after_refresh(self.start_together)

    @explained
    def start_together(self) -> None:
        """Keep what is shared together with the other party, once something is. Imported then: most share nothing."""
        if self._together is None and shares.shared_ids(self.database):
            from .keeping_together import KeepingTogether

            self._together = KeepingTogether(self)
            self._together.start()

    def _back_up(self) -> None:
        """Once a day, after the first frame, unless today's backup is there: nobody waits for it, nothing stops."""
        if self.keeps_backups and self.config.backups is not None:
            self.run_worker(daily_backup(self, self.database.path, self.config.backups), exit_on_error=False)

    def _look_through(self) -> None:
        """Once a start, after the first frame: whether every text is the one that was typed."""
        self.run_worker(look_through(self), exit_on_error=False)

    def tell_of_backup(self, sentence: str) -> None:
        """Say once why there is no backup of today."""
        if not self._told_of_backup:
            self._told_of_backup = True
            say(self, sentence)

    @explained
    def _follow_zone_rules(self) -> None:
        """Once a start, after the first frame: what is planned keeps its time of day under new rules of its zone."""
        from data import zone_rules

        if count := zone_rules.follow(self.database):
            self.base_screen.reload()
            say(
                self,
                ngettext(
                    "The rules of a time zone have changed. {count} session keeps its time of day.",
                    "The rules of a time zone have changed. {count} sessions keep their time of day.",
                    count,
                ).format(count=count),
            )

    def _remembered(self) -> Whereabouts:
        kept = Whereabouts.from_record(places.recall(self.database, LAST_PLACE) or {})
        place = kept.place
        try:
            if place.mentorship_id:
                mentorships.get(self.database, place.mentorship_id)
            if place.name is Name.SESSION:
                sessions.get(self.database, place.detail)
        except NotFound:
            return Whereabouts(Place())
        return kept

    def _screen_at(self, place: Place) -> Screen[Any]:
        module, name = _SCREENS[place.name]
        screen: Screen[Any] = getattr(import_module(f"tui.screens.{module}"), name)(place)
        return screen

    def go(self, place: Place) -> None:
        """Leave the present screen for another. Raises `HandschlagError` where that cannot be opened."""
        screen = self._screen_at(place)
        self._keep_cursors()
        self.remember(place)
        self.switch_screen(screen)

    def remember(self, place: Place) -> None:
        """Keep the place, so that a dropped connection comes back to it."""
        self._keep(Whereabouts(place))

    def _keep(self, whereabouts: Whereabouts) -> None:
        self._kept = whereabouts
        self.keep(LAST_PLACE, whereabouts.as_record())

    def keep(self, name: str, record: Mapping[str, Any]) -> None:
        """Remember something under a name. Being unable to is no reason to stop."""
        with suppress(HandschlagError):
            places.remember(self.database, name, record)

    def _keep_whereabouts(self) -> None:
        """Keep where one is on the screen, if that has changed: a kill costs a second of it at most."""
        screen, kept = self.base_screen_or_none, self._kept.place
        # One that is just being left, or has been left, is not where one is.
        if screen is None or (screen.place.name, screen.place.mentorship_id) != (kept.name, kept.mentorship_id):
            return
        try:
            whereabouts = Whereabouts.on(screen)
        except NoMatches:
            # Its widgets are still being made, or are gone already: the next look tells.
            return
        self._keep_cursors()
        if whereabouts != self._kept:
            self._keep(whereabouts)

    def _keep_cursors(self) -> None:
        """Keep where one is in each text of the screen; what is opened above it is not come back to."""
        # Asked for by name: the list of mentorships, shown first, does not wait for the editor to be imported.
        found = () if (screen := self.base_screen_or_none) is None else screen.query("ProseEditor")
        with suppress(HandschlagError):
            for editor in cast("Iterable[ProseEditor]", found):
                editor.keep_cursor()

    def _last_word(self) -> None:
        """Before a deadly signal ends the process: store what could not be stored until now, and keep where one is.

        While the main thread waits within SQLite another one ends the process, and would wait there as well.
        """
        is_main = threading.current_thread() is threading.main_thread()
        if is_main and self.is_whole and self.database.hurry() and self.base_screen.is_saved:
            self._keep_whereabouts()

    def leave(self) -> None:
        """Quit in order: the next start begins at home."""
        self._keep_cursors()
        self.remember(Place())
        self.exit()

    def key_of(self, command: type[Command]) -> str:
        """The key that a command has now: the settings may have changed it."""
        return self.config.keys.get(command.id(), command.key)

    def _handle_exception(self, error: Exception) -> None:
        """What comes by a timer or a composing is told as well; only what is none of our sentences ends the app."""
        if isinstance(error, HandschlagError):
            say(self, str(error), error=True)
        else:
            super()._handle_exception(error)

    def _notice_lost_file(self) -> None:
        """Say once that the database was deleted or replaced, and once that it is there again."""
        if self.database.is_there == self._is_there:
            return
        self._is_there = not self._is_there
        if self._is_there:
            self.base_screen.tell_saved()
            return
        try:
            self.database.require_file()
        except HandschlagError as error:
            self.base_screen.tell_not_saved(str(error))

    def _notice_others(self) -> None:
        if not self.is_whole:
            return
        self._notice_lost_file()
        if not self._is_there:
            return
        self._keep_whereabouts()
        version, day = self.database.data_version(), today(local_zone())
        if (version, day) == (self._seen_version, self._day):
            return
        if day != self._day:
            self._back_up()
        self._seen_version, self._day = version, day
        self.start_together()
        self.show_news()

    def show_news(self) -> None:
        """Show what somebody else has changed."""
        for screen in self.screen_stack:
            reload = getattr(screen, "others_changed", None) or getattr(screen, "reload", None)
            if reload is not None:
                reload()

    def push_screen(self, screen: Any, callback: Any = None, *args: Any, **options: Any) -> Any:
        """Show a dialog; what its answer leads to may be refused, and is then told like everything else."""

        @explained
        def answered(self: HandschlagApp, result: Any) -> None:
            callback(result)

        return super().push_screen(screen, callback and partial(answered, self), *args, **options)

    async def action_quit(self) -> None:
        """Ctrl+Q, from a dialog as well: what cannot be saved is said first."""
        await self.base_screen.action_command("quit")

    def on_notify(self, event: Notify) -> None:
        """The same sentence stands there once."""
        if stands_on(self, event.notification):
            event.prevent_default()

    def action_help_quit(self) -> None:
        """Ctrl+C out of habit: nothing is lost, and the key that leaves is told."""
        from .commands import key_name
        from .commands.general import Quit

        say(self, _("{key} leaves Handschlag.").format(key=key_name(self.key_of(Quit))))

    def action_palette(self) -> None:
        """Ctrl+P: everything that can be done here, by name."""
        from .palette import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(self.base_screen))

    @property
    def base_screen(self) -> BaseScreen:
        """The screen below all dialogs."""
        screen = self.base_screen_or_none
        assert screen is not None
        return screen

    @property
    def is_whole(self) -> bool:
        """Whether there is something to look at: no screen is being made, changed for another or taken apart."""
        is_there = self.base_screen_or_none is not None
        return is_there and all(screen.is_mounted and screen.display for screen in self.screen_stack)

    @property
    def base_screen_or_none(self) -> BaseScreen | None:
        """The screen below all dialogs; None for the moment between two of them."""
        from .screens.base import BaseScreen

        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, BaseScreen)), None)
