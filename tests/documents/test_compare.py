"""Comparing two texts: what is shown makes both of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from writer_app.documents.compare import Change, Kind, compare_texts, count_changes

TEXTS = st.text(alphabet="ab \n.\u2028\U0001f600", max_size=60)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_stretches_make_the_old_and_the_new_text(old: str, new: str) -> None:
    changes = compare_texts(old, new)
    assert "".join(c.text for c in changes if c.kind is not Kind.ADDED) == old
    assert "".join(c.text for c in changes if c.kind is not Kind.REMOVED) == new


def test_changed_word_is_told_within_its_line() -> None:
    changes = compare_texts("one\nthe old cat\nend", "one\nthe new cat\nend")
    assert changes == (
        Change(Kind.SAME, "one\nthe "),
        Change(Kind.REMOVED, "old"),
        Change(Kind.ADDED, "new"),
        Change(Kind.SAME, " cat\nend"),
    )


def test_words_removed_and_added_are_counted() -> None:
    assert count_changes(compare_texts("a b", "a c d")) == (1, 2)


def test_huge_differences_count_as_replaced_whole() -> None:
    old = "".join(f"old {n}\n" for n in range(3_000))
    new = "".join(f"new {n}\n" for n in range(3_000))
    assert [change.kind for change in compare_texts(old, new)][:2] == [Kind.REMOVED, Kind.ADDED]
