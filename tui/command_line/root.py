"""The command `handschlag` itself: its language, its commands, its end."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise

import click

from data import config, i18n
from data.errors import HandschlagError, reason
from data.i18n import N_, _

from . import fault, output
from .call import Call
from .speaking import PROGRAM, Group, option

_COMMANDS = {
    "open": "starting:open_at",
    "demo": "starting:demo",
    "new": "mentorships:new",
    "list": "mentorships:list_all",
    "due": "mentorships:due",
    "export": "calendars:export",
    "import": "calendars:import_group",
    "verify": "verifying:verify",
    "share": "sharing:share",
    "join": "sharing:join",
    "backup": "care:backup",
    "restore": "care:restore",
    "doctor": "care:doctor",
}
"""Module and function of each command, in the order of the help page."""

_COMPLETION = "_HANDSCHLAG_COMPLETE"
"""Set by the shell where it wants to know how a word can be completed; click answers that."""

_INTERRUPTED = 130
"""The exit code after Ctrl+C: 128 and the number of SIGINT, as shells have it."""


class _Root(Group):
    """Imports a command when it is called, or when the help page is shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one."""
        if cmd_name not in _COMMANDS:
            return None
        module, _colon, name = _COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"{__package__}.{module}"), name)
        return found


@click.group(
    PROGRAM,
    cls=_Root,
    invoke_without_command=True,
    help=N_(
        "A mentor and a mentee work out their agreement, sign it, and each leave with a copy.\n\n"
        "Without a command the app opens. NAME is a part of either person's name, or the number in “handschlag list”."
    ),
    epilog=N_(
        "Exit codes: 0 done; 1 the answer is no, or a rule forbids it; 2 wrong use; 3 the database cannot be used."
    ),
)
@option("--version", is_flag=True, explanation=N_("Say which version this is."))
@click.pass_context
def root(ctx: click.Context, version: bool) -> int:
    """Open the app, unless a command is named."""
    if ctx.invoked_subcommand is not None:
        return 0
    if version:
        from importlib.metadata import version as installed

        output.say(f"Handschlag {installed(PROGRAM)}")
        return 0
    from .starting import start

    return start(ctx.ensure_object(Call))


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code."""
    output.prepare()
    i18n.use(language_for(arguments))
    try:
        code = _called(arguments)
        output.finish()
    except BrokenPipeError:
        # Whoever reads it has read enough.
        output.abandon()
        code = 0
    except OSError as error:
        output.abandon()
        output.complain(_("The output cannot be written: {reason}.").format(reason=reason(error)))
        code = 2
    return code


def language_for(arguments: Sequence[str]) -> str:
    """The language that is asked for, else that of the settings, else that of the environment.

    It must be known before the arguments are understood: what is wrong with them is said in it.
    """
    asked = _asked_for(arguments)
    if asked in i18n.LANGUAGES:
        return asked
    try:
        chosen = config.load().language
    except HandschlagError:
        # The app says what is wrong with the settings; everything else works without them.
        chosen = None
    return chosen or i18n.from_locale()


def _asked_for(arguments: Sequence[str]) -> str:
    options = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    asked = [following for name, following in pairwise(options) if name == "--lang"]
    asked += [it.partition("=")[2] for it in options if it.startswith("--lang=")]
    return asked[-1] if asked else ""


def _called(arguments: Sequence[str]) -> int:
    if os.environ.get(_COMPLETION):
        root.main(list(arguments), prog_name=PROGRAM)
    try:
        # Not `root.main`, which has ends of its own for a broken pipe and for Ctrl+C.
        with root.make_context(PROGRAM, list(arguments)) as ctx:
            code = root.invoke(ctx)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except HandschlagError as error:
        output.complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError:
        raise
    except Exception as error:
        return fault.told(error)
