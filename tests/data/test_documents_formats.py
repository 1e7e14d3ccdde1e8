"""Copies and other documents as one HTML page and as plain text; the frame of a copy in either language."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import i18n
from data.clean import FORBIDDEN
from data.documents import copy, copy_page, dossier, formats, verify
from data.documents.html import STYLE, document, fragment, page
from data.documents.parsed import DEEPEST, parsed
from data.documents.plain import COLUMNS, plain
from data.documents.record import copy_end
from data.documents.width import chopped, width, wrapped
from data.errors import BadInput
from data.model.format import Format
from data.model.mentorship import Party
from data.store import mentorships, versions
from data.store.connection import open_database

from ..golden_files import FOLDER, golden
from ..torture import rounds
from . import skeleton
from .document_cases import FIRST_DAY, HOSTILE, MEETING_DAY, amended, at, begin, in_force, needs_german

if TYPE_CHECKING:
    from pathlib import Path

    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")

RICH = """Everything
==========

A [link](https://example.org "Title"), an ![image](https://example.org/i.png), <https://example.org>, `code`,
**strong**, ~~struck~~, a note[^1].\\
A new line.

| Theme | Mentor | Mentee |
|:------|-------:|:------:|
| How often do we meet, and who is it that finds the date? | every second week | *she* |
| 名前 | 1 | Größe | one too many |

1. first
   - [ ] to do
   - [x] done, and so long that it does not fit into one line of the plain text by far
2. second

   with a paragraph
   > and a quote

Term
: what it means

```sh
ls -l  # kept as it stands
```

<!-- a comment -->

[^1]: The note.
"""


class Page(HTMLParser):
    """The tags of a page, each with its attributes, and its words without those of the style and of the copy within."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        assert len({name for name, _value in attrs}) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Every tag that is opened is closed, in order."""
        while self._open and self._open[-1] in ("meta", "br", "hr"):
            self._open.pop()
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Words."""
        if "style" not in self._open and "details" not in self._open:
            self.words += data


ALLOWED = {
    **{tag: set[str]() for tag in ("head", "title", "style", "body", "footer", "details", "summary", "hr", "br")},
    **{tag: set[str]() for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "blockquote", "strong", "em", "s", "sup")},
    **{tag: set[str]() for tag in ("table", "thead", "tbody", "tr", "dl", "dt", "dd", "code")},
    "html": {"lang"},
    "article": {"lang"},
    "meta": {"charset", "http-equiv", "content", "name"},
    "div": {"class", "aria-hidden"},
    "p": {"class"},
    "span": {"class", "data-code"},
    "pre": {"class", "id", "data-info"},
    "code": {"class"},
    "ul": {"class"},
    "ol": {"start"},
    "li": {"class"},
    "th": {"class"},
    "td": {"class"},
    "a": {"href", "rel"},
    "svg": {"viewbox", "width", "role", "aria-label"},
    "path": {"d", "stroke", "fill", "fill-opacity"},
    "circle": {"cx", "cy", "r", "fill", "stroke"},
    "polygon": {"points", "fill", "stroke"},
    "text": {"x", "y", "text-anchor", "font-family", "font-size", "fill"},
}
"""Every tag that a page may have, with its attributes."""


def is_harmless(content: str) -> Page:
    """The page holds nothing but what the app writes: no script, nothing to load, no link but to the web and mail."""
    shown = Page(content)
    for tag, attributes in shown.tags:
        assert tag in ALLOWED, tag
        assert attributes.keys() <= ALLOWED[tag], (tag, attributes)
        if tag == "a":
            assert re.match(r"(?i)https?://|mailto:", attributes["href"] or ""), attributes
    assert FORBIDDEN.search(content) is None
    assert content.count("<style>") == 1
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    return shown


# -- golden files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [Format.HTML, Format.TEXT])
def test_the_copy_of_a_draft(database: Database, form: Format) -> None:
    it = begin(database, template=RICH)
    content = copy.copy_of(database, it.id, form=form)
    assert "DRAFT: not in force" in content
    golden(f"copy-draft-en{form.ending}", content)


@pytest.mark.parametrize("form", [Format.HTML, Format.TEXT])
def test_the_copy_of_a_version_in_force(database: Database, form: Format) -> None:
    it = in_force(database)
    content = copy.copy_of(database, it.id, 1, form)
    assert "DRAFT" not in content
    golden(f"copy-in-force-en{form.ending}", content)


@needs_german
@pytest.mark.parametrize("form", list(Format))
def test_an_english_agreement_in_a_german_frame(database: Database, form: Format) -> None:
    it = begin(database)
    content = copy.copy_of(database, it.id, form=form, frame="de")
    assert "ENTWURF: nicht in Kraft" in content
    golden(f"copy-draft-en-frame-de{form.ending}", content)


@pytest.mark.parametrize("form", [Format.HTML, Format.TEXT])
def test_other_documents(form: Format) -> None:
    minutes = (FOLDER / "minutes-first-en.md").read_text(encoding="utf-8")
    golden(f"minutes-first-en{form.ending}", formats.rendered(minutes, form, "en"))


# -- the language of the frame -----------------------------------------------------------------------------------------


@needs_german
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_another_frame_gives_another_file_with_the_same_texts_and_the_same_record(
    database: Database, language: str
) -> None:
    it = in_force(database, language=language)
    both = {frame: copy.copy_of(database, it.id, 1, frame=frame) for frame in i18n.LANGUAGES}
    assert both["en"] != both["de"]
    assert both[language] == copy.copy_of(database, it.id, 1), "by default it is one file for both"
    found = {frame: verify.verify(content) for frame, content in both.items()}
    assert all(it.whole for it in found.values())
    assert found["en"].record == found["de"].record
    assert found["en"].sentences == found["de"].sentences
    for version in (versions.in_force(database, it.id), versions.attached_annex(database, it.id)):
        assert version is not None
        for frame in i18n.LANGUAGES:
            assert f"\n{version.text}<!-- handschlag {version.kind} ends -->" in f"\n{both[frame]}"
    assert "## Unterschriften" in both["de"]
    assert "## Signatures" in both["en"]


@needs_german
def test_the_command_in_a_german_frame_reads_the_same_lines(database: Database) -> None:
    it = begin(database)
    lines = copy.copy_of(database, it.id, frame="de").split("\n")
    command = next(
        re.fullmatch(r"    sed -n '(\d+),(\d+)p' DATEI \| sha256sum", line) for line in lines if "sed" in line
    )
    assert command is not None
    text = "".join(f"{line}\n" for line in lines[int(command[1]) - 1 : int(command[2])])
    assert text == versions.frozen(versions.draft_text(database, it.id))


@needs_german
def test_the_name_of_the_file_follows_the_frame_and_the_format(database: Database) -> None:
    it = in_force(database)
    assert copy.file_name(it, None, Format.TEXT, "de") == "ENTWURF-vereinbarung-anna-weber-ben-okafor.txt"
    version = versions.in_force(database, it.id)
    assert copy.file_name(it, version, Format.HTML) == "agreement-anna-weber-ben-okafor-version-1.html"


# -- every state -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", list(Format))
def test_draft_stands_on_what_never_came_into_force_in_every_format(database: Database, form: Format) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        version = versions.propose(database, it.id)
        assert "DRAFT: not in force" in copy.copy_of(database, it.id, 1, form)
        versions.confirm(database, version.id, Party.MENTEE, MEETING_DAY.date())
        assert "DRAFT: not in force" in copy.copy_of(database, it.id, 1, form)
        versions.confirm(database, version.id, Party.MENTOR, MEETING_DAY.date())
        agreed = copy.copy_of(database, it.id, 1, form)
        assert "DRAFT: not in force" not in agreed
        assert "DRAFT: this annex has not been agreed to by both" in agreed
        mentorships.end(database, it.id, Party.MENTEE)
    assert "NO LONGER IN FORCE" in copy.copy_of(database, it.id, 1, form)
    assert "DRAFT: not in force" in copy.copy_of(database, it.id, None, form)


def test_a_page_of_a_draft_says_so_in_its_title_and_on_every_sheet_of_paper(database: Database) -> None:
    it = begin(database)
    content = copy.copy_of(database, it.id, form=Format.HTML)
    assert "<title>DRAFT: not in force – Mentoring agreement of Anna Weber and Ben Okafor</title>" in content
    assert '<div class="mark" aria-hidden="true">DRAFT: not in force</div>' in content
    assert "@page { size: A4;" in content
    assert "position: fixed" in content.partition("@media print")[2]


@needs_german
def test_the_languages_of_frame_and_text_are_named(database: Database) -> None:
    shown = Page(copy.copy_of(database, begin(database, language="de").id, form=Format.HTML, frame="en"))
    assert [it["lang"] for tag, it in shown.tags if tag in ("html", "article")] == ["en", "de", "de"]


# -- the page and verify -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [None, 1, 2])
@pytest.mark.parametrize("frame", i18n.LANGUAGES)
def test_the_copy_is_in_its_page_byte_by_byte(database: Database, number: int | None, frame: str) -> None:
    it = amended(database)
    content = copy.copy_of(database, it.id, number, Format.HTML, frame)
    inner = copy.copy_of(database, it.id, number, frame=frame)
    assert copy_page.copy_in(content) == (inner, frame)
    found, expected = verify.verify(content), verify.verify(inner)
    assert found.whole
    assert found.record == expected.record
    assert found.sentences == (*expected.sentences, "The page shows exactly this copy.")


def test_what_is_taken_out_of_a_page_by_hand_is_a_copy(database: Database, tmp_path: Path) -> None:
    it = in_force(database)
    content = copy.copy_of(database, it.id, 1, Format.HTML)
    taken = content.partition('<pre id="handschlag-copy">\n')[2].partition("</pre>")[0]
    file = tmp_path / "copy.md"
    file.write_text(html.unescape(taken), encoding="utf-8")
    assert verify.verify_file(file).whole


PAGE_CHANGES = [
    ("Mentoring is voluntary.", "Mentoring is a duty."),
    ("<article lang", "<p>And more.</p><article lang"),
    ("</title>", "!</title>"),
    ("default-src 'none'", "default-src *"),
    ("hr { border", "article { display: none } hr { border"),
    ('lang="en"', 'lang="de"'),
    ('lang="en"', 'lang="xx"'),
    ("</html>", "<script>alert(1)</script></html>"),
]


@pytest.mark.parametrize(("old", "new"), PAGE_CHANGES)
def test_a_page_that_shows_something_else_than_its_copy_is_not_believed(database: Database, old: str, new: str) -> None:
    content = copy.copy_of(database, in_force(database).id, 1, Format.HTML)
    assert old in content
    try:
        found = verify.verify(content.replace(old, new, 1))
    except BadInput:
        assert new == 'lang="xx"'
        return
    assert not found.whole
    assert not found.holds
    assert not any("signed on" in sentence for sentence in found.sentences)


@pytest.mark.parametrize(
    ("old", "new"), [('<pre id="handschlag-copy">\n', "\\g<0>\ufeff"), ("</pre>\n</details>", "\n\n\\g<0>")]
)
def test_line_ends_within_a_page_do_not_hide_what_it_shows(database: Database, old: str, new: str) -> None:
    content = copy.copy_of(database, in_force(database).id, 1, Format.HTML)
    changed = re.sub(old, new, content.replace("Mentoring is voluntary.", "Mentoring is a duty.", 1), count=1)
    assert changed.count("Mentoring is voluntary.") == 1
    assert not verify.verify(changed).holds
    assert not verify.verify(re.sub(old, new, content, count=1)).holds


def test_a_page_around_a_copy_of_another_build_is_not_believed(database: Database) -> None:
    built = copy.copy_of(database, in_force(database).id, 1).replace("\n---\n", "\n***\n")
    above = built[: built.rindex("<!-- handschlag copy ends")]
    forged = f"{above}{copy_end(above)}\n"
    assert verify.verify(forged).whole
    content = page("Title", "en", f'<pre id="handschlag-copy">\n{html.escape(forged)}</pre>\n')
    assert not verify.verify(content).holds


def test_a_page_within_a_page_is_no_copy(database: Database) -> None:
    content = copy.copy_of(database, in_force(database).id, 1, Format.HTML)
    with pytest.raises(BadInput):
        verify.verify(page("Title", "en", f'<pre id="handschlag-copy">\n{html.escape(content[:500])}</pre>\n'))


def test_ssh_signatures_of_a_page_are_checked_like_those_of_the_copy() -> None:
    signed = (FOLDER / "copy-signed-with-ssh-en.md").read_text(encoding="utf-8")
    expected = verify.verify(signed)
    assert expected.record is not None
    found = verify.verify(copy_page.copy_page(signed, expected.record, "en"))
    assert found.whole
    assert found.signatures == expected.signatures
    assert len(found.signatures) > 0


def test_a_page_whose_copy_was_changed_is_told_like_the_copy(database: Database) -> None:
    content = copy.copy_of(database, in_force(database).id, 1, Format.HTML)
    head, tail = content.rsplit("Mentoring is voluntary.", 1)
    found = verify.verify(f"{head}Mentoring is a duty.{tail}")
    assert not found.holds
    assert "The text of the agreement differs from the one of its fingerprint." in found.sentences


def test_changed_line_ends_of_a_page_are_told_from_changed_words(database: Database) -> None:
    content = copy.copy_of(database, in_force(database).id, 1, Format.HTML)
    found = verify.verify(content.replace("\n", "\r\n"))
    assert found.same_words
    assert not found.whole
    assert found.sentences[0] == "The words of this copy are whole. Only line ends were changed, as mail programs do."


def test_a_page_of_nothing_is_no_copy() -> None:
    for body in ("", '<pre id="handschlag-copy">\n</pre>\n', '<pre id="handschlag-copy">\nwords</pre>\n'):
        with pytest.raises(BadInput):
            verify.verify(page("Title", "en", body))


def test_plain_text_is_no_copy_and_says_where_one_is(database: Database) -> None:
    content = copy.copy_of(database, in_force(database).id, 1, Format.TEXT)
    assert "What the signatures stand under is the Markdown copy" in content.replace("\n", " ")
    with pytest.raises(BadInput):
        verify.verify(content)


# -- hostile words -----------------------------------------------------------------------------------------------------

HOSTILE_TEXTS = [
    "<script>alert(1)</script>\n\n</script></pre></details></article>]]><![CDATA[<b onclick=x>\n",
    'x</pre><script>alert(1)</script>\n\n    </pre></code><script>\n\n```"><script>\n</pre></code><script>\n```\n',
    "[a](javascript:alert(1)) [b]( JaVaScRiPt:x) [c](data:text/html;base64,PHNjcmlwdD4=) [d](vbscript:x) [e](file:///e)\n",
    "![a](data:image/png;base64,AAAA) ![b](http://example.org/track.png) <javascript:alert(1)> <data:x>\n",
    "[a]\n\n[a]: javascript:alert(1)\n[b]: <java\tscript:x>\n",
    '[a](https://example.org/"onmouseover="alert(1)) [b](https://example.org \'"><script>\')\n',
    "&#x202e;evil&#x202c; \u202eevil\u202c \u2066x\u2069 \u200b\ufeff &#0; &#27;\n",
    "\x1b[31mred\x1b]0;x\x07 \x00 \x0b \x0c \x85 \u2028 \x7f\n",
    '<img src=x onerror=alert(1)> <iframe src="//example.org"></iframe>\n\n<style>body{display:none}</style>\n',
    '<div class="mark">IN FORCE</div>\n\n<!-- x --!> <script> -->\n\n<?php x ?>\n\n<!DOCTYPE html>\n',
    '<pre id="handschlag-copy">\nmine</pre>\n\n<span data-code="41">\ufffd</span>\n\n&lt;script&gt; &amp;amp; &quot;\n',
    "| <script> | [a](javascript:x) |\n|---|---|\n| <b>|</b> | c | </table><script> |\n",
    "- [ ] <input onfocus=x autofocus>\n\n[^1]\n\n[^1]: <script>\n\n[^</sup><script>]: x\n\nt\n: <script>\n",
]


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "\n".join(HOSTILE_TEXTS)])
@pytest.mark.parametrize("names", ["</title><script>alert(1)</script>", HOSTILE, "]]>--><!-- </pre>"])
def test_whatever_is_typed_stays_text_in_a_page(database: Database, text: str, names: str) -> None:
    it = begin(database, mentor=names, mentee=f"{names} B", template=text)
    content = copy.copy_of(database, it.id, form=Format.HTML)
    is_harmless(content)
    inner = copy.copy_of(database, it.id)
    assert copy_page.copy_in(content) == (inner, "en")
    assert verify.verify(content.encode("utf-8")).whole
    shown = copy.copy_of(database, it.id, form=Format.TEXT)
    assert FORBIDDEN.search(shown) is None
    is_harmless(dossier.rendered(database, it.id, Format.HTML))


def test_html_is_shown_and_not_obeyed() -> None:
    assert "<script>alert(1)</script>" in Page(document(HOSTILE_TEXTS[0], "en")).words
    assert "[a](javascript:alert(1))" in Page(document(HOSTILE_TEXTS[2], "en")).words
    assert "![a](data:image/png;base64,AAAA)" in Page(document(HOSTILE_TEXTS[3], "en")).words


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=rounds(50, 150))
def test_any_text_gives_a_harmless_page_and_a_plain_text(text: str) -> None:
    is_harmless(document(text, "en"))
    assert FORBIDDEN.search(plain(text)) is None


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *("- ", "1. ", "> ", "# ", "    ", "\t", "\n", "\n\n", "```", "| a | b |\n|-|-|\n| c |", "[^1]", "[^1]: "),
            *("<b>", "<!--", "-->", "</pre>", "[x](http://e.org)", "[a]: http://e.org\n", "~~", "**", "`", "\\", ": "),
            *("---\n", "===\n", "word", "ä", "名", "- [x] ", "![i](http://e.org)", "<http://e.org>", "&amp;", "  \n"),
        ]
    ),
    max_size=40,
).map("".join)


@given(MARKDOWN)
@settings(max_examples=rounds(60, 300))
def test_any_markdown_gives_a_harmless_page_and_a_plain_text(text: str) -> None:
    is_harmless(document(text, "en"))
    plain(text)


@given(template=st.one_of(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), MARKDOWN))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_page_of_any_draft_is_whole(tmp_path_factory: pytest.TempPathFactory, template: str) -> None:
    with at(FIRST_DAY), open_database(tmp_path_factory.mktemp("db") / "handschlag.db") as database:
        it = begin(database, template=template)
        content = copy.copy_of(database, it.id, form=Format.HTML)
        assert copy_page.copy_in(content)[0] == copy.copy_of(database, it.id)
    assert verify.verify(content).whole


# -- nothing is left out -----------------------------------------------------------------------------------------------


def words_of(text: str) -> set[str]:
    """The words that a reader must find."""
    return set(re.findall(r"\w+", text))


SHOWN_ALL = (
    "---\ntitle: front\n---\n\n" + RICH + "\n[ref]: https://ref.example.org 'Reftitle'\n\n<div>\nraw *html*\n</div>\n"
)


def test_every_word_of_a_text_is_seen_in_every_format() -> None:
    typed = words_of(SHOWN_ALL)
    assert typed - words_of(plain(SHOWN_ALL)) == set()
    drawn = document(SHOWN_ALL, "en")
    assert 'data-info="sh"' in drawn
    assert typed - words_of(Page(drawn).words) == {"sh", "2", "x"}, "a browser draws numbers, and a box for the x"


@pytest.mark.parametrize("sign", ["> ", "- "])
def test_what_is_nested_too_deep_is_shown_as_it_stands(sign: str) -> None:
    deep = sign * (DEEPEST + 5) + "at the bottom\n\nafter\n"
    assert "at the bottom" in fragment(deep)
    assert "at the bottom" in plain(deep)
    assert "after" in fragment(deep)


def test_a_text_ends_with_its_article(database: Database) -> None:
    it = begin(database, template="# Ours\n\n```\nnot closed\n\n<!-- nor this\n")
    content = copy.copy_of(database, it.id, form=Format.HTML)
    assert content.count("</article>") == 2
    assert "<h2>Fingerprints</h2>" in content
    assert "\nFingerprints\n------------\n" in copy.copy_of(database, it.id, form=Format.TEXT)


# -- plain text --------------------------------------------------------------------------------------------------------


def test_plain_text_keeps_to_its_columns() -> None:
    long = "word " * 60
    text = f"# {long}\n\n{long}\n\n- {long}\n  1. {long}\n     > {long}\n\n| a | b |\n|---|---|\n| {long} | {long} |\n"
    assert max(map(width, plain(text).split("\n"))) <= COLUMNS
    wide = "名前" * 60
    assert max(map(width, plain(text.replace(long, wide)).split("\n"))) <= COLUMNS
    assert max(map(width, plain(RICH).split("\n"))) <= COLUMNS


def test_an_address_stays_whole() -> None:
    address = "https://example.org/" + "x" * 100
    assert address in plain(f"- [here]({address})\n").split("(")[1]


def test_a_table_with_too_many_columns_is_written_row_by_row() -> None:
    columns = 12
    text = f"|{'Head|' * columns}\n|{'-|' * columns}\n|{'a longer cell|' * columns}\n"
    assert plain(text) == "Head: a longer cell\n" * columns


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("- a\n- b\n\n  c\n", "- a\n\n- b\n\n  c\n"),
        ("- a\n  - b\n- c\n", "- a\n  - b\n- c\n"),
        ("9. a\n10. b\n", "9. a\n10. b\n"),
        ("3) a\n", "3) a\n"),
        ("- [x] a\n- [ ] b\n", "- [x] a\n- [ ] b\n"),
        ("> a\n>\n> - b\n", "> a\n>\n> - b\n"),
        ("-\n- a\n", "-\n- a\n"),
        ("- - a\n  - b\n", "- - a\n  - b\n"),
        ("a  \nb\nc\n", "a\nb c\n"),
        ("~~a~~ *b* **c** `d`\n", "~~a~~ b c d\n"),
        ("[a](http://b.c) <http://d.e>\n", "a (http://b.c) http://d.e\n"),
        ("a\n===\n\nb\n---\n", "a\n=\n\nb\n-\n"),
        ("t\n: d\n\nu\n: e\n", "t\n    d\n\nu\n    e\n"),
        ("a\n\n***\n\nb\n", "a\n\n                                    * * *\n\nb\n"),
        ("    code  x\n", "    code  x\n"),
        ("| a | b |\n|--:|---|\n| 100 | 名 |\n", "  a | b\n----+---\n100 | 名\n"),
    ],
)
def test_how_plain_text_looks(markdown: str, text: str) -> None:
    assert plain(markdown) == text


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("ä", 1),
        ("a\u0308", 1),
        ("名前", 4),
        ("👩\u200d🏫", 2),
        ("❤\ufe0f", 2),
        ("👍🏽", 2),
        ("\u200b", 0),
        ("", 0),
    ],
)
def test_how_wide_letters_are(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text("ab 名\u0308 \n", max_size=60), st.integers(2, 20))
def test_wrapping_loses_no_letter(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns or " " not in line for line in lines)
    for line in lines:
        parts = chopped(line, columns)
        assert "".join(parts) == line
        assert all(width(part) <= columns for part in parts)


# -- other readers -----------------------------------------------------------------------------------------------------


@skeleton.needs_pandoc
@pytest.mark.parametrize("name", sorted(it.name for it in FOLDER.glob("*.md")))
def test_pandoc_sees_the_structure_that_we_see_in_a_document_and_in_its_page(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert skeleton.of_pandoc(text, skeleton.MARKDOWN) == skeleton.of_tokens(skeleton.as_previewed(text))
    assert skeleton.of_pandoc(document(text, "en"), "html") == skeleton.of_tokens(parsed(text))


@skeleton.needs_pandoc
def test_pandoc_sees_the_structure_of_all_that_markdown_has() -> None:
    assert skeleton.of_pandoc(RICH, skeleton.MARKDOWN) == skeleton.of_tokens(skeleton.as_previewed(RICH))
    assert skeleton.of_pandoc(document(RICH, "en"), "html") == skeleton.of_tokens(parsed(RICH), notes=True)
