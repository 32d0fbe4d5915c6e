"""Say how one paragraph is to change.

Decisions about Markdown (emphasis, headings, lists) are made on a paragraph's text
alone and come as `LineEdit`s. May import: standard library. Thread: any.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineEdit:
    """Put `text` in the place of `line[start:end]`.

    Attributes:
        start, end: indexes into the paragraph's text as the document holds it.
        select: indexes into the changed paragraph, anchor and caret; None: whatever
            the change makes of the old ones.
    """

    start: int
    end: int
    text: str
    select: tuple[int, int] | None = None

    def applied(self, line: str) -> str:
        """Give the changed paragraph.

        Example: LineEdit(0, 0, "# ").applied("a") -> "# a"
        """
        return line[: self.start] + self.text + line[self.end :]
