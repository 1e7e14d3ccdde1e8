"""The schema: migrations of sqlite-utils, append-only, each in one transaction.

Conventions: ids are 16 random hex digits, so that rows can move between files; instants are ISO 8601 in UTC
(`data.clock.stamp`); planned times are wall-clock text (`2026-12-01T10:00`) beside their IANA zone; every record
that two may edit carries `row_version`. What is signed is guarded by triggers: not even this app can change it.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from ..prose.log import digest_of
from .entries import fill

MIGRATIONS = Migrations("handschlag")
"""All migrations, oldest first. A released one is never changed."""

_TABLES: dict[str, str] = {
    "mentorships": """
        id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE,
        mentor TEXT NOT NULL, mentee TEXT NOT NULL,
        mentor_email TEXT NOT NULL DEFAULT '', mentee_email TEXT NOT NULL DEFAULT '',
        me TEXT NOT NULL CHECK (me IN ('mentor', 'mentee')),
        language TEXT NOT NULL, zone TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'preparing'
            CHECK (state IN ('preparing', 'active', 'paused', 'ended', 'completed')),
        created_at TEXT NOT NULL, active_since TEXT, paused_at TEXT, ended_at TEXT,
        mentor_completed_at TEXT, mentee_completed_at TEXT,
        continues TEXT REFERENCES mentorships(id),
        row_version INTEGER NOT NULL DEFAULT 1""",
    "texts": """
        id TEXT PRIMARY KEY, mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        kind TEXT NOT NULL, subject TEXT NOT NULL DEFAULT '', party TEXT NOT NULL DEFAULT '',
        body TEXT NOT NULL DEFAULT '', body_seq INTEGER NOT NULL DEFAULT 0, sha256 TEXT NOT NULL DEFAULT '',
        snapshot BLOB, snapshot_seq INTEGER NOT NULL DEFAULT 0, changed_at TEXT,
        UNIQUE (mentorship_id, kind, subject, party)""",
    "text_updates": """
        seq INTEGER PRIMARY KEY AUTOINCREMENT, text_id TEXT NOT NULL REFERENCES texts(id),
        payload BLOB NOT NULL, at TEXT NOT NULL, os_user TEXT NOT NULL""",
    "questions": """
        id TEXT PRIMARY KEY, mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        topic TEXT NOT NULL, topic_title TEXT NOT NULL, wording TEXT NOT NULL,
        position INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'asked', 'skipped')),
        source TEXT NOT NULL DEFAULT '', section TEXT NOT NULL DEFAULT '', removed_at TEXT,
        row_version INTEGER NOT NULL DEFAULT 1""",
    "clauses": """
        id TEXT PRIMARY KEY, mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        question_id TEXT NOT NULL REFERENCES questions(id),
        wording TEXT NOT NULL, answer_sha256 TEXT NOT NULL, anchor BLOB, created_at TEXT NOT NULL""",
    "marks": """
        mentorship_id TEXT NOT NULL REFERENCES mentorships(id), party TEXT NOT NULL, point TEXT NOT NULL,
        wording TEXT NOT NULL, at TEXT NOT NULL, os_user TEXT NOT NULL,
        PRIMARY KEY (mentorship_id, point, party)""",
    "annex_fields": """
        mentorship_id TEXT NOT NULL REFERENCES mentorships(id), field TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled', 'not agreed')),
        row_version INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (mentorship_id, field)""",
    "versions": """
        id TEXT PRIMARY KEY, mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        kind TEXT NOT NULL CHECK (kind IN ('agreement', 'annex')), number INTEGER NOT NULL,
        text TEXT NOT NULL, sha256 TEXT NOT NULL, previous_sha256 TEXT NOT NULL, language TEXT NOT NULL,
        frozen_at TEXT NOT NULL, frozen_by TEXT NOT NULL,
        UNIQUE (mentorship_id, kind, number)""",
    "signatures": """
        id TEXT PRIMARY KEY, version_id TEXT NOT NULL REFERENCES versions(id),
        party TEXT NOT NULL CHECK (party IN ('mentor', 'mentee')), name TEXT NOT NULL,
        signed_on TEXT NOT NULL, at TEXT NOT NULL,
        method TEXT NOT NULL CHECK (method IN ('own login', 'in person', 'on paper', 'agreed')),
        sha256 TEXT NOT NULL, os_user TEXT NOT NULL,
        UNIQUE (version_id, party)""",
    "copies": """
        id TEXT PRIMARY KEY, mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        version_id TEXT REFERENCES versions(id), annex_version_id TEXT REFERENCES versions(id),
        party TEXT NOT NULL, at TEXT NOT NULL, how TEXT NOT NULL, place TEXT NOT NULL DEFAULT '',
        sha256 TEXT NOT NULL, os_user TEXT NOT NULL""",
    "series": """
        id TEXT PRIMARY KEY, mentorship_id TEXT NOT NULL REFERENCES mentorships(id), rule TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '', starts TEXT NOT NULL, zone TEXT NOT NULL, minutes INTEGER NOT NULL,
        place TEXT NOT NULL DEFAULT '', method TEXT NOT NULL DEFAULT '',
        sequence INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL, changed_at TEXT""",
    "sessions": """
        id TEXT PRIMARY KEY, mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        kind TEXT NOT NULL CHECK (kind IN ('first', 'regular', 'review')),
        state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'cancelled')),
        title TEXT NOT NULL DEFAULT '', starts TEXT NOT NULL, zone TEXT NOT NULL, starts_at TEXT NOT NULL,
        minutes INTEGER NOT NULL CHECK (minutes > 0), place TEXT NOT NULL DEFAULT '', method TEXT NOT NULL DEFAULT '',
        series_id TEXT REFERENCES series(id), original_starts TEXT, sequence INTEGER NOT NULL DEFAULT 0,
        cancelled_by TEXT, cancelled_at TEXT, held_at TEXT, created_at TEXT NOT NULL,
        changed_at TEXT, row_version INTEGER NOT NULL DEFAULT 1""",
    "meetings": """
        session_id TEXT PRIMARY KEY REFERENCES sessions(id), opened_at TEXT NOT NULL, closed_at TEXT,
        question_id TEXT REFERENCES questions(id)""",
    "commitments": """
        id TEXT PRIMARY KEY, mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        session_id TEXT REFERENCES sessions(id), party TEXT NOT NULL, what TEXT NOT NULL,
        due TEXT, first_due TEXT, carried_over INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
        created_at TEXT NOT NULL, closed_at TEXT, row_version INTEGER NOT NULL DEFAULT 1""",
    "reviews": """
        session_id TEXT PRIMARY KEY REFERENCES sessions(id),
        mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        questions TEXT NOT NULL, mentor_done_at TEXT, mentee_done_at TEXT, revealed_at TEXT,
        mentor_wish TEXT CHECK (mentor_wish IN ('continue', 'amend', 'end')),
        mentee_wish TEXT CHECK (mentee_wish IN ('continue', 'amend', 'end')),
        outcome TEXT CHECK (outcome IN ('continue', 'amend', 'end')), closed_at TEXT,
        row_version INTEGER NOT NULL DEFAULT 1""",
    "review_scores": """
        session_id TEXT NOT NULL REFERENCES sessions(id), party TEXT NOT NULL, question TEXT NOT NULL,
        score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5), PRIMARY KEY (session_id, party, question)""",
    "events": """
        id INTEGER PRIMARY KEY AUTOINCREMENT, mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        at TEXT NOT NULL, os_user TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL DEFAULT '',
        detail TEXT NOT NULL DEFAULT ''""",
    "places": """
        os_user TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (os_user, name)""",
}

_INDEXES = (
    "CREATE INDEX text_updates_by_text ON text_updates(text_id, seq)",
    "CREATE INDEX questions_by_mentorship ON questions(mentorship_id, position)",
    "CREATE INDEX versions_by_mentorship ON versions(mentorship_id, kind, number)",
    "CREATE INDEX copies_by_mentorship ON copies(mentorship_id)",
    "CREATE INDEX sessions_by_start ON sessions(starts_at)",
    "CREATE INDEX sessions_by_mentorship ON sessions(mentorship_id, starts_at)",
    "CREATE INDEX sessions_by_series ON sessions(series_id, starts_at)",
    "CREATE INDEX commitments_by_due ON commitments(due) WHERE state = 'open'",
    "CREATE INDEX commitments_by_mentorship ON commitments(mentorship_id, state)",
    "CREATE INDEX events_by_mentorship ON events(mentorship_id, kind)",
)

_GUARDS = (
    *(
        f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'what is frozen stays as it is'); END"
        for table in ("versions", "signatures")
        for verb in ("UPDATE", "DELETE")
    ),
    """CREATE TRIGGER versions_refuse_replacement BEFORE INSERT ON versions
       WHEN EXISTS (SELECT 1 FROM versions WHERE id = NEW.id OR rowid = NEW.rowid OR
            (mentorship_id = NEW.mentorship_id AND kind = NEW.kind AND number >= NEW.number))
       BEGIN SELECT RAISE(ABORT, 'versions are only added, in order'); END""",
    """CREATE TRIGGER signatures_refuse_replacement BEFORE INSERT ON signatures
       WHEN EXISTS (SELECT 1 FROM signatures WHERE id = NEW.id OR rowid = NEW.rowid OR
            (version_id = NEW.version_id AND party = NEW.party))
       BEGIN SELECT RAISE(ABORT, 'a party signs a version once'); END""",
    """CREATE TRIGGER signatures_stand_under_their_text BEFORE INSERT ON signatures
       WHEN NEW.sha256 IS NOT (SELECT sha256 FROM versions WHERE id = NEW.version_id)
       BEGIN SELECT RAISE(ABORT, 'a signature stands only under the text that was signed'); END""",
    """CREATE TRIGGER signatures_only_for_the_newest BEFORE INSERT ON signatures
       WHEN EXISTS (SELECT 1 FROM versions signed JOIN versions newer
            ON newer.mentorship_id = signed.mentorship_id AND newer.kind = signed.kind
            AND newer.number > signed.number WHERE signed.id = NEW.version_id)
       BEGIN SELECT RAISE(ABORT, 'a newer version was proposed'); END""",
    """CREATE TRIGGER signatures_end_with_the_mentorship BEFORE INSERT ON signatures
       WHEN EXISTS (SELECT 1 FROM versions JOIN mentorships ON mentorships.id = versions.mentorship_id
            WHERE versions.id = NEW.version_id AND mentorships.state IN ('ended', 'completed'))
       BEGIN SELECT RAISE(ABORT, 'the mentorship has ended'); END""",
    """CREATE TRIGGER mentorships_stay_ended BEFORE UPDATE OF state ON mentorships
       WHEN OLD.state IN ('ended', 'completed') AND NEW.state IS NOT OLD.state
       BEGIN SELECT RAISE(ABORT, 'an ended mentorship is never reopened'); END""",
    """CREATE TRIGGER mentorships_refuse_replacement BEFORE INSERT ON mentorships
       WHEN EXISTS (SELECT 1 FROM mentorships WHERE id = NEW.id OR number = NEW.number OR rowid = NEW.rowid)
       BEGIN SELECT RAISE(ABORT, 'a mentorship is begun once'); END""",
    """CREATE TRIGGER mentorships_refuse_delete BEFORE DELETE ON mentorships
       WHEN OLD.state IN ('ended', 'completed')
       BEGIN SELECT RAISE(ABORT, 'an ended mentorship can be read for good'); END""",
)


@MIGRATIONS()
def m001_first_release(db: Database) -> None:
    """Everything that the whole flow needs."""
    for name, columns in _TABLES.items():
        db.execute(f"CREATE TABLE {name} ({columns})")
    for statement in (*_INDEXES, *_GUARDS):
        db.execute(statement)


_SSH_GUARDS = (
    """CREATE TRIGGER signatures_by_key_are_own_logins BEFORE INSERT ON signatures
       WHEN (NEW.ssh_public_key = '') IS NOT (NEW.ssh_signature = '')
            OR (NEW.ssh_signature != '' AND NEW.method != 'own login')
       BEGIN SELECT RAISE(ABORT, 'an SSH key signs beside an own login'); END""",
    """CREATE TRIGGER signatures_by_key_are_of_one_party BEFORE INSERT ON signatures
       WHEN NEW.ssh_public_key != '' AND EXISTS (SELECT 1 FROM signatures
            WHERE version_id = NEW.version_id AND ssh_public_key = NEW.ssh_public_key)
       BEGIN SELECT RAISE(ABORT, 'one SSH key signs for one party'); END""",
    """CREATE TRIGGER signatures_one_own_login_each BEFORE INSERT ON signatures
       WHEN NEW.method = 'own login' AND EXISTS (SELECT 1 FROM signatures
            WHERE version_id = NEW.version_id AND method = 'own login' AND os_user = NEW.os_user)
       BEGIN SELECT RAISE(ABORT, 'one account signs for one party as its own login'); END""",
)


@MIGRATIONS()
def m002_ssh_signatures(db: Database) -> None:
    """A signature may have one by an SSH key beside it. Both columns are empty where it has none."""
    for column in ("ssh_public_key", "ssh_signature"):
        db.execute(f"ALTER TABLE signatures ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    for statement in _SSH_GUARDS:
        db.execute(statement)


@MIGRATIONS()
def m003_a_zone_for_each_party(db: Database) -> None:
    """Each party may live in a time zone of its own; empty is the mentorship's."""
    for party in ("mentor", "mentee"):
        db.execute(f"ALTER TABLE mentorships ADD COLUMN {party}_zone TEXT NOT NULL DEFAULT ''")


