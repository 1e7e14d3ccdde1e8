"""Sessions as an iCalendar file (RFC 5545 and 5546), in the language of their mentorship.

The same records give the same bytes. A single session keeps its UID for ever and its SEQUENCE rises with each change; a
series is one entry with its RRULE, each session that differs from the rule an override with RECURRENCE-ID, and a
cancelled one is sent as cancelled, so that a calendar that has it learns of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..clean import line
from ..clock import zone_info
from ..i18n import _, pgettext, using
from ..model import walltime
from ..model.mentorship import Party
from ..model.recurrence import Recurrence, occurrences, parse
from ..model.session import Series, Session, SessionKind, SessionState
from . import names

if TYPE_CHECKING:
    from icalendar import Alarm, Event, vCalAddress

    from ..model.mentorship import Mentorship
    from ..store.connection import Database

_IN_AN_ADDRESS = "@+!$'*"
"""Signs of an e-mail address that a URI holds as they are (RFC 6068, 2)."""

SUFFIX = "@handschlag.ics"
"""How the name of the file of one entry ends: its UID, and what makes it a calendar."""

REMINDER = timedelta(minutes=15)
"""How long before a planned session a calendar may remind of it."""

PRODUCT = "-//Handschlag//Handschlag//EN"
"""Who wrote the file (PRODID)."""


class Method(StrEnum):
    """What is asked of whoever receives the file (RFC 5546, 1.4). A file to be read has none."""

    REQUEST = "REQUEST"
    """An invitation, to be answered."""
    CANCEL = "CANCEL"
    """An invitation is taken back."""


def calendar(
    sessions: Iterable[Session],
    mentorships: Iterable[Mentorship],
    series: Iterable[Series] = (),
    *,
    method: Method | None = None,
) -> bytes:
    """The file: sessions of these mentorships, with their time zones.

    A session whose series is among `series` becomes part of one recurring entry, and days of the rule for which no
    session is given are left out of it. Where its series is not given, it is one day of that recurring entry; any other
    session is an entry of its own. With a method, the owner of the database invites the other party; both need e-mail
    addresses.
    """
    from icalendar import Calendar

    from .timezones import timezone

    sessions = sorted(sessions, key=lambda session: (session.starts_at, session.id))
    of_id = {mentorship.id: mentorship for mentorship in mentorships}
    rules = {each.id: each for each in series}
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    if method is not None:
        file.add("method", method.value)
    for zone in sorted({session.zone for session in sessions} - {"UTC"}):
        years = [session.starts.year for session in sessions if session.zone == zone]
        file.add_component(timezone(zone, min(years) - 1, max(years) + 1))
    for mentorship_id, members in _grouped(sessions, "mentorship_id").items():
        mentorship = of_id[mentorship_id]
        with using(mentorship.language):
            for event in _events(members, rules, mentorship, method):
                file.add_component(event)
    return bytes(file.to_ical())


def calendar_of(db: Database, mid: str | None = None) -> bytes:
    """The file with every session of one mentorship, or of all."""
    from ..store import mentorships, sessions

    chosen = mentorships.every(db) if mid is None else [mentorships.get(db, mid)]
    members = [session for mentorship in chosen for session in sessions.of(db, mentorship.id)]
    return calendar(members, chosen, sessions.series(db, mid))


def file_name(mentorship: Mentorship) -> str:
    """What the calendar file of a mentorship is called, in the mentorship's language."""
    with using(mentorship.language):
        return names.file_name(pgettext("name of a file", "calendar"), mentorship, ".ics")


def _grouped(sessions: Iterable[Session], name: str) -> dict[Any, list[Session]]:
    groups: dict[Any, list[Session]] = {}
    for session in sessions:
        groups.setdefault(getattr(session, name), []).append(session)
    return groups


def _events(
    sessions: list[Session], rules: Mapping[str, Series], mentorship: Mentorship, method: Method | None
) -> Iterable[Event]:
    for series_id, members in _grouped(sessions, "series_id").items():
        if series_id in rules:
            yield from _recurring(rules[series_id], members, mentorship, method)
        else:
            for session in members:
                yield _single(session, mentorship, method)


def _single(session: Session, mentorship: Mentorship, method: Method | None) -> Event:
    """A session without its series. One of a series keeps the identity it has there."""
    if session.series_id is None or session.original_starts is None:
        return _event(session, mentorship, method, uid=session.id)
    event = _event(session, mentorship, method, uid=session.series_id)
    event.add("recurrence-id", _in_zone(session.original_starts, session.zone))
    return event


def _event(session: Session, mentorship: Mentorship, method: Method | None, *, uid: str) -> Event:
    event = _entry(session, uid)
    event.add("summary", _summary(session.title, session.kind, mentorship))
    cancelled = session.state is SessionState.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    _add_parties(event, mentorship, method)
    if session.is_planned:
        event.add_component(_reminder(str(event["SUMMARY"])))
    return event


