"""Words that no ghost may put into a writer's mouth.

The list is a resource; whoever wires the app reads the file and hands its text in.
May import: assist.words. Thread: any.
"""

from collections.abc import Iterator

from writer_app.assist.words import iter_words


def read_blocklist(text: str) -> frozenset[str]:
    """Read the text of a blocklist: words split by white space, `#` comments.

    Example:
        >>> sorted(read_blocklist("# why\\nDarn darned\\n"))
        ['darn', 'darned']
    """
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word.casefold() for line in lines for word in line.split())


class Decency:
    """Tell whether a text brings a blocked word into a document that has none of it.

    Args:
        blocklist: casefolded words.
    """

    def __init__(self, blocklist: frozenset[str]) -> None:
        self._blocklist = blocklist

    def allows(self, text: str, before: str, after: str) -> bool:
        """Tell whether `text` may stand between `before` and `after`.

        A word that a half-typed one would become counts; one that stands in the
        document already is the writer's own.

        Example:
            >>> Decency(frozenset({"darn"})).allows("rn it", "da", "")
            False
        """
        if not self._blocklist:
            return True
        tail = before[-64:]
        blocked = self._blocklist.intersection(_plain_words(tail + text))
        if not blocked:
            return True
        return blocked.issubset(self._standing(blocked, before, after))

    def _standing(self, blocked: frozenset[str], before: str, after: str) -> frozenset[str]:
        return blocked.intersection(_plain_words(f"{before}\n{after}"))


def _plain_words(text: str) -> Iterator[str]:
    """Yield the words of a text without a possessive's ending."""
    for word in iter_words(text):
        yield word.removesuffix("'s").removesuffix("\u2019s")
