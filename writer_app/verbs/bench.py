"""`foreword bench`: keystrokes saved, latency, the page, the engine's speed. Thread: main."""

from typing import Any

from writer_app import paths
from writer_app.errors import InputError, UsageError
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.inputs import read_prompt
from writer_app.verbs.open_model import opened_model


def run_bench(arguments: Arguments) -> dict[str, Any]:
    """Run the measure asked for.

    Returns: the JSON of that measure as the README describes it.

    Raises:
        InputError: the text to type cannot be read or is empty.
        ModelError: the model cannot be used.
        UsageError: the engine cannot be measured this way.
    """
    if arguments.measure == "typing":
        return _measure_typing(arguments)
    if arguments.measure == "latency":
        from writer_app.ui.bench_window import measure_latency

        return measure_latency(arguments.engine, arguments.model_dir, arguments.device or "auto")
    if arguments.measure == "editor":
        from writer_app.ui.bench_editor import measure_editor

        return measure_editor(arguments.engine, arguments.model_dir, arguments.device or "auto")
    if arguments.engine != "onnx":
        raise UsageError("bench engine measures onnx only; leave --engine away.")
    from writer_app.bench.engine import measure_engine

    return measure_engine(arguments.model_dir, arguments.device or "auto")


def _measure_typing(arguments: Arguments) -> dict[str, Any]:
    from writer_app.assist.decency import read_blocklist
    from writer_app.bench.typing import measure_typing

    text = read_prompt(arguments.file or "-")
    if not text:
        raise InputError("the input is empty; there is nothing to type.")
    blocklist = read_blocklist(paths.resource("blocklist-en.txt").read_text(encoding="utf-8"))
    with opened_model(arguments.engine, arguments.model_dir, arguments.device or "auto") as model:
        return measure_typing(model, text, blocklist, threshold=arguments.threshold)
