"""Signs the newest version as a party: `python -m tests.terminal.signer DATABASE PARTY [propose]`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from data import clock
from data.errors import HandschlagError
from data.model.agreement import Method
from data.model.mentorship import Party
from data.sharing import exchange
from data.store import mentorships, versions
from data.store.connection import open_database


def main() -> None:
    """Meet, propose where that is asked for, sign, meet again."""
    with open_database(Path(sys.argv[1])) as own:
        mentorship = mentorships.every(own)[0]
        exchange.meet_all(own)
        try:
            if "propose" in sys.argv:
                versions.propose(own, mentorship.id)
            version = versions.newest(own, mentorship.id)
            assert version is not None
            party = Party(sys.argv[2])
            day = clock.today(mentorship.zone)
            versions.sign(own, version.id, party, mentorship.name_of(party), day, Method.OWN_LOGIN)
        except HandschlagError as error:
            click.echo(str(error))
            return
        click.echo("signed")


if __name__ == "__main__":
    main()
