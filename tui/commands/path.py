"""What can be done on the path of a mentorship."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class DoStep(Command):
    """Open the chosen step; at first the next thing to do is chosen."""

    key = "enter"
    title = N_("Open this step")
    hint = N_("open")


class DoNext(Command):
    """Go straight to the next thing to do."""

    key = "space"
    title = N_("Next step")
    hint = N_("next step")


class EditMentorship(Command):
    """Correct the names, the e-mail addresses or the time zone."""

    key = "e"
    title = N_("Names and addresses")
    hint = N_("edit")


class OpenVersions(Command):
    """Show all versions of the agreement, their signatures and their copies."""

    key = "v"
    title = N_("Versions, signatures, copies")
    hint = N_("versions")


class OpenLogistics(Command):
    """Settle the six logistics fields of the annex."""

    key = "l"
    title = N_("Logistics")
    hint = N_("logistics")


class Invite(Command):
    """Plan the first meeting, or show its invitation and calendar file."""

    key = "i"
    title = N_("First meeting and invitation")
    hint = N_("invitation")


class MoveFirstMeeting(Command):
    """Move the first meeting to another day or time; its invitation then names the new one."""

    key = "m"
    title = N_("Move the first meeting")
    hint = N_("move")


class PauseOrResume(Command):
    """Pause the mentorship, or take it up again."""

    key = "p"
    title = N_("Pause or resume")


class Complete(Command):
    """Confirm that the mentorship is complete; it is when both have confirmed."""

    key = "c"
    title = N_("Complete")


class EndMentorship(Command):
    """End the mentorship, at once. Either side may, at any time; no reason is asked."""

    key = "x"
    title = N_("End the mentorship")


class ContinueMentorship(Command):
    """Begin a new mentorship of the same two, linked to this one."""

    key = "n"
    title = N_("Continue as a new mentorship")
    hint = N_("continue anew")


class ExportDossier(Command):
    """Read, copy or write everything about this mentorship as one Markdown document."""

    key = "o"
    title = N_("Dossier")
