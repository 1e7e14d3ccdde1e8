"""Question catalogues and templates of people's own: what is read, and what is said of a file that cannot be."""

from __future__ import annotations

import os
import re
import socket
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import clean, i18n, texts
from data.errors import BadInput
from data.i18n import LANGUAGES
from data.model.catalogue import Catalogue, Topic
from data.texts import parse_catalogue, read_catalogue, read_template
from data.texts.own_files import LARGEST_CATALOGUE, LARGEST_TEMPLATE

QUESTION = '[[question]]\ntopic = "comfort"\nwording = "What do you need to speak freely?"\n'


def question(**values: str | int) -> str:
    """An entry of a file."""
    written = {"topic": '"comfort"', "wording": '"Why?"'} | {name: str(value) for name, value in values.items()}
    return "[[question]]\n" + "".join(f"{name} = {value}\n" for name, value in written.items() if value)


def wordings(catalogue: Catalogue) -> list[str]:
    return [it.wording for it in catalogue.questions]


# -- what is read ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_in_the_bundled_file_is_a_catalogue(language: str) -> None:
    text = Path(texts.__file__).parent.joinpath(language, "questions.toml").read_text(encoding="utf-8")
    head = text[: text.index("\n# title ")]
    example = "\n".join(line.removeprefix("#") for line in head.split("\n") if re.match("#(?:     |$)", line))
    read = parse_catalogue(textwrap.dedent(example), "own.toml")
    assert read.language == language
    assert read.title == {"en": "Questions of the Northern Programme", "de": "Fragen des Nordprogramms"}[language]
    assert [(it.topic, it.wording[-1]) for it in read.questions] == [("comfort", "?")]
    assert [it.key for it in read.topics] == ["comfort"]


def test_our_topics_are_known_in_the_language_of_the_file() -> None:
    german = parse_catalogue('language = "de"\n' + question(), "own.toml")
    assert german.topics == (Topic("comfort", "Wohlbefinden", core=True, section="mentor"),)
    with i18n.using("de"):
        assert parse_catalogue(question(), "own.toml").topics[0].title == "Wohlbefinden"
        assert parse_catalogue('language = "en"\n' + question(), "own.toml").topics[0].title == "Comfort"
        assert parse_catalogue('language = "fr"\n' + question(), "own.toml").topics[0].title == "Wohlbefinden"


def test_what_a_file_does_not_say_has_a_default() -> None:
    read = parse_catalogue('[[topic]]\nkey = "mine"\ntitle = "Mine"\n' + question(topic='"mine"'), "own.toml")
    assert (read.title, read.language) == ("own.toml", "en")
    assert read.topics == (Topic("mine", "Mine", core=False, section="expectations"),)


def test_a_file_may_rename_our_topics_and_core_they_stay() -> None:
    text = '[[topic]]\nkey = "comfort"\ntitle = "Ease"\nsection = "ground_rules"\n' + question()
    assert parse_catalogue(text, "own.toml").topics == (Topic("comfort", "Ease", core=True, section="ground_rules"),)


def test_topics_that_nothing_asks_for_are_left_out_unless_they_are_the_files_own() -> None:
    read = parse_catalogue(question() + '[[topic]]\nkey = "later"\ntitle = "Later"\n', "own.toml")
    assert [topic.key for topic in read.topics] == ["comfort", "later"]


def test_words_and_titles_are_made_harmless() -> None:
    text = question(wording='"Why \\u001b[31m\\nred\\u202e?"') + '[[topic]]\nkey = "x"\ntitle = "T\\u009b"\n'
    read = parse_catalogue('title = "A\\u0007"\n' + text, "own.toml")
    assert wordings(read) == ["Why �[31m red�?"]
    assert read.title == "A�"
    assert read.topics[-1].title == "T�"


# -- keys --------------------------------------------------------------------------------------------------------------


def test_the_keys_of_two_files_do_not_hide_each_others_questions() -> None:
    first = parse_catalogue(question(key=1, wording='"Who?"'), "first.toml")
    second = parse_catalogue(question(key=1, wording='"Where?"'), "second.toml")
    ours = {it.key for it in texts.catalogue("en").questions}
    goals = parse_catalogue(question(key='"goals"', wording='"Which dreams?"'), "third.toml")
    keys = {catalogue.questions[0].key for catalogue in (first, second, goals)}
    assert len(keys) == 3
    assert not keys & ours


