"""An e-book by the rules of EPUB 3 (packages, container, navigation)."""

import io
import re
import zipfile

from lxml import etree

from tests.documents.formats.samples import KEPT
from writer_app.documents.formats.foreign import Format, now_about, render

BOOK = f"""---
title: A & B
author: Ann
lang: en-GB
---

Before.

# One

Text[^1] ![a](b.png) and [rel](other.md).

## Inside

# Two

Again[^1].

{KEPT.split("[^1]: ")[0].replace("[^2]", "")}

[^1]: The note.
"""
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def book(text: str = BOOK) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(render(text, Format.EPUB, about=now_about("fr"))[0]))


def test_kind_stands_first_and_unpacked() -> None:
    data = render(BOOK, Format.EPUB)[0]
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_container_leads_to_the_package_and_the_package_lists_every_file() -> None:
    archive = book()
    container = etree.fromstring(archive.read("META-INF/container.xml"))
    path = container.find(".//{*}rootfile").get("full-path")
    package = etree.fromstring(archive.read(path))
    listed = {f"EPUB/{item.get('href')}" for item in package.iter(f"{OPF}item")}
    assert listed == set(archive.namelist()) - {"mimetype", "META-INF/container.xml", path}
    names = {item.get("id") for item in package.iter(f"{OPF}item")}
    assert {one.get("idref") for one in package.iter(f"{OPF}itemref")} <= names


def test_package_says_what_a_reader_must_know() -> None:
    package = book().read("EPUB/package.opf").decode()
    for words in ("<dc:title>A &amp; B<", "<dc:creator>Ann<", "<dc:language>en-GB<", "urn:uuid:"):
        assert words in package
    assert re.search(r'dcterms:modified">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<', package)


def test_contents_lead_to_places_that_exist() -> None:
    archive = book()
    nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
    targets = [a.get("href") for a in nav.iter(f"{XHTML}a")]
    assert len(targets) >= 4
    for target in targets:
        file, _, name = target.partition("#")
        page = archive.read(f"EPUB/{file}").decode()
        assert not name or f'id="{name}"' in page


def test_chapters_begin_at_headings_and_keep_their_notes() -> None:
    archive = book()
    pages = [archive.read(n).decode() for n in archive.namelist() if "chapter" in n]
    assert "Before." in pages[0]
    assert ["<h1" in page for page in pages[:3]] == [False, True, True]
    for page in pages[1:3]:
        assert page.count('epub:type="noteref"') >= 1
        assert page.count('<aside epub:type="footnote"') == 1


def test_every_page_is_sound_xml_without_doubled_names_or_links_to_nowhere() -> None:
    archive = book()
    for name in archive.namelist():
        if not name.endswith(".xhtml"):
            continue
        page = etree.fromstring(archive.read(name))
        names = [one.get("id") for one in page.iter() if one.get("id")]
        assert len(names) == len(set(names))
        links = [a.get("href") for a in page.iter(f"{XHTML}a")]
        assert all(link[1:] in names for link in links if link.startswith("#"))
        assert "img" not in {etree.QName(one).localname for one in page.iter()}


def test_same_book_keeps_its_name_when_its_text_grows() -> None:
    identity = re.compile(r"urn:uuid:[0-9a-f-]{36}")
    first = identity.search(book().read("EPUB/package.opf").decode())
    second = identity.search(book(f"{BOOK}\n\nMore.").read("EPUB/package.opf").decode())
    assert first[0] == second[0]


def test_empty_text_is_a_book_of_one_page() -> None:
    assert "EPUB/chapter-001.xhtml" in book("").namelist()
