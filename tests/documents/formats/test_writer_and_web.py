"""OpenDocument and web pages: their own ways of saying things, and how ours are built."""

import io
import zipfile

import pytest
from lxml import etree

from tests.documents.formats.samples import KEPT, odt_of
from writer_app.documents.formats.foreign import Format, page_html, render
from writer_app.documents.formats.html_in import read_html
from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.markdown_out import write_markdown
from writer_app.documents.formats.odt_in import read_odt


def from_odt(body: str) -> tuple[str, tuple]:
    losses = Losses()
    tree = read_odt(odt_of(body), "a.odt", losses)
    return write_markdown(tree), tuple(loss.kind for loss in losses.result())


def from_html(page: str) -> str:
    return write_markdown(read_html(page.encode(), "a.html", Losses()))


def test_odt_spaces_and_breaks_are_read() -> None:
    body = "<t:p>a<t:s t:c='2'/>b<t:tab/>c\n  d<t:line-break/>e</t:p>"
    assert from_odt(body)[0] == "a  b\tc d\\\ne\n"


def test_odt_tracked_deletion_is_not_shown() -> None:
    deleted = "<t:tracked-changes><t:deletion><t:p>gone</t:p></t:deletion></t:tracked-changes>"
    assert from_odt(f"{deleted}<t:p>here</t:p>") == ("here\n", (Kind.DELETION,))


def test_odt_contents_are_not_taken_for_text() -> None:
    contents = (
        "<t:table-of-content><t:index-body><t:p>1 One</t:p></t:index-body></t:table-of-content>"
    )
    assert from_odt(f"{contents}<t:h t:outline-level='2'>One</t:h>") == ("## One\n", (Kind.FIELD,))


def test_odt_begins_with_its_kind_unpacked_and_every_part_is_xml() -> None:
    data = render(KEPT, Format.ODT)[0]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        listed = archive.read("META-INF/manifest.xml").decode()
        for name in archive.namelist()[1:]:
            etree.fromstring(archive.read(name))
            assert name.startswith("META-INF") or f'"{name}"' in listed


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>one <b>two </b>three</p>", "one **two** three\n"),
        ("a<br>b<p>c", "a\\\nb\n\nc\n"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c\n"),
        ("<ol start=4><li><p>a</p></li></ol>", "4. a\n"),
        ("<pre><code class='language-py'>a\n  b</code></pre>", "```py\na\n  b\n```\n"),
        ("<b style='font-weight:normal'><p>a</p></b>", "a\n"),
        ("<span style='font-weight:700'>a</span>", "**a**\n"),
        ("<table><tr><td><ul><li>menu</ul></td><td>page</td></tr></table>", "- menu\n\npage\n"),
        ("<h2><b>Head</b></h2>", "## Head\n"),
        ("a &lt;b&gt; *c* &amp;amp;", "a \\<b> \\*c\\* \\&amp;\n"),
    ],
)
def test_page_is_read_as_it_looks(page: str, text: str) -> None:
    assert from_html(page) == text


def test_word_at_the_edge_of_emphasis_reads_back() -> None:
    assert from_html("<p><b>\u201cYes\u201d</b>he</p>") == "<strong>\u201cYes\u201d</strong>he\n"


def test_page_names_no_script_and_allows_none() -> None:
    page = render('<script>x</script>\n\n[a](javascript:x) <b>b</b> "q" & <c', Format.HTML)[
        0
    ].decode()
    assert "javascript" not in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "<strong>b</strong> &quot;q&quot; &amp; &lt;c" in page


def test_page_for_paper_names_no_picture() -> None:
    html = page_html("![a](https://x.y/spy.png) ![b](file:///etc/passwd)")
    assert html == "<p><em>[Picture: a] [Picture: b]</em></p>"
