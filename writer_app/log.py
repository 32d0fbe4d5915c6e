"""Keep a small log file for bug reports; the writer's text never goes into it.

Modules log with `logging.getLogger(__name__)`: fixed words, numbers, class names.
An exception's own words may quote text, so only those of WriterError (ours) and
OSError (paths) are written; of any other exception the log keeps its class and
the places in the code. May import: errors and the standard library. Thread: any.
"""

import contextlib
import logging
import os
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from writer_app.errors import WriterError

_MAX_BYTES = 500_000
_N_OLD_FILES = 2
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class DiscreetFormatter(logging.Formatter):
    """Formats exceptions without quoting what they quote."""

    def formatException(self, ei: ExceptionInfo) -> str:
        """Give the class, the places in the code, and our own words only."""
        kind, error, places = ei
        if kind is None or error is None:
            return ""
        lines = [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(places)
        ]
        words = f": {error}" if isinstance(error, WriterError | OSError) else ""
        return "\n".join([*lines, f"{kind.__module__}.{kind.__qualname__}{words}"])


def start_log(path: Path, *, is_debug: bool = False) -> None:
    """Send everything `writer_app` logs to a rotating file; call once at the start.

    Args:
        path: the log file; its folder must exist. When it cannot be opened, Foreword
            goes on without a log.
        is_debug: True: also the fine steps, and on stderr too.
    """
    logger = logging.getLogger("writer_app")
    logger.setLevel(logging.DEBUG if is_debug else logging.INFO)
    logger.propagate = False
    handlers: list[logging.Handler] = [logging.StreamHandler()] if is_debug else []
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        handlers.append(
            RotatingFileHandler(
                path, maxBytes=_MAX_BYTES, backupCount=_N_OLD_FILES, encoding="utf-8"
            )
        )
    except OSError:
        handlers.append(logging.NullHandler())
    for handler in handlers:
        handler.setFormatter(DiscreetFormatter(_FORMAT))
        logger.addHandler(handler)


def forget_log(path: Path) -> None:
    """Empty the log and remove the older ones; what comes is written on. Thread: any.

    Args: path: as given to `start_log`.
    """
    for number in range(1, _N_OLD_FILES + 1):
        with contextlib.suppress(OSError):
            path.with_name(f"{path.name}.{number}").unlink()
    # Handlers append, so an open one goes on at the new end.
    with contextlib.suppress(OSError):
        os.truncate(path, 0)


def stop_log() -> None:
    """Close the log file; for the end of the program and for tests."""
    logger = logging.getLogger("writer_app")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
