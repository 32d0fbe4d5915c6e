"""What holds for every test: no socket, a home of its own, nothing of the developer's."""

import gc
import itertools
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from writer_app.paths import HOME_VARIABLE

# A change is judged by the same examples every time; new ones are sought at one's desk.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")

# The interface follows the system's language; the tests read English.
os.environ.update(LC_ALL="C.UTF-8", LANGUAGE="")

_TESTS_BETWEEN_COLLECTIONS = 30
_TESTS_RUN = itertools.count(1)
_INTERNET = (socket.AF_INET, socket.AF_INET6)


class SocketGuard:
    """Refuses internet sockets to all Python code of this process while it is shut."""

    def __init__(self) -> None:
        self.is_open = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Look at one audit event; an exception here stops what caused it."""
        if event == "socket.__new__" and not self.is_open and arguments[1] in _INTERNET:
            raise PermissionError("a test opened an internet socket; mark it `loopback` if it must")


def pytest_configure(config: pytest.Config) -> None:
    """Install the guard before any test module is imported."""
    guard = SocketGuard()
    config.stash[GUARD] = guard
    sys.addaudithook(guard)


GUARD = pytest.StashKey[SocketGuard]()


@pytest.fixture(autouse=True)
def sockets_refused(request: pytest.FixtureRequest) -> Iterator[None]:
    """Open the guard for the tests marked `loopback` only."""
    guard = request.config.stash[GUARD]
    guard.is_open = request.node.get_closest_marker("loopback") is not None
    yield
    guard.is_open = False


@pytest.fixture(autouse=True)
def collected_between_tests() -> Iterator[None]:
    """Let Python's collector run here only, as the app does.

    On its own it would run on a worker's thread some day, free a window of an earlier test
    there, and Qt would send that window's timers an event: a crash long after the cause.
    """
    gc.disable()
    yield
    if next(_TESTS_RUN) % _TESTS_BETWEEN_COLLECTIONS == 0:
        gc.collect()


@pytest.fixture(autouse=True)
def home_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Keep the developer's settings and log out of the tests."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    return home
