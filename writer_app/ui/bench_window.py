"""Measure the window as a writer meets it: `foreword bench latency`.

The real window (offscreen), a 200,000-word document, a person's rhythm of typing,
the model really running. Nothing of the writer's is read or kept. GUI thread. May
import: app, Qt, its siblings, bench.
"""

import gc
import math
import os
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from writer_app.assist.messages import ModelState, Request, RequestKind, Status
from writer_app.assist.roles import Role, Sources
from writer_app.assist.worker import Task
from writer_app.bench.process import resident_mb
from writer_app.deeds import Purpose
from writer_app.errors import ModelError
from writer_app.settings import Settings
from writer_app.ui.bench_background import BACKGROUNDS
from writer_app.ui.bench_start import measure_starts
from writer_app.ui.bench_text import make_prose
from writer_app.ui.bridge import WorkerHandle
from writer_app.ui.heartbeat import Heartbeat
from writer_app.ui.window import Window

N_DOCUMENT_WORDS = 200_000
N_FRESH_WANTED = 200
N_FRESH_BUSY = 100
"""Fresh ghosts wanted while long work goes on behind the keys."""
MOST_KEYS = 6_000
MEAN_KEY_MS = 160.0
SPREAD_KEY_MS = 80.0
"""Mean and standard deviation between two keys, drawn from a log-normal.

Source: Dhakal et al., CHI 2018 (136 million keystrokes): 239 ms on average, 120 ms for
the fastest tenth; ours is a fast writer, which leaves the assistant less time.
"""
IDLE_S = 30.0
SETTLE_MS = 2_000
N_FLOOR_WINDOWS = 100
_LOAD_LIMIT_MS = 60_000


class CountingWorker:
    """Pass everything on to the real worker and count it. Thread: GUI."""

    def __init__(self, worker: WorkerHandle) -> None:
        self._worker = worker
        self.n_asked = 0
        self.n_cancelled = 0

    def start(self) -> None:
        """Start the real worker."""
        self._worker.start()

    def post(self, request: Request) -> None:
        """Post, counting questions about the text as it is."""
        self.n_asked += request.kind is not RequestKind.PREFETCH
        self._worker.post(request)

    def post_task(
        self,
        task_id: int,
        task: Task,
        purpose: Purpose = Purpose.TASK,
        role: Role = Role.TASKS,
    ) -> None:
        """Post a task to the real worker."""
        self._worker.post_task(task_id, task, purpose, role)

    def use(self, sources: Sources) -> None:
        """Let the real worker take other models."""
        self._worker.use(sources)

    def make_way(self, for_s: float) -> None:
        """Pass on."""
        self._worker.make_way(for_s)

    def cancel(self, request_id: int) -> None:
        """Cancel, and count."""
        self.n_cancelled += 1
        self._worker.cancel(request_id)

    def close(self, timeout_s: float = 2.0) -> bool:
        """Close the real worker."""
        return self._worker.close(timeout_s)


