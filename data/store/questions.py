"""The checklist of a mentorship: questions in an order, each open, asked or skipped, and none ever lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from .. import clock, prose, texts
from ..errors import Clash, NotFound
from ..i18n import _
from ..model.catalogue import Catalogue
from ..model.question import CORE_TOPICS, LONGEST_WORDING, Question, QuestionState
from . import events, mentorship_rows, question_changes
from .connection import Database
from .mentorship_rows import require_open
from .worded import worded

_REMOVED = "question removed"
_TEXTS = ("answer", "beforehand")
_ROWS = "SELECT *, EXISTS (SELECT 1 FROM clauses WHERE question_id = questions.id) AS has_clause FROM questions"


def answer_key(question: Question) -> prose.Key:
    """Where the answer is typed."""
    return prose.Key(question.mentorship_id, "answer", question.id)


def beforehand_key(question: Question) -> prose.Key:
    """Where the mentee writes before the meeting: a text of its own, so that what is said there is kept apart."""
    return prose.Key(question.mentorship_id, "beforehand", question.id)


def get(database: Database, question_id: str) -> Question:
    """One question, on the list or removed. Raises `NotFound`."""
    row = database.row(f"{_ROWS} WHERE id = ?", (question_id,))
    if row is None:
        raise NotFound(_("This question does not exist any more."))
    typed = [prose.read(database, prose.Key(row["mentorship_id"], kind, question_id)) for kind in _TEXTS]
    return _question(row, *typed)


def of(database: Database, mentorship_id: str, *, removed: bool = False) -> list[Question]:
    """The questions in their order, with their answers; with `removed` those that were taken off the list as well."""
    typed = [prose.read_all(database, mentorship_id, kind) for kind in _TEXTS]
    rows = database.rows(
        f"{_ROWS} WHERE mentorship_id = ? AND (? OR removed_at IS NULL) ORDER BY position, rowid",
        (mentorship_id, removed),
    )
    return [_question(row, *(of_kind.get((row["id"], ""), "") for of_kind in typed)) for row in rows]


def topics(database: Database, mentorship_id: str) -> list[tuple[str, str]]:
    """The topics on the list, as key and title, in their order."""
    rows = database.rows(
        "SELECT topic, topic_title FROM questions WHERE mentorship_id = ? GROUP BY topic ORDER BY min(position)",
        (mentorship_id,),
    )
    return [(row["topic"], row["topic_title"]) for row in rows]


def last_removed(database: Database, mentorship_id: str) -> Question | None:
    """The question that was taken off the list last and is not back; None where there is none."""
    found = database.value(
        "SELECT questions.id FROM events JOIN questions ON questions.id = subject "
        "WHERE events.mentorship_id = ? AND kind = ? AND removed_at IS NOT NULL ORDER BY events.id DESC LIMIT 1",
        (mentorship_id, _REMOVED),
    )
    return None if found is None else get(database, found)


# -- adding ------------------------------------------------------------------------------------------------------------


def add_core(database: Database, mentorship_id: str) -> int:
    """Put the bundled questions of the four core topics on the list; how many that were."""
    catalogue = texts.catalogue(mentorship_rows.get(database, mentorship_id).language)
    keys = {question.key for question in catalogue.questions if question.topic in CORE_TOPICS}
    return _add_from_catalogue(database, mentorship_id, catalogue, keys)


def add_from_catalogue(
    database: Database, mentorship_id: str, catalogue: Catalogue, keys: Collection[str] | None = None
) -> int:
    """Put questions of a catalogue (all, or those with these keys) on the list; how many were added.

    What is on the list already is left as it is, and a removed one comes back with its answer. A question goes behind
    the last one of its topic.
    """
    with database.write(), question_changes.noted(database, mentorship_id, question_changes.ADDED):
        return _add_from_catalogue(database, mentorship_id, catalogue, keys)


def add_chosen(database: Database, mentorship_id: str, chosen: Iterable[tuple[Catalogue, Collection[str]]]) -> int:
    """As `add_from_catalogue`, from several catalogues in one go: all of it or nothing, one change to take back."""
    with database.write(), question_changes.noted(database, mentorship_id, question_changes.ADDED):
        return sum(_add_from_catalogue(database, mentorship_id, catalogue, keys) for catalogue, keys in chosen)


def _add_from_catalogue(
    database: Database, mentorship_id: str, catalogue: Catalogue, keys: Collection[str] | None
) -> int:
    titles = {topic.key: topic.title for topic in catalogue.topics}
    added = 0
    with database.write():
        require_open(database, mentorship_id)
        known = {it.source: it for it in of(database, mentorship_id, removed=True) if it.source}
        for question in catalogue.questions:
            there = known.get(question.key)
            if (keys is not None and question.key not in keys) or (there is not None and not there.removed):
                continue
            if there is None:
                _insert(database, mentorship_id, question.topic, titles[question.topic], question.wording, question.key)
            else:
                restore(database, there.id)
            added += 1
    return added


def add(database: Database, mentorship_id: str, wording: str, topic: str, topic_title: str) -> Question:
    """Put a question of one's own behind the last one of its topic.

    Raises `BadInput` without words, `Refused` where the mentorship has ended.
    """
    words = _worded(wording)
    with database.write(), question_changes.noted(database, mentorship_id, question_changes.ADDED):
        require_open(database, mentorship_id)
        return get(database, _insert(database, mentorship_id, topic, topic_title, words, ""))


def _insert(database: Database, mentorship_id: str, topic: str, topic_title: str, wording: str, source: str) -> str:
    last = database.value(
        "SELECT max(position) FROM questions WHERE mentorship_id = ? AND topic = ?", (mentorship_id, topic)
    )
    if last is None:
        last = database.value("SELECT max(position) FROM questions WHERE mentorship_id = ?", (mentorship_id,))
    place = 0 if last is None else last + 1
    database.connection.execute(
        "UPDATE questions SET position = position + 1 WHERE mentorship_id = ? AND position >= ?",
        (mentorship_id, place),
    )
    question_id = database.new_id()
    database.table("questions").insert(
        {
            "id": question_id,
            "mentorship_id": mentorship_id,
            "topic": topic,
            "topic_title": topic_title,
            "wording": wording,
            "position": place,
            "source": source,
        }
    )
    return question_id


# -- changing ----------------------------------------------------------------------------------------------------------


def reword(database: Database, question_id: str, wording: str, row_version: int) -> Question:
    """Change the words; the answer stays. Raises `BadInput` without words, `Clash` when it was changed since."""
    words = _worded(wording)
    with database.write():
        question = get(database, question_id)
        if question.row_version != row_version:
            raise Clash(_("Somebody else has changed this question. Look at it again; nothing was overwritten."))
        with question_changes.noted(database, question.mentorship_id, question_changes.REWORDED):
            _update(database, question, {"wording": words})
    return get(database, question_id)


def set_state(database: Database, question_id: str, state: QuestionState) -> Question:
    """Open, asked or skipped. Raises `Refused` where the mentorship has ended."""
    with database.write():
        question = get(database, question_id)
        with question_changes.noted(database, question.mentorship_id, question_changes.MARKED):
            _update(database, question, {"state": state.value})
    return get(database, question_id)


def move(database: Database, question_id: str, place: int) -> None:
    """Put a question at a place of the list, counted from 0 among those that are on it."""
    with database.write():
        question = get(database, question_id)
        require_open(database, question.mentorship_id)
        others = [it for it in of(database, question.mentorship_id, removed=True) if it.id != question_id]
        seen = [index for index, it in enumerate(others) if not it.removed]
        at = seen[max(place, 0)] if max(place, 0) < len(seen) else len(others)
        with question_changes.noted(database, question.mentorship_id, question_changes.MOVED):
            for position, it in enumerate([*others[:at], question, *others[at:]]):
                if it.position != position:
                    database.connection.execute("UPDATE questions SET position = ? WHERE id = ?", (position, it.id))


def remove(database: Database, question_id: str) -> None:
    """Take a question off the list; `restore` brings it back to its place, with its answer."""
    with database.write():
        question = get(database, question_id)
        with question_changes.noted(database, question.mentorship_id, question_changes.REMOVED):
            _update(database, question, {"removed_at": clock.stamp(clock.now())})
        events.note(database, question.mentorship_id, _REMOVED, question_id)


def restore(database: Database, question_id: str) -> None:
    """Bring a question back onto the list."""
    with database.write():
        _update(database, get(database, question_id), {"removed_at": None})


def _worded(wording: str) -> str:
    return worded(
        wording,
        LONGEST_WORDING,
        empty=_("Type the question."),
        too_long=_("A question has at most {count} characters. Shorten it."),
    )


def _update(database: Database, question: Question, values: dict[str, Any]) -> None:
    require_open(database, question.mentorship_id)
    database.table("questions").update(question.id, values | {"row_version": question.row_version + 1})


def _question(row: Any, answer: str, beforehand: str) -> Question:
    return Question(
        id=row["id"],
        mentorship_id=row["mentorship_id"],
        topic=row["topic"],
        topic_title=row["topic_title"],
        wording=row["wording"],
        position=row["position"],
        state=QuestionState(row["state"]),
        source=row["source"],
        answer=answer,
        beforehand=beforehand,
        has_clause=bool(row["has_clause"]),
        removed=row["removed_at"] is not None,
        row_version=row["row_version"],
    )
