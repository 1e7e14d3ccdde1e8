"""Click's commands, options and arguments, in the language in use.

What they are given as `help` and `metavar` is marked with `N_` and translated when it is shown: the language is known
only when the command line has been read.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import click

from data.clean import shown
from data.errors import BadInput
from data.i18n import LANGUAGES, N_, _

from .call import Call
from .usage import sentence

PROGRAM = "handschlag"
"""What the command is called."""

Function = TypeVar("Function", bound=Callable[..., Any])


class FilePath(click.ParamType[Path]):
    """A path as typed; `~` is the home also where the shell leaves it alone."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Never fails: whoever opens the file says what is wrong."""
        try:
            return Path(value).expanduser()
        except RuntimeError:
            # “~” and a name that nobody has: a file that is called so.
            return Path(value).absolute()


class OneOf(click.ParamType[str]):
    """One of several words."""

    name = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """All of them."""
        return "|".join(self.words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Raises `BadInput` for any other word."""
        if value not in self.words:
            raise BadInput(
                _("“{word}” is not known here. Choose one of: {words}.").format(
                    word=shown(str(value)), words=", ".join(self.words)
                )
            )
        return str(value)


class Number(click.ParamType[int]):
    """A whole number within bounds."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Raises `BadInput` for what is none."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) < 10 and self.least <= int(text) <= self.most):
            raise BadInput(
                _("“{value}” is not a number from {least} to {most}.").format(
                    value=shown(text), least=self.least, most=self.most
                )
            )
        return int(text)


class Option(click.Option):
    """An option whose words are translated."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What it takes."""
        return _(self.metavar) if self.metavar else super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its line on the help page."""
        record = super().get_help_record(ctx)
        return None if record is None else (record[0], _(self.help or ""))


class Argument(click.Argument):
    """An argument whose name is translated."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What it is; in brackets where it can be left out."""
        name = _(self.metavar) if self.metavar else super().make_metavar(ctx)
        return name if self.required or not self.metavar else f"[{name}]"


class _Translated(click.Command):
    """What commands and groups have in common: the common options, help pages, one sentence for wrong use."""

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **settings)
        self.params += common_options(hidden=name != PROGRAM)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Raises `BadInput` for whatever cannot be understood."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise BadInput(sentence(error, ctx)) from error

    def explanation(self) -> str:
        """What it is for."""
        return _(self.help or "")

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first paragraph."""
        return self.explanation().partition("\n\n")[0]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Everything behind the name of the command."""
        pieces = [piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx)]
        return [_("[OPTIONS]"), *pieces]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line of the help page."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{_('Usage:')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.explanation())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options that are not hidden."""
        records = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section(_("Options")):
            formatter.write_dl([record for record in records if record is not None])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What stands below."""
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(_(self.epilog))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in the language in use."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this page.")
        return option


class Command(_Translated):
    """A command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Raises `BadInput` for more arguments than there are."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise BadInput(
                _("“{argument}” is one too many. “{command} --help” shows how it is used.").format(
                    argument=shown(rest[0]), command=ctx.command_path
                )
            )
        return rest


class Group(_Translated, click.Group):
    """A command that consists of others, in their own order."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were made."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Raises `BadInput` for a word that is no command."""
        found = self.get_command(ctx, args[0])
        if found is not None:
            return args[0], found, args[1:]
        names = {"word": shown(args[0]), "command": ctx.command_path}
        similar = get_close_matches(args[0], self.list_commands(ctx), 1)
        if similar:
            raise BadInput(
                _("There is no command “{word}”. Did you mean “{command} {similar}”?").format(
                    **names, similar=similar[0]
                )
            )
        raise BadInput(_("There is no command “{word}”. “{command} --help” lists them all.").format(**names))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """With the word for what follows."""
        return [*super().collect_usage_pieces(ctx), _("COMMAND …")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        super().format_options(ctx, formatter)
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, it.get_short_help_str()) for name, it in found if it is not None])


# -- making them -------------------------------------------------------------------------------------------------------


def command(name: str, explanation: str) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command."""
    return click.command(name, cls=Command, help=explanation)


def option(*names: str, explanation: str, **settings: Any) -> Callable[[Function], Function]:
    """Give a command an option."""
    return click.option(*names, cls=Option, help=explanation, **settings)


def argument(name: str, metavar: str | None = None, **settings: Any) -> Callable[[Function], Function]:
    """Give a command an argument."""
    return click.argument(name, cls=Argument, metavar=metavar, **settings)


def common_options(*, hidden: bool) -> list[click.Parameter]:
    """What every command takes, before its name or after it; the help page of the program shows them."""
    return [
        Option(
            ["--db"],
            type=FilePath(),
            metavar=N_("FILE"),
            help=N_("The database; else HANDSCHLAG_DB, else the one in your home."),
            expose_value=False,
            callback=_use_database,
            hidden=hidden,
        ),
        Option(
            ["--lang"],
            type=OneOf(*LANGUAGES),
            help=N_("The language; else that of the settings, else that of LANG."),
            expose_value=False,
            hidden=hidden,
        ),
        Option(
            ["--no-mouse"],
            is_flag=True,
            help=N_("Leave the mouse to the terminal, to select text with it."),
            expose_value=False,
            callback=_leave_the_mouse,
            hidden=hidden,
        ),
    ]


def _use_database(ctx: click.Context, _param: click.Parameter, path: Path | None) -> None:
    call = ctx.ensure_object(Call)
    call.given = path or call.given


def _leave_the_mouse(ctx: click.Context, _param: click.Parameter, leave: bool) -> None:
    call = ctx.ensure_object(Call)
    call.mouse = call.mouse and not leave


def require_command(ctx: click.Context) -> None:
    """Raises `BadInput` where a group was called without one of its commands."""
    if ctx.invoked_subcommand is None and isinstance(ctx.command, Group):
        raise BadInput(
            _("Say which one: {words}. “{command} --help” explains them.").format(
                words=", ".join(ctx.command.list_commands(ctx)), command=ctx.command_path
            )
        )
