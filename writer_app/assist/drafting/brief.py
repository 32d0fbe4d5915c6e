"""Read what a writer gives a draft to go by: a brief, keywords, or an outline.

May import: assist.sentences. Thread: any.
"""

import re
from dataclasses import dataclass

from writer_app.assist.sentences import ends_sentence

_BULLET = re.compile(r"[ \t]*(?:[-*+\u2022\u2013]|\(?\d{1,3}[.)\u3001])?[ \t]*")
_BETWEEN = re.compile(r"[,;\uff0c\u3001\uff1b]")
_LONGEST_KEYWORD_WORDS = 4


@dataclass(frozen=True, slots=True)
class Brief:
    """What was given; at most one of them holds something.

    Attributes:
        brief: in the writer's words. keywords: words to write about.
        outline: points, in order.
    """

    brief: str = ""
    keywords: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()


def read_brief(text: str) -> Brief:
    """Tell by its form which of the three a text is.

    Several lines are an outline; one line of short pieces between commas are keywords.

    Example:
        >>> read_brief("storm, lighthouse, oranges").keywords
        ('storm', 'lighthouse', 'oranges')
        >>> read_brief("1. The storm\\n2. The boat").outline
        ('The storm', 'The boat')
        >>> read_brief("She finds the letter, and burns it.").brief
        'She finds the letter, and burns it.'
    """
    lines = [_BULLET.sub("", line, count=1).strip() for line in text.strip().splitlines()]
    lines = [line for line in lines if line]
    if len(lines) > 1:
        return Brief(outline=tuple(lines))
    line = lines[0] if lines else ""
    pieces = tuple(piece for part in _BETWEEN.split(line) if (piece := part.strip()))
    are_short = all(len(piece.split()) <= _LONGEST_KEYWORD_WORDS for piece in pieces)
    if len(pieces) > 1 and are_short and not ends_sentence(line):
        return Brief(keywords=pieces)
    return Brief(brief=line)
