"""Signing a version: who, the typed name, the date, the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from data import versions
from data.clock import today
from data.errors import BadInput, about
from data.i18n import N_, _, language, plain_date
from data.model.agreement import Method
from data.model.dates import parse_date
from data.model.mentorship import Party

from .. import wording
from .form import ChoiceField, DateField, Field, FormDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.agreement import Version
    from data.model.mentorship import Mentorship


class SigningDialog(FormDialog[str]):
    """Signs and returns the id of the version. The typed name and Ctrl+S are both needed: no paste signs."""

    ACCEPT_HINT = N_("sign")
    # Nothing that is typed at once changes who signs.
    BEGINS_IN = "name"

    def __init__(self, database: Database, mentorship: Mentorship, version: Version) -> None:
        super().__init__()
        self._database, self._mentorship, self._version = database, mentorship, version
        self._asked = ""
        """The name that was asked about, since it is another than the party's."""

    def title_text(self) -> str:
        """Which version."""
        return _("Sign version {number}").format(number=self._version.number)

    def notes(self) -> ComposeResult:
        """What a signature binds to."""
        yield Static(
            Content.assemble(
                _("The signature stands under exactly this text. Its SHA-256 is:"),
                "\n",
                (self._version.sha256, "$accent"),
                "\n",
            )
        )

    def form_fields(self) -> list[Field | ChoiceField]:
        """Who, name, date, method."""
        missing = self._version.missing
        first = self._mentorship.me if self._mentorship.me in missing else missing[0]
        method = Method.OWN_LOGIN if len(missing) == len(Party) and first is self._mentorship.me else Method.IN_PERSON
        day = today(self._mentorship.zone)
        return [
            ChoiceField(
                "party", _("Who signs"), [(it.value, self._mentorship.name_of(it)) for it in missing], first.value
            ),
            Field("name", _("Name, typed by them"), placeholder=_("the full name, as a signature")),
            DateField("signed_on", _("Date"), plain_date(day)),
            ChoiceField(
                "method",
                _("How"),
                [(it.value, wording.method(it)) for it in (Method.OWN_LOGIN, Method.IN_PERSON, Method.ON_PAPER)],
                method.value,
            ),
        ]

    def action_next(self) -> None:
        """Enter goes on, and never signs."""
        self.focus_next()

    def accept(self, values: dict[str, str]) -> str:
        """Sign."""
        if not values["name"]:
            with about("name"):
                raise BadInput(_("Type the name, as a signature."))
        self._ask_about_another_name(values["name"], self._mentorship.name_of(Party(values["party"])))
        with about("signed_on"):
            day = parse_date(values["signed_on"], today(self._mentorship.zone), language())
        return versions.sign(
            self._database,
            self._version.id,
            Party(values["party"]),
            values["name"],
            day,
            Method(values["method"]),
        ).id

    def _ask_about_another_name(self, typed: str, name: str) -> None:
        """A name that is not the party's is asked about once; the same key again signs with it."""
        if typed.casefold() != name.casefold() and typed != self._asked:
            self._asked = typed
            raise BadInput(
                _("This signature is for {name}, and “{typed}” was typed. If that is right, sign again.").format(
                    name=name, typed=typed
                )
            )


class ReceiptDialog(FormDialog[tuple[list[Party], str, str]]):
    """Returns who received a copy, how, and where it lies or went."""

    ACCEPT_HINT = N_("note it")

    def __init__(self, mentorship: Mentorship, how: str = "", place: str = "") -> None:
        """`how` is given where the copy has just left by that way."""
        super().__init__()
        self._mentorship, self._how, self._place = mentorship, how, place

    def title_text(self) -> str:
        """What is asked."""
        return _("Who received this copy?")

    def form_fields(self) -> list[Field | ChoiceField]:
        """Who, how, where."""
        who = [(party.value, self._mentorship.name_of(party)) for party in Party]
        return [
            ChoiceField("party", _("Who"), [*who, ("both", _("both"))], self._mentorship.me.value),
            ChoiceField(
                "how",
                _("How"),
                [
                    ("file", _("file")),
                    ("clipboard", _("clipboard")),
                    ("e-mail", _("e-mail")),
                    ("paper", _("paper")),
                ],
                self._how,
            ),
            Field("place", _("Where"), self._place, _("a file, an address; may stay empty")),
        ]

    def accept(self, values: dict[str, str]) -> tuple[list[Party], str, str]:
        """The receipt."""
        parties = list(Party) if values["party"] == "both" else [Party(values["party"])]
        return parties, values["how"], values["place"]
