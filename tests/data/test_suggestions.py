"""The six suggestions for the mentee: each open, accepted or dropped, and back."""

from __future__ import annotations

import pytest

from data import suggestions, texts
from data.errors import NotFound, Refused
from data.model.mentorship import Mentorship
from data.store.connection import Database

from .mentoring import begun, dump, ended


def states(database: Database, mentorship: Mentorship) -> dict[str, str]:
    return {suggestion.key: state for suggestion, state in suggestions.of(database, mentorship.id)}


@pytest.mark.parametrize("language", ["en", "de"])
def test_six_are_open_in_the_language_of_the_agreement(database: Database, language: str) -> None:
    made = begun(database, language=language)
    found = suggestions.of(database, made.id)
    assert [suggestion for suggestion, _state in found] == list(texts.suggestions(language))
    assert [state for _suggestion, state in found] == ["open"] * 6
    key = found[0][0].key
    assert suggestions.wording(database, made.id, key) == found[0][0].wording


def test_each_has_the_state_that_was_given_last(database: Database) -> None:
    made, other = begun(database), begun(database)
    keys = list(states(database, made))
    suggestions.accept(database, made.id, keys[0])
    suggestions.drop(database, made.id, keys[1])
    suggestions.drop(database, made.id, keys[2])
    suggestions.reopen(database, made.id, keys[2])
    suggestions.drop(database, made.id, keys[3])
    suggestions.accept(database, made.id, keys[3])
    assert list(states(database, made).values()) == ["accepted", "dropped", "open", "accepted", "open", "open"]
    assert set(states(database, other).values()) == {"open"}


def test_what_is_no_suggestion_or_comes_too_late_is_told(database: Database) -> None:
    made = begun(database)
    key = next(iter(states(database, made)))
    for act in (suggestions.accept, suggestions.drop, suggestions.reopen):
        with pytest.raises(NotFound):
            act(database, made.id, "none such")
    with pytest.raises(NotFound):
        suggestions.wording(database, made.id, "none such")
    ended(database, made)
    before = dump(database)
    for act in (suggestions.accept, suggestions.drop, suggestions.reopen):
        with pytest.raises(Refused):
            act(database, made.id, key)
    assert dump(database) == before
