"""The process that `kills` kills: the real window, a writer who types and saves.

    python -m tests.bench.killed_writer FOLDER SEED

Opens FOLDER/novel.md with all that is kept in FOLDER/kept. Every edit is written to
FOLDER/edits.jsonl with its moment before the journal hears of it, so the file tells
all that was ever typed. Types at some hundred keys a second until killed.
"""

import json
import os
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from tests.ui.hands import CTRL, press, type_text
from writer_app import paths
from writer_app.app import make_application, open_window
from writer_app.documents import journal
from writer_app.documents.journal import Edit
from writer_app.settings import Settings
from writer_app.ui.keeping import Keeping
from writer_app.ui.window import Window

LETTERS = "etaoin shrdlu \U0001f600\u00e9\u4f60. "
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left)
SHORT_EDITS = 20
"""Edits of a journal with odd seeds: kills then also meet journals that begin anew."""
SAVE_SHARE = 0.01
AUTOSAVE_SHARE = 0.02
UNDO_SHARE = 0.02
MOVE_SHARE = 0.05
BACKSPACE_SHARE = 0.08
RETURN_SHARE = 0.03


class Writer(QObject):
    """Types, moves, deletes, undoes and saves by chance, for ever."""

    def __init__(self, window: Window, keeping: Keeping, seed: int) -> None:
        super().__init__(window)
        self._window = window
        self._keeping = keeping
        self._draw = random.Random(seed)
        self._timer = QTimer(self, interval=4)
        self._timer.timeout.connect(self._act)
        self._timer.start()

    def _act(self) -> None:
        editor, chance = self._window.editor, self._draw.random()
        acts = (
            (SAVE_SHARE, self._window.desk.save),
            (AUTOSAVE_SHARE, self._keeping.autosave),
            (UNDO_SHARE, editor.undo_step),
            (MOVE_SHARE, lambda: press(editor, self._draw.choice(MOVES))),
            (BACKSPACE_SHARE, lambda: press(editor, Qt.Key.Key_Backspace)),
            (RETURN_SHARE, lambda: type_text(editor, "\n")),
        )
        for share, act in acts:
            if chance < share:
                act()
                return
            chance -= share
        type_text(editor, self._draw.choice(LETTERS))


def log_edits(keeping: Keeping, log: int) -> None:
    """Have every edit told to the log before the documents thread hears of it."""
    hand_over = keeping._keeper.add_edit

    def add_edit(edit: Edit) -> None:
        line = [time.monotonic(), edit.position, edit.n_removed, edit.inserted]
        os.write(log, (json.dumps(line) + "\n").encode())
        hand_over(edit)

    keeping._keeper.add_edit = add_edit


def main(folder: Path, seed: int) -> int:
    """Write until killed."""
    if seed % 2:
        journal.MAX_EDITS = SHORT_EDITS
    app = make_application()
    settings, model = Settings(hint_seen=True), paths.default_model_dir()
    novel, kept = folder / "novel.md", folder / "kept"
    window = open_window([novel], settings, None, "scripted", model, "cpu", None, kept)
    assert window.keeping is not None
    log = os.open(folder / "edits.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    log_edits(window.keeping, log)
    press(window.editor, Qt.Key.Key_End, CTRL)
    writer = Writer(window, window.keeping, seed)
    print("ready", flush=True)
    code = app.exec()
    del writer
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