def _reminder(words: str) -> Alarm:
    """What a calendar shows before the session (RFC 5545, 3.6.6)."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -REMINDER)
    return alarm


def _recurring(
    series: Series, members: list[Session], mentorship: Mentorship, method: Method | None
) -> Iterable[Event]:
    """The entry of the series itself, then one for each session that differs from what the rule gives."""
    rule = parse(series.rule)
    days = occurrences(rule, series.starts)
    if not all(walltime.exists(day, series.zone) for day in days):
        # A time that the clocks skip is not counted (RFC 5545, 3.3.10): the last day says where the series ends.
        rule = replace(rule, count=None, until=days[-1].date())
    entry = _entry(series, series.id)
    entry.add("rrule", _rule_value(rule, series.zone))
    by_rule = {session.original_starts: session for session in members}
    missing = [day for day in days if day not in by_rule]
    if missing:
        entry.add("exdate", [_in_zone(day, series.zone) for day in missing])
    entry.add("summary", _summary(series.title, SessionKind.REGULAR, mentorship))
    entry.add("status", "CONFIRMED")
    _add_parties(entry, mentorship, method)
    entry.add_component(_reminder(str(entry["SUMMARY"])))
    yield entry
    for session in members:
        if session.original_starts is not None and _differs(session, series):
            event = _event(session, mentorship, method, uid=series.id)
            event["SEQUENCE"] = max(session.sequence, series.sequence)
            event.add("recurrence-id", _in_zone(session.original_starts, series.zone))
            yield event


def _rule_value(rule: Recurrence, zone: str) -> dict[str, object]:
    """The rule as the library takes it; its last day as the instant at which that day ends (RFC 5545, 3.3.10)."""
    value: dict[str, object] = {}
    for part in str(rule).split(";"):
        name, _equals, text = part.partition("=")
        value[name] = text.split(",")
    if rule.until is not None:
        value["UNTIL"] = walltime.to_utc(datetime.combine(rule.until, time(23, 59, 59)), zone)
    return value


def _differs(session: Session, series: Series) -> bool:
    """Whether a calendar would show it otherwise by the rule; at a time that the clocks skip it would not at all."""
    return session.state is SessionState.CANCELLED or (
        (session.starts, session.zone, session.minutes, session.title, session.place, session.method)
        != (session.original_starts, series.zone, series.minutes, series.title, series.place, series.method)
    )


def _entry(record: Session | Series, uid: str) -> Event:
    """What an entry has in common, single or recurring."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@handschlag")
    # When the record was made or changed: the moment of export would make the same calendar another file every time.
    event.add("dtstamp", record.changed_at or record.created_at)
    event.add("created", record.created_at)
    event.add("last-modified", record.changed_at or record.created_at)
    event.add("sequence", record.sequence)
    event.add("dtstart", _in_zone(record.starts, record.zone))
    # A duration, and no end: it stays exact where the clocks change during the session.
    event.add("duration", timedelta(minutes=record.minutes))
    if record.place or record.method:
        event.add("location", line(record.place or record.method))
    if record.place and record.method:
        event.add("description", line(record.method))
    return event


def _in_zone(starts: datetime, zone: str) -> datetime:
    return starts.replace(tzinfo=UTC if zone == "UTC" else zone_info(zone))


def _summary(title: str, kind: SessionKind, mentorship: Mentorship) -> str:
    if title:
        return line(title)
    sentence = {
        SessionKind.FIRST: _("First meeting of {mentor} and {mentee}"),
        SessionKind.REGULAR: _("Session of {mentor} and {mentee}"),
        SessionKind.REVIEW: _("Review by {mentor} and {mentee}"),
    }[kind]
    return line(sentence.format(mentor=mentorship.mentor, mentee=mentorship.mentee))


def _add_parties(event: Event, mentorship: Mentorship, method: Method | None) -> None:
    """Who invites and who is invited; a file to be read names nobody's address."""
    if method is None:
        return
    from icalendar import vText

    me, other = mentorship.me, mentorship.me.other
    event.add("organizer", _address(mentorship, me))
    attendee = _address(mentorship, other)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("TRUE")
    event.add("attendee", attendee)


def _address(mentorship: Mentorship, party: Party) -> vCalAddress:
    from icalendar import vCalAddress, vText

    address = vCalAddress(f"mailto:{quote(line(mentorship.email_of(party)), safe=_IN_AN_ADDRESS)}")
    # A backslash has no meaning here (RFC 5545, 3.1), but icalendar and others read it as an escape.
    address.params["CN"] = vText(line(mentorship.name_of(party)).replace("\\", "/"))
    return address
