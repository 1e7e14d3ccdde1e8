"""Handschlag without its screens: mentoring, SQLite, documents.

This is the staircase: what is not in `__all__` the screens do not use (besides `data.model`, `data.i18n`, `data.clean`,
`data.clock`, `data.errors`, `data.config`). The modules are imported when first asked for, so that the first frame does
not wait for what it does not show.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import (
        catalogues,
        fault_log,
        holidays,
        identity,
        incoming,
        locations,
        own_clauses,
        sample,
        spelling,
        ssh,
        texts,
    )
    from .documents import (
        calendar_reading,
        copy,
        dossier,
        files,
        formats,
        icalendar,
        invitation,
        message,
        minutes,
        pinned_keys,
        vdir,
        verify,
    )
    from .documents import (
        questions as question_list,
    )
    from .prose import Edit, Key, Prose, marks
    from .sharing import clashes, exchange, membership, presence
    from .store import (
        annex,
        backup,
        busy,
        clauses,
        commitments,
        copies,
        daily,
        doctor,
        drafts,
        events,
        flags,
        log_verdict,
        meetings,
        mentorships,
        overview,
        places,
        points,
        private_notes,
        question_changes,
        questions,
        reading,
        reviews,
        sessions,
        shares,
        suggestions,
        text_checks,
        versions,
        zone_rules,
    )
    from .store.connection import Database, open_database

_MODULES = {
    name: f"data.store.{name}"
    for name in (
        "annex",
        "backup",
        "busy",
        "clauses",
        "commitments",
        "copies",
        "daily",
        "doctor",
        "drafts",
        "events",
        "flags",
        "log_verdict",
        "meetings",
        "mentorships",
        "overview",
        "places",
        "points",
        "private_notes",
        "question_changes",
        "questions",
        "reading",
        "reviews",
        "sessions",
        "shares",
        "suggestions",
        "text_checks",
        "versions",
        "zone_rules",
    )
} | {
    name: f"data.documents.{name}"
    for name in (
        "calendar_reading",
        "copy",
        "dossier",
        "files",
        "formats",
        "icalendar",
        "invitation",
        "message",
        "minutes",
        "pinned_keys",
        "vdir",
        "verify",
    )
}
_MODULES |= {name: f"data.sharing.{name}" for name in ("clashes", "exchange", "membership", "presence")}
_MODULES |= {"marks": "data.prose.marks", "question_list": "data.documents.questions"}
_MODULES |= {
    name: f"data.{name}"
    for name in (
        "catalogues",
        "fault_log",
        "holidays",
        "identity",
        "incoming",
        "locations",
        "own_clauses",
        "sample",
        "spelling",
        "ssh",
        "texts",
    )
}

_NAMES = {
    "Database": "data.store.connection",
    "open_database": "data.store.connection",
    "Edit": "data.prose",
    "Key": "data.prose",
    "Prose": "data.prose",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, once."""
    if name in _MODULES:
        value = import_module(_MODULES[name])
    elif name in _NAMES:
        value = getattr(import_module(_NAMES[name]), name)
    else:
        raise AttributeError(name)
    globals()[name] = value
    return value


__all__ = [
    "Database",
    "Edit",
    "Key",
    "Prose",
    "annex",
    "backup",
    "busy",
    "calendar_reading",
    "catalogues",
    "clashes",
    "clauses",
    "commitments",
    "copies",
    "copy",
    "daily",
    "doctor",
    "dossier",
    "drafts",
    "events",
    "exchange",
    "fault_log",
    "files",
    "flags",
    "formats",
    "holidays",
    "icalendar",
    "identity",
    "incoming",
    "invitation",
    "locations",
    "log_verdict",
    "marks",
    "meetings",
    "membership",
    "mentorships",
    "message",
    "minutes",
    "open_database",
    "overview",
    "own_clauses",
    "pinned_keys",
    "places",
    "points",
    "presence",
    "private_notes",
    "question_changes",
    "question_list",
    "questions",
    "reading",
    "reviews",
    "sample",
    "sessions",
    "shares",
    "spelling",
    "ssh",
    "suggestions",
    "text_checks",
    "texts",
    "vdir",
    "verify",
    "versions",
    "zone_rules",
]
