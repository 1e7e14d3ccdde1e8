"""Before a signature: the text read through together, what it changes, and which points not both have marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from data import points, ssh, versions
from data.clean import shown
from data.i18n import _, listed, ngettext
from data.model.mentorship import Party

from ..aside import aside
from ..commands import key_name
from ..sides import basis, side_of, since
from ..widgets.preview import Preview
from .changes import ChangesDialog
from .reading import ReadingDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.agreement import Point, Version
    from data.model.mentorship import Mentorship

_MOST_LISTED = 3
"""Points that are named; the text needs the rest of the room."""


class ReadThroughDialog(ReadingDialog[list[ssh.Key]]):
    """Returns the SSH keys that can sign here: they are looked for while one reads. Nothing here keeps from signing."""

    DEFAULT_CSS = """
    ReadThroughDialog > Vertical { width: 96; height: 94%; }
    ReadThroughDialog #work { height: 1fr; }
    ReadThroughDialog Preview { height: 1fr; background: $surface; }
    ReadThroughDialog #changed { height: auto; color: $secondary; }
    ReadThroughDialog #points { height: auto; margin-top: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "accept", "Sign"),
        ("space", "page", "Page"),
        ("d", "changes", "Changes"),
    ]

    def __init__(self, database: Database, mentorship: Mentorship, version: Version) -> None:
        super().__init__()
        self._mentorship, self._version = mentorship, version
        self._points = points.of(database, mentorship.id, version.text)
        self._before = basis(versions.of(database, mentorship.id), version)
        self._search: Worker[list[ssh.Key]] | None = None

    def title_text(self) -> str:
        """Which version."""
        return _("Read version {number} through together").format(number=self._version.number)

    def compose_dialog(self) -> ComposeResult:
        """The text that is signed, and the points."""
        if self._before is not None:
            yield Static(Content(since(self._before, self._version.text)), id="changed")
        yield Preview()
        yield Static(self._reminder(), id="points", markup=False)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Going on, and reading."""
        changes = [("d", _("what changed"))] if self._before is not None else []
        return [
            (_("Enter"), _("go on to sign")),
            *changes,
            (f"{key_name('up')} {key_name('down')}", _("scroll")),
            (_("Space"), _("next page")),
        ]

    def on_mount(self) -> None:
        """Show the text; look for keys meanwhile, since an agent may be far away."""
        preview = self.query_one(Preview)
        preview.load(self._version.text.split("\n"))
        preview.focus()
        self._search = self.run_worker(aside(ssh.usable_keys))

    def action_page(self) -> None:
        """On by a page."""
        self.query_one(Preview).action_page_down()

    def action_changes(self) -> None:
        """Against the version in force, or the one before."""
        if self._before is not None:
            old, new = (side_of(it, self._mentorship) for it in (self._before, self._version))
            self.app.push_screen(ChangesDialog(old, new))

    async def action_accept(self) -> None:
        """Go on, with the keys that were found."""
        self.dismiss([] if self._search is None else await self._search.wait())

    def _reminder(self) -> Content:
        unclear = [point for point in self._points if not point.is_clear]
        if not unclear:
            words = _("Both have marked every point as understood.") if self._points else ""
            return Content.assemble(("✓ ", "$text-success"), words) if words else Content()
        count = len(unclear)
        parts: list[str | tuple[str, str]] = [
            (
                ngettext(
                    "{count} point is not yet marked by both. You can sign all the same.",
                    "{count} points are not yet marked by both. You can sign all the same.",
                    count,
                ).format(count=count),
                "$accent",
            )
        ]
        for point in unclear[:_MOST_LISTED]:
            parts += [("\n○ ", "$accent"), shown(self._line(point))]
        if more := len(unclear[_MOST_LISTED:]):
            parts.append(
                (f"\n  {ngettext('and {count} more', 'and {count} more', more).format(count=more)}", "$text-muted")
            )
        return Content.assemble(*parts)

    def _line(self, point: Point) -> str:
        names = [self._mentorship.name_of(party) for party in Party if party not in point.understood_by]
        return _("{names} not yet: {wording}").format(wording=point.wording, names=listed(names))
