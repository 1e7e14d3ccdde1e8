"""The bundled texts: whole in both languages, with the same keys, and true to the model and the screens."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from data import texts
from data.i18n import LANGUAGES
from data.model.agreement import ANNEX_FIELDS
from data.model.catalogue import SECTIONS
from data.model.outline import outline
from data.model.question import CORE_TOPICS
from data.model.sections import TITLES
from data.texts import help_page, parse_catalogue
from tui.app import _SCREENS
from tui.commands import Command, key_name
from tui.place import Name

BUNDLED = Path(texts.__file__).parent

TOML_FILES = ("questions", "sections", "suggestions", "clauses", "annex", "review")

WORDS = frozenset({"title", "wording", "hint", "language"})
"""What is in the language of its file."""


def bundled(language: str, name: str) -> str:
    return BUNDLED.joinpath(language, name).read_text(encoding="utf-8")


def without_words(content: Any) -> Any:
    """What must be equal in all languages, in its order."""
    if isinstance(content, dict):
        return [(key, without_words(value)) for key, value in content.items() if key not in WORDS]
    if isinstance(content, list):
        return [without_words(entry) for entry in content]
    return content


@pytest.mark.parametrize("name", TOML_FILES)
def test_both_languages_have_the_same_entries(name: str) -> None:
    english, german = (tomllib.loads(bundled(language, f"{name}.toml")) for language in ("en", "de"))
    if name == "sections":
        assert list(english) == list(german)
    else:
        assert without_words(english) == without_words(german)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TOML_FILES)
def test_no_entry_is_without_words_or_left_untranslated(name: str, language: str) -> None:
    other = {"en": "de", "de": "en"}[language]
    said = words_of(tomllib.loads(bundled(language, f"{name}.toml")))
    there = words_of(tomllib.loads(bundled(other, f"{name}.toml")))
    assert said
    assert all(words == " ".join(words.split()) != "" for words in said)
    assert not set(said) & set(there)


def words_of(content: Any, name: str = "title") -> list[str]:
    """All texts that people read; at the top of sections.toml every value is one."""
    if isinstance(content, dict):
        return [word for key, value in content.items() for word in words_of(value, key)]
    if isinstance(content, list):
        return [word for entry in content for word in words_of(entry)]
    return [content] if isinstance(content, str) and name in WORDS | set(SECTIONS) else []


# -- questions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_enough_questions_in_all_core_topics(language: str) -> None:
    catalogue = texts.catalogue(language)
    assert catalogue.language == language
    assert len(catalogue.questions) >= 30
    for topic in CORE_TOPICS:
        assert sum(question.topic == topic for question in catalogue.questions) >= 3
    assert {topic.key for topic in catalogue.topics if topic.core} == set(CORE_TOPICS)
    assert {question.topic for question in catalogue.questions} == {topic.key for topic in catalogue.topics}
    assert len({question.key for question in catalogue.questions}) == len(catalogue.questions)
    assert len({question.wording for question in catalogue.questions}) == len(catalogue.questions)


def test_an_answer_becomes_a_clause_where_its_topic_says() -> None:
    for language in LANGUAGES:
        assert {texts.section_of(language, it.key) for it in texts.catalogue(language).topics} <= set(SECTIONS)
        assert texts.section_of(language, "comfort") == "mentor"
        assert texts.section_of(language, "a topic of somebody's own") == "expectations"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_open_and_one_sentence(language: str) -> None:
    closed = re.compile(r"(Do|Does|Is|Are|Can|Will|Would|Haben|Ist|Sind|Können|Möchten|Werden|Gibt) ")
    for question in texts.catalogue(language).questions:
        assert question.wording.endswith("?")
        assert question.wording.count("?") == 1
        assert not closed.match(question.wording)


def test_german_questions_say_sie_where_the_english_ones_say_you() -> None:
    german = {it.key: it.wording for it in texts.catalogue("de").questions}
    polite = re.compile(r"\b(?:Sie|Ihnen|Ihr(?:e[nmrs]?)?)\b")
    addressed = [it.key for it in texts.catalogue("en").questions if re.search(r"\b[Yy]our?\b", it.wording)]
    assert len(addressed) > 20
    assert [key for key in addressed if not polite.search(german[key])] == []


def test_no_german_text_says_du() -> None:
    familiar = re.compile(r"\b(?:du|dich|dir|dein\w*|ihr seid|euch|euer|eure\w*)\b", re.IGNORECASE)
    everything = [path for path in BUNDLED.joinpath("de").rglob("*") if path.is_file()]
    assert len(everything) > len(TOML_FILES) + len(Name)
    assert [str(path) for path in everything if familiar.search(path.read_text(encoding="utf-8"))] == []


# -- the agreement and what belongs to it ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sections_are_the_headings_of_the_template_in_its_order(language: str) -> None:
    sections = texts.sections(language)
    headings = [heading.title for heading in outline(texts.template(language)) if heading.level == 2]
    assert tuple(sections) == SECTIONS
    assert [title for title in headings if title in sections.values()] == list(sections.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_model_knows_the_headings_of_the_template(language: str) -> None:
    assert TITLES[language] == texts.sections(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_opens_with_what_no_agreement_goes_without(language: str) -> None:
    headings = [heading.title for heading in outline(texts.template(language)) if heading.level == 2]
    assert headings[1] == {"en": "Voluntary and without fault", "de": "Freiwillig und ohne Schuldzuweisung"}[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_asks_for_three_values_only(language: str) -> None:
    template = texts.template(language)
    assert re.findall(r"\{\{(.*?)\}\}", template) == ["mentor", "mentee", "date"]
    filled = texts.fill(template, {"mentor": "{{date}}", "mentee": "*Ben*", "date": "1 December 2026"})
    assert "{{date}}" in filled
    assert filled.count("{{") == 1
    assert "*Ben*" in filled


def test_a_value_that_is_missing_is_noticed() -> None:
    with pytest.raises(KeyError, match="mentee"):
        texts.fill("{{mentor}} {{mentee}}", {"mentor": "Anna"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_annex_suggestions_and_review_are_whole(language: str) -> None:
    assert tuple(field.key for field in texts.annex_fields(language)) == ANNEX_FIELDS
    assert all(field.title and field.hint for field in texts.annex_fields(language))
    assert len(texts.suggestions(language)) == 6
    questions = texts.review_questions(language)
    assert [it.key for it in questions if it.scale] == ["openness"]
    assert [it.key for it in questions if it.choice] == ["outcome"]
    assert questions[-1].choice


def test_the_german_wording_that_is_easy_to_get_wrong() -> None:
    assert "Zusagen einhalten" in [it.wording for it in texts.suggestions("de")]
    fields = {field.key: field for field in texts.annex_fields("de")}
    assert "Absage" in fields["cancelling"].title
    assert "Textnachricht" in fields["communication"].hint
    assert "ohne Schuldzuweisung" in texts.template("de")


def test_another_language_is_none() -> None:
    with pytest.raises(ValueError, match="fr"):
        texts.template("fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bundled_catalogue_is_a_catalogue_file_like_any_other(language: str) -> None:
    read = parse_catalogue(bundled(language, "questions.toml"), "questions.toml")
    assert read == texts.catalogue(language)


# -- help ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", Name)
def test_every_screen_has_a_help_page(name: Name, language: str) -> None:
    page = help_page(language, name.value)
    headings = outline(page)
    assert page.startswith("# ")
    assert [heading.level for heading in headings] == [1]
    assert 80 <= len(re.findall(r"\w[\w+’'-]*", page)) <= 155
    assert "|" not in page
    assert "{{" not in page


@pytest.mark.parametrize("name", Name)
def test_a_page_names_keys_that_its_screen_has(name: Name) -> None:
    pages = {language: re.findall(r"\*\*(.+?)\*\*", help_page(language, name.value)) for language in LANGUAGES}
    assert set(pages["en"]) <= keys_of(name)
    assert sorted(german_keys(pages["en"])) == sorted(pages["de"])


def keys_of(name: Name) -> set[str]:
    """What can be pressed on a screen, as people read it."""
    module, screen = _SCREENS[name]
    offered: tuple[type[Command], ...] = getattr(import_module(f"tui.screens.{module}"), screen).all_commands()
    keys = {key_name(key) for command in offered for key in command.key.split(",")}
    return keys | {"Ctrl+P", "Ctrl+Z", "Tab"} | ({"m", "e", "b"} if name is Name.AGREEMENT else set())


def german_keys(keys: list[str]) -> list[str]:
    names = {"Enter": "Eingabe", "Space": "Leertaste"}
    return [names.get(key, key.replace("Ctrl+", "Strg+")) for key in keys]
