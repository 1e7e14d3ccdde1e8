"""The whole flow in a real pseudo-terminal, by keyboard, with `kill -9` on the way: in English at 80x24, in German at
120x40. What is exported at the end is compared byte by byte.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data import i18n, identity, texts
from data.i18n import _

from ..golden_files import golden
from .person import DOWN, ENTER, ESCAPE, F2, F3, F5, F8, F9, F10, RIGHT, Person, ctrl

if TYPE_CHECKING:
    pass


WORDS = {
    "en": {
        "question": "What would make you stop?",
        "answer": "I want to decide faster",
        "point": "gives notice of changes a day ahead",
        "place": "room 2.14",
        "review": "It works.",
        "other": "Less often.",
        "promise": "send the reading list",
    },
    "de": {
        "question": "Was würde Sie aufhören lassen?",
        "answer": "Ich möchte schneller entscheiden",
        "point": "kündigt Änderungen einen Tag vorher an",
        "place": "Raum 2.14",
        "review": "Es trägt.",
        "other": "Seltener.",
        "promise": "die Leseliste schicken",
    },
}
"""What the two type."""


@pytest.mark.parametrize(("language", "columns", "rows"), [("en", 80, 24), ("de", 120, 40)])
def test_two_people_go_through_all_twelve_steps_and_find_everything_again(
    tmp_path: Path, language: str, columns: int, rows: int
) -> None:
    i18n.use(language)
    person = Person(tmp_path / "handschlag.db", language, columns, rows)
    words = WORDS[language]
    with person.at("2026-11-24T09:00+01:00"):
        begin(person)
        invite(person, words)
        prepare(person, words)
        open_meeting(person, words)
        person.killed()
    with person.at("2026-11-24T10:10+01:00"):
        finish_meeting(person, words)
        write_agreement(person, words)
        person.killed()
    with person.at("2026-11-24T10:20+01:00", "open", "ben", "agreement"):
        clarify(person)
        settle_logistics(person, words)
        sign(person)
        hand_over(person)
        plan_sessions(person, words)
        person.quits()
    with person.at("2026-12-29T09:00+01:00"):
        review(person, words)
        person.quits()
    exported = person.runs("2026-12-29T10:00+01:00", "export", "agreement", "ben")
    golden(f"whole-flow-{language}.md", normalised(exported))
    assert person.runs("2026-12-29T10:00+01:00", "due", "--days", "90").count(b"\n") == 5
    (tmp_path / "copy.md").write_bytes(exported)
    assert person.runs("2026-12-29T10:00+01:00", "verify", str(tmp_path / "copy.md"))


def normalised(copy: bytes) -> bytes:
    """A copy without what differs from run to run: the account, the seconds, and what is computed from them."""
    text = re.sub(rb'("at"|"frozen_at"): "[^"]+"', rb'\1: ""', copy)
    text = re.sub(rb"(09|10):\d\d UTC", b"09:00 UTC", text)
    text = re.sub(rb"`(\d+)(-[0-9a-f]{4}){5}`", rb"`\1`", text)
    text = re.sub(rb'("mentorship_id"|"number": \d+,\s+"sha256"): "[0-9a-f]+"', rb'\1: ""', text)
    text = re.sub(rb"copy ends: (\d+) lines above, sha256 [0-9a-f]{64}", rb"copy ends: \1 lines above", text)
    return text.replace(identity.user().encode(), b"ACCOUNT")


def begin(person: Person) -> None:
    """One dialog: two names, the rest as it is proposed."""
    person.sees(_("Welcome."))
    person.press("n")
    person.sees(_("New mentorship"))
    person.type("Anna Weber")
    person.press(ENTER)
    person.type("Ben Okafor")
    person.press(ctrl("s"))
    person.sees("Anna Weber → Ben Okafor", _("not planned yet"))


def invite(person: Person, words: dict[str, str]) -> None:
    """The next thing to do is one key away: plan the first meeting, write its invitation."""
    person.press(" ")
    person.sees(_("Begins at"))
    person.type("24.11.")
    person.press(ENTER, ENTER, ENTER)
    person.type(words["place"])
    person.press(ctrl("s"))
    person.sees(_("Invitation to the first meeting"))
    person.press("w")
    person.sees(_("File on this server"))
    person.press(ctrl("s"))
    person.sees(max(_("Written to {path}.").split("{path}"), key=len).strip())
    person.press(ESCAPE)
    person.sees(_("invitation sent"))


def prepare(person: Person, words: dict[str, str]) -> None:
    """A question of one's own, and one that is skipped."""
    person.press(F3)
    person.sees(_("{asked} asked, {skipped} skipped, {open} open").format(asked=0, skipped=0, open=17))
    person.press("n")
    person.sees(_("New question"))
    person.type(words["question"])
    person.press(ctrl("s"))
    person.sees(_("{asked} asked, {skipped} skipped, {open} open").format(asked=0, skipped=0, open=18))
    person.press("g", "j", "s")
    person.sees(_("{asked} asked, {skipped} skipped, {open} open").format(asked=0, skipped=1, open=17))


def open_meeting(person: Person, words: dict[str, str]) -> None:
    """The first question is asked, its answer becomes a clause."""
    person.press(F9)
    person.sees(_("Press Enter to begin: the clock starts."))
    person.press(ENTER)
    person.sees("60:00")
    person.type(words["answer"])
    person.press(ctrl("g"))
    person.sees(_("The answer stands in the draft now."))
    person.type(".")
    person.sees(words["answer"] + ".")


