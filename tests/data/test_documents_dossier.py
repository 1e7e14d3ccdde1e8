"""The whole mentorship as one text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from data import prose
from data.documents import dossier
from data.errors import NotFound
from data.model.format import Format
from data.model.mentorship import Party
from data.model.review import Outcome
from data.store import mentorships, questions, reviews, sessions, versions

from ..golden_files import golden
from .document_cases import (
    MEETING_DAY,
    at,
    begin,
    needs_german,
    worked_through,
)

if TYPE_CHECKING:
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")


def test_everything_is_in_it(database: Database) -> None:
    it = worked_through(database)
    text = dossier.dossier(database, it.id)
    assert "- 1 December 2026: version 1 of the agreement came into force" in text
    assert "- 10 January 2027: paused" in text
    assert "- State: cancelled by Ben Okafor on 8 December 2026" in text
    assert "the openness" in text
    first, second = versions.of(database, it.id)
    assert f"- SHA-256: `{first.sha256}`" in text
    assert f"- SHA-256: `{second.sha256}`" in text
    assert first.text in text
    assert "One line more." not in text, "only the text in force"
    golden("dossier-en.md", text)


@needs_german
def test_it_is_in_the_language_of_the_mentorship(database: Database) -> None:
    golden("dossier-de.md", dossier.dossier(database, worked_through(database, "de").id))


def test_a_page_has_the_timeline_as_a_picture(database: Database) -> None:
    it = worked_through(database)
    page = dossier.rendered(database, it.id, Format.HTML)
    assert page.count("<svg") == page.count("</svg>") == 2, "the timeline, then the scores"
    picture = page[page.index("<svg") : page.index("</svg>")]
    for told in (
        *("first meeting: 1 December 2026", "in force: 1 December 2026", "held: 8 December 2026"),
        *("review held: 31 December 2026", "planned: 5 January 2027", "review: 1 March 2027"),
        "Version 1 of the agreement: in force since 1 December 2026",
        "Version 1 of the annex: in force since 1 December 2026",
    ):
        assert f"<title>{told}</title>" in picture
    assert picture.count("<title>") == 8, "cancelled sessions are left out, and versions that nobody has agreed to"
    assert "style=" not in picture, "the page forbids it"
    assert page.rindex("</svg>") < page.index("<h2>")
    assert dossier.rendered(database, it.id, Format.MARKDOWN) == dossier.dossier(database, it.id)


def test_a_page_of_what_has_not_begun_has_no_picture(database: Database) -> None:
    assert "<svg" not in dossier.rendered(database, begin(database).id, Format.HTML)


def test_what_was_written_in_private_is_in_no_dossier(database: Database) -> None:
    it = worked_through(database)
    prose.write(database, prose.Key(it.id, "private", "anna", Party.MENTOR.value), "Zwetschgenkuchen")
    for form in Format:
        assert "Zwetschgenkuchen" not in dossier.rendered(database, it.id, form)


def test_no_answer_is_in_it_before_the_reveal(database: Database) -> None:
    it = worked_through(database)
    review = sessions.next_review(database, it.id)
    assert review is not None
    opened = reviews.open(database, review.id)
    prose.write(database, reviews.answer_key(opened, "works", Party.MENTEE), "nothing works")
    reviews.score(database, review.id, Party.MENTEE, "openness", 1)
    reviews.wish(database, review.id, Party.MENTEE, Outcome.END)
    reviews.finish(database, review.id, Party.MENTEE)
    text = dossier.dossier(database, it.id)
    assert "nothing works" not in text
    assert "1 of 5" not in text
    assert "would like to end" not in text
    assert "The answers have not been revealed yet." in text


def test_a_draft_carries_the_word_draft(database: Database) -> None:
    it = begin(database)
    text = dossier.dossier(database, it.id)
    assert "> **DRAFT: not in force**" in text
    assert "> **DRAFT: this annex has not been agreed to by both**" in text
    assert "Nothing yet." in text
    assert versions.draft_text(database, it.id).strip() in text


def test_after_the_end_the_agreement_is_still_in_it(database: Database) -> None:
    it = worked_through(database)
    with at(datetime(2027, 2, 1, 9, 0, tzinfo=UTC)):
        mentorships.end(database, it.id, Party.MENTEE)
        new = mentorships.continue_from(database, it.id)
    text = dossier.dossier(database, it.id)
    assert "- State: ended" in text
    assert "- 1 February 2027: ended\n- 1 February 2027: continued as a new mentoring" in text
    assert "> **NO LONGER IN FORCE**" in text
    assert versions.of(database, it.id)[0].text in text
    continued = dossier.dossier(database, new.id)
    assert "- It continues the mentoring that was begun on 24 November 2026." in continued


def test_who_ended_it_is_no_part_of_the_history(database: Database) -> None:
    """Nobody is at fault: two dossiers that differ only in who ended it are the same."""
    texts = []
    for party in Party:
        it = begin(database)
        with at(MEETING_DAY):
            mentorships.end(database, it.id, party)
        texts.append(dossier.dossier(database, it.id))
    assert texts[0] == texts[1]


def test_the_same_data_give_the_same_bytes(database: Database) -> None:
    it = worked_through(database)
    with at(MEETING_DAY):
        first = dossier.dossier(database, it.id)
    assert dossier.dossier(database, it.id) == first
    assert dossier.file_name(it) == "dossier-anna-weber-ben-okafor.md"


def test_all_that_was_in_force_is_told_with_its_time_and_its_words(database: Database) -> None:
    it = worked_through(database)
    first, second = versions.of(database, it.id)
    with at(datetime(2027, 2, 1, 9, 0, tzinfo=UTC)):
        for party in Party:
            versions.confirm(database, second.id, party, date(2027, 2, 1))
    text = dossier.dossier(database, it.id)
    assert (
        "- Version 1 of the agreement: in force from 1 December 2026 to 1 February 2027\n"
        "- Version 2 of the agreement: in force since 1 February 2027\n"
        "- Version 1 of the annex: in force since 1 December 2026\n"
    ) in text
    now, _title, before = text.partition("## Texts that were in force before")
    assert second.text in now
    assert before.startswith(f"\n\n### Version 1 of the agreement\n\n---\n\n{first.text}\n---")
    with at(datetime(2027, 3, 1, 9, 0, tzinfo=UTC)):
        mentorships.end(database, it.id, Party.MENTEE)
    assert "- Version 2 of the agreement: in force from 1 February 2027 to 1 March 2027" in dossier.dossier(
        database, it.id
    )


def test_there_is_no_dossier_of_nothing(database: Database) -> None:
    with pytest.raises(NotFound):
        dossier.dossier(database, "nothing")


def test_what_was_written_beforehand_is_in_it_apart_from_the_answers(database: Database) -> None:
    it = begin(database)
    first, *_others = questions.of(database, it.id)
    assert "beforehand" not in dossier.dossier(database, it.id)
    prose.write(database, questions.beforehand_key(first), "A *view*")
    text = dossier.dossier(database, it.id)
    assert text.endswith(f"## Written by the mentee beforehand\n\n**{first.wording}**\n\nA *view*\n")
