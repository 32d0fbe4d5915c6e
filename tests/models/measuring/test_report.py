"""Figures are kept as they are measured, and measured again when the weights change."""

from pathlib import Path

import pytest

from models.measuring.report import Report, read_report
from writer_app.errors import InputError


def test_a_stopped_evaluation_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    Report(path, "one").section("typing", lambda: {"saved": 1})
    again = Report(path, "one")
    assert again.section("typing", lambda: pytest.fail("measured twice")) == {"saved": 1}
    assert read_report(path)["typing"] == {"saved": 1}


def test_other_weights_are_measured_anew(tmp_path: Path) -> None:
    Report(tmp_path / "e.json", "one").section("typing", lambda: 1)
    assert Report(tmp_path / "e.json", "two").section("typing", lambda: 2) == 2


def test_a_file_that_is_no_report_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text("[]")
    with pytest.raises(InputError, match="no evaluation"):
        Report(tmp_path / "e.json", "one")
