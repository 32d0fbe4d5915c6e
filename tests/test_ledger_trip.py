"""The whole way of a deed: done by a verb in a process of its own, kept, read again."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import run_foreword
from tests.library.hub_server import HubServer
from tests.tiny_model import write_checkpoint
from writer_app import paths
from writer_app.documents.ledger_file import LedgerFile
from writer_app.documents.ledger_lines import Deeds

SECRET = "Marmalade sandwiches were forbidden in the observatory."


def kept() -> Deeds:
    return LedgerFile(paths.ledger_file()).read().deeds


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        (("complete", "-"), "ghost"),
        (("rewrite", "-", "--style", "fix"), "fix"),
        (("draft", "-", "--max-tokens", "8"), "draft"),
        (("score", "-"), "score"),
    ],
)
def test_a_verb_notes_what_it_ran_and_no_text(words: tuple[str, ...], purpose: str) -> None:
    ended = run_foreword(*words, "--engine", "scripted", given=SECRET.encode())
    assert ended.code == 0, ended.err
    (run,) = kept().runs
    assert (run.purpose, run.n) == (purpose, 1)
    assert run.n_tokens_in > 0
    raw = paths.ledger_file().read_text(encoding="utf-8")
    assert not any(word in raw for word in SECRET.split() if len(word) > 4)
    assert stat.S_IMODE(paths.ledger_file().stat().st_mode) == 0o600


def test_a_verb_does_its_work_where_no_ledger_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, "/dev/null/nowhere")
    ended = run_foreword("complete", "-", "--engine", "scripted", given=SECRET.encode())
    assert (ended.code, ended.err) == (0, "")


def test_what_uses_no_model_and_no_network_notes_nothing() -> None:
    assert run_foreword("models", "list").code == 0
    assert kept() == Deeds()


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    with HubServer(write_checkpoint(tmp_path / "source")) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.address)
        yield server


@pytest.mark.loopback
def test_every_connection_of_a_download_is_in_the_ledger(hub: HubServer) -> None:
    ended = run_foreword("models", "add", "tester/Tiny", "--json")
    assert ended.code == 0, ended.err
    made = kept().connections
    assert {one.host for one in made} == {"127.0.0.1"}
    assert {one.about for one in made} == {"tester/Tiny"}
    assert sum(one.n for one in made) == len(hub.seen)
    n_bytes = sum(one.n_bytes_received for one in made if one.purpose == "download")
    assert n_bytes >= (hub.folder / "model.safetensors").stat().st_size


@pytest.mark.loopback
def test_a_connection_that_came_to_nothing_is_in_the_ledger_too(hub: HubServer) -> None:
    hub.faults["api"].append("status:500")
    assert run_foreword("models", "look", "tester/Tiny").code == 1
    (made,) = kept().connections
    assert (made.purpose, made.about) == ("look", "tester/Tiny")
