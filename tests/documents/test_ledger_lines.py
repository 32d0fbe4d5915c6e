"""Deeds as lines of a file, and their number in bounds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writer_app.deeds import Connection, Deed, ModelRun, Purpose
from writer_app.documents import ledger_lines
from writer_app.documents.ledger_lines import bounded, deed_of, line_of

DAY_S = 86_400.0
RUN = ModelRun(1_795_324_211.0, "Seed", "cpu", Purpose.GHOST, 412, 7, 18.2)
CONNECTION = Connection(1_795_324_300.5, "huggingface.co", Purpose.DOWNLOAD, "a/B", 0, 1_000)


@pytest.mark.parametrize("deed", [RUN, CONNECTION])
def test_a_deed_comes_back_as_it_was(deed: Deed) -> None:
    line = line_of(deed)
    assert line.count("\n") == 1
    assert deed_of(line) == deed


def test_a_line_can_be_read_by_a_person() -> None:
    values = json.loads(line_of(CONNECTION))
    assert values["at"].startswith("2026-11-22T")
    assert (values["connection"], values["host"]) == ("download", "huggingface.co")


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)
COUNTS = st.integers(0, 10**12)


@settings(max_examples=40)
@given(NAMES, COUNTS, COUNTS)
def test_any_name_comes_back_on_one_line(name: str, n_in: int, n_out: int) -> None:
    run = ModelRun(0.0, name, name, name, n_in, n_out, 0.5)
    assert line_of(run).count("\n") == 1
    assert deed_of(line_of(run)) == run


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "[]",
        "null",
        "nonsense",
        '{"at": "yesterday", "run": "ghost"}',
        line_of(RUN).replace("412", "-1"),
        line_of(RUN).replace("412", '"many"'),
        line_of(RUN).replace("18.2", "NaN"),
        line_of(RUN)[:-20],
        "[" * 100_000,
    ],
)
def test_a_damaged_line_is_no_deed(line: str) -> None:
    assert deed_of(line) is None


def test_what_is_told_later_of_a_connection_joins_it() -> None:
    began = Connection(5.0, "hub", Purpose.DOWNLOAD, "a/B", 10)
    found = bounded([began, began.carried(n_bytes_received=700), began.carried(0, 300)])
    assert found.connections == (Connection(5.0, "hub", Purpose.DOWNLOAD, "a/B", 10, 1_000),)


def test_two_connections_of_one_host_stay_two() -> None:
    hosts = [Connection(at_s, "hub", Purpose.LOOK, "a/B") for at_s in (5.0, 5.5)]
    assert len(bounded(hosts).connections) == 2


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_lines, "MOST_RUNS", 3)
    monkeypatch.setattr(ledger_lines, "MOST_CONNECTIONS", 3)
    monkeypatch.setattr(ledger_lines, "MOST_SUMS", 4)


def runs_of(n_days: int, n_a_day: int) -> list[ModelRun]:
    return [
        ModelRun(day * DAY_S + second, "Seed", "cpu", Purpose.GHOST, 10, 2, 1.0)
        for day in range(n_days)
        for second in range(n_a_day)
    ]


@pytest.mark.usefixtures("tight")
def test_old_runs_become_sums_of_their_day() -> None:
    found = bounded(runs_of(2, 5)).runs
    assert [run.n for run in found] == [5, 2, 1, 1, 1]
    assert found[0].n_tokens_in == 50


@pytest.mark.usefixtures("tight")
@settings(max_examples=30)
@given(st.integers(0, 800), st.integers(1, 3))
def test_nothing_is_left_out_of_the_counts(n_days: int, n_a_day: int) -> None:
    runs = runs_of(n_days, n_a_day)
    found = bounded(runs).runs
    assert sum(run.n for run in found) == len(runs)
    assert sum(run.n_tokens_out for run in found) == 2 * len(runs)
    assert len(found) <= 3 + 4


@pytest.mark.usefixtures("tight")
def test_sums_are_summed_again_without_change() -> None:
    once = bounded(runs_of(5, 4))
    assert bounded(once.all) == once


@pytest.mark.usefixtures("tight")
def test_every_host_ever_asked_is_still_named() -> None:
    made = [
        Connection(n * DAY_S, f"host{n % 3}", Purpose.GHOST, f"model{n}", 1, 1) for n in range(900)
    ]
    found = bounded(made).connections
    assert {one.host for one in found} == {"host0", "host1", "host2"}
    assert sum(one.n for one in found) == 900


def test_the_rhythm_of_the_keys_is_not_written() -> None:
    runs = [ModelRun(5.0 + n / 7, "Seed", "cpu", Purpose.GHOST, 1, 1, 1.0) for n in range(7)]
    assert {json.loads(line_of(run))["at"] for run in runs} == {"1970-01-01T00:00:05.000+00:00"}
