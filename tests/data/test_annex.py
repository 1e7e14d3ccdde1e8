"""The annex as it stands: six fields, each open, settled with words, or explicitly not agreed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import annex, clock, overview, prose, versions
from data.errors import BadInput, Clash, HandschlagError, NotFound, Refused
from data.model.agreement import ANNEX_FIELDS, AnnexEntry, AnnexState, VersionKind, VersionState
from data.model.mentorship import Mentorship, Party
from data.store.connection import Database

from .mentoring import active, begun, decided, dump, ended, fresh


def entry(database: Database, mentorship: Mentorship, field: str = "place") -> AnnexEntry:
    return next(it for it in annex.of(database, mentorship.id) if it.field == field)


def test_six_fields_are_open_and_empty(database: Database, mentorship: Mentorship) -> None:
    assert annex.of(database, mentorship.id) == [AnnexEntry(field, AnnexState.OPEN, "", 0) for field in ANNEX_FIELDS]


def test_a_field_is_settled_by_its_words(database: Database, mentorship: Mentorship) -> None:
    with pytest.raises(BadInput, match="Nothing is written here yet"):
        annex.set_state(database, mentorship.id, "place", AnnexState.SETTLED, 0)
    prose.write(database, annex.text_key(mentorship.id, "place"), "room 2.14")
    settled = annex.set_state(database, mentorship.id, "place", AnnexState.SETTLED, 0)
    assert settled == AnnexEntry("place", AnnexState.SETTLED, "room 2.14", 1)
    assert entry(database, mentorship) == settled
    assert entry(database, mentorship, "time").state is AnnexState.OPEN
    assert {it.state for it in annex.of(database, begun(database).id)} == {AnnexState.OPEN}
    opened = annex.set_state(database, mentorship.id, "place", AnnexState.OPEN, 1)
    assert (opened.state, opened.text, opened.row_version) == (AnnexState.OPEN, "room 2.14", 2)


def test_a_settled_field_whose_words_are_taken_away_is_open_again(database: Database, mentorship: Mentorship) -> None:
    for field in ("place", "time"):
        prose.write(database, annex.text_key(mentorship.id, field), "by agreement")
        annex.set_state(database, mentorship.id, field, AnnexState.SETTLED, 0)
    annex.set_state(database, mentorship.id, "urgent", AnnexState.NOT_AGREED, 0)
    assert overview.path(database, mentorship.id).facts.annex_settled == 3
    words = prose.Prose.open(database, annex.text_key(mentorship.id, "place"))
    words.replace(0, len("by agreement"), "")
    assert entry(database, mentorship) == AnnexEntry("place", AnnexState.OPEN, "", 1)
    assert overview.path(database, mentorship.id).facts.annex_settled == 2
    words.close()
    assert overview.path(database, mentorship.id).facts.annex_settled == 2
    prose.write(database, annex.text_key(mentorship.id, "place"), " \n\u00a0\t\u2003")
    assert entry(database, mentorship).state is AnnexState.OPEN
    assert overview.path(database, mentorship.id).facts.annex_settled == 2
    prose.write(database, annex.text_key(mentorship.id, "place"), "room 2")
    assert entry(database, mentorship).state is AnnexState.SETTLED
    assert overview.path(database, mentorship.id).facts.annex_settled == 3


FIELDS = st.sampled_from(ANNEX_FIELDS)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("write"), FIELDS, st.sampled_from(["room 2", "room 3", ""])),
        st.tuples(st.just("state"), FIELDS, st.sampled_from(list(AnnexState))),
        st.tuples(st.just("agree"), st.sampled_from(list(Party)), st.just("")),
    ),
    max_size=12,
)


@settings(max_examples=25)
@given(CHANGES)
def test_whatever_is_done_with_the_annex_the_core_text_and_its_signatures_stay(
    changes: list[tuple[str, Any, Any]],
) -> None:
    with fresh() as database:
        made = active(database)
        decided(database, made)
        before = versions.of(database, made.id)
        for what, of_what, value in changes:
            with suppress(HandschlagError):
                if what == "write":
                    prose.write(database, annex.text_key(made.id, of_what), value)
                elif what == "state":
                    row_version = entry(database, made, of_what).row_version
                    annex.set_state(database, made.id, of_what, value, row_version)
                else:
                    if versions.annex_differs(database, made.id):
                        versions.propose_annex(database, made.id)
                    newest = versions.newest(database, made.id, VersionKind.ANNEX)
                    assert newest is not None
                    versions.confirm(database, newest.id, of_what, clock.today(made.zone))
        assert versions.of(database, made.id) == before
        annexes = versions.of(database, made.id, VersionKind.ANNEX)
        assert [it.number for it in annexes] == list(range(1, len(annexes) + 1))
        assert sum(it.state is VersionState.IN_FORCE for it in annexes) <= 1
        assert not any("Still open." in it.text for it in annexes)


def test_the_annex_is_agreed_on_only_when_every_field_is_decided(database: Database, mentorship: Mentorship) -> None:
    before = dump(database)
    with pytest.raises(Refused, match="Still open: Place of the sessions, Time frame, Content, Ways of communicating"):
        versions.propose_annex(database, mentorship.id)
    assert dump(database) == before
    decided(database, mentorship)
    annex.set_state(database, mentorship.id, "urgent", AnnexState.OPEN, 1)
    with pytest.raises(Refused, match=r"^Still open: Urgent[^,]*\. Settle each"):
        versions.propose_annex(database, mentorship.id)
    decided(database, mentorship)
    assert "Still open" not in versions.propose_annex(database, mentorship.id).text


def test_not_agreed_needs_no_words(database: Database, mentorship: Mentorship) -> None:
    assert annex.set_state(database, mentorship.id, "urgent", AnnexState.NOT_AGREED, 0).state is AnnexState.NOT_AGREED


@pytest.mark.parametrize("read", [0, 2])
def test_what_another_has_decided_is_a_clash(database: Database, mentorship: Mentorship, read: int) -> None:
    annex.set_state(database, mentorship.id, "urgent", AnnexState.NOT_AGREED, 0)
    with pytest.raises(Clash):
        annex.set_state(database, mentorship.id, "urgent", AnnexState.OPEN, read)
    assert entry(database, mentorship, "urgent") == AnnexEntry("urgent", AnnexState.NOT_AGREED, "", 1)


def test_the_annex_of_an_ended_mentorship_stays(database: Database, mentorship: Mentorship) -> None:
    ended(database, mentorship)
    before = dump(database)
    with pytest.raises(Refused):
        annex.set_state(database, mentorship.id, "urgent", AnnexState.NOT_AGREED, 0)
    assert dump(database) == before


def test_what_is_none_is_not_found(database: Database, mentorship: Mentorship) -> None:
    with pytest.raises(NotFound):
        annex.set_state(database, "0" * 16, "urgent", AnnexState.NOT_AGREED, 0)
    with pytest.raises(NotFound):
        annex.set_state(database, mentorship.id, "none such", AnnexState.NOT_AGREED, 0)
