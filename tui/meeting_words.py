"""What is said before a meeting begins and before it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from data.i18n import _, long_date, ngettext

if TYPE_CHECKING:
    from data.model.session import Session


def expectation(session: Session | None, prepared: int, *, can_begin: bool) -> Content:
    """What is planned and prepared, and how to begin."""
    lines: list[str | tuple[str, str]] = [(_("The first meeting"), "bold $primary"), "\n\n"]
    if session is None:
        lines.append(_("It is not planned yet. You can begin at once: it is planned for now, with 60 minutes."))
    else:
        lines.append(
            _("Planned: {day}, {time}, {minutes} minutes.").format(
                day=long_date(session.day), time=f"{session.starts:%H:%M}", minutes=session.minutes
            )
        )
    lines += [
        "\n",
        ngettext("{count} question is prepared.", "{count} questions are prepared.", prepared).format(count=prepared),
        "\n\n",
        _("Ask every question, type what is answered, and turn answers into clauses of the draft as you go."),
    ]
    if can_begin:
        lines += ["\n\n", (_("Press Enter to begin: the clock starts."), "bold $accent")]
    return Content.assemble(*lines)


def before_closing(minutes: int, left: int) -> str:
    """How long it has taken, and what is still open."""
    told = [
        ngettext("It has taken {count} minute so far.", "It has taken {count} minutes so far.", minutes).format(
            count=minutes
        )
    ]
    if left:
        told.append(
            ngettext("{count} question is still open.", "{count} questions are still open.", left).format(count=left)
        )
    return "\n".join(told)
