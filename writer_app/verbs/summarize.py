"""`foreword summarize`: what a text says, in sentences of its own. Thread: main.

No model runs, so `--model`, `--device` and `--engine` change nothing.
"""

from typing import Any

from writer_app.assist.summarize import Length, summarize_now
from writer_app.errors import InputError
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.inputs import read_input


def run_summarize(arguments: Arguments) -> dict[str, Any]:
    """Summarize the input; offsets are code points of it, line ends and mark as they are.

    Returns: the JSON of `summarize` as the README describes it.

    Raises:
        InputError: the input cannot be read, is empty or holds no prose.
    """
    text = read_input(arguments.file or "-")
    if not text.strip("\ufeff \t\r\n"):
        raise InputError("the input is empty; there is nothing to summarize.")
    summary = summarize_now(text, Length[arguments.length.upper()], is_points=arguments.is_points)
    if not summary.sentences:
        raise InputError(
            "there is no prose to summarize: code, tables, headings and front matter are left out."
        )
    return {
        "summary": summary.text,
        "sentences": [
            {"text": one.text, "sources": [list(span) for span in one.sources]}
            for one in summary.sentences
        ],
        "method": "extractive",
        "length": arguments.length,
    }
