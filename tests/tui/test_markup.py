"""Nothing that is drawn takes a text for markup: each place in the code that could says that it does not."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import tui

FILES = sorted(Path(tui.__file__).parent.rglob("*.py"))

PARSING = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "OptionList", "SelectionList", "Select", "Tab", "Tabs",
    "TabPane", "DataTable", "Tree", "Collapsible", "RichLog", "Link", "Tooltip", "notify",
}  # fmt: skip
"""What Textual 8.2.8 parses the text of, unless it is `Content` or `markup=False` stands there."""

PARSED = {"from_markup", "border_title", "border_subtitle", "tooltip", "sub_title"}
"""What parses, or is parsed, whatever is said."""


def is_harmless(argument: ast.expr) -> bool:
    """Whether an expression is a sentence of ours, or a text that is none of markup by its kind."""
    if isinstance(argument, ast.IfExp):
        return is_harmless(argument.body) and is_harmless(argument.orelse)
    if isinstance(argument, ast.Constant):
        return "[" not in str(argument.value)
    if isinstance(argument, ast.Call):
        called = argument.func.value if isinstance(argument.func, ast.Attribute) else argument.func
        if isinstance(called, ast.Name) and called.id in ("Content", "ListItem"):
            return True
        sentence = isinstance(argument.func, ast.Name) and argument.func.id == "_"
        return sentence and all(isinstance(it, ast.Constant) and "[" not in str(it.value) for it in argument.args)
    return False


def parsing(source: str) -> list[tuple[int, str]]:
    """Lines in which a text may be taken for markup."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            says_no = any(
                it.arg == "markup" and isinstance(it.value, ast.Constant) and it.value.value is False
                for it in node.keywords
            )
            if name in PARSING and not says_no and not (node.args and all(is_harmless(it) for it in node.args)):
                found.append((node.lineno, name))
        names = [node.attr] if isinstance(node, ast.Attribute) else []
        found += [(getattr(node, "lineno", 0), name) for name in names if name in PARSED]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(Path(tui.__file__).parent)))
def test_no_widget_is_given_a_text_that_it_could_take_for_markup(path: Path) -> None:
    assert parsing(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "harmless"),
    [
        ("Static(name)", False),
        ("Static()", False),
        ("Static(name, markup=True)", False),
        ("Static(_('[{name}]').format(name=name))", False),
        ("app.notify(name)", False),
        ("widget.border_title = name", False),
        ("Static(Content(name))", True),
        ("Static(Content.assemble(name))", True),
        ("Static(_('Who') if one else Content(name))", True),
        ("Static(name, markup=False)", True),
    ],
)
def test_the_check_finds_what_it_is_for(source: str, harmless: bool) -> None:
    assert (parsing(source) == []) is harmless
