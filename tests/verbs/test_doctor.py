"""`doctor` says what runs where, and holds nothing of the writer."""

import json

from tests.command_line import run_foreword
from writer_app import __version__


def test_the_report_names_versions_model_and_folders() -> None:
    report = json.loads(run_foreword("doctor", "--json").out)
    assert report["version"] == __version__
    assert report["packages"]["numpy"]
    assert report["runtime"]["providers_built_in"]
    assert len(report["model"]["sha256"]["model.onnx"]) == 64
    assert set(report["folders"]) == {"bundle", "config", "data", "log"}
    assert report["completion"]["text"]
    assert report["completion"]["total_ms"] > 0


def test_the_scripted_engine_needs_no_runtime() -> None:
    report = json.loads(run_foreword("doctor", "--engine", "scripted", "--json").out)
    assert report["model"]["engine"] == "scripted"
    assert report["runtime"] == {}
