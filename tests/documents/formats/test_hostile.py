"""Hostile and damaged documents open safely or are refused in words."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.documents.formats.mutations import mutated, originals
from tests.documents.formats.samples import docx_of, odt_of, zip_of
from writer_app.documents.formats import html_in
from writer_app.documents.formats.foreign import read_foreign
from writer_app.documents.formats.safe_zip import SafeZip
from writer_app.errors import DocumentError

BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "%s">]>' % (b"x" * 1000)
ENTITY = '<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/hostname">]>'


def opened(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return read_foreign(path).file.text


@pytest.mark.parametrize("head", [ENTITY, OUTSIDE])
@pytest.mark.parametrize(("name", "make"), [("a.docx", docx_of), ("a.odt", odt_of)])
def test_entities_are_refused_unread(tmp_path: Path, name: str, make, head: str) -> None:
    body = "<w:p><w:r><w:t>&lol2;</w:t></w:r></w:p>" if make is docx_of else "<t:p>&file;</t:p>"
    with pytest.raises(DocumentError, match=r"entities of its own|read safely"):
        opened(tmp_path, name, make(body, head))


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="far more than a text"):
        opened(tmp_path, "a.docx", zip_of({"word/document.xml": b" " * 70_000_000}))


def test_part_that_packs_too_well_is_refused() -> None:
    data = zip_of({"content.xml": b"a" * 5_000_000})
    with pytest.raises(DocumentError, match="far more than a text"):
        SafeZip(data, "a.odt").read("content.xml")


def test_zip_of_too_many_parts_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(20_001):
            archive.writestr(str(number), b"")
    with pytest.raises(DocumentError, match="too many parts"):
        SafeZip(target.getvalue(), "a.docx")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "a/../../b", "C:/x", "..\\b"])
def test_zip_that_names_files_outside_itself_is_refused(name: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(DocumentError, match="outside itself"):
        SafeZip(target.getvalue(), "a.docx")


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", zip_of({"x": b""})])
def test_what_is_no_document_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(DocumentError, match=name):
        opened(tmp_path, name, data)


def test_locked_document_is_refused_with_advice(tmp_path: Path) -> None:
    data = bytearray(docx_of(""))
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(sign) + (6 if sign[2] == 3 else 8)
        data[at] |= 1
    with pytest.raises(DocumentError, match="password"):
        opened(tmp_path, "a.docx", bytes(data))


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.html"])
def test_nul_bytes_are_refused(tmp_path: Path, name: str) -> None:
    makers = {"a.docx": docx_of, "a.odt": odt_of, "a.html": str.encode}
    with pytest.raises(DocumentError):
        opened(tmp_path, name, makers[name]("<p>\0</p>"))


@pytest.mark.parametrize(("name", "open_tag", "make"), [
    ("a.docx", "<w:sdt><w:sdtContent>", docx_of), ("a.odt", "<t:section>", odt_of),
])  # fmt: skip
def test_deep_nesting_is_refused(tmp_path: Path, name: str, open_tag: str, make) -> None:
    closing = "".join(f"</{tag[:-1]}>" for tag in reversed(open_tag.split("<")[1:]))
    for depth in (80, 5_000):
        with pytest.raises(DocumentError, match=r"too deeply|damaged"):
            opened(tmp_path, name, make(open_tag * depth + closing * depth))


def test_deep_html_is_flattened_or_refused(tmp_path: Path) -> None:
    assert opened(tmp_path, "a.html", b"<div><blockquote>" * 300 + b"word").endswith("word\n")
    with pytest.raises(DocumentError, match="too deeply"):
        opened(tmp_path, "a.html", b"<div>" * 100_000)


def test_ten_megabyte_paragraph_opens_or_is_refused(tmp_path: Path) -> None:
    words = "word " * 2_000_000
    html = opened(tmp_path, "a.html", f"<p>{words}</p>".encode())
    assert html == f"{words.strip()}\n"
    with pytest.raises(DocumentError):
        opened(tmp_path, "a.odt", odt_of(f"<t:p>{words}{words}</t:p>"))


def test_spaces_and_columns_repeated_without_end_are_cut(tmp_path: Path) -> None:
    body = '<t:p>a<t:s t:c="99999999"/>b</t:p>'
    assert len(opened(tmp_path, "a.odt", odt_of(body))) < 2_000


def test_web_page_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    page = b"""<p onclick="x()">a<script>alert(1)</script><img src="https://x.y/spy.png" alt="p">
    <iframe src="file:///etc/passwd"></iframe><a href="javascript:x()">b</a>
    <a href="file:///etc/passwd">c</a><link rel=stylesheet href="https://x.y/z.css"></p>"""
    assert opened(tmp_path, "a.html", page) == "a![p](https://x.y/spy.png) b c\n"


def test_old_word_file_says_what_to_do(tmp_path: Path) -> None:
    for name in ("a.doc", "a.epub", "a.pdf"):
        with pytest.raises(DocumentError, match="save it as docx"):
            opened(tmp_path, name, b"x")


def test_page_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = '<meta charset="gb18030"><p>\u4f60\u597d</p>'.encode("gb18030")
    assert opened(tmp_path, "a.html", page) == "\u4f60\u597d\n"


def test_three_hundred_mutations_crash_nothing(tmp_path: Path) -> None:
    n_opened, refusals = 0, set()
    for kind, data in originals().items():
        path = tmp_path / f"broken{kind.value}"
        for seed in range(100):
            path.write_bytes(mutated(data, seed))
            try:
                read_foreign(path)
                n_opened += 1
            except DocumentError as error:
                refusals.add(str(error))
    assert n_opened > 30
    assert not any("\n" in words for words in refusals)


def test_page_of_many_references_is_read_as_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (
        b'<p>R&amp;D &lt;b&gt; &#x4e2d; &eacute; & co <a href="https://a.b/?c=1&amp;d=2">x</a></p>'
    )
    as_few = opened(tmp_path, "a.html", page)
    monkeypatch.setattr(html_in, "MAX_REFERENCES", 0)
    assert opened(tmp_path, "b.html", page) == as_few
    assert "R&D <b> \u4e2d \u00e9 & co" in as_few.replace("\\", "")


@pytest.mark.parametrize("sign", ["&", "<"])
def test_page_of_signs_alone_opens(tmp_path: Path, sign: str) -> None:
    text = opened(tmp_path, "a.html", sign.encode() * 200_000)
    assert text.count(sign) == 200_000
