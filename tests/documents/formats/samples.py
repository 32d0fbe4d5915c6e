"""One Markdown text with everything that every format keeps, and hostile files."""

import io
import zipfile

KEPT = """# A *title* with `code`

First **bold** and *italic* and ***both***, ~~gone~~, `a|b`, [link](https://a.b/c?d=1&e=2).\\
After a break[^1]. A star * alone, snake_case, 2 * 3, [sic], "quoted"! AT&T, a < b.

## Lists

- one
- two
  - inner **x**
  - inner two
- three

1. a

2. b

   second paragraph

3. c

Between.

4. four
5. five

> quote one
>
> quote two

```
code  with spaces
    indented

last
```

| a | b \\| c |
| :--- | ---: |
| 1 | **2** |

***

\u3000\u3000Indented, \u4e2d\u6587 and \U0001f600.

1986\\. A great year[^2], # no heading, https://x.y/z_a_b.

[^1]: The note.

    Its second paragraph.

[^2]: Other *note*.
"""


def zip_of(parts: dict[str, bytes]) -> bytes:
    """Make a zip of named parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def docx_xml(body: str, head: str = "") -> bytes:
    """Make the main part of a Word document around the inside of its body."""
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    inside = f"<w:document {names}><w:body>{body}</w:body></w:document>"
    return f'<?xml version="1.0"?>{head}{inside}'.encode()


def docx_of(body: str, head: str = "") -> bytes:
    """Make the least Word document around the inside of its body."""
    return zip_of({"word/document.xml": docx_xml(body, head)})


def odt_of(body: str, head: str = "") -> bytes:
    """Make the least OpenDocument text around the inside of its body."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    xml = (
        f'<?xml version="1.0"?>{head}<o:document-content xmlns:o="{names}:office:1.0" '
        f'xmlns:t="{names}:text:1.0" xmlns:table="{names}:table:1.0"><o:body><o:text>{body}'
        "</o:text></o:body></o:document-content>"
    )
    return zip_of({"content.xml": xml.encode()})