def finish_meeting(person: Person, words: dict[str, str]) -> None:
    """After the kill the same question stands there, every word of its answer, and a clock that has run over."""
    person.sees(words["answer"] + ".", "60:00 + 10:")
    person.press(ctrl("o"))
    person.sees(_("Commitment"))
    person.press(ENTER)
    person.type(words["promise"])
    person.press(ENTER)
    person.type("+7")
    person.press(ctrl("s"))
    person.sees(_("Noted."))
    for _question in range(18):
        person.press(ctrl("n"))
    person.press(F10)
    person.sees(_("Close the meeting?"))
    person.press(ENTER)
    person.sees(_("Minutes of the first meeting"))
    person.press(ESCAPE)
    person.sees(_("Agreement · draft {number} · {name}").format(number=1, name="Ben"))


def write_agreement(person: Person, words: dict[str, str]) -> None:
    """The mentor's responsibilities come first, then three suggestions for the mentee's; one is dropped."""
    person.press(ENTER, ENTER)
    person.type(f"- {words['point']}")
    for place in range(3):
        person.press(ctrl("g"))
        person.sees(_("Insert a clause"))
        person.press(*[DOWN] * place, ENTER)
    person.press(ctrl("g"))
    person.press(DOWN, DOWN, DOWN, "x", ESCAPE)
    person.sees(_("Agreement · draft {number} · {name}").format(number=1, name="Ben"))


def clarify(person: Person) -> None:
    """The draft is there after the kill, and the cursor where it was; each of its four points is understood by both."""
    person.sees(texts.suggestions(person.language)[2].wording)
    for _point in range(4):
        person.press(ctrl("n"), ctrl("t"))
        person.sees(_("Who has understood this point?"))
        person.press("3")
    person.press(F2)
    person.sees(_("{clear} of {count} points understood by both").format(clear=4, count=4))


def settle_logistics(person: Person, words: dict[str, str]) -> None:
    """Five fields are settled, the last is explicitly not agreed; both agree on the annex."""
    person.press("l")
    person.sees(_("{settled} of 6 settled").format(settled=0))
    person.press(ENTER)
    for number in range(5):
        person.type(f"{words['place']} ({number + 1})")
        person.press(ctrl("n"))
    person.press(ESCAPE, "x")
    person.sees(_("{settled} of 6 settled").format(settled=6))
    for place in range(2):
        person.press("a")
        person.sees(_("Agree on the annex"))
        person.press(*[DOWN] * (place + 1), ENTER)
    person.sees(_("Both have agreed on the annex."))


def sign(person: Person) -> None:
    """The draft is frozen; the mentor signs at the own login, the mentee beside."""
    person.press(F2, "v")
    person.sees(_("not proposed yet"))
    person.press("p")
    person.sees(_("Propose the draft?"))
    person.press(ENTER)
    person.sees(_("has not signed yet"))
    for name in ("Anna Weber", "Ben Okafor"):
        person.press("s")
        person.sees(_("Read version {number} through together").format(number=1))
        person.press(ENTER)
        person.sees(_("Name, typed by them"))
        person.type(name)
        person.press(ctrl("s"))
        person.sees(_("Versions · {title}").format(title="Anna"))
    person.sees(_("version {number} in force").format(number=1))


def hand_over(person: Person) -> None:
    """The copy is written to a file, and who received it is noted."""
    person.press("c")
    person.sees(_("write to a file"))
    person.press("w")
    person.sees(_("File on this server"))
    person.press(ctrl("s"))
    person.sees(_("Who received this copy?"))
    person.press(RIGHT, RIGHT, ctrl("s"))
    person.press(ESCAPE)
    person.press(F2)
    person.sees(_("{count} of 2 handed over").format(count=2))


def plan_sessions(person: Person, words: dict[str, str]) -> None:
    """Four weekly sessions; the first is moved by an hour, the second called off."""
    person.press(F5, "n")
    person.sees(_("Begins at"))
    person.type("1.12.")
    person.press(ENTER, ENTER, ENTER)
    person.type(words["place"])
    person.press(ENTER, ENTER, ENTER, RIGHT, ENTER, ENTER)
    person.type("4")
    person.press(ctrl("s"))
    person.sees("10:00–10:45")
    person.press("m")
    person.sees(_("New day"))
    person.press(ENTER)
    person.type("11:00")
    person.press(ctrl("s"))
    person.sees("11:00–11:45")
    person.press("g")
    person.sees(_("Go to a date"))
    person.type("8.12.")
    person.press(ctrl("s"))
    person.press("x")
    person.sees(_("Who cancels"))
    person.press(ctrl("s"))
    person.sees(_("Message to {name}").format(name="Ben Okafor"))
    person.press(ESCAPE)
    person.press(F2)
    person.sees(_("{held} held, {planned} planned").format(held=0, planned=3))


def review(person: Person, words: dict[str, str]) -> None:
    """Overdue after 35 days; each answers alone, then both see both, and they go on."""
    person.sees(_("Due"))
    person.press(ENTER, F8)
    person.sees(_("{name} answers now.").format(name="Anna Weber"))
    person.press(ENTER)
    person.type(words["review"])
    person.press(ESCAPE, "f")
    person.sees(_("Hand over the keyboard to {name}.").format(name="Ben Okafor"))
    assert person.app is not None
    assert words["review"] not in person.app.text()
    person.press("w")
    person.sees(_("{name} answers now").format(name="Ben Okafor"))
    person.press(ENTER)
    person.press(ENTER)
    person.type(words["other"])
    person.press(ESCAPE, "f", "r")
    person.sees(words["review"], words["other"])
    person.press("c")
    person.sees(_("Continue with the agreement?"))
    person.press(ENTER)
    person.sees(_("Held. You go on with the agreement as it is.")[:40])
