"""Measure the page alone: `foreword bench editor`.

A manuscript of 200,000 words in Markdown is opened as a writer opens it, and written
in at its beginning, middle and end by a person's rhythm, with styling, spelling and
ghosts on. Nothing of the writer's is read or kept. GUI thread. May import: app, Qt, its
siblings, bench.
"""

import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QTextCursor

from writer_app.bench.process import resident_mb
from writer_app.ui.bench_text import make_prose
from writer_app.ui.bench_window import (
    N_DOCUMENT_WORDS,
    close_bare,
    longest,
    open_bare,
    rhythm_ms,
    send_letter,
    shares,
    silence_floor_ms,
    wait,
)
from writer_app.ui.heartbeat import Heartbeat
from writer_app.ui.window import Window

N_OPENS = 3
N_KEYS = 600
"""Keys in all, a third at each place."""
SETTLE_MS = 1_500
_WORDS_LIMIT_MS = 20_000
_TYPED = (
    "The keeper *waited* near the harbour, and nobody could say why.\n"
    "# A new chapter\n"
    "She definately opend the door again, and for a while it was **as if** nothing had changed.\n"
    "- one thing\n- another thing\n"
)


def measure_editor(engine: str, model_dir: Path, device: str) -> dict[str, Any]:
    """Measure opening, keys and silence on a long manuscript.

    Returns: "open_s" (the median; from the wish to the painted page that takes keys),
        "key_ms" (from a key press to its painted letter), "gui_silence_ms" (per key, the
        longest gap of a 1 ms heartbeat until the next), "open_cpu_s" and "key_cpu_ms" (the
        same spans as CPU time of the GUI thread, which other programs do not lengthen), and
        what was measured.

    Raises: ModelError: the model cannot be used. InputError: no window can be made.
    """
    with TemporaryDirectory(prefix="foreword-bench-") as name:
        folder = Path(name)
        manuscript = folder / "manuscript.md"
        manuscript.write_text(make_manuscript(N_DOCUMENT_WORDS), encoding="utf-8")
        window, _, status = open_bare(engine, model_dir, device, folder)
        _wait_for_words(window)
        opens_s = [_open_once(window, manuscript, folder) for _ in range(N_OPENS)]
        wait(SETTLE_MS)
        floor_ms = silence_floor_ms()
        runs = [_write_at(window, share) for share in (0.0, 0.5, 1.0)]
        result = _result(window, opens_s, floor_ms, runs)
        close_bare(window)
    info = status.info
    return {**result, "model": info.name if info else "", "device": info.device if info else ""}


