"""How an instruct model is asked for a draft. Thread: any.

No real instruct model could be tried while this was written.
"""

from writer_app.assist.drafting.wish import DraftWish
from writer_app.engine.model import Chat, Turn

SYSTEM = (
    "You are the co-writer of a writer. You write the passage you are asked for, in the style "
    "and the language of the text that stands before it. Answer with the passage alone: no "
    "greeting, no explanation, no title, no quotation marks around it."
)
_BEFORE_CHARS = 800


def order_of(wish: DraftWish) -> str:
    """Give the order for a wish, in a few sentences."""
    lines = []
    if wish.brief.strip():
        lines.append(f"Write a passage as follows: {wish.brief.strip()}")
    if wish.outline:
        points = "\n".join(f"{number}. {point}" for number, point in enumerate(wish.outline, 1))
        lines.append(f"Write a paragraph on each of these points, in this order:\n{points}")
    if wish.keywords:
        lines.append(f"Write about these words and use each of them: {', '.join(wish.keywords)}.")
    return "\n".join(lines)


def chat_of(wish: DraftWish) -> Chat:
    """Give the request for a draft, with the end of the text that it follows."""
    request = order_of(wish)
    tail = wish.before[-_BEFORE_CHARS:].strip()
    if tail:
        request += f"\n\nThe text that stands before it:\n\n{tail}"
    return Chat((Turn("system", SYSTEM), Turn("user", request)))
