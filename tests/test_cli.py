"""Bad input is refused in one line, with the right exit code and nothing on stdout."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import ENTRY, assert_refused, run_foreword
from writer_app import __version__, paths
from writer_app.cli import main

SCRIPTED = ("--engine", "scripted")


def test_the_version_goes_to_stdout() -> None:
    ended = run_foreword("--version")
    assert (ended.code, ended.out, ended.err) == (0, f"foreword {__version__}\n", "")


@pytest.mark.parametrize("words", [["--help"], ["complete", "-h"], ["bench", "--help"]])
def test_help_is_given_when_asked_for(words: list[str]) -> None:
    ended = run_foreword(*words)
    assert ended.code == 0
    assert ended.out.startswith("usage: foreword")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("compleat", '"compleat" is no verb'),
        ("rewrite -", "--style"),
        ("translate -", "is no verb"),
        ("--nope", "--nope"),
        ("complete", "FILE|-"),
        ("complete - --n 0", "'0' is no whole number from 1 to 16"),
        ("complete - --n -1", "--n"),
        ("complete - --n 1.5", "'1.5'"),
        ("complete - --n 17", "'17'"),
        ("complete - --n", "--n"),
        ("complete - --n \u0663", "whole number"),
        ("complete - --max-tokens x", "'x'"),
        ("complete - --max-tokens 0", "'0'"),
        ("complete - --max-tokens 99999999999999999999999", "whole number"),
        ("complete - --seed -3", "--seed"),
        ("complete - --device gpu", "'gpu'"),
        ("complete - --engine tea", "'tea'"),
        ("complete - --suffix-file -", "only once"),
        ("complete a b", "b"),
        ("complete ", "empty word"),
        ("complete - --suffix-file ", "empty word"),
        ("complete - --jso", "--jso"),
        ("summarize", "FILE|-"),
        ("summarize - --length tiny", "'tiny'"),
        ("summarize - --n 3", "--n"),
        ("score", "FILE|-"),
        ("score - --after-file -", "only once"),
        ("score - --n 3", "--n"),
        ("bench", "typing|latency|editor|engine"),
        ("bench tea", "'tea'"),
        ("bench typing", "needs the FILE"),
        ("bench typing - --threshold 1.1", "1.1"),
        ("bench typing - --threshold nan", "nan"),
        ("bench latency README.md", "neither a FILE"),
        ("bench engine --engine scripted", "onnx only"),
        ("doctor now", "now"),
    ],
)
def test_nonsense_words_are_wrong_usage(words: str, said: str) -> None:
    assert_refused(run_foreword(*words.split(" ")), 2, said)


def test_a_strange_name_cannot_drive_the_terminal() -> None:
    ended = run_foreword("score", "a\x1b[31mb\nc")
    assert_refused(ended, 1, "there is no file a\ufffd[31mb c")


def test_a_folder_cannot_be_opened_in_the_window(tmp_path: Path) -> None:
    assert_refused(run_foreword(str(tmp_path)), 2, "is a folder")


def bad_inputs(folder: Path) -> dict[str, str]:
    """Make one of each kind of bad input, with what must be said of it."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"\x7fELF\x02\x01\0\0\0")
    (folder / "latin.txt").write_bytes("caf\u00e9".encode("latin-1"))
    (folder / "cut.txt").write_bytes("\u4e16\u754c".encode()[:-1])
    (folder / "surrogate.txt").write_bytes(b"half \xed\xa0\xbd")
    (folder / "utf16.txt").write_bytes("text".encode("utf-16"))
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "below").mkdir()
    os.mkfifo(folder / "pipe")
    return {
        "missing.txt": "there is no file",
        "empty.txt": "is empty",
        "binary.txt": "is binary",
        "latin.txt": "is not UTF-8 (byte 3)",
        "cut.txt": "is not UTF-8",
        "surrogate.txt": "is not UTF-8",
        "utf16.txt": "binary",
        "dangling.txt": "there is no file",
        "loop.txt": "cannot be read",
        "below": "is a folder",
        "pipe": "is empty",
        "empty.txt/text": "cannot be read",
        "x" * 300: "cannot be read",
    }


@pytest.mark.parametrize("verb", [["complete"], ["summarize"], ["score"], ["bench", "typing"]])
def test_a_bad_input_is_refused(tmp_path: Path, verb: list[str]) -> None:
    for name, said in bad_inputs(tmp_path).items():
        assert_refused(run_foreword(*verb, str(tmp_path / name), *SCRIPTED), 1, said)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("text")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read everything; this file refuses even root
        path = Path("/proc/self/mem")
    assert run_foreword("score", str(path), *SCRIPTED).code == 1


