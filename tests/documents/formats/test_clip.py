"""What Word, Google Docs, browsers and code editors put on the clipboard."""

import pytest

from writer_app.documents.formats.clip import has_structure, markdown_of_html

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{}</style></head>
<body><!--StartFragment--><h1>Chapter<o:p></o:p></h1>
<p class=MsoNormal>First <b>bold</b>, <i>it</i>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>&middot;<span>&nbsp;</span></span><![endif]>
one</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>
sub</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>&middot;<span>&nbsp;</span></span><![endif]>
two</p>
<p class=MsoNormal>After.</p><!--EndFragment--></body></html>"""
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<p><span style="font-weight:400">Some </span><span style="font-weight:700">bold</span></p></b>'
)
CODE = '<meta charset="utf-8"><div style="font-family:Menlo, monospace"><span>x = 1</span></div>'


def test_word_keeps_headings_emphasis_and_lists() -> None:
    assert markdown_of_html(WORD) == (
        "# Chapter\n\nFirst **bold**, *it*.\n\n- one\n  1. sub\n- two\n\nAfter."
    )


def test_google_docs_wrapper_is_not_bold() -> None:
    assert markdown_of_html(DOCS) == "Some **bold**"


@pytest.mark.parametrize(
    ("html", "has"),
    [(WORD, True), (DOCS, True), (CODE, False), ("<p>a</p>", False), ("<p>a</p><p>b</p>", True)],
)
def test_only_html_that_says_more_is_read(html: str, has: bool) -> None:
    assert has_structure(html) is has


def test_scripts_and_data_pictures_go_and_nothing_is_fetched() -> None:
    html = (
        '<p>a <script>alert(1)</script><a href="javascript:x()">b</a>'
        ' <img src="data:image/png;base64,AAAA"> <img src="https://a.org/x.png" alt="c"></p>'
    )
    assert markdown_of_html(html) == "a b ![c](https://a.org/x.png)"
