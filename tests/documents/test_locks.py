"""Locks: one living owner, and none after its end."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from writer_app.documents import locks
from writer_app.documents.locks import Owner, is_alive, owner_of, try_hold

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX locks")

ROOT = Path(__file__).parents[2]
HOLD = (
    "import sys, pathlib; from writer_app.documents.locks import try_hold; "
    "lock = try_hold(pathlib.Path(sys.argv[1])); print(lock is not None, flush=True); "
    "sys.stdin.read()"
)


def test_lock_has_one_owner_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "private" / "a.lock"
    lock = try_hold(path)
    assert lock is not None
    assert try_hold(path) is None
    assert owner_of(path) == Owner(os.getpid(), locks._start_of(os.getpid()) or "")
    lock.release()
    lock.release()
    assert not path.exists()
    again = try_hold(path)
    assert again is not None
    again.release()


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    words = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "True"
        assert try_hold(path) is None
        child.kill()
        child.wait()
    lock = try_hold(path)
    assert lock is not None
    lock.release()


def test_where_nothing_can_be_locked_the_start_time_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    path = tmp_path / "a.lock"
    path.write_text(f"{os.getpid()} 1\n")
    if sys.platform.startswith("linux"):
        lock = try_hold(path)
        assert lock is not None, "the process of that id began at another time"
        assert try_hold(path) is None
        lock.release()


def test_id_that_no_process_has_is_dead() -> None:
    assert not is_alive(Owner(2**22 + 1, "5"))
    assert is_alive(Owner(os.getpid(), locks._start_of(os.getpid()) or ""))


def test_unreadable_lock_has_no_owner(tmp_path: Path) -> None:
    (tmp_path / "a.lock").write_text("nonsense")
    assert owner_of(tmp_path / "a.lock") is None
    assert owner_of(tmp_path / "none.lock") is None
