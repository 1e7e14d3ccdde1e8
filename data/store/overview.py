"""What all mentorships come to: where each stands, its next step, and what is due.

Home asks for all of them at once: what is counted is counted by SQLite over all, and drafts are read only of agreements
that are still being prepared, or whose check sum says that they have changed since they were proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from .. import clock
from ..model import walltime
from ..model.agreement import AnnexState, Point
from ..model.due import Due, DueKind, Overview
from ..model.mentorship import Mentorship, MentorshipState, Party
from ..model.path import Facts, Path, next_action
from ..model.path import path as path_of
from ..model.points import points_of
from ..model.question import CORE_TOPICS
from ..model.session import SessionKind, SessionState
from . import annex, mentorships, points, versions
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


_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""What `str.strip` takes away, for SQLite's `trim`."""

_OF_FIELD = (
    "FROM texts WHERE texts.mentorship_id = annex_fields.mentorship_id AND kind = 'annex' AND subject = field "
    "AND party = ''"
)
"""The words of a logistics field, whose mirror lags behind while somebody types."""

_QUERIES = {
    "questions": "SELECT mentorship_id, sum(state = 'asked') AS asked, sum(state = 'skipped') AS skipped, "
    "sum(state = 'open') AS open, "
    f"count(DISTINCT CASE WHEN state != 'skipped' AND topic IN {CORE_TOPICS!r} THEN topic END) AS covered "
    "FROM questions WHERE removed_at IS NULL AND {only} GROUP BY mentorship_id",
    "annex": "SELECT mentorship_id, "
    f"sum(state = 'not agreed' OR EXISTS (SELECT 1 {_OF_FIELD} AND trim(body, :blank) != '')) AS settled, "
    f"sum(EXISTS (SELECT 1 {_OF_FIELD} AND body_seq < "
    "(SELECT max(seq) FROM text_updates WHERE text_id = texts.id))) AS typing "
    "FROM annex_fields WHERE state != 'open' AND {only} GROUP BY mentorship_id",
    "invitations": "SELECT DISTINCT mentorship_id FROM events WHERE kind = 'invitation' AND {only}",
    "versions": "SELECT id, mentorship_id, number, sha256, "
    "(SELECT count(*) FROM signatures WHERE version_id = versions.id) AS signatures, "
    "(SELECT count(DISTINCT party) FROM copies WHERE version_id = versions.id) AS copies "
    "FROM versions WHERE kind = 'agreement' AND {only} ORDER BY number",
    "draft": "SELECT mentorship_id, sha256, "
    "body_seq >= (SELECT coalesce(max(seq), 0) FROM text_updates WHERE text_id = texts.id) AS settled "
    "FROM texts WHERE kind = 'draft' AND {only}",
    "first meeting": "SELECT mentorship_id, state, starts, zone, min(starts_at) AS starts_at, place, "
    "EXISTS (SELECT 1 FROM meetings WHERE session_id = sessions.id AND closed_at IS NULL) AS open "
    "FROM sessions WHERE kind = 'first' AND state != 'cancelled' AND {only} GROUP BY mentorship_id",
    "sessions": "SELECT mentorship_id, sum(state = 'held') AS held, "
    "sum(state = 'planned' AND starts_at >= :now) AS coming "
    "FROM sessions WHERE kind = 'regular' AND {only} GROUP BY mentorship_id",
    "next session": "SELECT mentorship_id, starts, zone, min(starts_at) AS starts_at FROM sessions "
    "WHERE kind = 'regular' AND state = 'planned' AND starts_at >= :now AND {only} GROUP BY mentorship_id",
    "next review": "SELECT mentorship_id, starts, zone, min(starts_at) AS starts_at FROM sessions "
    "WHERE kind = 'review' AND state = 'planned' AND {only} GROUP BY mentorship_id",
    "reviews": "SELECT mentorship_id, count(*) AS held FROM sessions WHERE kind = 'review' AND state = 'held' "
    "AND {only} GROUP BY mentorship_id",
}
"""What is counted, by name; `{only}` stands for the condition that names one mentorship, or for none."""


