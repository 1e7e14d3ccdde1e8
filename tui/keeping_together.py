"""What two people share is brought together while the app runs, and each sees where the other one types.

Looked is three times a second, and only where something is shared; a look at which nothing is new costs some 0.1 ms and
sends nothing. What is typed is stored before that, in the own file: nothing here is waited for.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from data import exchange, mentorships, presence, shares
from data.errors import HandschlagError
from data.i18n import _, ngettext

from .speech import say
from .widgets.lines import FooterLine
from .widgets.prose_editor import ProseEditor

if TYPE_CHECKING:
    from data import Key

    from .app import HandschlagApp

EVERY = 0.3
"""Seconds between two looks: what one types is on the other's screen within two of them."""

_TELL_EVERY = 10.0
"""Seconds after which it is told again where the cursor stands, although it has not moved."""


class KeepingTogether:
    """Keeps the shared mentorships of an app together with the other party's."""

    def __init__(self, app: HandschlagApp) -> None:
        self._app = app
        self._told: tuple[Key, bytes] | None = None
        self._told_at = 0.0
        self._warned: set[str] = set()

    def start(self) -> None:
        """Look from now on."""
        self._app.set_interval(EVERY, self.look)

    def look(self) -> None:
        """Take over what is new on either side, and show it."""
        if not self._app.is_whole:
            # The next look is soon.
            return
        try:
            met = exchange.meet_all(self._app.database)
            if met.has_news:
                self._app.show_news()
            where = self._show_others()
        except HandschlagError as error:
            self._warn(str(error))
            return
        if met.clashes:
            self._tell_of_clashes(met.clashes)
        for sentence in filter(None, (*met.warnings, met.waiting)):
            self._warn(sentence)
        if not (met.waiting or met.warnings):
            self._warned.clear()
        for footer in self._app.base_screen.query(FooterLine):
            footer.other = _("not yet with the other") if met.waiting else where

    def _tell_of_clashes(self, count: int) -> None:
        self._app.base_screen.reload()
        say(
            self._app,
            ngettext(
                "Both of you have changed {count} thing to different values. Both are kept; the path of the "
                "mentorship shows them.",
                "Both of you have changed {count} things to different values. Both are kept; the path of the "
                "mentorship shows them.",
                count,
            ).format(count=count),
        )

    def _warn(self, sentence: str) -> None:
        """Say it once, until it is well again."""
        if sentence not in self._warned:
            self._warned.add(sentence)
            say(self._app, sentence, error=True)

    # -- where the two are -----------------------------------------------------------------------------------------

    def _show_others(self) -> str:
        """Mark the other one's cursor in the texts on the screen; where it stands, in words, empty for nowhere."""
        database, words = self._app.database, ""
        shared = shares.shared_ids(database)
        editors = [
            (it, it.prose.key)
            for it in self._app.screen.query(ProseEditor)
            if it.prose is not None and it.prose.key.mentorship_id in shared
        ]
        self._tell(next(((it, key) for it, key in editors if it.has_focus), None))
        for editor, key in editors:
            other = presence.other(database, key.mentorship_id)
            if other is None or other.key != key:
                editor.show_other(None)
            elif (place := editor.show_other(other.mark)) is not None:
                name = mentorships.get(database, key.mentorship_id).name_of(other.party)
                words = _("{name} in line {line}").format(name=name, line=place[0] + 1)
        return words

    def _tell(self, focused: tuple[ProseEditor, Key] | None) -> None:
        database = self._app.database
        if focused is None or not presence.may_be_told(focused[1]):
            if self._told is not None:
                presence.leave(database, self._told[0].mentorship_id)
                self._told = None
            return
        editor, key = focused
        now = key, editor.cursor_mark
        if now != self._told or time.monotonic() - self._told_at > _TELL_EVERY:
            presence.tell(database, *now)
            self._told, self._told_at = now, time.monotonic()
