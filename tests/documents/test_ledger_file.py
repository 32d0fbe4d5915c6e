"""The ledger's file: private, in bounds, shared by processes, and mended when damaged."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from writer_app.deeds import Connection, ModelRun, Purpose
from writer_app.documents import ledger_file
from writer_app.documents.ledger_file import LedgerFile
from writer_app.documents.locks import try_hold


def run(number: int) -> ModelRun:
    return ModelRun(1_000.0 + number, "Seed", "cpu", Purpose.GHOST, number, 1, 1.0)


@pytest.fixture
def file(tmp_path: Path) -> LedgerFile:
    return LedgerFile(tmp_path / "data" / "ledger.jsonl")


def numbers(file: LedgerFile) -> list[int]:
    return [one.n_tokens_in for one in file.read().deeds.runs]


def test_what_is_added_is_read_and_private(file: LedgerFile) -> None:
    file.append([run(1)])
    file.append([run(2), Connection(5.0, "hub", Purpose.LOOK)])
    found = file.read()
    assert [one.n_tokens_in for one in found.deeds.runs] == [1, 2]
    assert [one.host for one in found.deeds.connections] == ["hub"]
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_no_file_is_an_empty_past_and_reading_makes_none(file: LedgerFile) -> None:
    assert file.read().deeds.all == ()
    assert not file.path.parent.exists()


def test_a_damaged_file_is_set_aside_and_its_good_lines_stay(file: LedgerFile) -> None:
    file.append([run(1), run(2)])
    damaged = file.path.read_bytes().replace(b"tokens_in", b"t\xffkens_in", 1)
    file.path.write_bytes(damaged)
    found = file.read()
    assert (found.n_damaged, [one.n_tokens_in for one in found.deeds.runs]) == (1, [2])
    assert file.set_aside.read_bytes() == damaged
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    again = file.read()
    assert (again.n_damaged, again.deeds) == (0, found.deeds)


def test_binary_rubbish_costs_nothing_but_itself(file: LedgerFile) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(os.urandom(50_000))
    assert file.read().deeds.all == ()
    file.append([run(3)])
    assert numbers(file) == [3]


def test_a_line_cut_short_by_a_crash_is_left_alone(file: LedgerFile) -> None:
    file.append([run(1)])
    with file.path.open("ab") as torn:
        torn.write(b'{"at": "2026-')
    assert (file.read().n_damaged, numbers(file)) == (0, [1])
    file.append([run(2)])
    assert numbers(file) == [1, 2]


def test_a_long_file_is_shortened(file: LedgerFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_file, "MOST_BYTES", 3_000)
    monkeypatch.setattr("writer_app.documents.ledger_lines.MOST_RUNS", 5)
    for number in range(60):
        file.append([run(number)])
    assert file.path.stat().st_size <= 3_200
    runs = file.read().deeds.runs
    assert sum(one.n for one in runs) == 60
    assert runs[-1].n_tokens_in == 59


def test_forgetting_leaves_nothing(file: LedgerFile) -> None:
    file.append([run(1)])
    file.path.write_bytes(b"rubbish\n")
    file.read()
    file.forget()
    assert list(file.path.parent.iterdir()) == []
    file.forget()


def test_a_ledger_held_elsewhere_is_waited_for_and_then_refused(file: LedgerFile) -> None:
    waits: list[float] = []
    waiting = LedgerFile(file.path, sleep=waits.append)
    lock = try_hold(file.path.with_suffix(".lock"))
    assert lock is not None
    with pytest.raises(BlockingIOError):
        waiting.append([run(1)])
    assert len(waits) > 10
    lock.release()
    waiting.append([run(1)])
    assert numbers(file) == [1]


def test_processes_that_write_at_once_lose_nothing(file: LedgerFile) -> None:
    code = f"""
from pathlib import Path
from writer_app.deeds import ModelRun
from writer_app.documents.ledger_file import LedgerFile
import writer_app.documents.ledger_file as file_module
import writer_app.documents.ledger_lines as lines_module
file_module.MOST_BYTES, lines_module.MOST_RUNS = 3_000, 5
file = LedgerFile(Path({str(file.path)!r}))
for n in range(25):
    file.append([ModelRun(float(n), "Seed", "cpu", "ghost", n, 1, 1.0)])
"""
    writers = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert sum(one.n for one in file.read().deeds.runs) == 75
