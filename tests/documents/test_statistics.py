"""Numbers of writing are kept, merged and capped; a damaged file costs nothing else."""

import stat
from datetime import date
from pathlib import Path

import pytest

from writer_app.documents.statistics import (
    MOST_SESSIONS,
    Record,
    Sitting,
    goal_name,
    merge_record,
    read_record,
    write_record,
)

TODAY = date(2026, 11, 22)


def test_sessions_and_goals_come_back(tmp_path: Path) -> None:
    path = tmp_path / "data" / "statistics.json"
    record = Record().with_sitting(Sitting("2026-11-22T10:00:00", 5, 120)).with_goal("a", 500)
    write_record(record, path)
    assert read_record(path) == record
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_days_are_summed_and_never_below_none() -> None:
    record = Record(
        (
            Sitting("2026-11-20T09:00:00", 5, 100),
            Sitting("2026-11-20T19:00:00", 5, 50),
            Sitting("2026-11-21T09:00:00", 5, -70),
            Sitting("2026-10-01T09:00:00", 5, 999),
        )
    )
    assert record.by_day(TODAY, 3) == [150, 0, 0]


def test_two_windows_write_into_one_file(tmp_path: Path) -> None:
    path = tmp_path / "statistics.json"
    merge_record(path, Sitting("2026-11-22T10:00:00", 1, 10), {"a": 5})
    merge_record(path, Sitting("2026-11-22T11:00:00", 1, 20), {})
    merge_record(path, Sitting("2026-11-22T10:00:00", 2, 15), {"a": 0})
    record = read_record(path)
    assert [one.words for one in record.sittings] == [15, 20]
    assert record.goal("a") == 0


@pytest.mark.parametrize(
    "raw",
    ["", "[", "[]", '{"sessions": 3}', '{"sessions": [[1], ["x", 1, 2], null], "goals": [[1]]}'],
)
def test_damaged_file_is_an_empty_record(tmp_path: Path, raw: str) -> None:
    path = tmp_path / "statistics.json"
    path.write_text(raw)
    assert read_record(path) == Record()


def test_record_stays_small() -> None:
    record = Record()
    many = tuple(Sitting(f"2026-01-01T{n:06}", 1, 1) for n in range(MOST_SESSIONS))
    record = Record(many).with_sitting(Sitting("2026-11-22T10:00:00", 1, 1))
    assert len(record.sittings) == MOST_SESSIONS


def test_no_name_of_a_document_is_kept() -> None:
    assert "secret" not in goal_name(Path("/home/a/secret.md"))
