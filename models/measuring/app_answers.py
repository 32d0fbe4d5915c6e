"""What the app makes of a taught skill's answers: cleaned, judged, or refused.

May import: assist, engine. Thread: worker.
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from writer_app.assist.rewriting.variant import VariantWriter
from writer_app.assist.rewriting.wish import RewriteWish, Style
from writer_app.engine.artifact import MANIFEST
from writer_app.engine.model import StopFlag, TextModel

REWRITING_SKILLS = ("shorten", "expand")


def with_rewriting_skills(folder: Path, copy: Path) -> Path:
    """Copy a model folder, its manifest saying that it was taught to rewrite."""
    shutil.copytree(folder, copy, dirs_exist_ok=True)
    path = copy / MANIFEST
    content = json.loads(path.read_text(encoding="utf-8"))
    content["skills"] = list(REWRITING_SKILLS)
    path.write_text(json.dumps(content), encoding="utf-8")
    return copy


class AppAnswers:
    """Rewritings as a writer would get them from a model.

    Args:
        model: its `info.skills` name what it may be asked for.
    """

    def __init__(self, model: TextModel) -> None:
        self._model = model

    def rewritings(self, style: Style, texts: Sequence[str]) -> list[str]:
        """Give each text rewritten; unchanged where the answer was refused."""
        return [self._rewriting(style, text) for text in texts]

    def _rewriting(self, style: Style, text: str) -> str:
        writer = VariantWriter(self._model, RewriteWish(text, style), frozenset(), StopFlag())
        steps = writer.write(0)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                given: str = end.value.rewrite.text
                return given
