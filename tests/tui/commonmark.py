"""The examples of the CommonMark specification, from the npm package `commonmark-spec`. None of it is kept here.

npm fetches the package once into pytest's cache. Where npm is missing or there is no network, the tests that need it
are skipped and say why.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

VERSION = "0.31.2"
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """One example."""

    number: int
    """As it is counted in the specification."""
    markdown: str
    html: str


def text_of_specification(cache: Path) -> str:
    """The specification as it is written; skips the test where it cannot be had."""
    kept = cache / f"spec-{VERSION}.txt"
    if not kept.exists():
        _fetch(kept)
    return kept.read_text("utf-8")


def _fetch(kept: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"npm is not there: it fetches the package commonmark-spec {VERSION}, whose examples are tested")
    with tempfile.TemporaryDirectory() as folder:
        argv = [npm, "pack", "--silent", f"commonmark-spec@{VERSION}"]
        try:
            done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip(f"npm did not fetch commonmark-spec {VERSION} within two minutes")
        if done.returncode:
            pytest.skip(f"npm could not fetch commonmark-spec {VERSION}: {done.stderr.strip()[-200:]}")
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as packed:
            member = packed.extractfile("package/spec.txt")
            assert member is not None
            text = member.read()
        # Several processes may be at it: each writes its own file, and the last one to be done gives it the name.
        own = kept.with_suffix(f".{os.getpid()}")
        own.write_bytes(text)
        own.replace(kept)


def examples_of(text: str) -> list[Example]:
    """The examples of the specification; an arrow in it stands for a tab."""
    found = _EXAMPLE.findall(text)
    return [
        Example(number, markdown.replace("→", "\t"), html.replace("→", "\t"))
        for number, (markdown, html) in enumerate(found, 1)
    ]