class EditingRun(QObject):
    """Type at the caret by a person's rhythm; note when letters were painted. Thread: GUI."""

    def __init__(self, window: Window, n_keys: int, seed: int) -> None:
        super().__init__()
        self._window = window
        self._letters = _letters()
        self._n_left = n_keys
        self._draw = random.Random(seed)
        self._heartbeat = Heartbeat()
        self._loop = QEventLoop()
        self._pressed_s = self._pressed_cpu_s = 0.0
        self._is_painted = True
        self.key_cpu_ms: list[float] = []
        self.key_ms: list[float] = []
        self.silence_ms: list[float] = []
        self.n_ghosts = 0
        window.editor.ghost_shown.connect(self._on_ghost_shown)
        window.editor.viewport().installEventFilter(self)

    def run(self) -> None:
        """Type all keys."""
        self._heartbeat.start()
        self._heartbeat.take_longest_ms()
        self._press()
        self._loop.exec()
        self._heartbeat.stop()
        self._window.editor.viewport().removeEventFilter(self)
        self._window.editor.ghost_shown.disconnect(self._on_ghost_shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the page was painted after a key (called by Qt)."""
        if event.type() == QEvent.Type.Paint and not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self._after_paint)
        return False

    def _press(self) -> None:
        self._pressed_s, self._pressed_cpu_s = time.perf_counter(), time.thread_time()
        self._is_painted = False
        send_letter(self._window, next(self._letters))
        self._n_left -= 1
        QTimer.singleShot(rhythm_ms(self._draw), self._after_pause)

    def _after_paint(self) -> None:
        self.key_ms.append((time.perf_counter() - self._pressed_s) * 1000.0)
        self.key_cpu_ms.append((time.thread_time() - self._pressed_cpu_s) * 1000.0)

    def _after_pause(self) -> None:
        self.silence_ms.append(self._heartbeat.take_longest_ms())
        if self._n_left > 0:
            self._press()
        else:
            self._loop.quit()

    def _on_ghost_shown(self, shown: str) -> None:
        self.n_ghosts += bool(shown)


def make_manuscript(n_words: int) -> str:
    """Give a novel in Markdown: chapters, scenes, emphasis, and a slip now and then.

    Example: make_manuscript(100).startswith("# Chapter 1")
    """
    paragraphs = []
    for number, paragraph in enumerate(make_prose(n_words, seed=1).split("\n")):
        if number % 80 == 0:
            paragraphs.append(f"# Chapter {number // 80 + 1}")
        if number % 20 == 10:
            paragraphs.append(f"## Scene {number // 20 + 1}")
        if number % 7 == 3:
            paragraphs.append(paragraph.replace(" the ", " *the* ", 1))
        elif number % 11 == 5:
            paragraphs.append(paragraph.replace(" and ", " adn ", 1))
        else:
            paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)


def _letters() -> Iterator[str]:
    while True:
        yield from _TYPED


def _result(
    window: Window,
    opens_s: list[tuple[float, float]],
    floor_ms: list[float],
    runs: list[EditingRun],
) -> dict[str, Any]:
    """Put the figures together."""
    silence_ms = [ms for run in runs for ms in run.silence_ms]
    key_ms = [ms for run in runs for ms in run.key_ms]
    cpu_ms = [ms for run in runs for ms in run.key_cpu_ms]
    return {
        "open_s": round(statistics.median(open_s for open_s, _ in opens_s), 3),
        "opens_s": [round(open_s, 3) for open_s, _ in opens_s],
        "open_cpu_s": round(statistics.median(cpu_s for _, cpu_s in opens_s), 3),
        "key_cpu_ms": {**shares(cpu_ms, (50, 99)), "max": longest(cpu_ms)},
        "key_ms": {**shares(key_ms, (50, 99)), "max": longest(key_ms)},
        "gui_silence_ms": {**shares(silence_ms, (50, 99)), "max": longest(silence_ms)},
        "gui_silence_untyped_ms": {**shares(floor_ms, (50, 99)), "max": longest(floor_ms)},
        "n_keys": len(silence_ms),
        "n_ghosts": sum(run.n_ghosts for run in runs),
        "n_headings": len(window.outline.headings),
        "document_words": window.counting.n_words,
        "document_characters": window.counting.words.total.characters,
        "rss_mb": round(resident_mb(), 1),
    }


def _wait_for_words(window: Window) -> None:
    """Let the words for spelling be read."""
    spellers = window.spellers
    loop = QEventLoop()
    spellers.changed.connect(loop.quit)
    QTimer.singleShot(_WORDS_LIMIT_MS, loop.quit)
    if spellers.speller is None:
        loop.exec()
    spellers.changed.disconnect(loop.quit)


def _open_once(window: Window, manuscript: Path, folder: Path) -> tuple[float, float]:
    """Open the manuscript in the place of an empty text.

    Returns: seconds until it is painted, and the GUI thread's CPU seconds of them.
    """
    empty = folder / "empty.md"
    empty.write_text("", encoding="utf-8")
    window.desk.open(empty)
    wait(SETTLE_MS)
    loop = QEventLoop()
    begun_s, begun_cpu_s = time.perf_counter(), time.thread_time()
    window.desk.open(manuscript)
    window.editor.viewport().repaint()
    QTimer.singleShot(0, loop.quit)
    loop.exec()
    return time.perf_counter() - begun_s, time.thread_time() - begun_cpu_s


def _write_at(window: Window, share: float) -> EditingRun:
    """Write in a new paragraph so far down the document."""
    document = window.editor.document()
    number = round((document.blockCount() - 1) * share)
    cursor = QTextCursor(document.findBlockByNumber(number))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    window.editor.setTextCursor(cursor)
    send_letter(window, "\n")
    wait(SETTLE_MS)
    run = EditingRun(window, N_KEYS // 3, seed=5)
    run.run()
    return run
