"""Read XML that may be hostile: no entities, no DTD, nothing fetched; write it clean.

The door to lxml. May import: errors and the standard library. Thread: any.
"""

import re
from typing import Any, TypeAlias

from lxml import etree

from writer_app.errors import DocumentError

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element: TypeAlias = Any
"""An element of lxml, which publishes no types."""


def parse_xml(data: bytes, name: str) -> Element:
    """Give the root of a part.

    libxml2's own limits hold: 256 levels, 10 MB of letters in one piece.

    Args:
        data: XML. name: of the file, for messages.

    Raises: DocumentError: damaged, or declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise DocumentError(f"{name} is damaged; its text cannot be read safely.") from error
    if root is None or root.getroottree().docinfo.doctype:
        raise DocumentError(f"{name} declares entities of its own; it stays closed.")
    return root


def xml_letters(text: str) -> str:
    """Give text without the characters that no XML may hold.

    Example: xml_letters("a\\0b") -> "ab"
    """
    return _NOT_IN_XML.sub("", text)


def n_not_in_xml(text: str) -> int:
    """Count the characters that no XML may hold."""
    return len(_NOT_IN_XML.findall(text))


def xml_escaped(text: str) -> str:
    """Give text to stand in XML or HTML, between tags or in double quotes.

    Example: xml_escaped('a<"b"') -> 'a&lt;&quot;b&quot;'
    """
    text = xml_letters(text)
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, name)
    return text
