"""Hostile texts on the command line: in the database, in arguments, in the environment, in files.

All of it is printed to a real terminal, in one process.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from data.i18n import LANGUAGES

from ..golden_files import FOLDER as GOLDEN
from ..hostile import HARMLESS, forbidden_in_lines, texts
from ..hostile_rows import poison
from ..torture import Tried, rounds
from .bad_input import sample
from .pty_app import PtyApp

Call = tuple[list[str], dict[str, str]]

PROGRAMS = "programs"
"""The folder of programs that say what is hostile."""
SIGNED = GOLDEN / "copy-signed-with-ssh-en.md"

SAID = "\n== "
"""What stands before an exit code."""


def exports(words: Iterator[str]) -> Iterator[Call]:
    """Every document of every mentorship, in every format, and what lists them."""
    for number in ("1", "2", "3"):
        for what in ("agreement", "invitation", "questions", "minutes", "dossier"):
            for form in ("md", "html", "txt"):
                yield ["export", what, number, "--format", form], {}
        yield ["export", "calendar", number], {}
        yield ["export", "calendar", number, "--folder", file_name(next(words))], {}
    for language in LANGUAGES:
        for command in (["list"], ["list", "--json"], ["due", "--days", "3650"], ["due", "--json"], ["doctor"]):
            yield [*command, "--lang", language], {}
    yield ["doctor", "--json"], {}
    yield ["export", "calendar"], {}


def file_name(words: str) -> str:
    """A name that a file can have."""
    return words.replace("/", "_").replace("\0", "_")[:80]


def typed(words: str, folder: Path, chance: random.Random) -> list[Call]:
    """Calls in which somebody gives a text for each thing that a command takes, some of them at a time."""
    file = folder / file_name(words)
    nul_free = words.replace("\0", "_")
    calls: list[Call] = [
        ([words], {}),
        ([f"--{words}"], {}),
        (["list", words], {}),
        (["list", f"-{words}"], {}),
        (["--lang", words, "list"], {}),
        (["--db", nul_free, "list"], {}),
        (["due", "--days", words], {}),
        (["open", words], {"TERM": "dumb"}),
        (["open", "1", words], {}),
        (["export", words], {}),
        (["export", "agreement", words], {}),
        (["export", "agreement", "1", "--format", words], {}),
        (["export", "agreement", "1", "-o", str(file), "--force"], {}),
        (["export", "questions", "2", "-o", str(file / words), "--force"], {}),
        (["import", words], {}),
        (["import", "questions", str(file), "1"], {}),
        (["import", "calendar", str(file), words], {}),
        (["verify", str(file)], {}),
        (["verify", words], {}),
        (["backup", str(file)], {}),
        (["restore", str(file)], {}),
        (["restore", words, "--to", str(file)], {}),
        (["demo", "--write", str(file)], {}),
        (["new", words, f"{words}2"], {}),
        (["new", words, "B", "--template", str(file)], {}),
        (["new", words, "B", "--me", words], {}),
        ([], {"TERM": "dumb", "LOGNAME": nul_free, "USER": nul_free}),
        (["list"], {"LANG": nul_free, "LC_ALL": nul_free}),
        (["list"], {"HANDSCHLAG_DB": nul_free}),
        (["list"], {"HOME": nul_free, "HANDSCHLAG_DB": f"~{nul_free}/x.db"}),
        (["doctor"], {"HOME": str(file), "XDG_CONFIG_HOME": str(file), "XDG_STATE_HOME": nul_free}),
        (["list"], {"TZ": nul_free}),
        (["import", "questions", str(file), "1"], {"HANDSCHLAG_CATALOGUES": nul_free}),
        (["verify", str(SIGNED)], {"PATH": f"{folder / PROGRAMS}:{os.environ['PATH']}"}),
        (["verify", "2"], {"PATH": f"{folder / PROGRAMS}:{os.environ['PATH']}", "TERM": nul_free}),
        (["doctor"], {"PATH": f"{folder / PROGRAMS}:{os.environ['PATH']}", "SSH_AUTH_SOCK": nul_free}),
        (["open", "1"], {"EDITOR": nul_free, "VISUAL": nul_free, "TERM": "unknown", "TMPDIR": nul_free}),
    ]
    return chance.sample(calls, rounds(8, 10))


OF_ONE_DATABASE = 100
"""Texts that are given to one database: each makes mentorships in it, which every list then shows."""


def write_files(words: str, folder: Path, number: int) -> None:
    """A file of that name, with that text in it in one of the forms that are read."""
    quoted = json.dumps(words)
    contents = [
        words,
        f'title = {quoted}\nlanguage = "en"\n\n[[question]]\ntopic = "comfort"\nwording = {quoted}\n',
        f"title = '{words}'\nlanguage = {words}",
        f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:{words}\nDTSTART:20261201T100000Z\nSUMMARY:{words}\n{words}\n"
        "END:VEVENT\nEND:VCALENDAR\n",
        f"# {words}\n\n<!-- handschlag agreement: {words} -->\n{words}\n<!-- handschlag agreement ends -->\n",
    ]
    content = contents[number % len(contents)].encode("utf-8", "surrogatepass")
    (folder / file_name(words)).write_bytes(content if number % 7 else content + b"\xff\x9b2J\x1b")


def write_programs(words: list[str], folder: Path) -> None:
    """What stands in the place of OpenSSH's programs, and says something hostile on both its outputs."""
    folder.mkdir()
    (folder / "said").write_text("\n".join(words), encoding="utf-8", errors="surrogatepass")
    for name in ("ssh-keygen", "ssh-add"):
        (folder / name).write_text('#!/bin/sh\ncat "${0%/*}/said"; cat "${0%/*}/said" >&2; exit 1\n')
        (folder / name).chmod(0o755)


