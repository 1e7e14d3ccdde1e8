"""The command line of Handschlag."""

from __future__ import annotations

import sys


def main() -> None:
    """Open the app on its database."""
    from data import locations, open_database
    from data.config import load

    from .app import HandschlagApp

    HandschlagApp(open_database(locations.database()), load()).run()


if __name__ == "__main__":
    sys.exit(main())