class TypingRun(QObject):
    """Type a text into a window by a person's rhythm and note what comes of it.

    Thread: GUI. Times of fresh ghosts run from before Qt hears of the key until the
    ghost has been painted.
    """

    def __init__(self, window: Window, text: str, seed: int, n_fresh: int, most_keys: int) -> None:
        super().__init__()
        self._window = window
        self._text = text
        self._draw = random.Random(seed)
        self._n_fresh_wanted = n_fresh
        self._most_keys = min(most_keys, len(text))
        self._heartbeat = Heartbeat()
        self._loop = QEventLoop()
        self._pressed_s = 0.0
        self._judged_revision = -1
        self._fresh_revision = -1
        self.n_keys = 0
        self.n_cached = 0
        self.key_to_ghost_ms: list[float] = []
        self.silence_ms: list[float] = []
        window.editor.ghost_shown.connect(self._on_ghost_shown)
        window.editor.viewport().installEventFilter(self)

    def run(self) -> None:
        """Type until enough fresh ghosts came, or the text is at its end."""
        self._heartbeat.start()
        self._press_later()
        self._loop.exec()
        self._heartbeat.stop()
        self._window.editor.ghost_shown.disconnect(self._on_ghost_shown)
        self._window.editor.viewport().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the page was painted (called by Qt)."""
        if event.type() == QEvent.Type.Paint and self._fresh_revision >= 0:
            QTimer.singleShot(0, self._after_paint)
        return super().eventFilter(watched, event)

    def _press_later(self) -> None:
        """Wait as a person would, then press the next key."""
        QTimer.singleShot(rhythm_ms(self._draw), self._press)

    def _press(self) -> None:
        if self.n_keys:
            self.silence_ms.append(self._heartbeat.take_longest_ms())
        else:
            self._heartbeat.take_longest_ms()
        is_enough = len(self.key_to_ghost_ms) >= self._n_fresh_wanted
        if is_enough or self.n_keys >= self._most_keys:
            self._loop.quit()
            return
        letter = self._text[self.n_keys]
        self.n_keys += 1
        self._fresh_revision = -1
        self._pressed_s = time.perf_counter()
        send_letter(self._window, letter)
        self._press_later()

    def _on_ghost_shown(self, shown: str) -> None:
        """Judge the first ghost seen for each key."""
        editor = self._window.editor
        ghost = editor.ghost
        if not shown or ghost is None or self._judged_revision == editor.revision:
            return
        self._judged_revision = editor.revision
        if ghost.is_fresh:
            self._fresh_revision = editor.revision
        else:
            self.n_cached += 1

    def _after_paint(self) -> None:
        """Note a fresh ghost once it was painted."""
        editor = self._window.editor
        if self._fresh_revision == editor.revision and editor.ghost_text:
            self._fresh_revision = -1
            self.key_to_ghost_ms.append((time.perf_counter() - self._pressed_s) * 1000.0)


def measure_latency(engine: str, model_dir: Path, device: str) -> dict[str, Any]:
    """Measure latency, silence, start, memory and idleness in the real window.

    Returns: the fields of the `bench latency` contract, and what was measured.

    Raises: ModelError: the model cannot be used. InputError: no window can be made.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    starts = measure_starts(engine, model_dir, device)
    folder = TemporaryDirectory(prefix="foreword-bench-")
    window, worker, status = _open(engine, model_dir, device, Path(folder.name))
    floor_ms = silence_floor_ms()
    typing = TypingRun(window, make_prose(2_000, seed=2), 3, N_FRESH_WANTED, MOST_KEYS)
    typing.run()
    rss_mb, n_asked, n_cancelled = resident_mb(), worker.n_asked, worker.n_cancelled
    wait(SETTLE_MS)
    busy = _measure_busy(window)
    wait(SETTLE_MS)
    idle_cpu = _idle_share(IDLE_S)
    close_bare(window)
    folder.cleanup()
    info = status.info
    return {
        "key_to_ghost_ms": shares(typing.key_to_ghost_ms, (50, 90, 99)),
        "gui_silence_ms": {**shares(typing.silence_ms, (99,)), "max": longest(typing.silence_ms)},
        "gui_silence_untyped_ms": {**shares(floor_ms, (99,)), "max": longest(floor_ms)},
        "busy": busy,
        "n_keys": typing.n_keys,
        "n_asked": n_asked,
        "n_fresh": len(typing.key_to_ghost_ms),
        "n_cached": typing.n_cached,
        "n_cancelled": n_cancelled,
        **starts,
        "rss_mb": round(rss_mb, 1),
        "idle_cpu": round(idle_cpu, 4),
        "document_words": N_DOCUMENT_WORDS,
        "mean_key_ms": MEAN_KEY_MS,
        "model": info.name if info else "",
        "device": info.device if info else "",
    }


def _measure_busy(window: Window) -> dict[str, Any]:
    """Measure the same typing while all the long work of the assistant goes on."""
    works = [make(window) for make in BACKGROUNDS]
    for work in works:
        work.start()
    typing = TypingRun(window, make_prose(2_000, seed=4), 5, N_FRESH_BUSY, MOST_KEYS)
    typing.run()
    rss_mb = resident_mb()
    for work in works:
        work.stop()
    return {
        "key_to_ghost_ms": shares(typing.key_to_ghost_ms, (50, 90, 99)),
        "gui_silence_ms": {**shares(typing.silence_ms, (99,)), "max": longest(typing.silence_ms)},
        "n_keys": typing.n_keys,
        "n_fresh": len(typing.key_to_ghost_ms),
        "done": {work.name: work.n_done for work in works},
        "rss_mb": round(rss_mb, 1),
    }


def rhythm_ms(draw: random.Random) -> int:
    """Draw how long a person waits before the next key, in ms."""
    sigma2 = math.log(1 + (SPREAD_KEY_MS / MEAN_KEY_MS) ** 2)
    wait_ms = draw.lognormvariate(math.log(MEAN_KEY_MS) - sigma2 / 2, math.sqrt(sigma2))
    return round(min(wait_ms, 1_000))


