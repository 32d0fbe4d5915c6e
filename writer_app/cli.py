"""Take the command line: open the window, or run one verb without a window.

One of the two composition roots (the other is app.py). JSON goes to stdout, words
for people to stderr; exit 0 done, 1 failed, 2 wrong usage. Imports what a verb
needs only when it runs, so that `--version` stays instant. Thread: main.
"""

import contextlib
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from writer_app import __version__
from writer_app.errors import InputError, UsageError, WriterError
from writer_app.paths import HOME_VARIABLE
from writer_app.verbs.arguments import Arguments, parse_arguments

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run Foreword and give the exit code.

    Args:
        argv: the words after the program's name; None: those of this process.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["read-document-aside"]:
        return _read_aside(Path(words[-1]))
    return _run_words(words)


def _run_words(words: list[str]) -> int:
    """Open the window or run a verb; give the exit code."""
    if "--debug" not in words:
        sys.excepthook = _say_unexpected
    try:
        arguments = parse_arguments(words)
        if arguments.verb == "version":
            _write_out(f"foreword {__version__}")
        elif arguments.verb == "help":
            _write_out(arguments.help_text)
        elif arguments.verb == "window":
            return _open_window(arguments)
        elif arguments.verb == "rewrite":
            # With --lines a long input is answered line by line, so a pipe sees each at once.
            is_compact = arguments.is_json or arguments.is_by_line
            for answer in _rewritten(arguments):
                _write_json(answer, is_compact=is_compact)
        elif arguments.verb == "models":
            for answer in _managed(arguments):
                is_compact = arguments.is_json or arguments.is_progress
                _write_json(answer, is_compact=is_compact)
        else:
            _write_json(_run(arguments), is_compact=arguments.is_json)
    except WriterError as error:
        _say(str(error))
        return EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED
    except ModuleNotFoundError as error:
        _say(f"{error.name} is not installed; run `sh packaging/run.sh`, or pip install foreword.")
        return EXIT_FAILED
    except KeyboardInterrupt:
        _say("stopped.")
        return EXIT_FAILED
    return EXIT_DONE


def _open_window(arguments: Arguments) -> int:
    from writer_app.app import run_window

    with contextlib.ExitStack() as stack:
        if arguments.is_temporary:
            # The environment, so that child processes keep nothing either.
            folder = tempfile.TemporaryDirectory(prefix="foreword-")
            os.environ[HOME_VARIABLE] = stack.enter_context(folder)
        return run_window(
            list(arguments.files),
            engine=arguments.engine,
            model_dir=arguments.model_dir if arguments.model_dir != Path() else None,
            device=arguments.device,
            debug=arguments.is_debug,
            # What would be kept in the temporary folder would be lost with it, unasked.
            is_keeping=not arguments.is_temporary,
        )


def _read_aside(path: Path) -> int:
    """Be the process that reads a document for a frozen app's window."""
    from writer_app.documents.formats.aside import run_child

    return run_child(path)


def _rewritten(arguments: Arguments) -> Iterator[dict[str, Any]]:
    from writer_app.verbs.rewrite import run_rewrite

    return run_rewrite(arguments)


def _managed(arguments: Arguments) -> Iterator[dict[str, Any]]:
    from writer_app.verbs.models import run_models

    return run_models(arguments)


def _run(arguments: Arguments) -> dict[str, Any]:
    """Run a headless verb and give what it prints."""
    match arguments.verb:
        case "complete":
            from writer_app.verbs.complete import run_complete

            return run_complete(arguments)
        case "summarize":
            from writer_app.verbs.summarize import run_summarize

            return run_summarize(arguments)
        case "draft":
            from writer_app.verbs.draft import run_draft

            return run_draft(arguments)
        case "score":
            from writer_app.verbs.score import run_score

            return run_score(arguments)
        case "bench":
            from writer_app.verbs.bench import run_bench

            return run_bench(arguments)
        case _:
            from writer_app.verbs.doctor import run_doctor

            return run_doctor(arguments)


def _write_json(values: dict[str, Any], *, is_compact: bool) -> None:
    indent = None if is_compact else 2
    _write_out(json.dumps(values, ensure_ascii=False, allow_nan=False, indent=indent))


def _write_out(text: str) -> None:
    """Write one line to stdout as UTF-8, whatever the locale says.

    Raises: InputError in words when nobody can read it.
    """
    if sys.stdout is None:
        raise InputError("standard output is closed; nowhere to write the answer.")
    try:
        sys.stdout.buffer.write(f"{text}\n".encode())
        sys.stdout.buffer.flush()
    except OSError as error:
        # Python flushes once more at exit and would complain again.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        reason = error.strerror or "closed"
        raise InputError(
            f"the answer could not be written to standard output ({reason})."
        ) from None


def _say(words: str) -> None:
    """Tell a person one line, if anybody listens; a file's name cannot drive the terminal."""
    if sys.stderr is None:
        return
    line = " ".join(words.split())
    line = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    with contextlib.suppress(OSError):
        sys.stderr.write(f"foreword: {line}\n".encode("utf-8", "replace").decode("utf-8"))
        sys.stderr.flush()


def _say_unexpected(
    kind: type[BaseException], _: BaseException, places: TracebackType | None
) -> None:
    """Stand in for a traceback: the place, never the text an error may quote."""
    frames = traceback.extract_tb(places)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    _say(f"a fault in Foreword ({kind.__name__}{place}); run again with --debug and report it.")
