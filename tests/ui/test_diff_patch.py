"""Paragraphs as a rewrite would change them, and where the changes are seen."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont

from writer_app.assist.review import Verdict
from writer_app.ui.diff_patch import PARAGRAPH_SIGN, Patch
from writer_app.ui.diff_pieces import Kind, ShownChange, pieces_of
from writer_app.ui.editor import Editor
from writer_app.ui.positions import n_u16
from writer_app.ui.rewrite_target import HeldEdit
from writer_app.ui.theme import LIGHT

OLD = "He go home."
LONG = "The keeper had not spoken to anyone since the supply boat came in the month of March. " * 3


def seen(*changes: ShownChange, waiting_u16: int | None = None) -> list[tuple[str, Kind]]:
    return [(p.text, p.kind) for p in pieces_of(OLD, 0, changes, waiting_u16) if p.text]


def patch_of(editor: Editor, *changes: ShownChange, n_blocks: int = 1) -> Patch:
    document = editor.document()
    blocks = [document.findBlockByNumber(number) for number in range(n_blocks)]
    return Patch(blocks, changes, None, editor.highlighter, LIGHT)


def test_removed_words_stand_before_added_ones() -> None:
    assert seen(ShownChange(0, HeldEdit(3, 5, "goes"))) == [
        ("He ", Kind.SAME),
        ("go", Kind.REMOVED),
        ("goes", Kind.ADDED),
        (" home.", Kind.SAME),
    ]


@pytest.mark.parametrize(
    ("verdict", "words", "kind"),
    [(Verdict.KEPT, "goes", Kind.KEPT), (Verdict.REFUSED, "go", Kind.SAME)],
)
def test_decided_change_reads_as_it_will_stand(verdict: Verdict, words: str, kind: Kind) -> None:
    assert seen(ShownChange(0, HeldEdit(3, 5, "goes"), verdict))[1] == (words, kind)


def test_what_the_rewrite_has_not_reached_waits() -> None:
    assert seen(waiting_u16=5) == [("He go", Kind.SAME), (" home.", Kind.WAITING)]


@given(st.lists(st.sampled_from(Verdict), min_size=3, max_size=3))
def test_every_piece_knows_where_it_stands(verdicts: list[Verdict]) -> None:
    edits = (HeldEdit(0, 2, "They all"), HeldEdit(3, 5, ""), HeldEdit(6, 6, "went "))
    changes = [
        ShownChange(number, edit, verdict)
        for number, (edit, verdict) in enumerate(zip(edits, verdicts, strict=True))
    ]
    pieces = list(pieces_of(OLD, 0, changes))
    seen_after = "".join(p.text for p in pieces if p.kind is not Kind.REMOVED)
    for piece in pieces:
        text = seen_after if piece.kind in (Kind.ADDED, Kind.KEPT) else OLD
        assert text[piece.index :].startswith(piece.text)


def test_untouched_paragraph_has_the_height_it_has_on_the_page(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor(f"# Title\n{LONG}\nEnd.")
    layout = editor.document().documentLayout()
    first, last = (editor.document().findBlockByNumber(number) for number in (1, 2))
    on_page = layout.blockBoundingRect(last).top() - layout.blockBoundingRect(first).top()
    patch = Patch([first], (), None, editor.highlighter, LIGHT)
    assert patch.height == on_page


def test_longer_text_takes_more_lines(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(OLD)
    short = patch_of(editor).height
    assert patch_of(editor, ShownChange(0, HeldEdit(3, 5, LONG))).height > 2 * short


def test_change_over_two_lines_is_seen_in_two_places(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(LONG, width=600)
    rects = patch_of(editor, ShownChange(0, HeldEdit(20, 85, ""))).rects_of(0)
    assert len(rects) >= 2
    assert rects[0].top() < rects[1].top()


def test_space_that_a_line_breaks_at_is_not_seen(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(LONG, width=600)
    words = [n for n, letter in enumerate(LONG[:200]) if letter == " "]
    for start in words:
        change = ShownChange(0, HeldEdit(start, start, " quite certainly"))
        rects = patch_of(editor, change).rects_of(0)
        assert all(rect.width() > 10 for rect in rects)


def test_change_is_found_where_it_is_seen(make_editor: Callable[..., Editor]) -> None:
    patch = patch_of(make_editor(OLD), ShownChange(7, HeldEdit(3, 5, "goes")))
    assert patch.change_at(patch.rects_of(7)[0].center()) == 7
    assert patch.change_at(patch.rects_of(7)[0].topLeft() / 2) is None


def test_joined_paragraphs_show_the_end_that_goes(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("One.\nTwo.")
    patch = patch_of(editor, ShownChange(0, HeldEdit(4, 5, " ")), n_blocks=2)
    assert PARAGRAPH_SIGN in patch.document.toPlainText()
    assert patch.rects_of(0)


def test_changed_words_keep_the_look_of_the_page(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("# Teh **end**")
    patch = patch_of(editor, ShownChange(0, HeldEdit(2, 5, "The")))
    cursor = patch.document.find("The")
    assert cursor.charFormat().fontWeight() == QFont.Weight.Bold
    assert cursor.charFormat().background().color().name().upper() == LIGHT.added


@pytest.mark.parametrize(
    "old",
    [
        "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd teh \u05e1\u05d5\u05e3",
        "\U0001f600\U0001f1e8\U0001f1f3 teh e\u0301nd",
        "\u4f60\u597d teh \u518d\u89c1\u3002",
    ],
)
def test_change_is_seen_among_any_letters(make_editor: Callable[..., Editor], old: str) -> None:
    editor = make_editor(old)
    start_u16 = n_u16(old[: old.index("teh")])
    edit = HeldEdit(start_u16, start_u16 + 3, "the\U0001f600")
    patch = patch_of(editor, ShownChange(0, edit))
    (rect,) = patch.rects_of(0)
    assert rect.width() > 20
    assert patch.change_at(rect.center()) == 0
    assert "tehthe\U0001f600" in patch.document.toPlainText().replace("\u2009", "")
