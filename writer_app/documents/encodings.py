"""Find out how the bytes of a text file spell characters, so that they round-trip.

The only importer of charset-normalizer. May import: errors and the standard
library. Thread: any (the documents thread for large files).
"""

import codecs
import unicodedata

from writer_app.errors import DocumentError

# UTF-32 first: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_UTF_16 = ("utf-16-le", "utf-16-be")
"""Tried without a mark where there are zero bytes: old Windows programs left it out."""
_UNWRITTEN = frozenset({"Cc", "Cn", "Co", "Cs"})

_LEGACY = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("koi8_r", "gb18030", "big5", "cp932", "euc_jp", "cp949"),
)
_COMMONEST = "cp1252"

_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\v\f\r\x1a\x1b") | {0x7F}
_MOST_CONTROLS = 0.01


def decode_text(data: bytes) -> tuple[str, str, bytes]:
    """Turn the bytes of a file into characters that give the same bytes back.

    Args:
        data: the whole file.

    Returns:
        The characters (line ends as they are), the codec's name and the byte order
        mark the file begins with (empty: none).

    Raises:
        DocumentError: not text, or no encoding gives the same bytes back.

    Example: decode_text(b"caf\\xc3\\xa9") -> ("café", "utf-8", b"")
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _exactly(data[len(mark) :], encoding)
            if text is not None and "\0" not in text:
                return text, encoding, mark
    text = _exactly(data, "utf-8")
    if text is not None and "\0" not in text:
        return text, "utf-8", b""
    for encoding in _UTF_16 if b"\0" in data else ():
        text = _exactly(data, encoding)
        if text is not None and _is_plain(text) and not _is_ascii_between(data, text):
            return text, encoding, b""
    if _looks_binary(data):
        raise DocumentError("this is not a text file; Foreword opens text and Markdown.")
    guess = _guess(data)
    text = _exactly(data, guess) if guess else None
    if guess is None or text is None:
        raise DocumentError("its encoding is not known; convert it to UTF-8 and open it again.")
    return text, guess, b""


def _exactly(data: bytes, encoding: str) -> str | None:
    """Decode, or give None where encoding again would not give the same bytes."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None


def _is_plain(text: str) -> bool:
    """Tell whether every character is one that people write, lines and spaces among them.

    Bytes that are no UTF-16 give unassigned and private characters soon, and the other
    order of bytes turns each line end and space into one.
    """
    if not {"\n", "\r", " ", "\u3002"} & set(text):
        return False
    return all(unicodedata.category(ch) not in _UNWRITTEN for ch in set(text) - set("\t\n\v\f\r"))


def _is_ascii_between(data: bytes, text: str) -> bool:
    """Tell whether bytes are Latin letters with zeros between, which gave other letters."""
    letters = data.replace(b"\0", b"")
    return not text.isascii() and letters.isascii() and not _CONTROLS & set(letters)


def _looks_binary(data: bytes) -> bool:
    if b"\0" in data:
        return True
    n_controls = sum(data.count(bytes((control,))) for control in _CONTROLS)
    return n_controls > _MOST_CONTROLS * len(data)


def _guess(data: bytes) -> str | None:
    """Guess a legacy encoding; of equals the commonest in the West wins.

    Source: charset-normalizer 3.5.2 ranks cp1250 before cp1252 for French text that
    both explain equally well ("ŕ l'école"), 2026-11-21.
    """
    # Imported here: only files that are not UTF-8 pay its 60 ms.
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=list(_LEGACY)))
    if not matches:
        return None
    best = matches[0]
    for match in matches:
        is_equal = match.chaos <= best.chaos and match.coherence >= best.coherence
        if is_equal and _COMMONEST in match.could_be_from_charset:
            return _COMMONEST
    return best.encoding
