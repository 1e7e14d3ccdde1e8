"""Which former wording a point had, and what was understood before its words were changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import points, prose
from data.errors import Refused
from data.model.agreement import FormerWording
from data.model.mentorship import Mentorship, Party
from data.model.rewording import ALIKE, former_wordings, likeness
from data.store.connection import Database

from .mentoring import DRAFT, active, begun, ended, point, write_draft

WORDS = st.lists(st.sampled_from(["gives", "notice", "a", "day", "ahead", "listens", "für", "Zusagen"]), max_size=6)
WORDINGS = st.one_of(st.text(max_size=30), WORDS.map(" ".join))
OWNED = st.tuples(st.sampled_from(list(Party)), WORDINGS)


# -- how alike two wordings are ----------------------------------------------------------------------------------------


@given(WORDINGS, WORDINGS)
def test_likeness_is_between_nothing_and_the_same_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


@given(WORDS.filter(bool))
def test_the_same_words_are_the_same(words: list[str]) -> None:
    assert likeness(" ".join(words), "  ".join(words).upper()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("listens", "lisens"),
        ("listens", "listens with care and much patience"),
        ("gives notice", "gives notice a day ahead"),
        ("offen für Feedback sein", "offen für Feedback und Vorschläge sein"),
        ("asks early and often", "often asks, and early"),
    ],
)
def test_a_mended_continued_or_moved_wording_is_known_again(former: str, now: str) -> None:
    assert likeness(former, now) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("listens", "asks"),
        ("seeks help when needed", "contributes ideas about alternatives"),
        ("Zusagen einhalten", "sich bei Bedarf Hilfe holen"),
        ("", "listens"),
    ],
)
def test_other_words_are_another_wording(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


@given(st.lists(OWNED, max_size=6), st.lists(OWNED, max_size=6), st.data())
def test_a_former_wording_is_gone_of_the_same_party_alike_and_given_once(
    now: list[tuple[Party, str]], known: list[tuple[Party, str]], data: st.DataObject
) -> None:
    asked = data.draw(st.sets(st.sampled_from(range(len(now))))) if now else set()
    found = former_wordings(now, asked, known)
    assert set(found) <= asked
    given_to = [(now[place][0], wording) for place, wording in found.items()]
    assert len(given_to) == len(set(given_to))
    for place, wording in found.items():
        party, words = now[place]
        assert (party, wording) in known
        assert (party, wording) not in now
        assert likeness(words, wording) >= ALIKE


def test_the_most_alike_comes_first_and_the_other_gets_what_is_left() -> None:
    now = [(Party.MENTOR, "gives notice early"), (Party.MENTOR, "gives notice a day ahead")]
    known = [(Party.MENTOR, "gives notice"), (Party.MENTOR, "gives notice a day before")]
    assert former_wordings(now, [0, 1], known) == {0: "gives notice", 1: "gives notice a day before"}


# -- marks -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def mentorship(database: Database) -> Mentorship:
    made = begun(database)
    write_draft(database, made, DRAFT)
    return made


def reword(database: Database, mentorship: Mentorship, before: str, after: str) -> None:
    write_draft(database, mentorship, DRAFT.replace(before, after))


def understand(database: Database, mentorship: Mentorship, wording: str, *parties: Party) -> None:
    it = point(database, mentorship, wording)
    for party in parties:
        points.mark(database, mentorship.id, it.key, it.wording, party)


def test_a_reworded_point_tells_what_was_understood_and_by_whom(database: Database, mentorship: Mentorship) -> None:
    understand(database, mentorship, "gives notice", *Party)
    reword(database, mentorship, "gives notice", "gives notice a day ahead")
    new = point(database, mentorship, "gives notice a day ahead")
    assert new.former == FormerWording("gives notice", frozenset(Party))
    assert not new.is_clear
    assert point(database, mentorship, "listens").former is None
    understand(database, mentorship, "gives notice a day ahead", Party.MENTOR)
    again = point(database, mentorship, "gives notice a day ahead")
    assert again.former == FormerWording("gives notice", frozenset({Party.MENTEE}))
    understand(database, mentorship, "gives notice a day ahead", Party.MENTEE)
    assert point(database, mentorship, "gives notice a day ahead").former is None


def test_words_that_are_back_are_the_old_point(database: Database, mentorship: Mentorship) -> None:
    understand(database, mentorship, "gives notice", Party.MENTOR)
    reword(database, mentorship, "gives notice", "gives notice early")
    write_draft(database, mentorship, DRAFT)
    back = point(database, mentorship, "gives notice")
    assert back.understood_by == {Party.MENTOR}
    assert back.former is None


def test_the_same_words_of_the_other_party_are_not_what_it_was(database: Database, mentorship: Mentorship) -> None:
    understand(database, mentorship, "gives notice", Party.MENTOR)
    write_draft(database, mentorship, DRAFT.replace("- gives notice\n", "").replace("- asks", "- gives notice early"))
    assert [it.former for it in points.of(database, mentorship.id)] == [None, None]


def test_a_mark_whose_key_is_not_of_its_words_is_left_alone(database: Database, mentorship: Mentorship) -> None:
    points.mark(database, mentorship.id, "0" * 32, "gives notice early", Party.MENTOR)
    assert point(database, mentorship, "gives notice").former is None


# -- remarks -----------------------------------------------------------------------------------------------------------


def remark(database: Database, mentorship: Mentorship, wording: str, words: str) -> None:
    it = point(database, mentorship, wording)
    points.note_remark(database, mentorship.id, it)
    prose.write(database, points.remark_key(mentorship.id, it), words)


def test_a_remark_stands_at_its_point_and_follows_changed_words(database: Database, mentorship: Mentorship) -> None:
    remark(database, mentorship, "gives notice", "how early?\n")
    assert point(database, mentorship, "gives notice").remark == "how early?"
    assert point(database, mentorship, "listens").remark == ""
    reword(database, mentorship, "gives notice", "gives notice a day ahead")
    new = point(database, mentorship, "gives notice a day ahead")
    assert new.remark == "how early?"
    remark(database, mentorship, "gives notice a day ahead", "how early? A day.")
    reword(database, mentorship, "gives notice", "by e-mail, gives word a day ahead")
    assert point(database, mentorship, "by e-mail, gives word a day ahead").remark == "how early? A day."
    assert list(prose.read_all(database, mentorship.id, "remark").values()) == ["how early? A day."]


def test_a_remark_stays_when_the_new_words_are_understood(database: Database, mentorship: Mentorship) -> None:
    remark(database, mentorship, "gives notice", "how early?")
    reword(database, mentorship, "gives notice", "gives notice a day ahead")
    understand(database, mentorship, "gives notice a day ahead", *Party)
    assert point(database, mentorship, "gives notice a day ahead").remark == "how early?"


def test_a_remark_that_was_emptied_is_none(database: Database, mentorship: Mentorship) -> None:
    remark(database, mentorship, "gives notice", "how early?")
    remark(database, mentorship, "gives notice", " \n")
    assert point(database, mentorship, "gives notice").remark == ""


def test_each_of_two_points_keeps_its_own_remark(database: Database, mentorship: Mentorship) -> None:
    remark(database, mentorship, "gives notice", "one")
    remark(database, mentorship, "listens", "two")
    reword(database, mentorship, "listens", "gives notice and listens")
    assert point(database, mentorship, "gives notice").remark == "one"
    assert point(database, mentorship, "gives notice and listens").remark == ""


def test_the_words_are_kept_once_and_not_after_the_end(database: Database, mentorship: Mentorship) -> None:
    it = point(database, mentorship, "listens")
    for _time in range(3):
        points.note_remark(database, mentorship.id, it)
    assert database.value("SELECT count(*) FROM events WHERE kind = 'point remarked'") == 1
    ended(database, mentorship)
    with pytest.raises(Refused):
        points.note_remark(database, mentorship.id, it)


def test_a_remark_is_in_no_copy_and_no_dossier(database: Database) -> None:
    from data import copy, dossier

    made = active(database)
    it = point(database, made, "listens")
    points.note_remark(database, made.id, it)
    prose.write(database, points.remark_key(made.id, it), "a working note")
    assert "a working note" not in copy.copy_of(database, made.id)
    assert "a working note" not in dossier.dossier(database, made.id)
