"""Where the command `handschlag` begins."""

from __future__ import annotations

import sys


def main() -> None:
    """Do what the command line asks for, and end with its exit code."""
    from .command_line import fault, run

    fault.only_noted()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
