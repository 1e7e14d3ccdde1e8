"""What all mentorships come to: where each stands, its next step, and what is due.

Home asks for all of them at once: what is counted is counted by SQLite over all, and only drafts of agreements that
are still being prepared are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from .. import clock
from ..model.due import Due, DueKind, Overview
from ..model.mentorship import Mentorship, MentorshipState
from ..model.path import Facts, Path, next_action
from ..model.path import path as path_of
from ..model.question import CORE_TOPICS
from ..model.session import SessionKind, SessionState
from . import mentorships, points
from .connection import Database

DUE_WITHIN = 7
"""Days that home looks ahead."""


def path(database: Database, mentorship_id: str) -> Path:
    """The checklist of a mentorship, computed from the data."""
    mentorship = mentorships.get(database, mentorship_id)
    counted = _Counts(database, mentorship_id)
    facts = counted.facts(mentorship, with_points=True)
    return path_of(facts, clock.today(mentorship.zone))


def overview(database: Database) -> list[Overview]:
    """All mentorships in the order of `mentorships.every`, each with its facts and its next step."""
    counted = _Counts(database)
    found = []
    for mentorship in mentorships.every(database):
        preparing = mentorship.state is MentorshipState.PREPARING
        facts = counted.facts(mentorship, with_points=preparing)
        found.append(Overview(mentorship, facts, next_action(facts, clock.today(mentorship.zone))))
    return found


class _Counts:
    """Everything that is counted, over all mentorships or over one: a few queries, whatever their number."""

    def __init__(self, database: Database, mentorship_id: str | None = None) -> None:
        self._database = database
        self._only = mentorship_id
        self._questions = self._read(
            "SELECT mentorship_id, sum(state = 'asked') AS asked, sum(state = 'skipped') AS skipped, "
            "sum(state = 'open') AS open, "
            f"count(DISTINCT CASE WHEN state != 'skipped' AND topic IN {CORE_TOPICS!r} THEN topic END) AS covered "
            "FROM questions WHERE removed_at IS NULL AND {only} GROUP BY mentorship_id"
        )
        self._annex = self._read(
            "SELECT mentorship_id, count(*) AS settled FROM annex_fields WHERE state != 'open' AND {only} "
            "GROUP BY mentorship_id"
        )
        self._invitations = self._read(
            "SELECT mentorship_id, count(*) AS sent FROM events WHERE kind = 'invitation' AND {only} "
            "GROUP BY mentorship_id"
        )
        self._versions = self._grouped(
            "SELECT id, mentorship_id, number, sha256, "
            "(SELECT count(*) FROM signatures WHERE version_id = versions.id) AS signatures, "
            "(SELECT count(DISTINCT party) FROM copies WHERE version_id = versions.id) AS copies, text "
            "FROM versions WHERE kind = 'agreement' AND {only} ORDER BY number"
        )
        self._sessions = self._grouped(
            "SELECT mentorship_id, kind, state, starts, minutes, place FROM sessions "
            "WHERE state != 'cancelled' AND {only} ORDER BY starts_at"
        )

    def facts(self, mentorship: Mentorship, *, with_points: bool) -> Facts:
        """What the checklist of a mentorship is computed from; reading the points takes a look into its draft."""
        found = points.of(self._database, mentorship.id) if with_points else []
        asked = self._questions.get(mentorship.id)
        return Facts(
            closed=mentorship.state.is_closed,
            paused=mentorship.state is MentorshipState.PAUSED,
            invitation_sent=mentorship.id in self._invitations,
            asked=asked["asked"] if asked else 0,
            skipped=asked["skipped"] if asked else 0,
            open_questions=asked["open"] if asked else 0,
            uncovered_topics=len(CORE_TOPICS) - (asked["covered"] if asked else 0),
            points=len(found),
            clear_points=sum(point.is_clear for point in found),
            annex_settled=self._annex[mentorship.id]["settled"] if mentorship.id in self._annex else 0,
            **self._of_versions(mentorship),
            **self._of_sessions(mentorship),
        )

    def _of_versions(self, mentorship: Mentorship) -> dict[str, Any]:
        from . import versions

        rows = self._versions.get(mentorship.id, [])
        if not rows:
            return {}
        agreed = [row for row in rows if row["signatures"] == 2]
        return {
            "version_number": rows[-1]["number"],
            "signatures": rows[-1]["signatures"],
            "in_force_number": agreed[-1]["number"] if agreed else 0,
            "copies": agreed[-1]["copies"] if agreed else 0,
            "draft_changed": not mentorship.state.is_closed
            and versions.frozen(versions.draft_text(self._database, mentorship.id)) != rows[-1]["text"],
        }

    def _of_sessions(self, mentorship: Mentorship) -> dict[str, Any]:
        now = clock.now().astimezone(clock.zone_info(mentorship.zone)).replace(tzinfo=None)
        rows = self._sessions.get(mentorship.id, [])
        firsts = [row for row in rows if row["kind"] == SessionKind.FIRST]
        regular = [row for row in rows if row["kind"] == SessionKind.REGULAR]
        coming = [row for row in regular if row["state"] == SessionState.PLANNED and _starts(row) >= now]
        reviews = [row for row in rows if row["kind"] == SessionKind.REVIEW]
        open_reviews = [row for row in reviews if row["state"] == SessionState.PLANNED]
        facts: dict[str, Any] = {
            "sessions_held": sum(row["state"] == SessionState.HELD for row in regular),
            "sessions_planned": len(coming),
            "next_session": _starts(coming[0]) if coming else None,
            "reviews_held": len(reviews) - len(open_reviews),
        }
        if firsts:
            facts |= {
                "first_meeting": _starts(firsts[0]),
                "first_meeting_minutes": firsts[0]["minutes"],
                "first_meeting_place": firsts[0]["place"],
                "first_meeting_held": firsts[0]["state"] == SessionState.HELD,
            }
        if open_reviews:
            due = _starts(open_reviews[0]).date()
            facts |= {"review_due": due, "review_overdue": due < now.date()}
        return facts

    def _read(self, sql: str) -> dict[str, Any]:
        return {row["mentorship_id"]: row for row in self._rows(sql)}

    def _grouped(self, sql: str) -> dict[str, list[Any]]:
        groups: dict[str, list[Any]] = {}
        for row in self._rows(sql):
            groups.setdefault(row["mentorship_id"], []).append(row)
        return groups

    def _rows(self, sql: str) -> list[Any]:
        condition = "1" if self._only is None else "mentorship_id = :only"
        return self._database.rows(sql.replace("{only}", condition), {"only": self._only})


def _starts(row: Any) -> datetime:
    return datetime.fromisoformat(row["starts"])


# -- what is due -------------------------------------------------------------------------------------------------------


def due(database: Database, days: int = DUE_WITHIN) -> list[Due]:
    """What is overdue, due today, or within some days, the oldest first; nothing of what has ended or is paused.

    A session stays until it is marked as held or cancelled, a review until it is held, a commitment until it is done
    or dropped.
    """
    active = {
        it.id: it
        for it in mentorships.every(database)
        if not it.state.is_closed and it.state is not MentorshipState.PAUSED
    }
    found = [*_sessions_due(database, active, days), *_commitments_due(database, active, days)]
    found += [*_signatures_due(database, active), *_completions_due(active)]
    return sorted(found, key=lambda it: (it.day, it.time, it.mentorship.number))


def _horizon(active: Mapping[str, Mentorship], days: int) -> str:
    """A day that no mentorship's last day lies behind, whatever its zone: the exact one is looked at afterwards."""
    return (clock.now().date() + timedelta(days=days + 2)).isoformat()