def test_bad_standard_input_is_refused() -> None:
    assert_refused(run_foreword("complete", "-", given=b""), 1, "empty")
    assert_refused(run_foreword("complete", "-", given=b"\xff"), 1, "standard input is not UTF-8")


def test_a_bad_second_file_is_refused(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    for words in (["complete", "-", "--suffix-file"], ["score", "-", "--after-file"]):
        assert_refused(run_foreword(*words, missing, given=b"text"), 1, "there is no file")


@pytest.fixture
def model_copy(tmp_path: Path) -> Path:
    """Give a copy of the model in the box, to be damaged."""
    return Path(shutil.copytree(paths.default_model_dir(), tmp_path / "model"))


def assert_model_refused(folder: Path, said: str) -> None:
    """Check that this model is not run."""
    ended = run_foreword("complete", "-", "--model", str(folder), "--json", given=b"text")
    assert_refused(ended, 1, said)


@pytest.mark.parametrize(
    "verb", ["complete -", "score -", "doctor", "bench engine", "bench typing -"]
)
def test_a_missing_model_folder_is_refused(tmp_path: Path, verb: str) -> None:
    folder = str(tmp_path / "nowhere")
    ended = run_foreword(*verb.split(), "--model", folder, "--json", given=b"text")
    assert_refused(ended, 1, "no model folder")


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    assert_model_refused(tmp_path, "no model folder")


def test_a_file_in_place_of_the_folder_is_refused(model_copy: Path) -> None:
    assert_model_refused(model_copy / "model.onnx", "no model folder")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_truncated_file_is_refused(model_copy: Path, name: str) -> None:
    data = (model_copy / name).read_bytes()
    (model_copy / name).write_bytes(data[: len(data) // 2])
    assert_model_refused(model_copy, name)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_refused(model_copy: Path, name: str) -> None:
    (model_copy / name).unlink()
    assert_model_refused(model_copy, name)


@pytest.mark.parametrize("manifest", ["{", "[]", "{}", '{"name": "x"}', "\0"])
def test_a_damaged_manifest_is_refused(model_copy: Path, manifest: str) -> None:
    (model_copy / "manifest.json").write_text(manifest)
    assert_model_refused(model_copy, "manifest.json")


def test_a_hash_that_does_not_match_is_refused(model_copy: Path) -> None:
    path = model_copy / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"]["model.onnx"]["sha256"] = "0" * 64
    path.write_text(json.dumps(manifest))
    assert_model_refused(model_copy, "model.onnx is not the file")


def test_a_graph_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"not a graph")
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    (tmp_path / "tokenizer.json").write_text("{}")
    assert_model_refused(tmp_path, "")


def run_with_stdout(stdout: int, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run Foreword with its standard output going to this open file."""
    return subprocess.run(
        [*ENTRY, *words], input=b"text", stdout=stdout, stderr=subprocess.PIPE, check=False
    )


def test_a_pipe_that_nobody_reads_is_said_in_one_line() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run_with_stdout(writing, "complete", "-", *SCRIPTED)
    os.close(writing)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"could not be written" in done.stderr


def test_a_full_disk_behind_stdout_is_said_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = run_with_stdout(full.fileno(), "complete", "-", *SCRIPTED)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"No space left" in done.stderr


def test_no_standard_output_at_all_is_said_in_one_line() -> None:
    line = f"{' '.join(ENTRY)} complete - --engine scripted >&-"
    done = subprocess.run(["sh", "-c", line], input=b"text", capture_output=True, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)


def test_a_fault_in_foreword_is_one_line_that_quotes_nothing(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise ZeroDivisionError('secret')")
    done = subprocess.run(
        [*ENTRY, "complete", "-"],
        input=b"text",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(
        b"foreword: a fault in Foreword (ZeroDivisionError at numpy.py:1)"
    )
    assert b"secret" not in done.stderr


def test_without_a_display_one_line_names_the_headless_verbs(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    done = subprocess.run(
        [*ENTRY, "--temp-dir", str(tmp_path / "new.md")],
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if name not in hidden},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "complete, rewrite, summarize, draft, score" in done.stderr


def test_the_window_gets_what_the_command_line_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, Any] = {}

    def run_window(files: list[Path], **rest: object) -> int:
        told.update(rest, files=files, home=Path(os.environ[paths.HOME_VARIABLE]))
        told["was_there"] = told["home"].is_dir()
        return 7

    monkeypatch.setattr("writer_app.app.run_window", run_window)
    monkeypatch.setattr("sys.excepthook", sys.excepthook)
    file = tmp_path / "new.txt"
    assert main(["--temp-dir", "--engine", "scripted", "--device", "cpu", str(file)]) == 7
    assert told["files"] == [file]
    assert (told["engine"], told["device"], told["debug"]) == ("scripted", "cpu", False)
    assert told["was_there"]
    assert not told["home"].exists()
