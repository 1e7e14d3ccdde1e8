"""The message that takes back a session: ready to send, in the agreement's language, by the process that was agreed.

It gives no reason and has no place for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import texts
from ..i18n import clock_time, long_date, ngettext, pgettext, using
from ..model.agreement import AnnexState
from . import names
from .invitation import filled, in_own_time
from .markdown import escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.agreement import AnnexEntry
    from ..model.mentorship import Mentorship
    from ..model.session import Session
    from ..store.connection import Database


def cancellation(database: Database, mentorship: Mentorship, cancelled: Sequence[Session]) -> str:
    """The message as Markdown, from the party that cancelled to the other one.

    `cancelled` is the session that it is about and those of its series that were cancelled with it.
    """
    from ..store import annex

    session, *others = cancelled
    sender = session.cancelled_by or mentorship.me
    process = next(it for it in annex.of(database, mentorship.id) if it.field == "cancelling")
    with using(mentorship.language):
        return filled(
            texts.message(mentorship.language, "cancelled"),
            {
                "to": escaped(mentorship.name_of(sender.other)),
                "from": escaped(mentorship.name_of(sender)),
                "date": long_date(session.day),
                "start": clock_time(session.starts),
                "end": clock_time(session.ends),
                "zone": escaped(session.zone),
                "elsewhere": in_own_time(mentorship, session, sender.other),
                "place": escaped(session.place),
                "title": escaped(session.title),
                "others": _others(others),
                "process": _process(process),
            },
        )


def file_name(mentorship: Mentorship, suffix: str = ".md") -> str:
    """What the message is called as a file, in the mentorship's language."""
    with using(mentorship.language):
        return names.file_name(pgettext("name of a file", "cancellation"), mentorship, suffix)


def _others(others: Sequence[Session]) -> str:
    if not others:
        return ""
    return ngettext(
        "{count} more session of this series, on {last}",
        "{count} more sessions of this series, up to {last}",
        len(others),
    ).format(count=len(others), last=long_date(max(it.day for it in others)))


def _process(entry: AnnexEntry) -> str:
    """What was agreed, as it was written; empty where nothing was."""
    words = entry.text.strip()
    return "" if not words or entry.state is AnnexState.NOT_AGREED else f"\n\n{quoted(words)}"
