"""Deeds are taken from any thread, written in batches, and forgotten on the writer's word."""

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from writer_app.deeds import Connection, ModelRun, Purpose
from writer_app.documents.deed_keeper import DeedKeeper, Past
from writer_app.documents.ledger_file import LedgerFile

NEVER_S = 1e6
"""A batch that is never due by itself."""


def run(number: int) -> ModelRun:
    return ModelRun(1_000.0 + number, "Seed", "cpu", Purpose.GHOST, number, 1, 1.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def keeper(path: Path) -> Iterator[DeedKeeper]:
    keeper = DeedKeeper(path, batch_s=NEVER_S)
    yield keeper
    assert keeper.close()


def past_of(keeper: DeedKeeper) -> Past:
    told: queue.Queue[Past] = queue.Queue()
    keeper.read(told.put)
    return told.get(timeout=10)


def n_kept(path: Path) -> int:
    return len(LedgerFile(path).read().deeds.all)


def test_a_run_waits_for_its_batch_and_is_known_all_the_same(
    keeper: DeedKeeper, path: Path
) -> None:
    keeper.note(run(1))
    keeper.note(run(2))
    assert not path.exists()
    assert [one.n_tokens_in for one in past_of(keeper).read.deeds.runs] == [1, 2]


def test_a_batch_is_written_when_it_is_due(path: Path) -> None:
    keeper = DeedKeeper(path, batch_s=0.001)
    keeper.note(run(1))
    written = threading.Event()
    while not n_kept(path):
        written.wait(0.005)
    assert keeper.close()


def test_a_connection_is_written_at_once(keeper: DeedKeeper, path: Path) -> None:
    keeper.note(run(1))
    keeper.note(Connection(5.0, "hub", Purpose.LOOK))
    past_of(keeper)
    assert n_kept(path) == 2


def test_the_end_writes_what_waits(path: Path) -> None:
    keeper = DeedKeeper(path, batch_s=NEVER_S)
    keeper.note(run(1))
    assert keeper.close()
    assert n_kept(path) == 1
    keeper.note(run(2))
    assert keeper.close()
    assert n_kept(path) == 1


def test_forgetting_reaches_disk_and_memory(keeper: DeedKeeper, path: Path) -> None:
    keeper.note(Connection(5.0, "hub", Purpose.LOOK))
    past_of(keeper)
    keeper.note(run(1))
    keeper.forget()
    keeper.note(run(2))
    past = past_of(keeper)
    assert [one.n_tokens_in for one in past.read.deeds.runs] == [2]
    assert past.read.deeds.connections == ()


def test_what_is_not_kept_lives_as_long_as_its_process(path: Path) -> None:
    LedgerFile(path).append([Connection(5.0, "hub", Purpose.DOWNLOAD)])  # a child's download
    keeper = DeedKeeper(path, is_kept=False, batch_s=0.0)
    keeper.note(run(1))
    past = past_of(keeper)
    assert (len(past.read.deeds.all), past.is_kept) == (2, False)
    assert keeper.close()
    assert n_kept(path) == 1


def test_a_disk_that_refuses_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keeper = DeedKeeper(tmp_path / "file" / "ledger.jsonl", batch_s=NEVER_S)
    keeper.note(Connection(5.0, "hub", Purpose.LOOK))
    past = past_of(keeper)
    assert past.trouble
    assert len(past.read.deeds.connections) == 1
    assert keeper.close()


def test_no_thread_is_started_before_something_is_noted(path: Path) -> None:
    n_threads = threading.active_count()
    keeper = DeedKeeper(path)
    assert threading.active_count() == n_threads
    assert keeper.close()