def send_letter(window: Window, letter: str) -> None:
    """Press a key as Qt would tell of it, the question of shortcuts included."""
    key = Qt.Key.Key_Return if letter == "\n" else Qt.Key(ord(letter.upper()))
    text = "\r" if letter == "\n" else letter
    kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    for kind in kinds:
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(window.editor, event)


def shares(values: list[float], percents: tuple[int, ...]) -> dict[str, float | None]:
    """Give percentiles by nearest rank; None where there is no value.

    Example: shares([1.0, 2.0, 3.0], (50,)) -> {"p50": 2.0}
    """
    ordered = sorted(values)
    found: dict[str, float | None] = {}
    for percent in percents:
        rank = max(1, math.ceil(len(ordered) * percent / 100))
        found[f"p{percent}"] = round(ordered[rank - 1], 2) if ordered else None
    return found


def longest(values: list[float]) -> float | None:
    """Give the largest value; None where there is none."""
    return round(max(values), 2) if values else None


def _open(
    engine: str, model_dir: Path, device: str, folder: Path
) -> tuple[Window, CountingWorker, Status]:
    """Open the window with the long document, the caret in its middle, the model ready.

    The document is a file that is journalled and saved by itself, as a writer's is.
    """
    novel = folder / "novel.md"
    novel.write_text(make_prose(N_DOCUMENT_WORDS, seed=1), encoding="utf-8")
    window, worker, status = open_bare(engine, model_dir, device, folder)
    window.desk.open(novel)
    _caret_to_new_paragraph(window)
    wait(SETTLE_MS)
    return window, worker, status


def open_bare(
    engine: str, model_dir: Path, device: str, folder: Path
) -> tuple[Window, CountingWorker, Status]:
    """Open an empty window, offscreen, and wait for its model.

    Args:
        folder: for what the window keeps.

    Raises: ModelError: the model cannot be used. InputError: no window can be made.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from writer_app.app import (
        collect_when_still,
        make_application,
        open_window,
        refuse_unsound,
    )

    refuse_unsound()
    make_application()
    workers: list[CountingWorker] = []

    def wrap(worker: WorkerHandle) -> CountingWorker:
        workers.append(CountingWorker(worker))
        return workers[-1]

    settings, kept = Settings(hint_seen=True), folder / "kept"
    window = open_window([], settings, None, engine, model_dir, device, wrap, kept)
    collect_when_still(window, window.editor.edited)
    return window, workers[0], _wait_for_model(window)


def close_bare(window: Window) -> None:
    """Close the window; Python's collector runs by itself again."""
    window.close()
    gc.unfreeze()
    gc.enable()


def _wait_for_model(window: Window) -> Status:
    """Let the window live until its model is ready.

    Raises: ModelError with the worker's advice.
    """
    loop = QEventLoop()
    told: list[Status] = []

    def on_status(status: Status) -> None:
        if status.state is not ModelState.LOADING:
            told.append(status)
            loop.quit()

    window.bridge.status_changed.connect(on_status)
    QTimer.singleShot(_LOAD_LIMIT_MS, loop.quit)
    loop.exec()
    window.bridge.status_changed.disconnect(on_status)
    if not told or told[0].state is not ModelState.READY:
        close_bare(window)
        raise ModelError(told[0].advice if told else "The model did not load within a minute.")
    return told[0]


def _caret_to_new_paragraph(window: Window) -> None:
    """Begin a paragraph in the middle of the document."""
    document = window.editor.document()
    block = document.findBlockByNumber(document.blockCount() // 2)
    cursor = QTextCursor(document)
    cursor.setPosition(block.position() + block.length() - 1)
    window.editor.setTextCursor(cursor)
    send_letter(window, "\n")


def wait(for_ms: int) -> None:
    """Let the window live for so long."""
    loop = QEventLoop()
    QTimer.singleShot(for_ms, loop.quit)
    loop.exec()


def silence_floor_ms() -> list[float]:
    """Give the longest gap of each key's time while nobody types: this machine's noise."""
    heartbeat = Heartbeat()
    heartbeat.start()
    gaps_ms = []
    for _ in range(N_FLOOR_WINDOWS):
        heartbeat.take_longest_ms()
        wait(round(MEAN_KEY_MS))
        gaps_ms.append(heartbeat.take_longest_ms())
    heartbeat.stop()
    return gaps_ms


def _idle_share(for_s: float) -> float:
    """Give the share of one core that all threads used while nothing happened."""
    cpu_s, wall_s = time.process_time(), time.perf_counter()
    wait(round(for_s * 1000))
    return (time.process_time() - cpu_s) / (time.perf_counter() - wall_s)
