"""Changes of a rewriting that is still being written."""

from hypothesis import given
from hypothesis import strategies as st

from writer_app.assist.fix.revision import Edit, apply_edits
from writer_app.assist.rewriting.growing import GrowingDiff

OLD = "He go to the shop every day. She likes it, and they was happy there for a long time."
NEW = "He goes to the shop every day. She likes it, and they were happy there."
WORDS = st.lists(st.sampled_from(["one ", "two ", "three, ", "four. ", "\n", "5 "]), max_size=40)


def made(old: str, edits: tuple[Edit, ...], reached: int) -> str:
    return apply_edits(old[:reached], edits)


@given(WORDS, WORDS, st.data())
def test_changes_so_far_give_what_is_written_so_far(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    text, written = "".join(old), "".join(new)
    diff = GrowingDiff(text)
    for cut in sorted(data.draw(st.lists(st.integers(0, len(written)), max_size=5))):
        edits, reached = diff.extend(written[:cut])
        assert made(text, edits, reached) == written[:cut]


def test_what_is_not_rewritten_yet_is_not_removed() -> None:
    edits, reached = GrowingDiff(OLD).extend(NEW[:20])
    assert [(OLD[e.start : e.end], e.replacement) for e in edits] == [(" go", " goes")]
    assert OLD[:reached] == "He go to the shop "


def test_half_a_word_is_shown_as_it_comes() -> None:
    edits, _ = GrowingDiff(OLD).extend("He goe")
    assert edits[-1].replacement.endswith("goe")


def test_settled_part_of_a_long_text_is_not_compared_again() -> None:
    old = "\n".join(OLD for _ in range(400))
    new = old.replace("go to", "goes to")
    diff = GrowingDiff(old)
    diff.extend(new)
    assert diff._new_at > len(new) - 1_500
    edits, _ = diff.extend(new)
    assert len(edits) == 400


def test_rewriting_that_begins_again_is_compared_from_its_start() -> None:
    diff = GrowingDiff(OLD * 20)
    diff.extend(NEW * 20)
    edits, reached = diff.extend("They")
    assert made(OLD * 20, edits, reached) == "They"
