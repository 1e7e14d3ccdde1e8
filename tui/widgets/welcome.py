"""What home says before the first mentorship."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from data.i18n import _


class Welcome(Static):
    """What this is for, and how one begins."""

    def __init__(self) -> None:
        super().__init__(_words(), id="welcome", markup=False)


def _words() -> Content:
    return Content.assemble(
        (_("Welcome."), "bold $primary"),
        "\n\n",
        _(
            "Handschlag helps a mentor and a mentee work out their agreement in one meeting: they ask each other "
            "the questions that matter, write down what they agree, sign it if they like, and each leave "
            "with a copy."
        ),
        "\n\n",
        _("Press n to begin a mentorship. You need two names; everything else comes step by step."),
        "\n",
        _("Press F1 on any screen to see what it is for and which keys work there."),
        "\n\n",
        (
            _("Everything is saved while you type. Either of you may end the mentorship at any time, without reasons."),
            "$text-muted",
        ),
    )
