"""Beginning a mentorship, and correcting its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import locations, mentorships, texts
from data.errors import about
from data.i18n import N_, _, language
from data.model.mentorship import Party

from .fields import ChoiceField, Field
from .form import FormDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship


class NewMentorshipDialog(FormDialog[str]):
    """Makes a mentorship and returns its id."""

    ACCEPT_HINT = N_("begin")

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    def title_text(self) -> str:
        """What this is about."""
        return _("New mentorship")

    def form_fields(self) -> list[Field | ChoiceField]:
        """Two names, which of them I am, the language; the rest may stay empty."""
        return [
            Field("mentor", _("Mentor"), placeholder=_("Name of the mentor")),
            Field("mentee", _("Mentee"), placeholder=_("Name of the mentee")),
            ChoiceField("me", _("I am"), [("mentor", _("the mentor")), ("mentee", _("the mentee"))]),
            ChoiceField("language", _("Agreement in"), [("en", "English"), ("de", "Deutsch")], language()),
            Field("mentor_email", _("Mentor's e-mail"), placeholder=_("may stay empty")),
            Field("mentee_email", _("Mentee's e-mail"), placeholder=_("may stay empty")),
            Field("template", _("Own template"), placeholder=_("a Markdown file; empty takes ours")),
        ]

    def accept(self, values: dict[str, str]) -> str:
        """Make it; what is wrong is said and nothing typed is lost."""
        template = None
        if path := values["template"]:
            with about("template"):
                template = texts.read_template(locations.typed_path(path))
        return mentorships.create(
            self._database,
            mentor=values["mentor"],
            mentee=values["mentee"],
            me=Party(values["me"]),
            language=values["language"],
            mentor_email=values["mentor_email"],
            mentee_email=values["mentee_email"],
            template=template,
        ).id


class EditMentorshipDialog(FormDialog[str]):
    """Changes names, addresses and zones; returns the id. Frozen texts keep the names they were signed with."""

    ACCEPT_HINT = N_("change")

    def __init__(self, database: Database, mentorship: Mentorship) -> None:
        super().__init__()
        self._database, self._mentorship = database, mentorship

    def title_text(self) -> str:
        """What this is about."""
        return _("Names and addresses")

    def form_fields(self) -> list[Field | ChoiceField]:
        """All that may be corrected."""
        it = self._mentorship
        return [
            Field("mentor", _("Mentor"), it.mentor),
            Field("mentee", _("Mentee"), it.mentee),
            Field("mentor_email", _("Mentor's e-mail"), it.mentor_email, _("may stay empty")),
            Field("mentee_email", _("Mentee's e-mail"), it.mentee_email, _("may stay empty")),
            Field("zone", _("Time zone of the sessions"), it.zone, "Europe/Berlin"),
            Field("mentor_zone", _("Mentor's time zone"), it.mentor_zone, _("empty: that of the sessions")),
            Field("mentee_zone", _("Mentee's time zone"), it.mentee_zone, _("empty: that of the sessions")),
            Field("review_days", _("Days between reviews"), str(it.review_days), _("7 to 365")),
        ]

    def accept(self, values: dict[str, str]) -> str:
        """Change it, if nobody else has meanwhile."""
        return mentorships.change(
            self._database, self._mentorship.id, row_version=self._mentorship.row_version, **values
        ).id
