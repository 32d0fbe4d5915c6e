"""Open the model a verb asks for, and close it whatever happens.

Imports an engine only when it is asked for. Thread: main.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from writer_app.engine.model import TextModel


@contextmanager
def opened_model(engine: str, folder: Path, device: str) -> Iterator[TextModel]:
    """Give the model for the time of a `with` block.

    Args:
        engine: "onnx" or "scripted".
        folder: the model's folder (unused by "scripted").
        device: "auto", "cpu" or "cuda".

    Raises: ModelError in words when it cannot be opened.
    """
    model = _open(engine, folder, device)
    try:
        yield model
    finally:
        model.close()


def _open(engine: str, folder: Path, device: str) -> TextModel:
    if engine == "scripted":
        from writer_app.engine.scripted import ScriptedModel

        return ScriptedModel()
    from writer_app.engine.gpt import open_model

    return open_model(folder, device)
