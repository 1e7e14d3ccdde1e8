"""What is said about a command line that cannot be understood: one sentence, in the language in use."""

from __future__ import annotations

import click

from data.clean import shown
from data.i18n import _


def sentence(error: click.UsageError, ctx: click.Context) -> str:
    """Click's error in our words."""
    if isinstance(error, click.NoSuchOption):
        return _("There is no option {name}. “{command} --help” lists them all.").format(
            name=shown(error.option_name), command=ctx.command_path
        )
    if isinstance(error, click.BadOptionUsage):
        if _is_flag(ctx, error.option_name):
            return _("The option {name} takes no value.").format(name=error.option_name)
        return _("The option {name} needs a value.").format(name=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _("{name} is missing. “{command} --help” shows how it is used.").format(
            name=error.param.make_metavar(ctx), command=ctx.command_path
        )
    return _("This cannot be understood. “{command} --help” shows how it is used.").format(command=ctx.command_path)


def _is_flag(ctx: click.Context, name: str) -> bool:
    options = (it for it in ctx.command.get_params(ctx) if isinstance(it, click.Option))
    return any(it.is_flag and name in it.opts for it in options)
