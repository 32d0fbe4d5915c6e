"""What the settings make of a server; the suite's own stands in for one."""

import dataclasses
import subprocess
import sys

import pytest

from tests.served import ServedModel
from writer_app.assist.roles import Role
from writer_app.deeds import Connection, Deed, unnoted
from writer_app.engine.model import Limits, StopFlag
from writer_app.errors import RemoteRefused
from writer_app.library.keys import Keys
from writer_app.server_sources import ServerSources
from writer_app.settings import Settings

SECRET = "sk-5ecret"
HERE = Settings(
    remote_use="both",
    remote_address="localhost:9",
    remote_model="tiny",
    remote_agreed="http://localhost:9/v1",
)


class NoKeyring:
    """Keeps nothing, as a system without a keyring."""


def sources() -> ServerSources:
    return ServerSources(Keys(NoKeyring()), unnoted, lambda _: None)


def test_at_first_no_server_does_anything() -> None:
    assert sources().of(Settings()) == {}


@pytest.mark.parametrize(
    ("use", "roles"),
    [
        ("off", set()),
        ("ghosts", {Role.GHOSTS_AWAY}),
        ("tasks", {Role.TASKS_AWAY}),
        ("both", {Role.GHOSTS_AWAY, Role.TASKS_AWAY}),
    ],
)
def test_a_server_does_what_it_was_allowed(use: str, roles: set[Role]) -> None:
    assert set(sources().of(dataclasses.replace(HERE, remote_use=use))) == roles


@pytest.mark.parametrize(
    "change",
    [
        {"remote_agreed": ""},
        {"remote_agreed": "https://other.example/v1"},
        {"remote_address": "https://other.example"},
        {"remote_address": "http://gpu.example"},
        {"remote_model": ""},
    ],
)
def test_what_was_not_agreed_to_gets_nothing(change: dict[str, str]) -> None:
    assert sources().of(dataclasses.replace(HERE, **change)) == {}


def test_the_window_brings_no_client_and_no_keyring_along() -> None:
    code = "import sys, writer_app.app, writer_app.server_sources as s"
    code += "; print({'httpx', 'keyring', 'asyncio'} & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "set()"


def test_another_address_model_or_use_is_another_source() -> None:
    known = sources()
    other = dataclasses.replace(HERE, remote_model="larger")
    keys = {source.key for one in (HERE, other) for source in known.of(one).values()}
    assert len(keys) == 4


@pytest.mark.loopback
def test_a_source_gives_a_model_that_answers_with_the_kept_key() -> None:
    deeds: list[Deed] = []
    with ServedModel() as server:
        server.set(key=SECRET)
        known = ServerSources(Keys(NoKeyring()), deeds.append, lambda _: None)
        settings = dataclasses.replace(
            HERE, remote_address=server.address, remote_agreed=server.address
        )
        with pytest.raises(RemoteRefused, match="asks for a key"):
            known.models_at(server.address, None, use_proxy=False)
        assert known.models_at(server.address, SECRET, use_proxy=False) == ("tiny", "other")
        assert not known.keep_key(server.address, SECRET)
        model = known.of(settings)[Role.GHOSTS_AWAY].load()
        model._reach.look()  # type: ignore[attr-defined]
        pieces = list(model.complete("They went", Limits(), StopFlag()))
        model.close()
    assert "".join(piece.text for piece in pieces) == " over the hills and far away."
    assert all(isinstance(deed, Connection) for deed in deeds)
    assert SECRET not in repr(deeds)


def test_the_systems_proxy_is_named_but_never_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://me:pw@proxy.example:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    known = sources()
    assert known.proxy_of("https://gpu.example") == "proxy.example"
    assert known.proxy_of("https://inside.example") == ""
    assert known.proxy_of("http://localhost:8080") == ""
    assert known.proxy_of("nonsense://") == ""
