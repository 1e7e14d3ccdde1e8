"""Cancelling a session by the agreed process, with the message that goes with it; and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from data import invitation, message, reviews, sessions
from data.clean import text
from data.i18n import N_, _, long_date, ngettext
from data.model.mentorship import Party
from data.model.session import Scope, Session, SessionKind

from ..speech import say
from ..widgets.agenda import cancelled
from .agreed import agreed
from .document import DocumentDialog
from .fields import ChoiceField, Field
from .form import FormDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data import Database
    from data.model.mentorship import Mentorship


class CancelSessionDialog(FormDialog["list[Session]"]):
    """Shows the agreed process, asks who cancels, and returns what was cancelled, the session itself first."""

    ACCEPT_HINT = N_("cancel it")

    def __init__(self, database: Database, mentorship: Mentorship, session: Session) -> None:
        super().__init__()
        self._database, self._mentorship, self._session = database, mentorship, session

    def title_text(self) -> str:
        """Which session, and whose."""
        return _("Cancel the session of {day} · {title}").format(
            day=long_date(self._session.day), title=self._mentorship.title
        )

    def notes(self) -> ComposeResult:
        """How the two have agreed to cancel; of a review also which one comes then."""
        yield from agreed_process(self._database, self._mentorship)
        if said := _comes_then(self._database, self._session):
            yield Static(Content(said))
            yield Static("")

    def form_fields(self) -> list[Field | ChoiceField]:
        """Who; in a series also how many."""
        names = [(party.value, self._mentorship.name_of(party)) for party in Party]
        fields: list[Field | ChoiceField] = [
            ChoiceField("party", _("Who cancels"), names, self._mentorship.me.value),
        ]
        return [*fields, *scope_field(self._session)]

    def accept(self, values: dict[str, str]) -> list[Session]:
        """Cancel it, or it and as many of its series as was chosen."""
        scope = Scope(values.get("scope", Scope.THIS))
        gone = sessions.cancel_series(self._database, self._session.id, Party(values["party"]), scope)
        if scope is not Scope.THIS:
            count = len(gone)
            say(
                self,
                ngettext("{count} session is cancelled.", "{count} sessions are cancelled.", count).format(count=count),
            )
        return sorted(gone, key=lambda it: it.id != self._session.id)


class RestoreSessionDialog(FormDialog[str]):
    """Shows who cancelled a session and when, beside the agreed process; takes it back and returns the id."""

    ACCEPT_HINT = N_("plan it again")

    def __init__(self, database: Database, mentorship: Mentorship, session: Session) -> None:
        super().__init__()
        self._database, self._mentorship, self._session = database, mentorship, session

    def title_text(self) -> str:
        """Which session, and whose."""
        return _("The session of {day} is cancelled · {title}").format(
            day=long_date(self._session.day), title=self._mentorship.title
        )

    def notes(self) -> ComposeResult:
        """Who and when, and how the two have agreed to cancel."""
        yield Static(Content(text(cancelled(self._session, self._mentorship))))
        yield Static("")
        yield from agreed_process(self._database, self._mentorship)
        instead = reviews.planned_instead(self._database, self._session)
        if instead is not None:
            yield Static(
                Content(
                    _("The review that is planned for {day} instead is taken away then.").format(
                        day=long_date(instead.day)
                    )
                )
            )
            yield Static("")

    def form_fields(self) -> list[Field | ChoiceField]:
        """Nothing is asked."""
        return []

    def dialog_keys(self) -> list[tuple[str, str]]:
        """One key takes it back."""
        return [(_("Enter"), _(self.ACCEPT_HINT))]

    def accept(self, values: dict[str, str]) -> str:
        """It is planned again."""
        return sessions.uncancel(self._database, self._session.id).id


def _comes_then(database: Database, session: Session) -> str:
    """What follows a review that is dropped; nothing for any other session, and where none follows."""
    then = reviews.following(database, session) if session.kind is SessionKind.REVIEW else None
    if then is None:
        return ""
    if then.is_planned:
        return _("Another review is planned for {day} already; no further one is added.").format(
            day=long_date(then.day)
        )
    return _("The next review is then planned for {day}.").format(day=long_date(then.day))


def agreed_process(database: Database, mentorship: Mentorship) -> ComposeResult:
    """What the annex says about calling a meeting off."""
    yield Static(_("How you agreed to cancel:"), classes="muted", markup=False)
    yield Static(Content(text(agreed(database, mentorship, "cancelling"))))
    yield Static("")


def scope_field(session: Session) -> list[Field | ChoiceField]:
    """How much of its series a change is for; outside a series nothing is asked."""
    if session.series_id is None:
        return []
    choices = [
        (Scope.THIS.value, _("this one")),
        (Scope.FOLLOWING.value, _("this and the following")),
        (Scope.ALL.value, _("all")),
    ]
    return [ChoiceField("scope", _("Of the series"), choices, Scope.THIS.value)]


def message_dialog(database: Database, mentorship: Mentorship, gone: Sequence[Session]) -> DocumentDialog:
    """The message about sessions that were cancelled just now, in the agreement's language."""
    sender = gone[0].cancelled_by or mentorship.me
    also = {}
    if len(gone) == 1:
        also = {message.file_name(mentorship, ".ics"): invitation.calendar_file(mentorship, gone[0])}
    return DocumentDialog(
        _("Message to {name}").format(name=mentorship.name_of(sender.other)),
        message.cancellation(database, mentorship, gone),
        message.file_name(mentorship),
        mentorship.language,
        also=also,
    )
