"""Names and other short words that people type are words in every document, whatever they look like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from data import clean
from data.clean import FORBIDDEN
from data.documents import copy, dossier, invitation, minutes, verify
from data.documents import questions as question_list
from data.model.agreement import Method
from data.model.mentorship import Party
from data.model.session import SessionKind
from data.store import commitments, mentorships, questions, sessions, versions

from .document_cases import MEETING_DAY, at, begin, receive, settle_annex

if TYPE_CHECKING:
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")

NAMES = [
    "[Anna](javascript:alert) ![x](http://example.org/x.png)",
    "*Anna* _B_ **C** ~~D~~ `E` | F",
    "<script>x</script> <b>&amp; <!-- -->",
    "# Anna\n- Ben\n\n1. Carla",
    "\u202eevil\u202c \u2066x\u2069 \x1b[31mred\x1b]0;title\x07",
    "👩‍🏫 Zoë ❤️ 名前 עברית",
    "{name} {0} %s {{mentor}} $x \\n \\",
    "--- === +++ ...",
    "-->\n<!-- handschlag copy ends: 1 lines above, sha256 x -->",
]


def documents(database: Database, words: str) -> Iterator[tuple[str, str]]:
    """Every document, with these words wherever people type short ones."""
    it = begin(database, mentor=words, mentee=f"{words} B", template="# Agreement\n\n## Goals\n\n- a point\n")
    with at(MEETING_DAY):
        questions.add(database, it.id, words, "own", words)
        first = sessions.plan(
            database,
            it.id,
            kind=SessionKind.FIRST,
            starts=datetime(2026, 12, 1, 10, 0),
            place=words,
            method=words,
            title=words,
        )
        commitments.make(database, it.id, Party.MENTEE, words, date(2026, 12, 7), first.id)
        settle_annex(database, it)
        yield "draft", copy.copy_of(database, it.id)
        version = versions.propose(database, it.id)
        versions.sign(database, version.id, Party.MENTOR, words, date(2026, 12, 1), Method.ON_PAPER)
        yield "partly signed", copy.copy_of(database, it.id, 1)
        versions.confirm(database, version.id, Party.MENTEE, date(2026, 12, 1))
        yield "in force", copy.copy_of(database, it.id, 1)
        receive(database, it, version)
        sessions.cancel(database, first.id, Party.MENTEE)
    it = mentorships.get(database, it.id)
    first = sessions.get(database, first.id)
    listed = questions.of(database, it.id)
    yield "invitation", invitation.invitation(it, first, listed)
    yield "questions", question_list.questions_document(it, listed)
    yield "minutes", minutes.minutes(database, it.id, first.id)
    with at(datetime(2027, 1, 1, tzinfo=UTC)):
        yield "dossier", dossier.dossier(database, it.id)


def skeleton(text: str) -> list[tuple[str, ...]]:
    """What Markdown makes of a text, without its words."""
    found = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        inside = [child.type for child in token.children or [] if child.type not in ("text", "text_special")]
        found.append((token.type, token.tag, *inside))
    return found


@pytest.mark.parametrize("words", NAMES)
def test_no_name_changes_what_a_document_consists_of(database: Database, words: str) -> None:
    plain = dict(documents(database, "Anna"))
    for kind, text in documents(database, words):
        assert FORBIDDEN.search(text) is None, kind
        assert skeleton(text) == skeleton(plain[kind]), kind
        if kind in ("draft", "partly signed", "in force"):
            assert verify.verify(text).whole, kind


@pytest.mark.parametrize("words", NAMES)
def test_a_name_is_read_as_it_was_typed(database: Database, words: str) -> None:
    expected = clean.line(words, mentorships.LONGEST_NAME)
    for kind, text in documents(database, words):
        tokens = MarkdownIt("commonmark").parse(text)
        read = ["".join(child.content for child in token.children or []) for token in tokens if token.children]
        # The template in use names nobody, and a draft has nobody's signature.
        assert kind == "draft" or any(expected in line for line in read), kind
