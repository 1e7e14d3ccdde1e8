"""Spelling: our own texts are right, mistakes are found, what is no prose is left alone, own words are kept."""

from __future__ import annotations

import gzip
import json
import os
import random
import stat
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import locations, texts
from data.errors import BadInput
from data.spelling import OwnWords, Spelling, WordList, read_list, spelling_of
from data.spelling.prose_words import words_of
from data.spelling.suggesting import slips

TEXTS = Path(texts.__file__).parent
LANGUAGES = ("en", "de")


@pytest.fixture
def english() -> Spelling:
    return spelling_of("en", ["Anna Weber", "Ben Okafor"])


@pytest.fixture
def german() -> Spelling:
    return spelling_of("de", ["Anna Weber", "Ben Okafor"])


def of(language: str) -> Spelling:
    return spelling_of(language, ["Anna Weber", "Ben Okafor"])


def unknown(spelling: Spelling, line: str) -> list[str]:
    return [line[start:end] for start, end in spelling.unknown(line)]


# -- our own texts -----------------------------------------------------------------------------------------------------

_NO_PROSE = {"key", "keys", "section", "language", "topic", "to", "for", "core", "is_core", "asks", "kind"}
"""What says no words that a person reads."""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _NO_PROSE:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def our_lines(language: str) -> Iterator[str]:
    """Each line of the bundled texts of a language."""
    for path in sorted((TEXTS / language).rglob("*")):
        if path.suffix == ".md":
            yield from path.read_text(encoding="utf-8").splitlines()
        elif path.suffix == ".toml":
            for text in _strings(tomllib.loads(path.read_text(encoding="utf-8"))):
                yield from text.splitlines()


