"""Books, textbooks and Markdown become plain paragraphs."""

from pathlib import Path

import pytest

from models.recipe.extract import documents_of
from writer_app.errors import InputError

LONG = "It was a long morning by the sea and nobody spoke of it. " * 12


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_book(folder: Path) -> None:
    epub = folder / "src" / "epub"
    items = "".join(f'<item id="{n}" href="text/{n}.xhtml"/>' for n in ("colophon", "c1", "c2"))
    spine = "".join(f'<itemref idref="{n}"/>' for n in ("c2", "c1", "colophon"))
    package = '<package xmlns="http://www.idpf.org/2007/opf">'
    write(epub / "content.opf", f"{package}<manifest>{items}</manifest>{spine}</package>")
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>'
    write(epub / "text" / "c1.xhtml", f"{page}<p>First <i>words</i><a>1</a>.</p></body></html>")
    body = f"<h2>I</h2><blockquote><p>{LONG}</p></blockquote><ul><li>a<p>b</p></li></ul>"
    write(epub / "text" / "c2.xhtml", f"{page}{body}</body></html>")
    write(epub / "text" / "colophon.xhtml", f"{page}<p>Made by us.</p></body></html>")


def test_a_book_is_one_document_in_the_order_of_its_spine(tmp_path: Path) -> None:
    write_book(tmp_path)
    (document,) = documents_of(tmp_path, "book")
    assert document.split("\n\n") == ["I", LONG.strip(), "a", "b", "First words1."]


def test_a_textbook_gives_a_document_a_section_without_formulas(tmp_path: Path) -> None:
    space = 'xmlns="http://cnx.rice.edu/cnxml" xmlns:m="http://www.w3.org/1998/Math/MathML"'
    body = (
        f"<title>Heat</title><metadata><title>no</title></metadata><content><para>{LONG}"
        "<m:math><m:mi>x</m:mi></m:math> and <term>work</term>.</para>"
        "<exercise><para>Why?</para></exercise></content>"
    )
    write(tmp_path / "modules" / "m1" / "index.cnxml", f"<document {space}>{body}</document>")
    (document,) = documents_of(tmp_path, "textbook")
    assert document.split("\n\n") == ["Heat", f"{LONG}and work.".replace("  ", " ")]


def test_markdown_loses_its_marks_and_its_code(tmp_path: Path) -> None:
    text = (
        f"---\ntitle: x\n---\n# A *fine* day\n\n{LONG}\n\n```sh\nrm it\n```\n\n"
        "- see [the map](http://x.y) and ![a](b.png) `code`\n\n<div>\n\n| a | b |\n"
    )
    write(tmp_path / "docs" / "a.md", text)
    write(tmp_path / "LICENSE.md", LONG)
    (document,) = documents_of(tmp_path, "docs")
    assert document.split("\n\n") == ["A fine day", LONG.strip(), "see the map and code"]


def test_a_repository_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Nothing of"):
        documents_of(tmp_path, "docs")


def test_broken_xml_is_named(tmp_path: Path) -> None:
    write(tmp_path / "modules" / "m1" / "index.cnxml", "<document>")
    with pytest.raises(InputError, match="no well-formed XML"):
        documents_of(tmp_path, "textbook")
