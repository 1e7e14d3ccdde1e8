r"""Handing a text to the person's own editor ($VISUAL or $EDITOR) and taking it back.

The file lies in a folder that only its owner can enter, and is removed afterwards; it is kept only where its words
would be lost otherwise. While the editor runs, ours is out of the way: the terminal is as it was before, Ctrl+C and
Ctrl+\ are the editor's, and an editor that suspends itself is woken, since there may be no shell to come back from.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from data.errors import BadInput, reason
from data.i18n import _

if TYPE_CHECKING:
    from .app import TerminalApp


def command(environ: Mapping[str, str]) -> list[str]:
    """The editor and its arguments. Raises `BadInput` where none is named, or what is named cannot be understood."""
    name = next((name for name in ("VISUAL", "EDITOR") if environ.get(name, "").strip()), None)
    if name is None:
        raise BadInput(_("No editor is set. Name yours in EDITOR or VISUAL before you start Handschlag."))
    try:
        return shlex.split(environ[name])
    except ValueError as error:
        raise BadInput(
            _("{name} is “{value}”, which is no command: a quotation mark is not closed.").format(
                name=name, value=environ[name]
            )
        ) from error


def edited(app: TerminalApp, text: str, longest: int) -> str:
    """The text as it comes back from the editor, line ends as LF. Raises `BadInput` where none does.

    What cannot be taken back is kept, and its place is told: not UTF-8, more than `longest` characters, saved by an
    editor that then ended with an error.
    """
    argv = command(os.environ)
    try:
        folder = Path(tempfile.mkdtemp(prefix="handschlag-"))
    except OSError as error:
        raise BadInput(
            _("There is no place for the file ({reason}). Nothing was changed.").format(reason=reason(error))
        ) from error
    path = folder / "text.md"
    # An editor ends the last line as well; that is the text's own only where it was there before.
    added = "\n" if text and not text.endswith("\n") else ""
    given = f"{text}{added}".encode()
    keep = False
    try:
        path.touch(0o600)
        path.write_bytes(given)
        code = _run(app, [*argv, str(path)])
        keep = bool(code) and _is_worth_keeping(path, given)
        if code:
            raise BadInput(_ended(argv[0], code, path if keep else None))
        try:
            words = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            keep = True
            raise BadInput(
                _("What came back is no UTF-8 text. Nothing was changed; the file is kept: {path}").format(path=path)
            ) from error
        if len(words) > longest:
            keep = True
            raise BadInput(
                _("What came back is too long for one text. Nothing was changed; the file is kept: {path}").format(
                    path=path
                )
            )
        return words.removesuffix(added)
    except OSError as error:
        raise BadInput(
            _("“{editor}” cannot be used: {reason}. Nothing was changed.").format(editor=argv[0], reason=reason(error))
        ) from error
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _is_worth_keeping(path: Path, given: bytes) -> bool:
    """Whether an editor that failed has left words, in the file or beside it."""
    return [it.name for it in path.parent.iterdir()] != [path.name] or path.read_bytes() != given


def _ended(editor: str, code: int, kept: Path | None) -> str:
    if kept is None:
        return _("“{editor}” ended with an error ({code}). Nothing was changed.").format(editor=editor, code=code)
    return _("“{editor}” ended with an error ({code}). Nothing was changed; its file is kept: {path}").format(
        editor=editor, code=code, path=kept
    )


def _run(app: TerminalApp, argv: list[str]) -> int:
    """Run the editor in the terminal, wait for it, and give its exit code."""
    refused: OSError | None = None
    code = 0
    try:
        with app.suspend(), _signals_to_the_editor():
            # Nothing may be raised in here: the terminal would not be taken back.
            try:
                code = _wait(subprocess.Popen(argv))
            except OSError as error:
                refused = error
    except SuspendNotSupported as error:
        raise BadInput(_("No other program can be run from this terminal.")) from error
    finally:
        app.redraw()
    if refused is not None:
        raise refused
    return code


def _wait(process: subprocess.Popen[bytes]) -> int:
    """The exit code. Whatever of it was stopped is woken."""
    while True:
        _pid, status = os.waitpid(process.pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode
        os.killpg(os.getpgrp(), signal.SIGCONT)


@contextmanager
def _signals_to_the_editor() -> Iterator[None]:
    """What the keyboard sends reaches the whole group of processes, but is meant for the editor."""

    def leave_it(_number: int, _frame: FrameType | None) -> None:
        """Not ignored, since the editor would inherit that."""

    former = {it: signal.signal(it, leave_it) for it in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
