"""The log helps with a bug and keeps the writer's text to itself."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from writer_app import log
from writer_app.errors import ModelRunFailed

SECRET = "Dear diary"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """Give the path of a started log."""
    path = tmp_path / "foreword.log"
    log.start_log(path)
    yield path
    log.stop_log()


def log_exception(error: Exception) -> None:
    """Log an exception as a module of the app would."""
    try:
        raise error
    except Exception:
        logging.getLogger("writer_app.some.module").exception("It went wrong")


def test_an_exception_that_quotes_the_text_is_logged_without_it(file: Path) -> None:
    log_exception(ValueError(f"cannot parse {SECRET!r}"))
    logged = file.read_text()
    assert "ValueError" in logged
    assert "test_log.py" in logged
    assert SECRET not in logged


def test_our_own_words_are_logged(file: Path) -> None:
    log_exception(ModelRunFailed("The model ran out of memory; close a window."))
    assert "close a window" in file.read_text()


def test_the_log_is_the_owners_alone(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_log_does_not_grow_for_ever(file: Path) -> None:
    for _ in range(4000):
        logging.getLogger("writer_app.some.module").info("x" * 500)
    sizes = [path.stat().st_size for path in file.parent.iterdir()]
    assert len(sizes) == 3
    assert max(sizes) <= 500_000


def test_a_log_that_cannot_be_opened_stops_nothing(tmp_path: Path) -> None:
    log.start_log(tmp_path / "missing" / "foreword.log")
    logging.getLogger("writer_app.some.module").info("fine")
    log.stop_log()
