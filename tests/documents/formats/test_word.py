"""Word's own ways of saying things, and what our Word documents look like to others."""

import io
import zipfile

import docx
import pytest
from lxml import etree

from tests.documents.formats.samples import KEPT, docx_xml, zip_of
from writer_app.documents.formats.docx_in import read_docx
from writer_app.documents.formats.foreign import Format, render
from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.markdown_out import write_markdown

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/>
</w:style><w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr>
</w:style></w:styles>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="x/styles" Target="styles.xml"/></Relationships>"""


def text(content: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{content}</w:t></w:r>"


def read(body: str) -> tuple[str, tuple]:
    losses = Losses()
    data = zip_of(
        {
            "word/document.xml": docx_xml(body),
            "word/styles.xml": STYLES.encode(),
            "word/_rels/document.xml.rels": RELATIONS.encode(),
        }
    )
    tree = read_docx(data, "a.docx", losses)
    return write_markdown(tree), tuple(loss.kind for loss in losses.result())


def test_words_own_runs_are_joined() -> None:
    body = f"<w:p>{text('Hel', '<w:b/>')}{text('lo ', '<w:b/>')}{text('you')}</w:p>"
    assert read(body) == ("**Hello** you\n", ())


def test_switched_off_bold_is_not_bold() -> None:
    body = f"""<w:p>{text("a", '<w:b w:val="0"/>')}{text("b", '<w:rStyle w:val="Fett"/>')}</w:p>"""
    assert read(body)[0] == "a**b**\n"


def test_heading_is_known_by_its_style_in_any_language() -> None:
    heading = f'<w:p><w:pPr><w:pStyle w:val="Mine"/></w:pPr>{text("Kapitel", "<w:b/>")}</w:p>'
    assert read(heading)[0] == "# Kapitel\n"


def test_tracked_changes_are_taken_as_accepted_and_counted() -> None:
    deleted = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    body = f"<w:p><w:ins>{text('new')}</w:ins>{deleted}</w:p>"
    assert read(body) == ("new\n", (Kind.DELETION, Kind.INSERTION))


def test_field_shows_its_result_and_a_link_field_leads_somewhere() -> None:
    def field(command: str, result: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f"<w:r><w:instrText>{command}</w:instrText></w:r>"
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text(result)}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    link = field(' HYPERLINK "https://a.b" ', "there")
    body = f"<w:p>{link}{field('PAGE', ' 3')}</w:p>"
    assert read(body) == ("[there](https://a.b) 3\n", (Kind.FIELD,))


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>a</w:t></w:r>', Kind.UNDERLINE),
        ('<w:r><w:rPr><w:color w:val="ff0000"/></w:rPr><w:t>a</w:t></w:r>', Kind.LOOK),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r><w:r><w:t>a</w:t></w:r>", Kind.HIDDEN),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/></w:r>', Kind.BREAK),
        ("<w:r><w:t>a</w:t></w:r><w:commentRangeStart/>", Kind.COMMENT),
    ],
)
def test_what_markdown_cannot_say_is_counted(inside: str, kind: Kind) -> None:
    assert read(f"<w:p>{inside}</w:p>") == ("a\n", (kind,))


def test_text_box_keeps_its_words() -> None:
    box = f"<w:txbxContent><w:p>{text('boxed')}</w:p></w:txbxContent>"
    assert read(f"<w:p>{text('a')}<w:r><w:pict>{box}</w:pict></w:r></w:p>") == (
        "a\n\nboxed\n",
        (Kind.BOX,),
    )


def test_table_that_only_lays_out_a_page_is_its_paragraphs() -> None:
    row = f"<w:tr><w:tc><w:p>{text('a')}</w:p></w:tc></w:tr>"
    assert read(f"<w:tbl>{row}{row}</w:tbl>")[0] == "a\n\na\n"


def test_python_docx_reads_what_we_write() -> None:
    document = docx.Document(io.BytesIO(render(KEPT, Format.DOCX)[0]))
    paragraphs = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert paragraphs[0] == ("Heading 1", "A title with code")
    assert paragraphs[1][1].startswith("First bold and italic and both, gone, a|b, link.\n")
    assert ("Source Code", "code  with spaces\n    indented\n\nlast") in paragraphs
    bold = [run.text for run in document.paragraphs[1].runs if run.bold]
    assert bold == ["bold", "both"]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["a", "b | c"]


def test_every_part_is_xml_and_nothing_names_this_machine() -> None:
    data = render("---\ntitle: T\n---\n\nx[^1]\n\n[^1]: n", Format.DOCX)[0]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "word/footnotes.xml" in archive.namelist()
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.author, core.comments, core.last_modified_by) == ("T", "", "", "")
