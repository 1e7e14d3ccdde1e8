"""What makes a database: `new` and `demo`."""

from __future__ import annotations

import stat
from pathlib import Path

from data import mentorships, open_database, versions
from data.model.mentorship import Party

from ..calling import call, refused


def test_new_makes_the_database_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "new.db"
    printed = call("--db", str(path), "new", "Anna Weber", "Ben Okafor", "--me", "mentee", "--language", "de")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out == "Mentorship 1 begins: Anna Weber → Ben Okafor. “handschlag open 1” opens it.\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with open_database(path) as opened:
        it = mentorships.find(opened, "1")
        assert (it.mentor, it.mentee, it.me, it.language) == ("Anna Weber", "Ben Okafor", Party.MENTEE, "de")
        assert versions.draft_text(opened, it.id).startswith("# Mentoring-Vereinbarung")


def test_new_takes_the_language_of_the_screens_and_a_template_as_it_is(tmp_path: Path) -> None:
    template = tmp_path / "own.md"
    template.write_text("# Ours\n\n- {{mentor}} {stays}\n", encoding="utf-8")
    path = tmp_path / "new.db"
    assert call("--lang", "de", "--db", str(path), "new", "A", "B", "--template", str(template)).code == 0
    with open_database(path) as opened:
        it = mentorships.find(opened, "1")
        assert it.language == "de"
        assert versions.draft_text(opened, it.id) == "# Ours\n\n- {{mentor}} {stays}\n"


def test_new_tells_what_freezing_will_do_to_the_letters_of_a_template(tmp_path: Path) -> None:
    template = tmp_path / "own.md"
    for words, told in (("Gru\u0308\u00dfe", True), ("Gr\u00fc\u00dfe", False)):
        template.write_text(words, encoding="utf-8")
        printed = call("--db", str(tmp_path / "a.db"), "new", "A", "B", "--template", str(template))
        assert printed.code == 0
        assert ("Unicode NFC" in printed.out) == told


def test_new_makes_nothing_of_a_template_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    assert "none.md" in refused(call("--db", str(path), "new", "A", "B", "--template", "none.md"), 2)
    assert not path.exists()


# -- the demo ----------------------------------------------------------------------------------------------------------


def test_the_demo_is_written_as_a_database_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    printed = call("demo", "--write", str(path))
    assert (printed.code, printed.out) == (0, f"The sample data are in {path}.\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(call("--db", str(path), "list").out.splitlines()) == 3
    assert str(path) in refused(call("demo", "--write", str(path)), 2)
    assert not (tmp_path / "home" / ".local").exists()


def test_without_a_terminal_the_app_says_so_and_makes_nothing(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "none.db"
    for arguments in ((), ("demo",), ("open", "ben")):
        assert "ssh -t" in refused(call("--db", str(path), *arguments), 2)
    assert not path.exists()
