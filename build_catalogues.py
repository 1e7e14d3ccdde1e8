"""Build hook: compiles the gettext catalogues of the screens (.po to .mo) with Babel, for installs and wheels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path(__file__).parent / "data" / "locale"
"""The folder of the catalogues: `<language>/LC_MESSAGES/handschlag.po`."""


def compile_catalogues() -> None:
    """Write a `.mo` beside every `.po` of the screens; fuzzy messages are left out."""
    for source in LOCALES.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))


class CatalogueHook(BuildHookInterface[Any]):
    """Runs before hatchling packs a wheel, an editable one included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are collected."""
        compile_catalogues()


if __name__ == "__main__":
    compile_catalogues()