def test_a_question_of_ours_is_the_same_one_in_a_file() -> None:
    wording = next(it.wording for it in texts.catalogue("de").questions if it.key == "goals")
    assert parse_catalogue(question(wording=f'"{wording}"'), "own.toml").questions[0].key == "goals"


def test_the_same_words_have_the_same_key_wherever_they_stand() -> None:
    one = parse_catalogue(question() + question(wording='"Who?"', key='"a"'), "one.toml")
    other = parse_catalogue(question(wording='"Who?"') + question(), "other.toml")
    assert {it.key for it in one.questions} == {it.key for it in other.questions}


# -- what cannot be read -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "own.toml has no questions"),
        ('title = "T"', "own.toml has no questions"),
        ("question = []", "own.toml has no questions"),
        ('title = "T"\n[[question]\n', "own.toml, line 2: this is not valid TOML"),
        ("title = What?", "own.toml, line 1: this is not valid TOML"),
        ("# Questions\n\n- Why?\n", "own.toml, line 3: this is not valid TOML"),
        ("a = " + "[" * 5000, "own.toml is nested too deeply"),
        ("a" + ".a" * 5000 + " = 1", "own.toml is nested too deeply"),
        ("a = " + "9" * 5000, "own.toml is not valid TOML"),
        ('[question]\ntopic = "comfort"\n', "own.toml: “question” is no list of entries"),
        ('question = ["Why?"]', "own.toml: “question” is no list of entries"),
        ('topic = "comfort"\n' + QUESTION, "own.toml: “topic” is no list of entries"),
        (QUESTION + question(topic='"weather"'), "own.toml, question 2: there is no topic “weather”. Use one of: rel"),
        (question(topic=""), "own.toml, question 1 has no topic"),
        (question(topic='["comfort"]'), "own.toml, question 1 has no topic"),
        (QUESTION + question(wording=""), "own.toml, question 2 has no words"),
        (question(wording='" \\n "'), "own.toml, question 1 has no words"),
        (question(wording="3"), "own.toml, question 1 has no words"),
        (question(wording=f'"{"x" * 501}"'), "own.toml, question 1 is longer than 500 characters"),
        (question(key='"a"') + question(key='"a"', wording='"Who?"'), "own.toml, question 2: the key “a” occurs twice"),
        (question(key=1) + question(key='"1"', wording='"Who?"'), "own.toml, question 2: the key “1” occurs twice"),
        (question() + question(), "own.toml, question 2 stands further up already"),
        (question(key=1) + question(key=2), "own.toml, question 2 stands further up already"),
        ("".join(question(wording=f'"{n}?"') for n in range(501)), "own.toml has 501 questions, more than 500"),
        ('[[topic]]\ntitle = "T"\n' + QUESTION, "own.toml, topic 1 has no key"),
        ('[[topic]]\nkey = "t"\n' + QUESTION, "own.toml, topic 1 has no title"),
        ('[[topic]]\nkey = "t"\ntitle = "T"\nsection = "x"\n' + QUESTION, "topic 1: there is no section “x”"),
        ('[[topic]]\nkey = "t"\ntitle = "T"\nsection = 1\n' + QUESTION, "topic 1: there is no section “”"),
        ('[[topic]]\nkey = "t"\ntitle = "T"\n' * 2 + QUESTION, "own.toml, topic 2: the key “t” occurs twice"),
        ("".join(f'[[topic]]\nkey = {n}\ntitle = "T"\n' for n in range(51)), "own.toml has 51 topics, more than 50"),
    ],
)
def test_a_broken_catalogue_is_told_by_file_and_entry(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as told:
        parse_catalogue(text, "own.toml")
    assert sentence in str(told.value)


def test_a_key_that_is_no_key_is_left_out() -> None:
    for key in ("true", "1.5", "0x" + "f" * 5000, "[1]", '""'):
        assert wordings(parse_catalogue(question(key=key), "own.toml")) == ["Why?"]


@settings(deadline=None)
@given(st.text(max_size=200) | st.text(alphabet='[]question".=\n topicwrdg#1', max_size=200))
def test_whatever_stands_in_a_file_is_a_catalogue_or_told(text: str) -> None:
    said = told_of(text)
    assert "own.toml" in said
    assert not clean.FORBIDDEN.search(said)


def told_of(text: str) -> str:
    """What a person is told of a file; its name where it is a catalogue."""
    try:
        return parse_catalogue(text, "own.toml").title
    except BadInput as error:
        return str(error)


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_catalogue_file_is_read_whatever_its_line_ends_and_mark(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + question(wording='"Größe?"').replace("\n", "\r\n").encode())
    assert wordings(read_catalogue(path)) == ["Größe?"]
    path.write_bytes(question().replace("\n", "\r").encode())
    assert wordings(read_catalogue(path)) == ["Why?"]


def test_a_template_is_what_stands_in_its_file(tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    kept = "# Gru\u0308ße {{mentor}}\n\n\n  \t \x1b[31m\x00\u202e\u2028\x85\x0c\ufeffend  \n\n"
    path.write_bytes(b"\xef\xbb\xbf" + kept.encode())
    assert read_template(path) == kept


@pytest.mark.parametrize(
    ("written", "read"),
    [(b"a\r\nb\rc\n\r\nd\r\r\n", "a\nb\nc\n\nd\n\n"), (b"", ""), (b"\xef\xbb\xbf", ""), (b"no end", "no end")],
)
def test_line_ends_of_a_template_become_lf(tmp_path: Path, written: bytes, read: str) -> None:
    path = tmp_path / "own.md"
    path.write_bytes(written)
    assert read_template(path) == read


def test_a_template_may_be_reached_by_a_link(tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    path.write_text("text", encoding="utf-8")
    link = tmp_path / "link.md"
    link.symlink_to(path)
    assert read_template(link) == "text"


@pytest.mark.parametrize(
    ("read", "megabytes"), [(read_template, LARGEST_TEMPLATE), (read_catalogue, LARGEST_CATALOGUE)]
)
def test_a_file_that_is_too_large_is_refused_by_one_byte(tmp_path: Path, read: object, megabytes: int) -> None:
    assert callable(read)
    path = tmp_path / "large"
    path.write_bytes(b"#" * (megabytes * 1_000_000 + 1))
    with pytest.raises(BadInput, match=rf"large is larger than {megabytes} MB"):
        read(path)
    path.write_bytes(b"#" * (megabytes * 1_000_000 - len(QUESTION) - 1) + b"\n" + QUESTION.encode())
    assert read(path)


@pytest.mark.parametrize("read", [read_template, read_catalogue])
@pytest.mark.parametrize(
    ("written", "encoding"),
    [("Grüße".encode("latin-1"), "Latin-1"), ("Grüße".encode("utf-16"), "UTF-16"), (b"\xed\xa0\x80", "surrogate")],
)
def test_what_is_not_utf8_is_told_with_what_to_do(tmp_path: Path, read: object, written: bytes, encoding: str) -> None:
    assert callable(read)
    path = tmp_path / "own"
    path.write_bytes(written)
    with pytest.raises(BadInput, match=r"own is not UTF-8 text\. Save it in your editor with the encoding UTF-8"):
        read(path)


@pytest.mark.parametrize("read", [read_template, read_catalogue])
def test_what_is_no_ordinary_file_is_refused_and_nobody_is_waited_for(tmp_path: Path, read: object) -> None:
    assert callable(read)
    pipe, plug = tmp_path / "pipe", tmp_path / "plug"
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(plug))
        for path, sentence in [
            (tmp_path, "is a folder. Type the name of a file in it"),
            (pipe, "is not an ordinary file"),
            (Path("/dev/zero"), "is not an ordinary file"),
            (Path("/dev/tty"), "/dev/tty "),
            (plug, "cannot be opened"),
            (tmp_path / "missing", "There is no file"),
            (tmp_path / "missing" / "own", "There is no file"),
            (Path(__file__) / "own", "cannot be opened"),
            (Path("a\x00b"), "cannot be opened"),
            (Path("x" * 5000), "cannot be opened"),
            (Path("bad\ud800"), "cannot be opened"),
            (Path("\x1b[31m"), "There is no file \ufffd[31m"),
        ]:
            with pytest.raises(BadInput) as told:
                read(path)
            assert sentence in str(told.value)
            assert not clean.FORBIDDEN.search(str(told.value))


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(BadInput, match="loop cannot be opened"):
        read_template(loop)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_somebody_else_is_told(tmp_path: Path) -> None:
    path = tmp_path / "theirs"
    path.touch(mode=0)
    with pytest.raises(BadInput, match="You may not read"):
        read_template(path)
