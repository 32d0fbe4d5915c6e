"""The ways of rewriting in the writer's words: titles, reasons, keys.

May import: assist, its siblings. Thread: GUI.
"""

from dataclasses import dataclass

from writer_app.assist.rewriting.wish import Style
from writer_app.ui.keymap import Action
from writer_app.ui.translation import mark, tr


@dataclass(frozen=True, slots=True)
class StyleWords:
    """How a style is called.

    Attributes:
        action: what its keys are kept under. title: in menus and the palette.
        short: on the slim bar. nothing: said when the text would stay as it is.
    """

    action: Action
    title: str
    short: str
    nothing: str


_SAME = mark("It would stay as it is.")

STYLES: dict[Style, StyleWords] = {
    Style.FIX: StyleWords(
        Action.FIX, mark("Fix spelling and grammar"), mark("Fix"), mark("Nothing to fix here.")
    ),
    Style.SHORTEN: StyleWords(Action.SHORTEN, mark("Shorten"), mark("Shorten"), _SAME),
    Style.EXPAND: StyleWords(Action.EXPAND, mark("Expand"), mark("Expand"), _SAME),
    Style.SIMPLIFY: StyleWords(Action.SIMPLIFY, mark("Simplify"), mark("Simplify"), _SAME),
    Style.FORMAL: StyleWords(Action.FORMAL, mark("More formal"), mark("More formal"), _SAME),
    Style.CASUAL: StyleWords(Action.CASUAL, mark("More casual"), mark("More casual"), _SAME),
    Style.REPHRASE: StyleWords(Action.REPHRASE, mark("Rephrase"), mark("Rephrase"), _SAME),
    Style.TRANSLATE: StyleWords(
        Action.TRANSLATE, mark("Translate to..."), mark("Translate"), _SAME
    ),
}
FREE = StyleWords(Action.REWRITE, mark("In my own words"), mark("Rewrite"), _SAME)
"""A free instruction."""

_REASONS = frozenset(
    {
        # What Fix says of its changes.
        *(mark("spelling"), mark("agreement"), mark("verb form"), mark("word form")),
        *(mark("article"), mark("preposition"), mark("comma"), mark("apostrophe")),
        *(mark("capital"), mark("spacing"), mark("repetition")),
        # What is said of any other rewriting.
        *(mark("punctuation"), mark("added"), mark("left out"), mark("reworded")),
    }
)
_RENAMED = {"confusion": mark("easily confused"), "number": mark("singular or plural")}


def words_of_style(style: Style | None) -> StyleWords:
    """Give the words of a style; of a free instruction for None."""
    return FREE if style is None else STYLES[style]


def reason_in_words(reason: str) -> str:
    """Give the reason of a change in the interface's language."""
    words = _RENAMED.get(reason, reason)
    return tr(words) if reason in _REASONS or reason in _RENAMED else words
