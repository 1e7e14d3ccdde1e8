"""Versions: the draft frozen, consented to by each party for itself, in force when both did.

A frozen text is stored as it is and never rendered again; the schema refuses to change or delete it. The agreement and
the annex have versions of their own.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from .. import clock, identity, prose
from ..documents.annex import annex_text
from ..errors import BadInput, NotFound, Refused
from ..i18n import _
from ..model import walltime
from ..model.agreement import Method, Signature, Version, VersionKind, VersionState, fingerprint, states
from ..model.entry import EntryKind
from ..model.mentorship import Mentorship, Party
from ..model.review import FIRST_REVIEW_AFTER
from ..model.session import SessionKind
from ..model.ssh_signature import SshSignature
from . import annex, drafts, entries, events, mentorship_rows, sessions
from .connection import Database
from .consent_rules import check_day, check_key, refuse_unsignable, require_own_login, statement_of
from .mentorship_changes import activate
from .mentorship_rows import require_open
from .shares import require_own_side, together
from .worded import worded

AGREEMENT, ANNEX = VersionKind.AGREEMENT, VersionKind.ANNEX

LONGEST_SIGNATURE = 200
"""Letters of a typed name."""

_REVIEW_MINUTES = 30
_REVIEW_TIME = time(10, 0)
"""When a review begins where no first meeting says at which time the two meet."""


# -- the living text ---------------------------------------------------------------------------------------------------


def draft_key(mentorship_id: str) -> prose.Key:
    """Where the draft is typed."""
    return prose.Key(mentorship_id, "draft")


def draft_text(database: Database, mentorship_id: str) -> str:
    """The draft as it stands."""
    return prose.read(database, draft_key(mentorship_id))


def frozen(text: str) -> str:
    """A text as a version holds it: NFC (UAX #15), lines ended by LF, one line end at its end.

    Nothing else that nobody typed is changed. Composed form means that texts which read the same have the same SHA-256,
    whichever keyboard or template they come from; `recomposed` says what to tell before it happens.
    """
    lined = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return lined.rstrip("\n") + "\n"


def recomposed(text: str) -> str:
    """The sentence that tells that freezing stores letters in another form; empty where it changes none."""
    if unicodedata.is_normalized("NFC", text):
        return ""
    return _(
        "Some letters are typed as two characters, such as a letter and its accent. Proposing stores each as one "
        "(Unicode NFC). They read the same; nothing else is changed."
    )


def draft_differs(database: Database, mentorship_id: str) -> bool:
    """Whether the draft holds other words than the newest version, or any where there is none."""
    return differs(draft_text(database, mentorship_id), newest(database, mentorship_id))


def annex_as_it_stands(database: Database, mentorship_id: str) -> str:
    """The annex as it would be frozen now."""
    language = mentorship_rows.get(database, mentorship_id).language
    return frozen(annex_text(annex.of(database, mentorship_id), language))


def annex_differs(database: Database, mentorship_id: str) -> bool:
    """Whether the annex holds other words than its newest version, or any where there is none."""
    return differs(annex_as_it_stands(database, mentorship_id), newest(database, mentorship_id, ANNEX))


def differs(text: str, version: Version | None) -> bool:
    """Whether a living text holds other words than a version, or any where there is none."""
    return bool(text.strip()) if version is None else frozen(text) != version.text


# -- reading -----------------------------------------------------------------------------------------------------------


def of(database: Database, mentorship_id: str, kind: VersionKind = AGREEMENT) -> list[Version]:
    """All versions of a kind, the oldest first, with their signatures and states."""
    closed = mentorship_rows.get(database, mentorship_id).state.is_closed
    rows = database.rows(
        "SELECT * FROM versions WHERE mentorship_id = ? AND kind = ? ORDER BY number", (mentorship_id, kind.value)
    )
    signed = database.rows(
        "SELECT signatures.* FROM signatures JOIN versions ON versions.id = version_id "
        "WHERE mentorship_id = ? AND kind = ? ORDER BY version_id, signatures.rowid",
        (mentorship_id, kind.value),
    )
    by_version = {key: tuple(map(_signature, group)) for key, group in groupby(signed, lambda row: row["version_id"])}
    signatures = [by_version.get(row["id"], ()) for row in rows]
    return [
        _version(row, given, state)
        for row, given, state in zip(rows, signatures, states(signatures, closed=closed), strict=True)
    ]


def get(database: Database, version_id: str) -> Version:
    """One version. Raises `NotFound`."""
    row = database.row("SELECT mentorship_id, kind FROM versions WHERE id = ?", (version_id,))
    if row is None:
        raise NotFound(_("This version does not exist."))
    return next(it for it in of(database, row["mentorship_id"], VersionKind(row["kind"])) if it.id == version_id)


def newest(database: Database, mentorship_id: str, kind: VersionKind = AGREEMENT) -> Version | None:
    """The version that was frozen last; None where nothing was."""
    return next(reversed(of(database, mentorship_id, kind)), None)


def next_number(database: Database, mentorship_id: str) -> int:
    """The number that the draft gets when it is frozen."""
    sql = "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE mentorship_id = ? AND kind = ?"
    return int(database.value(sql, (mentorship_id, AGREEMENT.value)))


def in_force(database: Database, mentorship_id: str, kind: VersionKind = AGREEMENT) -> Version | None:
    """The version in force; None while none is, and after the mentorship has ended."""
    return next((it for it in of(database, mentorship_id, kind) if it.state is VersionState.IN_FORCE), None)


def attached_annex(database: Database, mentorship_id: str) -> Version | None:
    """The version of the annex that goes with a copy: the one both agreed to last, else the newest; None for none."""
    frozen_ones = of(database, mentorship_id, ANNEX)
    agreed = [it for it in frozen_ones if it.in_force_at is not None]
    return next(reversed(agreed or frozen_ones), None)


# -- freezing ----------------------------------------------------------------------------------------------------------


def propose(database: Database, mentorship_id: str) -> Version:
    """Freeze the draft as the next version; a proposal before it that is not in force is superseded.

    Raises `BadInput` for an empty draft, `Refused` where nothing has changed and where the mentorship has ended; of a
    shared mentorship `Unusable` where the other party's file cannot be asked what it holds.
    """
    with together(database, mentorship_id):
        text = frozen(draft_text(database, mentorship_id))
        return _freeze(database, mentorship_id, AGREEMENT, text)


def propose_annex(database: Database, mentorship_id: str) -> Version:
    """Freeze the annex as it stands, as the next version of its own.

    Raises as `propose`, and `Refused` while a field is open: each is settled or explicitly not agreed.
    """
    with together(database, mentorship_id):
        require_open(database, mentorship_id)
        annex.require_decided(database, mentorship_id)
        return _freeze(database, mentorship_id, ANNEX, annex_as_it_stands(database, mentorship_id))


def _freeze(database: Database, mentorship_id: str, kind: VersionKind, text: str) -> Version:
    require_open(database, mentorship_id)
    if not text.strip():
        raise BadInput(_("The draft is empty. Write the agreement first, then propose it."))
    before = newest(database, mentorship_id, kind)
    if before is not None and before.text == text:
        raise Refused(_("Nothing has changed since version {number}.").format(number=before.number))
    version_id = database.new_id()
    database.table("versions").insert(
        {
            "id": version_id,
            "mentorship_id": mentorship_id,
            "kind": kind.value,
            "number": 1 if before is None else before.number + 1,
            "text": text,
            "sha256": fingerprint(text),
            "previous_sha256": "" if before is None else before.sha256,
            "language": mentorship_rows.get(database, mentorship_id).language,
            "frozen_at": clock.stamp(clock.now()),
            "frozen_by": identity.user(),
        }
    )
    entries.append(database, mentorship_id, EntryKind.FROZEN, version_id)
    events.note(database, mentorship_id, "proposed", version_id, kind.value)
    return get(database, version_id)


# -- consenting --------------------------------------------------------------------------------------------------------


def statement(
    database: Database, version_id: str, party: Party, name: str, signed_on: date, method: Method = Method.OWN_LOGIN
) -> str:
    """What an SSH key signs for this signature. Raises as `sign`: nobody types a passphrase in vain."""
    version = get(database, version_id)
    require_own_login(method)
    typed = _typed_name(name)
    _require_consent_possible(database, version, party, signed_on, method)
    return statement_of(version, party, typed, signed_on)


def sign(
    database: Database,
    version_id: str,
    party: Party,
    name: str,
    signed_on: date,
    method: Method,
    ssh: SshSignature | None = None,
) -> Version:
    """A party signs a version with its typed name; returns the version, in force when both have consented.

    With `ssh`, what its key has signed (`statement`) is checked and stored beside an own login.

    Raises `BadInput` for an empty name or a date that cannot be; `Refused` for a version that cannot be signed any
    more, a party that has consented, the other party of a shared mentorship, one account signing for both as its own
    login, one key signing for both, and a signature by a key that is not valid.
    """
    typed = _typed_name(name)
    if ssh is not None:
        require_own_login(method)
        # Checked before the write begins: a program that runs meanwhile would hold the database.
        version = get(database, version_id)
        mentorship = mentorship_rows.get(database, version.mentorship_id)
        check_key(version, party, mentorship, typed, signed_on, ssh)
    return _consent(database, version_id, party, typed, signed_on, method, ssh)


def confirm(database: Database, version_id: str, party: Party, agreed_on: date) -> Version:
    """A party confirms a version as agreed, without a signature. Raises as `sign`."""
    mentorship_id = get(database, version_id).mentorship_id
    with together(database, mentorship_id):
        mentorship = mentorship_rows.get(database, mentorship_id)
        return _consent(database, version_id, party, mentorship.name_of(party), agreed_on, Method.AGREED)


def _typed_name(name: str) -> str:
    return worded(
        name,
        LONGEST_SIGNATURE,
        empty=_("Type the name, as a signature."),
        too_long=_("A signature has at most {count} characters."),
    )


def _require_consent_possible(
    database: Database, version: Version, party: Party, day: date, method: Method
) -> Mentorship:
    mentorship = mentorship_rows.get(database, version.mentorship_id)
    require_open(database, mentorship.id)
    require_own_side(database, mentorship.id, party)
    refuse_unsignable(version, party, mentorship, method)
    check_day(version, mentorship, day)
    return mentorship


def _consent(
    database: Database,
    version_id: str,
    party: Party,
    name: str,
    day: date,
    method: Method,
    ssh: SshSignature | None = None,
) -> Version:
    with together(database, get(database, version_id).mentorship_id):
        version = get(database, version_id)
        mentorship = _require_consent_possible(database, version, party, day, method)
        signature_id = database.new_id()
        database.table("signatures").insert(
            {
                "id": signature_id,
                "version_id": version_id,
                "party": party.value,
                "name": name,
                "signed_on": day.isoformat(),
                "at": clock.stamp(clock.now()),
                "method": method.value,
                "sha256": version.sha256,
                "os_user": identity.user(),
                "ssh_public_key": "" if ssh is None else ssh.public_key,
                "ssh_signature": "" if ssh is None else ssh.armour,
            }
        )
        entries.append(database, mentorship.id, EntryKind.SIGNED, signature_id)
        signed = get(database, version_id)
        if signed.state is VersionState.IN_FORCE:
            _come_into_force(database, signed, mentorship)
    return signed


def _come_into_force(database: Database, version: Version, mentorship: Mentorship) -> None:
    entries.append(database, mentorship.id, EntryKind.IN_FORCE, version.id)
    events.note(database, mentorship.id, "in force", version.id, version.kind.value)
    if version.kind is AGREEMENT:
        activate(database, mentorship.id)
        _plan_review(database, mentorship)


def _plan_review(database: Database, mentorship: Mentorship) -> None:
    """The review comes 30 days after today, in the mentorship's zone, at the time of day the two have met first."""
    if sessions.next_review(database, mentorship.id) is not None:
        return
    first = sessions.first_meeting(database, mentorship.id)
    day = clock.today(mentorship.zone) + FIRST_REVIEW_AFTER
    at = _REVIEW_TIME if first is None else walltime.to_wall(first.starts_at, mentorship.zone).time()
    sessions.plan(
        database,
        mentorship.id,
        kind=SessionKind.REVIEW,
        starts=walltime.existing(datetime.combine(day, at), mentorship.zone),
        minutes=_REVIEW_MINUTES,
        place="" if first is None else first.place,
        method="" if first is None else first.method,
    )


# -- taking up again ---------------------------------------------------------------------------------------------------


def restore(database: Database, version_id: str) -> None:
    """Make the text of a version the draft; what the draft held stays in its history (`drafts.undo` brings it back).

    Raises `Refused` where the mentorship has ended, and for an annex: that is changed field by field.
    """
    with database.write():
        version = get(database, version_id)
        require_open(database, version.mentorship_id)
        if version.kind is not AGREEMENT:
            raise Refused(_("The annex is changed field by field. Its versions are there to be read."))
        drafts.take_up(database, version.mentorship_id, version.text, version_id)


def amend(database: Database, mentorship_id: str) -> None:
    """Make the text of the version in force the draft. Raises `Refused` where none is in force, or it has ended."""
    with database.write():
        require_open(database, mentorship_id)
        version = in_force(database, mentorship_id)
        if version is None:
            raise Refused(_("No version is in force yet. Write the draft and propose it."))
        restore(database, version.id)


def _version(row: Any, signatures: tuple[Signature, ...], state: VersionState) -> Version:
    return Version(
        id=row["id"],
        mentorship_id=row["mentorship_id"],
        kind=VersionKind(row["kind"]),
        number=row["number"],
        text=row["text"],
        sha256=row["sha256"],
        previous_sha256=row["previous_sha256"],
        language=row["language"],
        frozen_at=clock.from_stamp(row["frozen_at"]),
        frozen_by=row["frozen_by"],
        signatures=signatures,
        state=state,
    )


def _signature(row: Any) -> Signature:
    return Signature(
        party=Party(row["party"]),
        name=row["name"],
        signed_on=date.fromisoformat(row["signed_on"]),
        at=clock.from_stamp(row["at"]),
        method=Method(row["method"]),
        sha256=row["sha256"],
        os_user=row["os_user"],
        ssh=SshSignature(row["ssh_public_key"], row["ssh_signature"]) if row["ssh_signature"] else None,
    )