COMMANDS = {"ssh", "keygen", "verify"}
"""Names of commands: rightly unknown."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_texts_are_spelt_right(language: str) -> None:
    """What is told of them is a mistake of ours, or is missing in `data/texts/<language>/words.txt`."""
    spelling = of(language)
    lines = list(our_lines(language))
    count = sum(len(list(words_of(line))) for line in lines)
    told = {word for line in lines for word in unknown(spelling, line)} - COMMANDS
    assert count > 3_000
    assert len(told) <= count / 1_000, told


@pytest.mark.parametrize("language", LANGUAGES)
def test_slips_of_the_pen_are_found(language: str) -> None:
    """Of words one slip away from right ones, nine of ten at least are told; the others are mostly other words."""
    spelling, chance = of(language), random.Random(7)
    words = sorted({it.text for line in our_lines(language) for it in words_of(line) if len(it.text) > 4})
    slipped = []
    for word in words:
        place = chance.randrange(1, len(word) - 1)
        slipped += [
            word[:place] + word[place + 1 :],
            word[:place] + chance.choice("aeinrst") + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ]
    slipped = [word for word in slipped if word not in words]
    found = sum(not spelling.is_known(word) for word in slipped)
    assert found / len(slipped) > 0.9


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "don't we'll they've isn't Anna's Anna’s Okafor's the mentees' choice",
        "The colour of our organisation's programme: recognise, analyse, travelled, counselling, licence, centre.",
        "the color of our organization's program",
        "`xqzzy code`, ``a ` xqzzy``, <span class='xqzzy'>",
        "<https://xqzzy.org>, https://xqzzy.org/wqq?a=b, www.xqzzy.de",
        "[words](https://xqzzy.org/wqq_(a)) and [more](wqq.md) and ben.okafro@xqzzy.org and ~/wqq/xqz and notes.toml",
        "PDF, PDFs, HTML, Q3, 2nd, B2B, 30min, GitHub, iPhone, a b c x y",
        "&nbsp; {{wqqz}} @xqzzy #wqqz [^wqqz] <!-- wqqz -->",
        "re-read co-author well-being up-to-date",
        "ANNA WEBER and okafor",
        "日本 Ответ ΑΒΓ עברית",
    ],
)
def test_what_is_right_in_english_or_no_prose(english: Spelling, line: str) -> None:
    assert unknown(english, line) == []


def test_a_link_is_judged_by_the_words_that_are_read(english: Spelling) -> None:
    line = "See [teh minutes](teh.md), **recieve** and _definately_."
    assert unknown(english, line) == ["teh", "recieve", "definately"]
    assert unknown(english, "[teh]: https://xqzzy.org") == []


@pytest.mark.parametrize(
    "line",
    [
        "Terminabsprache, Gesprächsleitfaden, Zielvereinbarungsgespräch, Netzwerkveranstaltung, Abteilungsleiterin",
        "Grenzfall, Schulzeit, Hundehütte, Perspektivwechsel, Bewerbungsgespräch, Mentoringbeziehung, Annas Mentorings",
        "lösungsorientiert, themenbezogen, mitnotieren, Nichtteilnahme",
        "Organisations- und Teamfragen, Vor- und Nachname, E-Mail-Adresse, 30-tägig",
        "Kolleg:innen, Mentor*innen, MentorInnen, Mentor/in, Mentor/-innen, Ansprechpartner_innen",
        "Anna's geht's gibt’s Straße Fuß Übung Größe größer",
        "U\u0308bung und Gro\u0308ße",
        "z. B. z.B. d. h. usw. bzw. ca. und/oder",
    ],
)
def test_what_is_right_in_german(german: Spelling, line: str) -> None:
    assert unknown(german, line) == []


@pytest.mark.parametrize(
    "line",
    [
        "vileicht Vorraussetzung Standart Rückgrad Anwort Addresse Mentoringgesräch Verantwortlichkeitn",
        "nichtmehr undoder dasist ichhabe heuteabend",
    ],
)
def test_what_is_wrong_in_german(german: Spelling, line: str) -> None:
    assert unknown(german, line) == line.split()


@pytest.mark.parametrize(
    "part", ["a,", "a.", "`a``b```", "[", "[^", "<!--", "{{", "<a", "@a", "](", "a'", "1-", "~/a", "e\u0301", "x", "&a"]
)
def test_no_line_takes_long(german: Spelling, part: str) -> None:
    line = part * (9_999 // len(part))
    begun = time.process_time()
    german.unknown(line)
    assert time.process_time() - begun < 0.5
    assert german.unknown("wrogn " * 5_000) == ()


def test_each_language_has_its_own_words(english: Spelling, german: Spelling) -> None:
    assert unknown(english, "Verantwortung") == ["Verantwortung"]
    assert unknown(german, "responsibility") == ["responsibility"]


@pytest.mark.parametrize("language", LANGUAGES)
@given(line=st.text())
def test_whatever_stands_in_a_line_the_places_are_in_it(language: str, line: str) -> None:
    places = _kept(language).unknown(line)
    assert list(places) == sorted(places)
    assert all(0 <= start < end <= len(line) for start, end in places)


_SPELLINGS: dict[str, Spelling] = {}


def _kept(language: str) -> Spelling:
    if language not in _SPELLINGS:
        _SPELLINGS[language] = Spelling(language, read_list(language), OwnWords(Path("/nowhere/words.txt")))
    return _SPELLINGS[language]


# -- suggestions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("en", "teh", "the"),
        ("en", "Recieve", "Receive"),
        ("en", "definately", "definitely"),
        ("en", "RESPONSABILITY", "RESPONSIBILITY"),
        ("en", "dont", "don't"),
        ("en", "Okafro", "Okafor"),
        ("de", "vileicht", "vielleicht"),
        ("de", "fuer", "für"),
        ("de", "zuverlaessig", "zuverlässig"),
        ("de", "Mentoringgesräch", "Mentoringgespräch"),
        ("de", "Vorraussetzung", "Voraussetzung"),
        ("de", "dasist", "das ist"),
        ("de", "Verantwortlchkeitn", "Verantwortlichkeit"),
    ],
)
def test_what_was_meant_comes_first(language: str, wrong: str, right: str) -> None:
    assert of(language).suggestions(wrong)[0] == right


def test_there_are_nine_at_most_and_none_for_what_is_like_nothing(english: Spelling, german: Spelling) -> None:
    assert len(german.suggestions("Standart")) == 9
    assert english.suggestions("qxqxqxqxqx") == []
    assert english.suggestions("x" * 200) == []
    assert english.suggestions("") == []


def test_an_own_word_is_suggested_and_british_words_too(english: Spelling) -> None:
    english.add("Quxbach")
    assert "Quxbach" in english.suggestions("Quxbahc")
    assert "colour" in english.suggestions("colur")


def test_slips_are_counted() -> None:
    assert slips("abcd", "abcd", 2) == 0
    assert slips("abcd", "acbd", 2) == 1
    assert slips("abcd", "abd", 2) == 1
    assert slips("abcd", "xbcdy", 2) == 2
    assert slips("abcd", "wxyz", 2) > 2


# -- own words ---------------------------------------------------------------------------------------------------------


def test_an_own_word_is_known_from_now_on_to_all(english: Spelling, german: Spelling) -> None:
    assert unknown(english, "Quxbach, Quxbachs, Quxbach's") == ["Quxbach", "Quxbachs", "Quxbach's"]
    english.add("Quxbach")
    assert unknown(english, "Quxbach, Quxbachs, Quxbach's, QUXBACH, quxbach") == []
    assert german.refresh()
    assert unknown(german, "Quxbachbesuch in Quxbach") == []
    assert not german.refresh()


def test_the_file_is_private_and_keeps_what_a_person_wrote(english: Spelling) -> None:
    path = locations.own_words()
    path.parent.mkdir(parents=True)
    path.write_text("# Ours\n\nfoobar  Bazbaz\nlast", encoding="utf-8")
    assert english.refresh()
    english.add("Quxbach")
    english.add("Quxbach")
    assert path.read_text(encoding="utf-8") == "# Ours\n\nfoobar  Bazbaz\nlast\nQuxbach\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert unknown(english, "foobar Bazbaz last Quxbach Ours") == []
    assert list(path.parent.iterdir()) == [path]


def test_a_file_of_own_words_that_is_a_link_stays_one(english: Spelling, tmp_path: Path) -> None:
    real, path = tmp_path / "dotfiles.txt", locations.own_words()
    path.parent.mkdir(parents=True)
    real.write_text("foobar\n")
    path.symlink_to(real)
    english.add("Quxbach")
    assert path.is_symlink()
    assert real.read_text() == "foobar\nQuxbach\n"


def test_what_cannot_be_kept_is_told(english: Spelling) -> None:
    path = locations.own_words()
    path.mkdir(parents=True)
    assert not english.refresh()
    with pytest.raises(BadInput, match="cannot be kept"):
        english.add("Quxbach")
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(BadInput, match="cannot be kept"):
        english.add("Quxbach")
    path.unlink()
    path.write_bytes(b"caf\xe9\nfoobar\n")
    english.refresh()
    assert unknown(english, "foobar") == []
    with pytest.raises(BadInput, match="cannot be kept"):
        english.add("Quxbach")
    assert path.read_bytes() == b"caf\xe9\nfoobar\n"


# -- the lists ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_list_is_found_with_its_frequency(language: str) -> None:
    words = read_list(language)
    with gzip.open(_resource(language)) as file:
        shipped = json.load(file)
    assert all(word in words for word in shipped)
    sample = dict(random.Random(3).sample(sorted(shipped.items()), 2_000))
    assert {word: words.frequency(word) for word in sample} == sample
    assert not any(word + "qxq" in words for word in sample)
    for strange in ("", '"', '": 50', "a\nb", "\ud800", "zzzzzz", "ÿ"):
        assert strange not in words
        assert words.frequency(strange) == 0


def _resource(language: str) -> Path:
    from importlib.util import find_spec

    found = find_spec("spellchecker")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "resources" / f"{language}.json.gz"


def test_words_are_sought_by_a_pattern() -> None:
    assert sorted(read_list("en").matching('mentor[^"]?')) == ["mentor", "mentors"]


@pytest.mark.parametrize("form", ["compact", "unsorted", "escaped"])
def test_a_list_in_another_form_is_read_too(form: str) -> None:
    words = {f"word{number * 7919 % 10_000}": 5 for number in range(10_000)}
    words |= {"ärger": 7, "b": 3, "a": 1, "Zoo": 2} | ({'q"': 1} if form == "escaped" else {})
    data = json.dumps(words, ensure_ascii=form == "escaped", indent=None if form == "compact" else 0)
    read = WordList(data.encode())
    assert [read.frequency(word) for word in ("ärger", "b", "a", "zoo", "c", "word77")] == [7, 3, 1, 2, 0, 5]


@pytest.mark.parametrize("data", [b"", b"{}", b"[1, 2]", b"no list", b'{"a": "b"}', b"\xff\xfe"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        WordList(data)


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "no list", "no package"])
def test_a_broken_list_is_one_sentence(damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "lib" / "spellchecker"
    (package / "resources").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('never imported')")
    path = package / "resources" / "en.json.gz"
    whole = _resource("en").read_bytes()
    if damage == "empty":
        path.write_bytes(b"")
    elif damage == "cut":
        path.write_bytes(whole[:100_000])
    elif damage == "no list":
        path.write_bytes(gzip.compress(b"[]"))
    elif damage == "no package":
        (package / "__init__.py").unlink()
        path.parent.rmdir()
        package.rmdir()
    monkeypatch.setattr("data.spelling.word_list._LISTS", {})
    monkeypatch.setattr(sys, "path", [str(package.parent)])
    with pytest.raises(
        BadInput, match=r"^Spelling is not checked: the word list of pyspellchecker cannot be read \(.+\)\.$"
    ):
        read_list("en")


def test_the_package_is_never_imported() -> None:
    code = (
        "import sys; from data.spelling import spelling_of;"
        "print(spelling_of('de').suggestions('fuer'), 'spellchecker' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=TEXTS.parents[1]
    )
    assert done.stdout.startswith("['für'")
    assert done.stdout.strip().endswith("False")


def test_reading_a_list_in_a_thread_lets_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as JSON, it would hold everything for 250 ms in one piece."""
    monkeypatch.setattr("data.spelling.word_list._LISTS", {})
    thread = threading.Thread(target=read_list, args=("de",))
    waits = []
    thread.start()
    while thread.is_alive():
        begun = time.thread_time_ns(), time.perf_counter()
        thread.join(0.0005)
        waits.append(time.perf_counter() - begun[1])
    assert len(waits) > 5
    assert sorted(waits)[-2] < 0.1
