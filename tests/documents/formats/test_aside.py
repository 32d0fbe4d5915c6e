"""Another program's document is read in a process of its own, and never without end."""

import sys
import time
from pathlib import Path

import pytest

from writer_app import cli
from writer_app.documents.formats import aside
from writer_app.documents.formats.foreign import read_foreign, render
from writer_app.documents.formats.kinds import Format
from writer_app.errors import DocumentError

TEXT = "# Head\n\nA *word* and \U0001f600.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.docx"
    path.write_bytes(render(TEXT, Format.DOCX)[0])
    return path


def test_copy_is_the_one_that_is_read_here(path: Path) -> None:
    assert aside.read_aside(path) == read_foreign(path)


def test_trouble_comes_back_in_words(tmp_path: Path) -> None:
    (tmp_path / "b.docx").write_bytes(b"no zip")
    with pytest.raises(DocumentError, match=r"b\.docx"):
        aside.read_aside(tmp_path / "b.docx")


def test_reader_that_takes_too_long_is_ended(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(aside, "_command", lambda: sleeper)
    begun_s = time.monotonic()
    with pytest.raises(DocumentError, match="takes longer"):
        aside.read_aside(path, limit_s=0.2)
    assert time.monotonic() - begun_s < aside.LIMIT_S


def test_reader_that_dies_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(DocumentError, match="ended before its time"):
        aside.read_aside(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_reader_that_wants_too_much_memory_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import sys; from writer_app.documents.formats import aside; from pathlib import Path\n"
        "aside.read_foreign = lambda _: b'x' * (2 * aside.LIMIT_BYTES)\n"
        "sys.exit(aside.run_child(Path(sys.argv[1])))"
    )
    monkeypatch.setattr(aside, "_command", lambda: [sys.executable, "-c", code])
    with pytest.raises(DocumentError, match="memory"):
        aside.read_aside(path)


def test_cancelled_reading_ends_its_process(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(aside, "_command", lambda: sleeper)
    reading = aside.Reading(path)
    reading.cancel()
    with pytest.raises(DocumentError):
        reading.result()
    assert reading.is_cancelled


def test_frozen_app_reads_by_its_own_command_line(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The limit is for a process of its own; here it would stay on the whole suite.
    monkeypatch.setattr(aside, "_limit_memory", lambda: None)
    assert cli.main([aside.WORD, str(path)]) == 0
    assert '"text": "# Head' in capsys.readouterr().out
