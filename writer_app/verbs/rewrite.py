"""`foreword rewrite --style fix`: corrections with their reasons. Thread: main."""

from collections.abc import Iterator
from typing import Any

from writer_app import paths
from writer_app.assist.decency import read_blocklist
from writer_app.assist.fix.fixer import Fixer
from writer_app.assist.fix.lexicon import read_lexicon
from writer_app.assist.fix.revision import Edit, apply_edits
from writer_app.engine.model import StopFlag, TextModel
from writer_app.errors import InputError, ModelMissing
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.inputs import read_input
from writer_app.verbs.open_model import opened_model


def run_rewrite(arguments: Arguments) -> Iterator[dict[str, Any]]:
    """Yield the rewritten input: once, or with `--lines` once for each input line.

    Yields: the JSON of `rewrite` as the README describes it, each as soon as it is known.

    Raises:
        InputError: the input cannot be read or is empty.
        ModelError: the model cannot be used, or the style needs one that is not here.
    """
    if arguments.style != "fix":
        wish = f"the style {arguments.style}" if arguments.style else "a free instruction"
        raise ModelMissing(
            f"{wish} needs an instruct model and none is installed; "
            "the model in the box can do --style fix."
        )
    text = read_input(arguments.file or "-")
    if not text:
        raise InputError("the input is empty; there is nothing to rewrite.")
    with opened_model(arguments.engine, arguments.model_dir, arguments.device or "auto") as model:
        fixer = _new_fixer(model)
        for one in _lines(text) if arguments.is_by_line else (text,):
            yield _as_json(one, list(fixer.edits(one, StopFlag())), model)


def _new_fixer(model: TextModel) -> Fixer:
    words, rules, blocklist = (
        paths.resource(name).read_text(encoding="utf-8")
        for name in ("words-en.txt", "fix-en.toml", "blocklist-en.txt")
    )
    return Fixer(model, read_lexicon(words, rules), read_blocklist(blocklist))


def _lines(text: str) -> list[str]:
    """Split at line feeds only; the last line may lack its own."""
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]


def _as_json(text: str, edits: list[Edit], model: TextModel) -> dict[str, Any]:
    described = [
        {"start": e.start, "end": e.end, "replacement": e.replacement, "reason": e.reason}
        for e in edits
    ]
    return {
        "variants": [{"text": apply_edits(text, edits), "edits": described}],
        "model": model.info.name,
        "device": model.info.device,
    }
