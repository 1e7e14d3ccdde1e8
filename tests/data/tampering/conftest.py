"""A file whose consents are typed names only, and one whose consents were made with SSH keys as well."""

from __future__ import annotations

import pytest

from data import ssh

from ...ssh_keys import make_key, public_of
from .tampered import Ground, Keys, ground


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """Anna's, Ben's and Mallory's."""
    folder = tmp_path_factory.mktemp("keys")
    private = {}
    for name in ("anna", "ben", "mallory"):
        path = make_key(folder / name, comment=name)
        private[name] = ssh.Key(public_of(path), name, path)
    pinned = folder / "allowed_signers"
    pinned.write_text(f"mentor {private['anna'].public}\nmentee {private['ben'].public}\n")
    return Keys(private, pinned)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Typed names only."""
    return ground(tmp_path_factory.mktemp("plain"), None)


@pytest.fixture(scope="session")
def keyed(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Ground:
    """Each consent with the party's own key."""
    return ground(tmp_path_factory.mktemp("keyed"), keys)
