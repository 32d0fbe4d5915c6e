"""What goes out to another format comes back as it was."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.formats.samples import KEPT
from writer_app.documents.formats.foreign import (
    Format,
    keep_dated_copy,
    read_foreign,
    render,
    what_would_be_lost,
    write_foreign,
)
from writer_app.documents.formats.kinds import READABLE
from writer_app.documents.formats.losses import Kind, Losses, in_words
from writer_app.documents.formats.markdown_in import read_markdown
from writer_app.documents.formats.markdown_out import write_markdown
from writer_app.documents.formats.tree import (
    Heading,
    Items,
    NoteMark,
    Paragraph,
    Quote,
    Run,
    Style,
    Tree,
    tidy,
)
from writer_app.errors import DocumentError


def gone_out_and_back(tmp_path: Path, text: str, kind: Format) -> str:
    path = tmp_path / f"there{kind.value}"
    write_foreign(path, render(text, kind)[0], text)
    return read_foreign(path).file.text


@pytest.mark.parametrize("kind", READABLE)
def test_what_a_format_keeps_comes_back_the_same(tmp_path: Path, kind: Format) -> None:
    assert gone_out_and_back(tmp_path, KEPT, kind) == KEPT


@pytest.mark.parametrize("kind", READABLE)
def test_what_a_format_keeps_is_not_said_to_be_lost(tmp_path: Path, kind: Format) -> None:
    path = tmp_path / f"there{kind.value}"
    data, losses = render(KEPT, kind)
    write_foreign(path, data, KEPT)
    assert losses == ()
    assert read_foreign(path).losses == ()


@pytest.mark.parametrize("kind", READABLE)
def test_line_is_a_paragraph_where_no_empty_line_stands(tmp_path: Path, kind: Format) -> None:
    assert gone_out_and_back(tmp_path, "One.\nTwo.\n# Three\nFour.", kind) == (
        "One.\n\nTwo.\n\n# Three\n\nFour.\n"
    )


@pytest.mark.parametrize("kind", READABLE)
def test_empty_text_comes_back_empty(tmp_path: Path, kind: Format) -> None:
    assert gone_out_and_back(tmp_path, "", kind) == ""


@pytest.mark.parametrize("kind", READABLE)
def test_plain_text_keeps_its_stars(tmp_path: Path, kind: Format) -> None:
    path = tmp_path / f"plain{kind.value}"
    write_foreign(path, render("2 *3* 4\n# no heading", kind, is_markdown=False)[0], "")
    assert read_foreign(path).file.text == "2 \\*3\\* 4\n\n\\# no heading\n"


words = st.text(
    st.sampled_from("ab \n\t*_`[]()<>~#+-=|!\\&;:.1\u4e2d\u201c\u3000\u00a0"), max_size=12
)
looks = st.sampled_from([Style.PLAIN, *(Style(n) for n in range(1, 16))])
urls = st.sampled_from(["", "", "", "https://a.b/c_d*e", "x y(z)", "#here"])
runs = st.builds(Run, words, looks, urls)
inlines = st.lists(runs, max_size=5).map(tidy).filter(bool)
paragraphs = st.builds(Paragraph, inlines)


@settings(max_examples=300, deadline=None)
@given(inlines)
def test_any_paragraph_written_as_markdown_reads_back_the_same(content: tuple) -> None:
    text = write_markdown(Tree((Paragraph(content),)))
    read = read_markdown(f"{text}\n\nend").blocks[:-1]
    wanted = [Run(one.text, one.style, one.url.replace(" ", "%20")) for one in content]
    # Code with spaces may still look like a definition; then the words win over their look.
    without_code = tidy(Run(one.text, one.style & ~Style.CODE, one.url) for one in wanted)
    assert read in {(Paragraph(tuple(wanted)),), (Paragraph(without_code),)}, text


blocks = st.recursive(
    st.one_of(paragraphs, st.builds(Heading, st.integers(1, 6), st.just((Run("Head"),)))),
    lambda inner: st.one_of(
        st.builds(Quote, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(
            Items,
            st.lists(
                st.lists(inner, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3
            ).map(tuple),
            st.booleans(),
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=3).map(tuple))
def test_whatever_markdown_says_is_said_again_by_what_we_write(some: tuple) -> None:
    read = read_markdown(write_markdown(Tree(some)))
    assert read_markdown(write_markdown(read)).blocks == read.blocks


def test_code_in_a_link_that_looks_like_a_definition_stays_code() -> None:
    run = Run("]:", Style.ITALIC | Style.CODE, "x%20y(z)")
    tree = Tree((Paragraph((run,)),))
    assert read_markdown(write_markdown(tree)) == tree


def test_nested_lists_and_quotes_read_back_the_same() -> None:
    item = (Paragraph((Run("a"),)), Quote((Paragraph((Run("b"),)),)))
    tree = Tree(
        (Items((item, (Items((item,)),))), Items(((Paragraph((Run("c"),)),),)), Quote(item))
    )
    assert read_markdown(write_markdown(tree)) == tree


def test_note_named_twice_stays_one_note() -> None:
    tree = Tree((Paragraph((Run("a"), NoteMark(1), Run("b"), NoteMark(1))),), ((),))
    assert write_markdown(tree) == "a[^1]b[^1]\n\n[^1]: \n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("![a cat](cat.png)", Kind.PICTURE),
        ("> - list in a quote", Kind.NESTED),
        ("```python\nx\n```", Kind.LANGUAGE),
        ("a\x01b", Kind.CONTROL),
        ("[a](javascript:x)", Kind.LINK),
        ("a\n\n[^x]: nothing points here", Kind.NOTE),
        ("a <kbd>b</kbd>", Kind.TAG),
    ],
)
def test_what_word_cannot_hold_is_counted(text: str, kind: Kind) -> None:
    assert [loss.kind for loss in render(text, Format.DOCX)[1]] == [kind]


def test_picture_becomes_a_note_in_words(tmp_path: Path) -> None:
    assert gone_out_and_back(tmp_path, "![a cat](cat.png)", Format.ODT) == "*[Picture: a cat]*\n"


def test_losses_of_the_original_and_of_the_text_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p><u>one</u></p><script>x</script>")
    copy = read_foreign(path)
    assert in_words(what_would_be_lost(copy, copy.file.text)) == "1 underlined passage and 1 script"


def test_dated_copy_is_the_original_byte_for_byte_and_replaces_none(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"original")
    moment = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
    first, second = keep_dated_copy(path, moment), keep_dated_copy(path, moment)
    assert first == tmp_path / "a (2026-11-22 01.02.03).docx"
    assert second == tmp_path / "a (2026-11-22 01.02.03) 2.docx"
    assert first.read_bytes() == second.read_bytes() == b"original"


def test_too_deep_a_text_is_refused_in_words() -> None:
    with pytest.raises(DocumentError, match="too deeply"):
        render("> " * 500 + "deep", Format.DOCX)


def test_front_matter_names_title_author_and_language() -> None:
    losses = Losses()
    tree = read_markdown('---\ntitle: "My Book"\nauthor: Ann\nlang: en-GB\n---\n\nText.', losses)
    assert (tree.about.title, tree.about.author, tree.about.language) == ("My Book", "Ann", "en-GB")
    assert tree.blocks == (Paragraph((Run("Text."),)),)
