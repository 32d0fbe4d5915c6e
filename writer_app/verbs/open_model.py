"""Open the model a verb asks for, and close it whatever happens.

Imports an engine only when it is asked for. Thread: main.
"""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from writer_app.assist.counted import CountedModel
from writer_app.deeds import Purpose
from writer_app.engine.model import TextModel
from writer_app.errors import ModelMissing
from writer_app.server_sources import key_from_environment
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.noting import noting


def opened_for(arguments: Arguments, purpose: Purpose) -> AbstractContextManager[TextModel]:
    """Give the model that a command line asks for, a server's among them.

    Raises: ModelError in words when it cannot be had.
    """
    if arguments.server:
        return _opened_server(arguments, purpose)
    device = arguments.device or "auto"
    return opened_model(arguments.engine, arguments.model_dir, device, purpose)


@contextmanager
def _opened_server(arguments: Arguments, purpose: Purpose) -> Iterator[TextModel]:
    """Give a server's model; every connection is noted."""
    from writer_app.engine.remote.address import parse_address
    from writer_app.engine.remote.line import Line
    from writer_app.engine.remote.model import RemoteModel
    from writer_app.engine.remote.reach import TASK_TOKENS, Reach, list_models

    address = parse_address(arguments.server)
    with noting() as note:
        line = Line(address, key_from_environment, note, arguments.server_model)
        try:
            names = [arguments.server_model] if arguments.server_model else []
            names = names or [model.name for model in list_models(line)]
            if not names:
                raise ModelMissing(f"{address.host} has no models.")
            reach = Reach(line, names[0], TASK_TOKENS)
            reach.look()
            counted, at_s = CountedModel(RemoteModel(line, reach)), time.time()
            yield counted
            run = counted.run_since(at_s, purpose)
            if run is not None:
                note(run)
        finally:
            line.close()


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
