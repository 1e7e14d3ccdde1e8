"""Reviews: both answer alone, then both are revealed, then an outcome.

What a party has answered is given to nobody else before the reveal; `answers` is the one way to read it. The words are
prose of the kind `review`, one text for each question and party; scores and wishes stand beside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .. import clock, texts
from ..errors import BadInput, NotFound, Refused
from ..i18n import _
from ..model import score_history
from ..model.mentorship import Party
from ..model.review import Outcome, Review, ReviewAnswer, ReviewItem
from ..model.session import Session, SessionKind, SessionState
from ..prose import Key, read_all
from . import mentorships, sessions, versions
from .review_rhythm import following, plan_next, planned_instead
from .shares import require_own_side, together

if TYPE_CHECKING:
    from ..model.score_history import ScoreRow
    from .connection import Database

__all__ = [
    "answer_key",
    "answers",
    "conclude",
    "finish",
    "following",
    "get",
    "of",
    "open",
    "plan_next",
    "planned_instead",
    "reveal",
    "score",
    "score_rows",
    "unfinish",
    "wish",
]


def open(db: Database, session_id: str) -> Review:  # noqa: A001 - said as `reviews.open`
    """The review of a session, begun where it was not: the questions are worded once, as they stand now.

    Raises `NotFound` for no session, `Refused` for a session that is no review, was cancelled, or whose mentorship
    has ended.
    """
    with db.write():
        found = get(db, session_id)
        if found is not None:
            return found
        session = sessions.get(db, session_id)
        _require_reviewable(db, session)
        language = mentorships.get(db, session.mentorship_id).language
        asked = [asdict(item) for item in texts.review_questions(language)]
        db.table("reviews").insert(
            {
                "session_id": session_id,
                "mentorship_id": session.mentorship_id,
                "questions": json.dumps(asked, ensure_ascii=False),
            }
        )
    return _existing(db, session_id)


def _require_reviewable(db: Database, session: Session) -> None:
    if session.kind is not SessionKind.REVIEW:
        raise Refused(_("This session is no review."))
    if session.state is SessionState.CANCELLED:
        raise Refused(_("This review was cancelled. Plan another one in the calendar."))
    mentorships.require_open(db, session.mentorship_id)


def get(db: Database, session_id: str) -> Review | None:
    """The review of a session; None while nobody has begun it."""
    row = db.row("SELECT * FROM reviews WHERE session_id = ?", (session_id,))
    return None if row is None else _review(row)


def of(db: Database, mid: str) -> list[Review]:
    """The reviews of a mentorship that were begun, in the order of their sessions."""
    rows = db.rows(
        "SELECT reviews.* FROM reviews JOIN sessions ON sessions.id = reviews.session_id "
        "WHERE reviews.mentorship_id = ? ORDER BY sessions.starts_at, sessions.rowid",
        (mid,),
    )
    return [_review(row) for row in rows]


def _existing(db: Database, session_id: str) -> Review:
    found = get(db, session_id)
    if found is None:
        raise NotFound(_("This review was not begun yet."))
    return found


def _review(row: Any) -> Review:
    return Review(
        session_id=row["session_id"],
        mentorship_id=row["mentorship_id"],
        questions=tuple(ReviewItem(**item) for item in json.loads(row["questions"])),
        done_by=frozenset(party for party in Party if row[f"{party.value}_done_at"] is not None),
        revealed_at=clock.moment(row["revealed_at"]),
        outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
        closed_at=clock.moment(row["closed_at"]),
    )


# -- answering -------------------------------------------------------------------------------------------------------


def answer_key(review: Review, question_key: str, party: Party) -> Key:
    """Where a party writes its answer to a question."""
    return Key(review.mentorship_id, "review", f"{review.session_id}:{question_key}", party.value)


def answers(db: Database, review: Review, *, party: Party | None) -> list[ReviewAnswer]:
    """What was answered, in the order of the questions, the mentor's first; an unanswered question has an empty one.

    `party` is who looks. Before the reveal it is given its own answers only, and nobody in particular (`None`) is
    `Refused`; after it everyone is given both.
    """
    now = _existing(db, review.session_id)
    if now.is_revealed:
        return list(_read(db, now, tuple(Party)))
    if party is None:
        raise Refused(_("The answers are revealed when both are done, or when the meeting opens."))
    return list(_read(db, now, (party,)))


def _read(db: Database, review: Review, parties: tuple[Party, ...]) -> Iterator[ReviewAnswer]:
    words = read_all(db, review.mentorship_id, "review")
    scores = {
        (row["question"], row["party"]): row["score"]
        for row in db.rows("SELECT * FROM review_scores WHERE session_id = ?", (review.session_id,))
    }
    row = db.rows("SELECT mentor_wish, mentee_wish FROM reviews WHERE session_id = ?", (review.session_id,))[0]
    for item in review.questions:
        for party in parties:
            key = answer_key(review, item.key, party)
            wish = row[f"{party.value}_wish"] if item.choice else None
            yield ReviewAnswer(
                party=party,
                question=item.key,
                text=words.get((key.subject, key.party), ""),
                score=scores.get((item.key, party.value)),
                wish=None if wish is None else Outcome(wish),
            )


def score_rows(db: Database, mid: str) -> list[ScoreRow]:
    """The scores of both over all reviews that were revealed."""
    revealed = [review for review in of(db, mid) if review.is_revealed]
    return score_history.score_rows(
        (sessions.get(db, review.session_id).day, review, answers(db, review, party=None)) for review in revealed
    )


def score(db: Database, session_id: str, party: Party, question_key: str, value: int | None) -> None:
    """Give a question a score of 1 to 5, or take it back with None.

    Raises `BadInput` for another number or a question without scores, `Refused` once the party is done.
    """
    if value is not None and value not in range(1, 6):
        raise BadInput(_("A score is a number from 1 to 5."))
    with db.write():
        review = _answerable(db, session_id, party)
        if question_key not in {item.key for item in review.questions if item.scale}:
            raise BadInput(_("This question is answered in words only."))
        where = {"session_id": session_id, "party": party.value, "question": question_key}
        if value is None:
            db.table("review_scores").delete_where(
                "session_id = :session_id AND party = :party AND question = :question", where
            )
        else:
            db.table("review_scores").upsert(where | {"score": value}, pk=("session_id", "party", "question"))


def wish(db: Database, session_id: str, party: Party, outcome: Outcome | None) -> None:
    """Say how the party would like to go on, or take it back with None. Raises `Refused` once the party is done."""
    with db.write():
        _answerable(db, session_id, party)
        _update(db, session_id, {f"{party.value}_wish": None if outcome is None else outcome.value})


def finish(db: Database, session_id: str, party: Party) -> Review:
    """The party is done with answering; the same again changes nothing.

    Raises `Refused` after the reveal, and for the other party of a shared mentorship.
    """
    with db.write():
        review = _unrevealed(db, session_id)
        require_own_side(db, review.mentorship_id, party)
        if party not in review.done_by:
            _update(db, session_id, {f"{party.value}_done_at": clock.stamp(clock.now())})
    return _existing(db, session_id)


def unfinish(db: Database, session_id: str, party: Party) -> Review:
    """The party goes on answering. Raises as `finish`."""
    with db.write():
        require_own_side(db, _unrevealed(db, session_id).mentorship_id, party)
        _update(db, session_id, {f"{party.value}_done_at": None})
    return _existing(db, session_id)


def _unrevealed(db: Database, session_id: str) -> Review:
    review = _existing(db, session_id)
    if review.is_revealed:
        raise Refused(_("Both answers are revealed; they stay as they are."))
    mentorships.require_open(db, review.mentorship_id)
    return review


def _answerable(db: Database, session_id: str, party: Party) -> Review:
    review = _unrevealed(db, session_id)
    require_own_side(db, review.mentorship_id, party)
    if party in review.done_by:
        raise Refused(_("These answers are done. Take them up again first."))
    return review


# -- looking at it together ------------------------------------------------------------------------------------------


def reveal(db: Database, session_id: str, *, meeting_open: bool = False) -> Review:
    """Let both see both; once more changes nothing.

    Raises `Refused` while one is not done, unless the meeting is open (`meeting_open`): then both sit together.
    """
    with together(db, _existing(db, session_id).mentorship_id, alone=True):
        review = _existing(db, session_id)
        if review.is_revealed:
            return review
        _unrevealed(db, session_id)
        if not meeting_open and len(review.done_by) < len(Party):
            raise Refused(_("The answers are revealed when both are done, or when the meeting opens."))
        _update(db, session_id, {"revealed_at": clock.stamp(clock.now())})
    return _existing(db, session_id)


def conclude(db: Database, session_id: str, outcome: Outcome, party: Party | None = None) -> Review:
    """End the review with an outcome: its session was held; all in one transaction.

    CONTINUE and AMEND plan the next review; AMEND opens a draft from the version in force, unless somebody has begun
    to change the draft already; END ends the mentorship for `party`, who has to be given. Raises `Refused` before the
    reveal, for a second outcome, for a cancelled session and in an ended mentorship; `BadInput` for END without party.
    """
    if outcome is Outcome.END and party is None:
        raise BadInput(_("Say which of the two ends the mentorship."))
    with together(db, _existing(db, session_id).mentorship_id, alone=True):
        review = _existing(db, session_id)
        if not review.is_revealed:
            raise Refused(_("Reveal the answers first, then choose how to go on."))
        if review.outcome is not None:
            raise Refused(_("This review has its outcome already."))
        session = sessions.get(db, session_id)
        _require_reviewable(db, session)
        sessions.hold(db, session_id, early=True)
        _update(db, session_id, {"outcome": outcome.value, "closed_at": clock.stamp(clock.now())})
        if outcome is Outcome.END and party is not None:
            mentorships.end(db, review.mentorship_id, party)
            return _existing(db, session_id)
        plan_next(db, session)
        if outcome is Outcome.AMEND:
            _open_draft(db, review.mentorship_id)
    return _existing(db, session_id)


def _open_draft(db: Database, mid: str) -> None:
    """What somebody has begun to write in the draft is not overwritten: it is the amendment already."""
    if versions.in_force(db, mid) is not None and not versions.draft_differs(db, mid):
        versions.amend(db, mid)


def _update(db: Database, session_id: str, values: dict[str, Any]) -> None:
    row_version = db.value("SELECT row_version FROM reviews WHERE session_id = ?", (session_id,))
    db.table("reviews").update(session_id, values | {"row_version": row_version + 1})
