"""Open the model a verb asks for, and close it whatever happens.

Imports an engine only when it is asked for. Thread: main.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from writer_app.assist.counted import CountedModel
from writer_app.deeds import Purpose
from writer_app.engine.model import TextModel
from writer_app.verbs.noting import noting


@contextmanager
def opened_model(
    engine: str, folder: Path, device: str, purpose: Purpose | None = None
) -> Iterator[TextModel]:
    """Give the model for the time of a `with` block.

    Args:
        engine: "onnx" or "scripted".
        folder: the model's folder (unused by "scripted").
        device: "auto", "cpu" or "cuda".
        purpose: what the ledger calls the run; None: a measurement, which it does not list.

    Raises: ModelError in words when it cannot be opened.
    """
    model = _open(engine, folder, device)
    try:
        if purpose is None:
            yield model
        else:
            yield from _noted(model, purpose)
    finally:
        model.close()


def _noted(model: TextModel, purpose: Purpose) -> Iterator[TextModel]:
    """Give the model, counted; note afterwards what was counted."""
    counted, at_s = CountedModel(model), time.time()
    try:
        yield counted
    finally:
        run = counted.run_since(at_s, purpose)
        if run is not None:
            with noting() as note:
                note(run)


def _open(engine: str, folder: Path, device: str) -> TextModel:
    if engine == "scripted":
        from writer_app.engine.scripted import ScriptedModel

        return ScriptedModel()
    from writer_app.engine.gpt import open_model

    return open_model(folder, device)
