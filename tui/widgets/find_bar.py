"""The find bar: what is looked for, what replaces it, where one is among the places, and how it is looked for."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.text_area import Selection

from data.errors import BadInput
from data.i18n import _, ngettext

from ..speech import say
from ..writing.rewrite import at
from .find import Found, Sought, find, nearest
from .line_input import LineInput
from .prose_editor import ProseEditor


class FindBar(Vertical):
    """Finds in one editor. Enter goes to the next place, or replaces this one; ↑ goes to the one before.

    What is found is asked for anew only when the words or the text are others.
    """

    DEFAULT_CSS = """
    FindBar { height: auto; display: none; }
    FindBar.-open { display: block; }
    FindBar Horizontal { height: 1; }
    FindBar .label { width: 14; padding: 0 1; color: $text-muted; }
    FindBar LineInput { width: 1fr; }
    FindBar #count { width: auto; min-width: 14; padding: 0 1; text-align: right; color: $text-muted; }
    FindBar.-nothing #find, FindBar.-nothing #count { color: $text-error; }
    FindBar #how { height: auto; padding: 0 1; color: $text-muted; }
    FindBar.-wrong #how { color: $text-error; }
    FindBar.-reading #replacing { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("up", "step(-1)", "Before"), ("down", "step(1)", "Next")]

    def __init__(self, editor: ProseEditor) -> None:
        super().__init__()
        self._editor = editor
        self._keys: tuple[str, ...] = ("", "", "")
        self._sought = Sought("")
        self._found: list[Found] = []
        self._asked: tuple[Sought, str, str] | None = None

    def compose(self) -> ComposeResult:
        """Two lines to type in, and one that says how it is looked for, or what is wrong."""
        with Horizontal():
            yield Static(_("Find"), classes="label", markup=False)
            yield LineInput(id="find")
            yield Static(id="count", markup=False)
        with Horizontal(id="replacing"):
            yield Static(_("Replace with"), classes="label", markup=False)
            yield LineInput(id="instead")
        yield Static(id="how", markup=False)

    # -- opening and closing ---------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether it is to be seen."""
        return self.has_class("-open")

    def open(self, *keys: str) -> None:
        """Show it; what was sought before is replaced by what is typed next.

        `keys` are those for regular expressions, for capitals, and for replacing everywhere.
        """
        self._keys = keys
        self.add_class("-open")
        self.screen.add_class("-finding")
        self.set_class(self._editor.read_only, "-reading")
        field = self.query_one("#find", Input)
        if (words := self._editor.selected_text) and "\n" not in words and not self._is_at_a_place:
            field.value = words
        field.action_select_all()
        self._tell()
        self.call_after_refresh(field.focus)

    def close(self) -> None:
        """Put it away."""
        self.remove_class("-open")
        self.screen.remove_class("-finding")

    # -- looking ---------------------------------------------------------------------------------------------------

    @property
    def _instead(self) -> str:
        return self.query_one("#instead", Input).value

    def _look(self) -> bool:
        """Know the places as they are now; whether that was possible."""
        question = self._sought, self._instead, self._editor.text
        if question != self._asked:
            self._asked = question
            try:
                self._found = find(self._editor.document.lines, self._sought, self._instead)
            except BadInput as error:
                self._found = []
                self._tell(str(error))
                return False
            self._tell()
        return not self.has_class("-wrong")

    @property
    def _is_at_a_place(self) -> bool:
        return self._index is not None

    @property
    def _index(self) -> int | None:
        """Which of the places is selected."""
        start, end = sorted(self._editor.selection)
        return next((at for at, it in enumerate(self._found) if it.start == start and it.end == end), None)

    def _tell(self, wrong: str = "") -> None:
        """How it is looked for, or what is wrong with it; and how many there are."""
        self.set_class(bool(wrong), "-wrong")
        regex, case, everywhere = self._keys
        hints = _("{regex} {is_regex} regular expression  {case} {is_case} capitals  {all} replace all").format(
            regex=regex,
            is_regex="●" if self._sought.regex else "○",
            case=case,
            is_case="●" if self._sought.case else "○",
            all=everywhere,
        )
        self.query_one("#how", Static).update(Content(wrong or hints))
        self._count()

    def _count(self) -> None:
        count, index = len(self._found), self._index
        self.set_class(bool(self._sought.words) and not count and not self.has_class("-wrong"), "-nothing")
        if not self._sought.words or self.has_class("-wrong"):
            words = ""
        elif not count:
            words = _("not found")
        elif index is None:
            words = ngettext("{count} place", "{count} places", count).format(count=count)
        else:
            words = _("{number} of {count}").format(number=index + 1, count=count)
        self.query_one("#count", Static).update(Content(words))

    @on(Input.Changed, "#find")
    def _begin(self, event: Input.Changed) -> None:
        self._sought = replace(self._sought, words=event.value)
        if self.is_open and self._look():
            self._select(min(self._editor.selection))

    @on(Input.Changed, "#instead")
    def _changed(self) -> None:
        if self.is_open and self._sought.regex:
            # Only a template can be wrong.
            self._look()

    @on(Input.Submitted, "#find")
    def _next(self) -> None:
        self.action_step(1)

    def action_step(self, step: int) -> None:
        """The next place, or the one before, round the ends."""
        if not self._sought.words or not self._look():
            return
        if not self._found:
            say(self, _("Nothing found."))
            return
        start, end = sorted(self._editor.selection)
        self._select(end if step > 0 else start, backwards=step < 0)

    def _select(self, place: tuple[int, int], *, backwards: bool = False) -> None:
        index = nearest(self._found, place, backwards=backwards)
        if index is not None:
            self._editor.selection = Selection(self._found[index].start, self._found[index].end)
            self._editor.scroll_cursor_visible(animate=False)
        self._count()

    # -- how it is looked for --------------------------------------------------------------------------------------

    def use_regex(self) -> None:
        """As a regular expression, or as it stands."""
        self._sought = replace(self._sought, regex=not self._sought.regex)
        self._again()

    def mind_case(self) -> None:
        """With the capitals, or whatever they are."""
        self._sought = replace(self._sought, case=not self._sought.case)
        self._again()

    def _again(self) -> None:
        self._tell()
        if self._look():
            self._select(min(self._editor.selection))

    # -- replacing -------------------------------------------------------------------------------------------------

    @on(Input.Submitted, "#instead")
    def _replace_this(self) -> None:
        """Replace the place that is selected, and go to the next; where none is, only go there."""
        if not self._sought.words or not self._look():
            return
        index = self._index
        if index is not None and not self._editor.read_only:
            self._editor.rewrite(at([self._found[index].replacement], *[self._found[index].end] * 2))
        self.action_step(1)

    def replace_all(self) -> None:
        """Replace every place, as one step of undo."""
        if not self._sought.words or not self._look():
            return
        if not self._found:
            say(self, _("Nothing found."))
            return
        count, (anchor, cursor) = len(self._found), self._editor.selection
        self._editor.rewrite(at([it.replacement for it in self._found], anchor, cursor))
        self._look()
        say(
            self,
            ngettext(
                "{count} place was replaced. Ctrl+Z in the text takes it back.",
                "{count} places were replaced. Ctrl+Z in the text takes it back as one.",
                count,
            ).format(count=count),
        )
