"""Convert between Qt's UTF-16 positions and indexes into Python strings.

Qt counts UTF-16 units, Python counts code points: one emoji is two units and
one index. The two kinds of number meet here and nowhere else: `_u16` names a
Qt position, `index` a str index. May import: standard library. Thread: any.
"""


def n_u16(text: str) -> int:
    """Count the UTF-16 units of a text.

    Example: n_u16("a\U0001f600") -> 3
    """
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def u16_of_index(text: str, index: int) -> int:
    """Give the UTF-16 position of the code point at `index`.

    Args:
        text: the text that both numbers count in. index: 0..len(text).

    Example: u16_of_index("\U0001f600b", 1) -> 2
    """
    return n_u16(text[:index])


def index_of_u16(text: str, pos_u16: int) -> int:
    """Give the str index at a UTF-16 position.

    A position inside a surrogate pair gives the index of that character, and one
    past the end gives len(text).

    Example: index_of_u16("\U0001f600b", 2) -> 1
    """
    if text.isascii():
        return min(pos_u16, len(text))
    units = 0
    for index, ch in enumerate(text):
        units += 2 if ch > "\uffff" else 1
        if units > pos_u16:
            return index
    return len(text)
