"""The real lexicon for tests of Fix, and a model that likes what a test says."""

from functools import cache
from pathlib import Path

from writer_app.assist.fix.fixer import Fixer
from writer_app.assist.fix.lexicon import Lexicon, read_lexicon
from writer_app.assist.fix.revision import Edit, apply_edits
from writer_app.engine.model import StopFlag
from writer_app.engine.scripted import ScriptedModel

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


@cache
def english() -> Lexicon:
    """Give the lexicon that is shipped."""
    return read_lexicon(
        (RESOURCES / "words-en.txt").read_text(encoding="utf-8"),
        (RESOURCES / "fix-en.toml").read_text(encoding="utf-8"),
    )


def liking(*phrases: str) -> ScriptedModel:
    """Make a model to which a text is the likelier the more of the phrases it holds."""
    return ScriptedModel(likes=lambda text: -100.0 + 20 * sum(p in text for p in phrases))


def fixed(
    text: str, *phrases: str, blocklist: frozenset[str] = frozenset()
) -> tuple[str, list[Edit]]:
    """Fix a text with a model that likes the phrases; give it with its edits."""
    edits = list(Fixer(liking(*phrases), english(), blocklist).edits(text, StopFlag()))
    return apply_edits(text, edits), edits