class _Counts:
    """Everything that is counted, over all mentorships or over one: a few queries, whatever their number."""

    def __init__(self, database: Database, mentorship_id: str | None = None) -> None:
        self._database = database
        condition = "1" if mentorship_id is None else "mentorship_id = :only"
        parameters = {"only": mentorship_id, "now": clock.stamp(clock.now()), "blank": _BLANK}
        self._found: dict[str, dict[str, list[Any]]] = {}
        for name, sql in _QUERIES.items():
            found = self._found.setdefault(name, {})
            for row in database.rows(sql.replace("{only}", condition), parameters):
                found.setdefault(row["mentorship_id"], []).append(row)

    def _rows(self, name: str, mentorship: Mentorship) -> list[Any]:
        return self._found[name].get(mentorship.id, [])

    def _row(self, name: str, mentorship: Mentorship) -> Any:
        return next(iter(self._rows(name, mentorship)), None)

    def facts(self, mentorship: Mentorship, *, with_points: bool) -> Facts:
        """What the checklist of a mentorship is computed from; reading the points takes a look into its draft."""
        found = self._points(mentorship) if with_points else []
        asked = self._row("questions", mentorship)
        return Facts(
            closed=mentorship.state.is_closed,
            paused=mentorship.state is MentorshipState.PAUSED,
            invitation_sent=self._row("invitations", mentorship) is not None,
            asked=asked["asked"] if asked else 0,
            skipped=asked["skipped"] if asked else 0,
            open_questions=asked["open"] if asked else 0,
            uncovered_topics=len(CORE_TOPICS) - (asked["covered"] if asked else 0),
            points=len(found),
            clear_points=sum(point.is_clear for point in found),
            annex_settled=self._settled(mentorship),
            **self._of_versions(mentorship),
            **self._of_sessions(mentorship),
        )

    def _settled(self, mentorship: Mentorship) -> int:
        """As many fields as `annex.of` says, which has to be asked only while somebody types into one."""
        counted = self._row("annex", mentorship)
        if counted is None:
            return 0
        if not counted["typing"]:
            return int(counted["settled"])
        return sum(entry.state is not AnnexState.OPEN for entry in annex.of(self._database, mentorship.id))

    def _points(self, mentorship: Mentorship) -> list[Point]:
        """The points of a draft; many drafts are asked for again and again while few have changed."""
        text = versions.draft_text(self._database, mentorship.id)
        return points.marked(self._database, mentorship.id, _points_of(text))

    def _of_versions(self, mentorship: Mentorship) -> dict[str, Any]:
        rows = self._rows("versions", mentorship)
        if not rows:
            return {}
        agreed = [row for row in rows if row["signatures"] == 2]
        return {
            "version_number": rows[-1]["number"],
            "signatures": rows[-1]["signatures"],
            "in_force_number": agreed[-1]["number"] if agreed else 0,
            "copies": agreed[-1]["copies"] if agreed else 0,
            "draft_changed": not mentorship.state.is_closed and self._draft_differs(mentorship, rows[-1]),
        }

    def _draft_differs(self, mentorship: Mentorship, newest: Any) -> bool:
        """As `versions.draft_differs`, which has to be asked only where the check sums do not say it already."""
        draft = self._row("draft", mentorship)
        if draft is not None and draft["settled"] and draft["sha256"] == newest["sha256"]:
            return False
        return versions.draft_differs(self._database, mentorship.id)

    def _of_sessions(self, mentorship: Mentorship) -> dict[str, Any]:
        regular = self._row("sessions", mentorship)
        following = self._row("next session", mentorship)
        reviews = self._row("reviews", mentorship)
        facts: dict[str, Any] = {
            "sessions_held": regular["held"] if regular else 0,
            "sessions_planned": regular["coming"] if regular else 0,
            "next_session": _starts(following, mentorship) if following else None,
            "reviews_held": reviews["held"] if reviews else 0,
        }
        if first := self._row("first meeting", mentorship):
            facts |= {
                "first_meeting": _starts(first, mentorship),
                "first_meeting_place": first["place"],
                "first_meeting_held": first["state"] == SessionState.HELD,
                "first_meeting_open": first["state"] == SessionState.PLANNED and bool(first["open"]),
            }
        if review := self._row("next review", mentorship):
            day = _starts(review, mentorship).date()
            facts |= {"review_due": day, "review_overdue": day < clock.today(mentorship.zone)}
        return facts


@lru_cache(maxsize=1_000)
def _points_of(text: str) -> tuple[tuple[Party, str, int], ...]:
    """As `points_of`, which takes a millisecond for each draft."""
    return tuple(points_of(text))


def _starts(row: Any, mentorship: Mentorship) -> datetime:
    """When a session begins by the clocks of the mentorship's zone, which may not be the session's own."""
    if row["zone"] == mentorship.zone:
        return datetime.fromisoformat(row["starts"])
    return walltime.to_wall(clock.from_stamp(row["starts_at"]), mentorship.zone)


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


def _horizon(days: int) -> str:
    """A day that no mentorship's last day lies behind, whatever its zone: the exact one is looked at afterwards."""
    return (clock.now().date() + timedelta(days=days + 2)).isoformat()


def _sessions_due(database: Database, active: Mapping[str, Mentorship], days: int) -> Iterator[Due]:
    rows = database.rows(
        "SELECT * FROM sessions WHERE state = 'planned' AND starts_at < ? ORDER BY starts_at", (_horizon(days),)
    )
    for row, mentorship, today in _of_active(rows, active):
        starts = _starts(row, mentorship)
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
    rows = database.rows("SELECT * FROM commitments WHERE state = 'open' AND due < ? ORDER BY due", (_horizon(days),))
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
            who=mentorship.name_of(Party(row["party"])),
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