@MIGRATIONS()
def m004_busy_times(db: Database) -> None:
    """When people are busy, from their own calendars; `owner` is a mentorship whose other party it is, or empty."""
    db.execute(
        "CREATE TABLE busy_times (owner TEXT NOT NULL, os_user TEXT NOT NULL, starts_at TEXT NOT NULL, "
        "ends_at TEXT NOT NULL, at TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX busy_times_by_owner ON busy_times(owner, starts_at)")


@MIGRATIONS()
def m005_the_rhythm_of_reviews(db: Database) -> None:
    """Each mentorship has its own number of days from one review to the next."""
    db.execute("ALTER TABLE mentorships ADD COLUMN review_days INTEGER NOT NULL DEFAULT 60")


_ENTRIES = """
    mentorship_id TEXT NOT NULL REFERENCES mentorships(id), number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('frozen', 'signed', 'in force', 'ended', 'completed')),
    subject TEXT NOT NULL, at TEXT NOT NULL, content TEXT NOT NULL,
    previous_sha256 TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (mentorship_id, number), UNIQUE (mentorship_id, kind, subject)"""

_ENTRY_GUARDS = (
    *(
        f"CREATE TRIGGER entries_refuse_{verb.lower()} BEFORE {verb} ON entries "
        f"BEGIN SELECT RAISE(ABORT, 'an entry of the log stays as it is'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    """CREATE TRIGGER entries_follow_each_other BEFORE INSERT ON entries
       WHEN NEW.number IS NOT 1 + (SELECT coalesce(max(number), 0) FROM entries WHERE mentorship_id = NEW.mentorship_id)
            OR NEW.previous_sha256 IS NOT coalesce((SELECT sha256 FROM entries
                WHERE mentorship_id = NEW.mentorship_id ORDER BY number DESC LIMIT 1), '')
            OR NEW.at < coalesce((SELECT max(at) FROM entries WHERE mentorship_id = NEW.mentorship_id), '')
            OR EXISTS (SELECT 1 FROM entries WHERE rowid = NEW.rowid OR
                (mentorship_id = NEW.mentorship_id AND kind = NEW.kind AND subject = NEW.subject))
       BEGIN SELECT RAISE(ABORT, 'an entry of the log follows the one before it'); END""",
)


@MIGRATIONS()
def m006_a_log_of_entries(db: Database) -> None:
    """Each mentorship has its log, also for what happened before; a receipt of a copy names the newest entry."""
    db.execute(f"CREATE TABLE entries ({_ENTRIES})")
    for statement in _ENTRY_GUARDS:
        db.execute(statement)
    db.execute("ALTER TABLE copies ADD COLUMN entry_number INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE copies ADD COLUMN entry_sha256 TEXT NOT NULL DEFAULT ''")
    fill(db.conn)


_SHARING = {
    "shares": """
        mentorship_id TEXT PRIMARY KEY REFERENCES mentorships(id), path TEXT NOT NULL, replica TEXT NOT NULL,
        texts_read INTEGER NOT NULL DEFAULT 0, texts_mark TEXT NOT NULL DEFAULT '',
        changes_read INTEGER NOT NULL DEFAULT 0, changes_mark TEXT NOT NULL DEFAULT '',
        texts_written INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL""",
    "shared_rows": """
        mentorship_id TEXT NOT NULL REFERENCES mentorships(id), name TEXT NOT NULL, key TEXT NOT NULL,
        row TEXT NOT NULL, PRIMARY KEY (mentorship_id, name, key)""",
    "clashes": """
        id TEXT PRIMARY KEY, mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        name TEXT NOT NULL, key TEXT NOT NULL, field TEXT NOT NULL, mine TEXT NOT NULL, theirs TEXT NOT NULL,
        at TEXT NOT NULL, settled_at TEXT""",
    "participants": """
        mentorship_id TEXT NOT NULL REFERENCES mentorships(id), party TEXT NOT NULL
            CHECK (party IN ('mentor', 'mentee')),
        uid INTEGER NOT NULL, os_user TEXT NOT NULL, replica TEXT NOT NULL, joined_at TEXT NOT NULL,
        PRIMARY KEY (mentorship_id, party)""",
    "shared_changes": """
        seq INTEGER PRIMARY KEY AUTOINCREMENT, mentorship_id TEXT NOT NULL REFERENCES mentorships(id),
        name TEXT NOT NULL, key TEXT NOT NULL, replica TEXT NOT NULL, mark TEXT NOT NULL""",
    "cursors": """
        mentorship_id TEXT NOT NULL REFERENCES mentorships(id), replica TEXT NOT NULL, kind TEXT NOT NULL,
        subject TEXT NOT NULL, party TEXT NOT NULL, mark BLOB NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (mentorship_id, replica)""",
}
"""`shares`, `shared_rows` and `clashes` are used in a person's own file, the others in the file that two share."""


@MIGRATIONS()
def m007_sharing(db: Database) -> None:
    """What two own files and the one between them need; a row of the text log tells from which file it came."""
    for name, columns in _SHARING.items():
        db.execute(f"CREATE TABLE {name} ({columns})")
    db.execute("ALTER TABLE text_updates ADD COLUMN replica TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE text_updates ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
    db.conn.create_function("digest_of", 1, digest_of, deterministic=True)
    db.execute("UPDATE text_updates SET digest = digest_of(payload)")
    db.execute("CREATE UNIQUE INDEX text_updates_once ON text_updates(text_id, digest) WHERE digest != ''")
    db.execute("CREATE INDEX clashes_open ON clashes(mentorship_id) WHERE settled_at IS NULL")