def _sessions_due(database: Database, active: Mapping[str, Mentorship], days: int) -> Iterator[Due]:
    rows = database.rows(
        "SELECT * FROM sessions WHERE state = 'planned' AND starts < ? ORDER BY starts_at", (_horizon(active, days),)
    )
    for row, mentorship, today in _of_active(rows, active):
        starts = _starts(row)
        if starts.date() > today + timedelta(days=days):
            continue
        yield Due(
            kind=DueKind.REVIEW if row["kind"] == SessionKind.REVIEW else DueKind.SESSION,
            day=starts.date(),
            mentorship=mentorship,
            subject_id=row["id"],
            overdue=starts.date() < today,
            time=f"{starts:%H:%M}",
            minutes=row["minutes"],
            place=row["place"],
            text=row["title"],
        )


def _commitments_due(database: Database, active: Mapping[str, Mentorship], days: int) -> Iterator[Due]:
    rows = database.rows(
        "SELECT * FROM commitments WHERE state = 'open' AND due < ? ORDER BY due", (_horizon(active, days),)
    )
    for row, mentorship, today in _of_active(rows, active):
        day = date.fromisoformat(row["due"])
        if day > today + timedelta(days=days):
            continue
        yield Due(
            kind=DueKind.COMMITMENT,
            day=day,
            mentorship=mentorship,
            subject_id=row["id"],
            overdue=day < today,
            who=mentorship.mentor if row["party"] == "mentor" else mentorship.mentee,
            text=row["what"],
            carried_over=row["carried_over"],
        )


def _signatures_due(database: Database, active: Mapping[str, Mentorship]) -> Iterator[Due]:
    rows = database.rows(
        "SELECT id, mentorship_id, max(number) FROM versions WHERE kind = 'agreement' GROUP BY mentorship_id "
        "HAVING (SELECT count(*) FROM signatures WHERE version_id = versions.id) < 2"
    )
    for row, mentorship, today in _of_active(rows, active):
        yield Due(DueKind.SIGNATURE, today, mentorship, row["id"], overdue=False)


def _completions_due(active: Mapping[str, Mentorship]) -> Iterator[Due]:
    for mentorship in active.values():
        if len(mentorship.completed_by) == 1:
            yield Due(DueKind.COMPLETION, clock.today(mentorship.zone), mentorship, mentorship.id, overdue=False)


def _of_active(rows: Iterable[Any], active: Mapping[str, Mentorship]) -> Iterator[tuple[Any, Mentorship, date]]:
    for row in rows:
        mentorship = active.get(row["mentorship_id"])
        if mentorship is not None:
            yield row, mentorship, clock.today(mentorship.zone)
