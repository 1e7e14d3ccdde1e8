"""Lines, byte offsets and what is shown of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.prose_document import ProseDocument, WrappedProse, difference

TEXTS = st.text(alphabet=st.sampled_from("ab \n\r\x0b\x0c\x1b\x85\u2028äß日😀\u0301"), max_size=40)


def applied(text: str, start: int, end: int, inserted: str) -> str:
    data = text.encode("utf-8")
    return (data[:start] + inserted.encode("utf-8") + data[end:]).decode("utf-8")


@given(TEXTS)
def test_a_document_gives_back_what_it_was_given(text: str) -> None:
    document = ProseDocument(text)
    assert document.text == text
    assert document.lines == text.split("\n")


@given(TEXTS, st.data())
def test_offsets_and_locations_are_inverse_wherever_one_asks_first(text: str, data: st.DataObject) -> None:
    document = ProseDocument(text)
    for _ in range(3):
        index = data.draw(st.integers(0, len(text)))
        before = text[:index]
        location = (before.count("\n"), len(before) - before.rfind("\n") - 1)
        assert document.offset_of(location) == len(before.encode("utf-8"))
        assert document.location_of(len(before.encode("utf-8"))) == location


@given(TEXTS, st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), TEXTS), max_size=4))
def test_edits_of_the_document_are_edits_of_the_bytes(text: str, edits: list[tuple[int, int, str]]) -> None:
    document = ProseDocument(text)
    wrapped = WrappedProse(document, 4)
    wrapped.wrap(10, 4)
    for first, last, inserted in edits:
        low, high = sorted((first % (len(text) + 1), last % (len(text) + 1)))
        start, end = len(text[:low].encode("utf-8")), len(text[:high].encode("utf-8"))
        top, bottom = document.location_of(start), document.location_of(end)
        result = document.replace_range(top, bottom, inserted)
        wrapped.wrap_range(top, bottom, result.end_location)
        assert result.replaced_text == text[low:high]
        text = applied(text, start, end, inserted)
        assert document.text == text
        assert document.offset_of(result.end_location) == start + len(inserted.encode("utf-8"))
        anew = WrappedProse(ProseDocument(text), 4)
        anew.wrap(10, 4)
        assert [wrapped.row(y) for y in range(wrapped.height)] == [anew.row(y) for y in range(anew.height)]


@given(TEXTS)
def test_nothing_shown_is_a_control_character_and_the_columns_stay(text: str) -> None:
    document = ProseDocument(text)
    assert [len(line) for line in document.shown_lines] == [len(line) for line in document.lines]
    assert not set("".join(document.shown_lines)) & set("\r\x0b\x0c\x1b\x85\u2028")


def test_a_location_behind_the_text_is_its_end() -> None:
    document = ProseDocument("ab\ncd")
    assert document.clamped((7, 7)) == (1, 2)
    assert document.clamped((0, 9)) == (0, 2)
    assert document.location_of(99) == (1, 2)


@given(TEXTS, TEXTS)
def test_the_difference_makes_one_text_from_another(before: str, after: str) -> None:
    edit = difference(before, after)
    assert (edit is None) == (before == after)
    if edit is not None:
        assert applied(before, edit.start, edit.end, edit.inserted) == after