def called(words: list[str], folder: Path, chance: random.Random) -> tuple[list[Call], str]:
    """Calls of all commands with these texts and on a database that is full of them; what the terminal was sent."""
    path, files = sample(folder / "sample.db"), folder / "files"
    poison(path, cycle(words))
    files.mkdir()
    write_programs(words[:50], files / PROGRAMS)
    calls = list(exports(cycle(words)))
    for number, it in enumerate(words):
        write_files(it, files, number)
        calls += typed(it, files, chance)
    script = folder / "calls.json"
    script.write_text(json.dumps(calls), encoding="utf-8")
    environment = {"HANDSCHLAG_DB": str(path), "HOME": str(folder / "home")}
    argv = [
        sys.executable,
        "-c",
        "import os, sys; os.chdir(sys.argv.pop(1)); from tests.terminal.many_calls import main; main()",
    ]
    with PtyApp([*argv, str(files), str(script)], environment=environment, columns=200) as app:
        assert app.wait(600) == 0
        return calls, bytes(app.raw).decode("utf-8")


@pytest.mark.torture
def test_no_call_prints_what_a_terminal_would_act_on(tmp_path: Path, tried: Tried) -> None:
    count, made, chance = rounds(8, 2_000), 0, random.Random(1)
    words = texts(2, count)
    for number in range(0, count, OF_ONE_DATABASE):
        folder = tmp_path / str(number)
        folder.mkdir()
        some = words[number : number + OF_ONE_DATABASE]
        calls, printed = called(some, folder, chance)
        said = printed.replace("\r\n", "\n").split(SAID)
        codes = [int(it.partition("\n")[0]) for it in said[1:]]
        assert len(codes) == len(calls)
        faults = [calls[number] for number, code in enumerate(codes) if code not in (0, 1, 2, 3)]
        assert faults == []
        acted_on = [(calls[number], found) for number, it in enumerate(said[:-1]) if (found := forbidden_in_lines(it))]
        assert acted_on == []
        assert [it for it in HARMLESS if it not in printed and it in "".join(some)] == []
        made += len(calls)
    tried("hostile texts given to and printed by all commands", count, f"0 acted on in {made:,} calls")
