"""Whatever leaves the app as a file goes through `data.documents.files`; the few other writes are named here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

OTHER = {
    "data/config.py": "the settings, in one's own folder",
    "data/documents/files.py": "the way out",
    "data/fault_log.py": "the log of faults, 0600, in one's own folder",
    "data/sharing/folder.py": "the file that two share, in the folder they made for it",
    "data/spelling/own_words.py": "one's own words, which may be a link of one's own",
    "data/ssh.py": "for ssh-keygen, in a temporary folder",
    "data/store/backup.py": "an empty file for SQLite, in a folder of its own",
    "data/store/connection.py": "the database itself",
    "data/store/daily.py": "the lock of the backups",
    "data/store/doctor.py": "a copy to look into, in a temporary folder",
    "tui/command_line/speaking.py": "prints: click's formatter of help pages",
    "tui/terminal/external_editor.py": "for the editor, in a temporary folder",
}
"""Files that write in another way, each with why it may."""

_WRITING = {"write_text", "write_bytes", "touch", "mkstemp", "NamedTemporaryFile", "copyfile", "copy2", "symlink_to"}
_SCREENSHOTS = {"save_screenshot", "deliver_screenshot", "deliver_text", "deliver_binary"}


def writes(source: str) -> Iterator[str]:
    """What a file calls that makes or changes a file, as far as names tell."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in _WRITING | _SCREENSHOTS or (name == "open" and _opens_for_writing(node)):
            yield name


def _opens_for_writing(node: ast.Call) -> bool:
    if any(isinstance(it, ast.Attribute) and it.attr in ("O_CREAT", "O_RDWR") for it in ast.walk(node)):
        return True
    words = [it.value for it in ast.walk(node) if isinstance(it, ast.Constant) and isinstance(it.value, str)]
    return any(len(it) <= 3 and set(it) & set("wax+") and set(it) <= set("rwabxt+") for it in words)


def test_exports_have_one_way_out() -> None:
    found = {
        str(path.relative_to(ROOT))
        for top in ("data", "tui")
        for path in (ROOT / top).rglob("*.py")
        if any(writes(path.read_text(encoding="utf-8")))
    }
    assert found - OTHER.keys() == set(), "goes through data.documents.files, or is named above with why not"
    assert OTHER.keys() - found == set(), "does not write any more"


@pytest.mark.parametrize(
    "line",
    [
        "path.write_text('x')",
        "open(name, 'w')",
        "path.open('ab')",
        "os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)",
        "self.app.save_screenshot()",
        "shutil.copyfile(a, b)",
    ],
)
def test_a_write_is_seen(line: str) -> None:
    assert list(writes(line))
    assert not list(writes("path.open('rb'); path.read_text(); os.open(path, os.O_RDONLY)"))
