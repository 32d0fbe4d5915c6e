"""`foreword rewrite`: a text as it is wished, every change with its place. Thread: main."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from writer_app import paths
from writer_app.assist.decency import read_blocklist
from writer_app.assist.messages import Rewrite, RewriteReady
from writer_app.assist.rewriting.task import rewrite_task
from writer_app.assist.rewriting.wish import RewriteWish, Style, needs_instruct, obstacle
from writer_app.assist.rewriting.workshop import Workshop
from writer_app.assist.roles import Role
from writer_app.deeds import Purpose
from writer_app.engine.artifact import info_of, read_manifest
from writer_app.engine.model import StopFlag, TextModel
from writer_app.errors import InputError, ModelMissing
from writer_app.verbs.arguments import Arguments, folder_in_use
from writer_app.verbs.inputs import read_input
from writer_app.verbs.open_model import opened_for


def run_rewrite(arguments: Arguments) -> Iterator[dict[str, Any]]:
    """Yield the rewritten input: once, or with `--lines` once for each input line.

    Yields: the JSON of `rewrite` as the README describes it, each as soon as it is known.

    Raises:
        InputError: the input cannot be read, is empty, or has no rewriting; a line of its
            own that has none comes without variants and with the reason instead.
        ModelError: the model cannot be used, or the wish needs one that is not here.
    """
    style = Style(arguments.style) if arguments.style else None
    text = read_input(arguments.file or "-")
    if not text:
        raise InputError("the input is empty; there is nothing to rewrite.")
    workshop = Workshop(read_blocklist(_resource("blocklist-en.txt")), _resource)
    purpose = Purpose.FIX if arguments.style == "fix" else Purpose.REWRITE
    asked = replace(arguments, model_dir=_folder(arguments, text, style))
    with opened_for(asked, purpose) as model:
        reason = obstacle(style, model.info, arguments.language or "")
        if reason:
            raise ModelMissing(reason)
        for one in _lines(text) if arguments.is_by_line else (text,):
            ready = _rewritten(_wish(one, style, arguments), model, workshop)
            if ready.refusal and not arguments.is_by_line:
                raise InputError(ready.refusal)
            yield _as_json(ready, model)


def _folder(arguments: Arguments, text: str, style: Style | None) -> Path:
    """Give the model's folder: to fix text that is not English, that of an instruct model.

    Raises: ModelError: that one cannot be used.
    """
    if style is not Style.FIX or arguments.is_model_named or arguments.engine != "onnx":
        return arguments.model_dir
    tasks = folder_in_use(Role.TASKS)
    is_for_tasks = tasks != arguments.model_dir and needs_instruct(
        _wish(text, style, arguments), info_of(read_manifest(tasks))
    )
    return tasks if is_for_tasks else arguments.model_dir


def _resource(name: str) -> str:
    return paths.resource(name).read_text(encoding="utf-8")


def _lines(text: str) -> list[str]:
    """Split at line feeds only; the last line may lack its own."""
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]


def _wish(text: str, style: Style | None, arguments: Arguments) -> RewriteWish:
    language, instruction = arguments.language or "", arguments.instruction or ""
    return RewriteWish(text, style, instruction, language, arguments.n)


def _rewritten(wish: RewriteWish, model: TextModel, workshop: Workshop) -> RewriteReady:
    """Run the window's own task to its end; a blank text stays as it is."""
    if not wish.text.strip():
        return RewriteReady(0, (Rewrite(wish.text, ()),))
    *_, ready = rewrite_task(0, wish, workshop)(model, StopFlag())
    assert isinstance(ready, RewriteReady)
    return ready


def _as_json(ready: RewriteReady, model: TextModel) -> dict[str, Any]:
    variants = [
        {
            "text": one.text,
            "edits": [
                {"start": e.start, "end": e.end, "replacement": e.replacement, "reason": e.reason}
                for e in one.edits
            ],
        }
        for one in ready.rewrites
    ]
    said = {"refusal": ready.refusal, "note": ready.note}
    return {
        "variants": variants,
        **{name: words for name, words in said.items() if words},
        "model": model.info.name,
        "device": model.info.device,
    }
