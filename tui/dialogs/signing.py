"""Signing a version: who, the typed name, the date, the method, and an SSH key where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from data import identity, ssh, versions
from data.clean import shown
from data.clock import today
from data.errors import BadInput, HandschlagError, about
from data.i18n import N_, _, language, plain_date
from data.model.agreement import Method
from data.model.dates import parse_date
from data.model.mentorship import Party

from .. import wording
from ..aside import aside
from ..widgets.choice import LONGEST
from .fields import ChoiceField, DateField, Field
from .form import FormDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.agreement import Version
    from data.model.mentorship import Mentorship
    from data.model.ssh_signature import SshSignature

    from ..terminal import TerminalApp

NO_KEY = "none"
"""The choice of no SSH key."""


@dataclass(frozen=True, slots=True)
class _Signing:
    """What was typed, read."""

    party: Party
    name: str
    day: date
    method: Method


class SigningDialog(FormDialog[str]):
    """Signs and returns the id of the version. The typed name and Ctrl+S are both needed: no paste signs.

    A key that asks its person is given the terminal meanwhile; for an agent one waits here, and Escape leaves.
    """

    DEFAULT_CSS = """
    SigningDialog #waiting { height: auto; display: none; color: $secondary; }
    SigningDialog #waiting.-shown { display: block; }
    """

    ACCEPT_HINT = N_("sign")
    # Nothing that is typed at once changes who signs.
    BEGINS_IN = "name"

    def __init__(
        self,
        database: Database,
        mentorship: Mentorship,
        version: Version,
        missing: Sequence[Party],
        keys: Sequence[ssh.Key] = (),
    ) -> None:
        """`missing` are those who have not signed yet and can do so here, `keys` the SSH keys that can sign here."""
        super().__init__()
        self._database, self._mentorship, self._version = database, mentorship, version
        self._missing = missing
        self._keys = {key.fingerprint: key for key in keys}
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
        """Who, name, date, method; which SSH key, where there are any."""
        missing = self._missing
        first = self._mentorship.me if self._mentorship.me in missing else missing[0]
        own = first is self._mentorship.me and not self._has_signed_here
        method = Method.OWN_LOGIN if own else Method.IN_PERSON
        day = today(self._mentorship.zone)
        fields: list[Field | ChoiceField] = [
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
        if self._keys and not self._has_signed_here:
            choices = [(NO_KEY, _("no SSH key")), *((it.fingerprint, _label(it)) for it in self._keys.values())]
            fields.append(ChoiceField("ssh", _("Sign with SSH key"), choices, NO_KEY))
        return fields

    @property
    def _has_signed_here(self) -> bool:
        """The account has signed for the other one as its own login: no key of it can sign for this one."""
        return any(it.method is Method.OWN_LOGIN and it.os_user == identity.user() for it in self._version.signatures)

    def compose_dialog(self) -> ComposeResult:
        """The form, and the place where is said what one waits for."""
        yield from super().compose_dialog()
        yield Static("", id="waiting", markup=False)

    def action_next(self) -> None:
        """Enter goes on, and never signs."""
        self.focus_next()

    def accept(self, values: dict[str, str]) -> str:
        """Sign without a key."""
        return self._store(self._read(values), None)

    def action_accept(self) -> None:
        """Sign; where a key was chosen, it signs first."""
        values = self.values()
        key = self._keys.get(values.get("ssh", NO_KEY))
        if key is None:
            super().action_accept()
        elif not self._is_waiting:
            try:
                it = self._read(values)
                statement = versions.statement(self._database, self._version.id, it.party, it.name, it.day, it.method)
            except HandschlagError as error:
                self.refuse(error)
            else:
                self._sign_with(key, statement, it)

    def _read(self, values: dict[str, str]) -> _Signing:
        if not values["name"]:
            with about("name"):
                raise BadInput(_("Type the name, as a signature."))
        self._ask_about_another_name(values["name"], self._mentorship.name_of(Party(values["party"])))
        with about("signed_on"):
            day = parse_date(values["signed_on"], today(self._mentorship.zone), language())
        return _Signing(Party(values["party"]), values["name"], day, Method(values["method"]))

    def _store(self, it: _Signing, signature: SshSignature | None) -> str:
        return versions.sign(self._database, self._version.id, it.party, it.name, it.day, it.method, signature).id

    @work(exclusive=True)
    async def _sign_with(self, key: ssh.Key, statement: str, it: _Signing) -> None:
        """Let the key sign, then store both."""
        self._wait_for(_("Waiting for the SSH key. Its agent may ask for your leave, or the device for a touch."))
        try:
            if await aside(ssh.needs_terminal, key):
                signature = self._at_the_terminal(key, statement)
            else:
                signature = await aside(ssh.sign, key, statement)
            signed = self._store(it, signature)
        except HandschlagError as error:
            self._wait_for("")
            self.refuse(error)
        else:
            self.dismiss(signed)

    def _at_the_terminal(self, key: ssh.Key, statement: str) -> SshSignature:
        sentence = _("ssh-keygen asks for what the key {name} needs. Ctrl+C leaves, and then nothing is signed.")
        app = cast("TerminalApp", self.app)
        with app.lent(sentence.format(name=key.name)):
            return ssh.sign(key, statement, at_terminal=True)

    @property
    def _is_waiting(self) -> bool:
        return self.query_one("#waiting").has_class("-shown")

    def _wait_for(self, sentence: str) -> None:
        place = self.query_one("#waiting", Static)
        place.update(Content(sentence))
        place.set_class(bool(sentence), "-shown")
        if sentence:
            self.query_one("#error").remove_class("-shown")
            place.scroll_visible(animate=False)

    def _ask_about_another_name(self, typed: str, name: str) -> None:
        """A name that is not the party's is asked about once; the same key again signs with it."""
        if typed.casefold() != name.casefold() and typed != self._asked:
            self._asked = typed
            raise BadInput(
                _("This signature is for {name}, and “{typed}” was typed. If that is right, sign again.").format(
                    name=name, typed=typed
                )
            )


def _label(key: ssh.Key) -> str:
    """`id_ed25519 (Ed25519 …TMy3HtQ)`: the name cut, never the end of the fingerprint."""
    known = f" ({key.type} …{key.fingerprint[-7:]})"
    return Content(shown(key.name)).truncate(LONGEST - len(known), ellipsis=True).plain.rstrip() + known


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
