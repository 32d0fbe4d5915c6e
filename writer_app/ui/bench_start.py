"""Measure a start of Foreword: a process of its own, from its creation on.

`measure_starts` starts the processes; run as a module, this is one of them. May
import: app (inside the child only), Qt, standard library. Thread: main.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from writer_app.errors import InputError

if TYPE_CHECKING:
    from writer_app.ui.window import Window

N_STARTS = 3
LIMIT_S = 120.0


def measure_starts(engine: str, model_dir: Path, device: str) -> dict[str, float]:
    """Start Foreword several times; give the medians.

    Returns: "window_usable_s" (to the first typed letter painted) and "model_ready_s".

    Raises: InputError when a start fails.
    """
    starts = [_start_once(engine, model_dir, device) for _ in range(N_STARTS)]
    return {
        name: round(statistics.median(start[name] for start in starts), 3)
        for name in ("window_usable_s", "model_ready_s")
    }


def _start_once(engine: str, model_dir: Path, device: str) -> dict[str, float]:
    words = [sys.executable, "-m", "writer_app.ui.bench_start"]
    created_s = time.monotonic()
    run = subprocess.run(
        [*words, repr(created_s), engine, str(model_dir), device],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    if run.returncode != 0:
        raise InputError("Foreword did not start in a process of its own; run it with --debug.")
    times: dict[str, float] = json.loads(run.stdout)
    return times


class _FirstLetter:
    """Types a letter as soon as the page can take one; notes when it was painted."""

    def __init__(self, window: "Window", created_s: float) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer

        note = self

        class Watcher(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    QTimer.singleShot(0, note.after_paint)
                return super().eventFilter(watched, event)

        self._window = window
        self._created_s = created_s
        self._is_typed = False
        self.times: dict[str, float] = {}
        self._watcher = Watcher()
        window.editor.viewport().installEventFilter(self._watcher)
        window.bridge.status_changed.connect(self.on_status)

    def after_paint(self) -> None:
        """Type after the first painting; after the next one, the letter can be seen."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        if not self._is_typed:
            self._is_typed = True
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x")
            QApplication.sendEvent(self._window.editor, key)
        elif "window_usable_s" not in self.times:
            self._note("window_usable_s")

    def on_status(self, status: Any) -> None:
        """Note when the model is ready."""
        from writer_app.assist.messages import ModelState

        if status.state is ModelState.READY:
            self._note("model_ready_s")
        elif status.state is not ModelState.LOADING:
            self._window.editor.mark_saved()
            self._window.close()

    def _note(self, name: str) -> None:
        self.times[name] = time.monotonic() - self._created_s
        if len(self.times) == 2:
            self._window.editor.mark_saved()
            self._window.close()


def _run_child(created_s: float, engine: str, model_dir: Path, device: str) -> int:
    """Start as `main.py` does, type a letter, print the times."""
    import writer_app.cli  # noqa: F401  a start goes through it
    from writer_app.app import make_application, open_window, refuse_unsound
    from writer_app.settings import Settings

    refuse_unsound()
    app = make_application()
    with TemporaryDirectory(prefix="foreword-bench-") as folder:
        kept = Path(folder)
        settings = Settings(hint_seen=True)
        window = open_window([], settings, None, engine, model_dir, device, None, kept)
        first = _FirstLetter(window, created_s)
        app.exec()
    sys.stdout.write(json.dumps(first.times))
    return 0 if len(first.times) == 2 else 1


if __name__ == "__main__":
    sys.exit(_run_child(float(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4]))
