"""`foreword summarize`: what a text says, and where it says it. Thread: main.

The sentences are the text's own and no model runs, unless the model in use is an instruct
model: that one writes the summary.
"""

from typing import Any

from writer_app import paths
from writer_app.assist.decency import read_blocklist
from writer_app.assist.messages import SummaryReady
from writer_app.assist.summarize import Length, Summary, summarize_now
from writer_app.assist.summary_task import summary_task
from writer_app.deeds import Purpose
from writer_app.engine.artifact import read_manifest
from writer_app.engine.model import StopFlag
from writer_app.errors import InputError, ModelError
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.inputs import read_input
from writer_app.verbs.open_model import opened_for


def run_summarize(arguments: Arguments) -> dict[str, Any]:
    """Summarize the input; offsets are code points of it, line ends and mark as they are.

    Returns: the JSON of `summarize` as the README describes it.

    Raises:
        InputError: the input cannot be read, is empty or holds no prose.
        ModelError: the instruct model in use cannot be loaded, or a folder named is no model's.
    """
    text = read_input(arguments.file or "-")
    if not text.strip("\ufeff \t\r\n"):
        raise InputError("the input is empty; there is nothing to summarize.")
    summary = _summary(text, arguments)
    if not summary.sentences:
        raise InputError(
            "there is no prose to summarize: code, tables, headings and front matter are left out."
        )
    return {
        "summary": summary.text,
        "sentences": [
            {
                "text": one.text,
                "sources": [list(span) for span in one.sources],
                "supported": bool(one.sources),
            }
            for one in summary.sentences
        ],
        "method": summary.method,
        "length": arguments.length,
        **({"model": summary.model} if summary.model else {}),
    }


def _summary(text: str, arguments: Arguments) -> Summary:
    length = Length[arguments.length.upper()]
    if not _is_instruct(arguments):
        return summarize_now(text, length, is_points=arguments.is_points)
    blocklist = read_blocklist(paths.resource("blocklist-en.txt").read_text(encoding="utf-8"))
    task = summary_task(0, text, length, is_points=arguments.is_points, blocklist=blocklist)
    with opened_for(arguments, Purpose.SUMMARY) as model:
        *_, ready = task(model, StopFlag())
    assert isinstance(ready, SummaryReady)
    return ready.summary


def _is_instruct(arguments: Arguments) -> bool:
    """Tell whether the model in use writes summaries; loading any other would be in vain."""
    if arguments.server:
        return True
    if arguments.engine != "onnx":
        return False
    try:
        return read_manifest(arguments.model_dir).chat is not None
    except ModelError:
        if arguments.is_model_named:
            raise
        return False  # the summary is extractive then, which needs none
