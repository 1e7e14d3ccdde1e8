"""The file format of a question catalogue, which people write by hand: `en/questions.toml` explains it.

What cannot be read is a `BadInput` that names the file, the line or entry, and what to do about it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from ..clean import line
from ..errors import BadInput
from ..i18n import _
from ..model.catalogue import SECTIONS, Catalogue, CatalogueQuestion, Topic
from ..model.question import CORE_TOPICS, LONGEST_WORDING
from . import toml_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_QUESTIONS = 500
"""More than anybody asks; a file with more is a mistake or an attack."""

MOST_TOPICS = 50
"""More than anybody can tell apart in a list."""

_CLEAN_LIMIT = 10_000
_NUMBERS_END = 2**63
"""TOML's own limit, which Python's reader does not keep; it refuses to write much longer ones."""


def parse(text: str, source: str, *, language: str, known: Mapping[str, Sequence[Topic]] | None = None) -> Catalogue:
    """Read a catalogue.

    `source` is what the file is called in an error. `language` is the language where the file names none. `known` are
    the topics, by language, that questions may refer to without the file repeating them; those of `language` where
    there are none in the file's own. Raises `BadInput`.
    """
    content = _content(text, source)
    written_in = _title(content.get("language")) or language
    own_topics = _own_topics(content, source)
    entries = _entries(content, "question", source)
    if not entries:
        raise BadInput(
            _("{file} has no questions. Begin each one with [[question]] on a line of its own.").format(file=source)
        )
    if len(entries) > MOST_QUESTIONS:
        raise BadInput(
            _("{file} has {count} questions, more than {limit}. Split it into several files.").format(
                file=source, count=len(entries), limit=MOST_QUESTIONS
            )
        )
    own_keys = {topic.key for topic in own_topics}
    topics = [topic for topic in _known(known or {}, written_in, language) if topic.key not in own_keys] + own_topics
    questions = _questions(entries, source, [topic.key for topic in topics])
    used = {question.topic for question in questions} | own_keys
    return Catalogue(
        title=_title(content.get("title")) or source,
        language=written_in,
        topics=tuple(topic for topic in topics if topic.key in used),
        questions=tuple(questions),
    )


def _known(topics: Mapping[str, Sequence[Topic]], written_in: str, language: str) -> Sequence[Topic]:
    return topics.get(written_in) or topics.get(language, ())


def digest(wording: str) -> str:
    """Eight hex digits that stand for the words of a question."""
    return hashlib.sha256(wording.encode("utf-8")).hexdigest()[:8]


def _content(text: str, source: str) -> dict[str, Any]:
    advice = _("Put every text between quotation marks, and begin every question with [[question]].")
    try:
        return toml_text.read(text)
    except toml_text.TooDeep as error:
        raise BadInput(_("{file} is nested too deeply. {advice}").format(file=source, advice=advice)) from error
    except toml_text.NotToml as error:
        sentence = (
            _("{file}, line {line}: this is not valid TOML. {advice}")
            if error.line
            else _("{file} is not valid TOML. {advice}")
        )
        raise BadInput(sentence.format(file=source, line=error.line, advice=advice)) from error


def _entries(content: dict[str, Any], name: str, source: str) -> list[tuple[int, dict[str, Any]]]:
    """The entries of a kind, numbered from 1."""
    entries = content.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadInput(
            _("{file}: “{name}” is no list of entries. Begin each entry with [[{name}]], in double brackets.").format(
                file=source, name=name
            )
        )
    return list(enumerate(entries, 1))


def _own_topics(content: dict[str, Any], source: str) -> list[Topic]:
    entries = _entries(content, "topic", source)
    if len(entries) > MOST_TOPICS:
        raise BadInput(
            _("{file} has {count} topics, more than {limit}. Put several of them together.").format(
                file=source, count=len(entries), limit=MOST_TOPICS
            )
        )
    topics: dict[str, Topic] = {}
    for number, entry in entries:
        topic = _topic(entry, number, source)
        if topic.key in topics:
            raise BadInput(
                _("{file}, topic {number}: the key “{key}” occurs twice. Give each topic a key of its own.").format(
                    file=source, number=number, key=topic.key
                )
            )
        topics[topic.key] = topic
    return list(topics.values())


def _topic(entry: dict[str, Any], number: int, source: str) -> Topic:
    key, title, section = _key(entry.get("key")), _title(entry.get("title")), entry.get("section", SECTIONS[0])
    if not key:
        raise BadInput(
            _('{file}, topic {number} has no key. Give it a short name: key = "…"').format(file=source, number=number)
        )
    if not title:
        raise BadInput(
            _('{file}, topic {number} has no title. Write what people read: title = "…"').format(
                file=source, number=number
            )
        )
    if section not in SECTIONS:
        raise BadInput(
            _("{file}, topic {number}: there is no section “{section}”. Use one of: {sections}.").format(
                file=source, number=number, section=_words(section), sections=", ".join(SECTIONS)
            )
        )
    return Topic(key, title, key in CORE_TOPICS, section)


def _questions(
    entries: Sequence[tuple[int, dict[str, Any]]], source: str, topics: Sequence[str]
) -> list[CatalogueQuestion]:
    found: dict[str, CatalogueQuestion] = {}
    for number, entry in entries:
        wording = _wording(entry, number, source)
        topic = _topic_of(entry, number, source, topics)
        given = _key(entry.get("key"))
        key = given or digest(wording)
        if key in found:
            sentence = (
                _("{file}, question {number}: the key “{key}” occurs twice. Change it, or leave the key out.")
                if given
                else _("{file}, question {number} stands further up already. Remove one of the two.")
            )
            raise BadInput(sentence.format(file=source, number=number, key=key))
        found[key] = CatalogueQuestion(key, topic, wording)
    return list(found.values())


def _wording(entry: dict[str, Any], number: int, source: str) -> str:
    wording = _words(entry.get("wording"))
    if not wording:
        raise BadInput(
            _('{file}, question {number} has no words. Write them as: wording = "…"').format(file=source, number=number)
        )
    if len(wording) > LONGEST_WORDING:
        raise BadInput(
            _("{file}, question {number} is longer than {limit} characters. Shorten it.").format(
                file=source, number=number, limit=LONGEST_WORDING
            )
        )
    return wording


def _topic_of(entry: dict[str, Any], number: int, source: str, topics: Sequence[str]) -> str:
    topic = _key(entry.get("topic"))
    if topic not in topics:
        sentence = (
            _("{file}, question {number}: there is no topic “{topic}”. Use one of: {topics}; or add a [[topic]].")
            if topic
            else _("{file}, question {number} has no topic. Use one of: {topics}; or add a [[topic]].")
        )
        raise BadInput(sentence.format(file=source, number=number, topic=topic, topics=", ".join(topics)))
    return topic


def _words(value: object) -> str:
    """What people read: one line without anything that a terminal would obey; empty for what is no text."""
    return line(value, _CLEAN_LIMIT) if isinstance(value, str) else ""


def _title(value: object) -> str:
    """A name: words that are not too long for one line of a screen."""
    return line(value) if isinstance(value, str) else ""


def _key(value: object) -> str:
    """A key; a number that somebody wrote without quotation marks is one too."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _NUMBERS_END:
        return str(value)
    return _title(value)
