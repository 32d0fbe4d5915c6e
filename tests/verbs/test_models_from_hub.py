"""`models add OWNER/NAME`: from the hub to a model in use, killed and ended on the way."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import ENTRY, run_foreword
from tests.library.hub_server import HubServer
from tests.tiny_model import write_checkpoint
from writer_app.cli import main

pytestmark = pytest.mark.loopback
WEIGHTS = "model.safetensors"
WORDS = ("config.json", "tokenizer.json", "tokenizer_config.json")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    with HubServer(write_checkpoint(tmp_path / "source")) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.address)
        yield server


def models_folder(home: Path) -> Path:
    return home / "data" / "models"


def test_looking_tells_size_licence_and_files(server: HubServer) -> None:
    ended = run_foreword("models", "look", "tester/Tiny", "--json")
    told = json.loads(ended.out)
    assert (told["license"], told["gated"], told["route"]) == ("mit", False, "converted here")
    assert told["size_mb"] > 0 and told["free_mb"] > 0
    assert {"name": WEIGHTS, "bytes": (server.folder / WEIGHTS).stat().st_size} in told["files"]
    assert not server.requests_for(WEIGHTS)


def test_a_model_comes_from_the_hub_in_one_word(server: HubServer, home_of_its_own: Path) -> None:
    ended = run_foreword("models", "add", "tester/Tiny", "--json")
    assert ended.code == 0, ended.err
    added = json.loads(ended.out)["added"]
    assert (added["name"], added["license"], added["source"]) == ("Tiny", "mit", "tester/Tiny")
    assert "licence mit" in ended.err and "127.0.0.1" in ended.err
    assert [path.name for path in models_folder(home_of_its_own).iterdir()] == ["tiny-int8"]
    assert run_foreword("models", "use", "tester/tiny").code == 0


def ended_midway(server: HubServer, number: signal.Signals) -> tuple[int, str]:
    """Start a download, end it when a part of the weights is here; give code and words."""
    server.faults[WEIGHTS].append("drip:65536")
    n_before = sum(p.stat().st_size for p in server.folder.iterdir() if p.name in WORDS)
    process = subprocess.Popen(
        [*ENTRY, "models", "add", "tester/Tiny", "--progress"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    for line in process.stdout:
        if json.loads(line)["progress"]["done"] > n_before:
            break
    os.kill(process.pid, number)
    server.released.set()
    _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    return process.returncode, err


def test_a_download_that_is_killed_goes_on_next_time(
    server: HubServer, home_of_its_own: Path
) -> None:
    ended_midway(server, signal.SIGKILL)
    told = json.loads(run_foreword("models", "list", "--json").out)
    assert told["partial"][0]["name"] == "tester/Tiny"
    assert run_foreword("models", "add", "tester/Tiny").code == 0
    assert server.requests_for(WEIGHTS)[-1].get("Range", "").startswith("bytes=")
    assert [path.name for path in models_folder(home_of_its_own).iterdir()] == ["tiny-int8"]


def test_a_download_that_is_ended_says_so_and_keeps_its_part(
    server: HubServer, home_of_its_own: Path
) -> None:
    assert ended_midway(server, signal.SIGTERM) == (1, "foreword: stopped.\n")
    assert next(models_folder(home_of_its_own).rglob("*.part")).stat().st_size > 0


def test_a_begun_download_is_removed_by_its_name(server: HubServer, home_of_its_own: Path) -> None:
    server.faults[WEIGHTS].append("wrong")
    assert_refused_at_the_end("checksum")
    assert run_foreword("models", "remove", "tester/Tiny").code == 0
    assert list(models_folder(home_of_its_own).iterdir()) == []


def assert_refused_at_the_end(words: str) -> None:
    ended = run_foreword("models", "add", "tester/Tiny")
    assert (ended.code, ended.out) == (1, "")
    assert words in ended.err.splitlines()[-1]
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("status", "words"), [("404", "no model"), ("401", "no model"), ("403", "consent")]
)
def test_refusals_are_told_in_one_line(
    server: HubServer, capsys: pytest.CaptureFixture[str], status: str, words: str
) -> None:
    server.faults["api"].append(f"status:{status}")
    assert main(["models", "look", "tester/Tiny"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert words in err


def test_a_typed_token_goes_to_the_hub(
    server: HubServer, monkeypatch: pytest.MonkeyPatch, capfdbinary: object
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("hf_typed\n"))
    assert main(["models", "look", "tester/Tiny", "--token-stdin"]) == 0
    assert {headers.get("Authorization") for _, headers in server.seen} == {"Bearer hf_typed"}


def test_an_empty_token_is_wrong_usage(server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["models", "look", "tester/Tiny", "--token-stdin"]) == 2
    assert server.seen == []
