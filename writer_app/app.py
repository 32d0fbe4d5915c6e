"""Put the window together: settings, log, worker, window; run; close.

One of the two composition roots (the other is cli.py): the only place that knows
editor and engine both. Importing it loads neither Qt nor a model. Thread: GUI.
"""

import contextlib
import gc
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from writer_app import paths
from writer_app.errors import InputError
from writer_app.library.memory import available_bytes, give_back
from writer_app.library.shelf import writers_shelf
from writer_app.log import start_log
from writer_app.model_sources import ModelSources, model_loader
from writer_app.settings import Settings, load_settings
from writer_app.ui.display import why_no_window

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QSocketNotifier, QTimer, SignalInstance
    from PySide6.QtWidgets import QApplication

    from writer_app.assist.messages import Message
    from writer_app.assist.roles import Sources
    from writer_app.documents.deed_keeper import DeedKeeper
    from writer_app.engine.model import TextModel
    from writer_app.engine.remote.reach import ReachState
    from writer_app.ui.bridge import WorkerHandle
    from writer_app.ui.open_documents import OpenDocuments
    from writer_app.ui.shared_worker import Deliver
    from writer_app.ui.shelf import Shelf
    from writer_app.ui.spellers import Spellers
    from writer_app.ui.window import Window

_LOG = logging.getLogger(__name__)
ASK_SYSTEM_AFTER_MS = 1_500
"""So that the first letter comes before what the desktop wishes."""
SWITCH_INTERVAL_S = 0.0005
"""How long a Python thread may keep the others waiting.

Source: key handling beside a busy thread took 11.4 ms (p90) at the default of 5 ms,
2.4 ms at this one (Python 3.11, 2 cores).
"""


def run_window(
    files: list[Path],
    *,
    engine: str = "onnx",
    model_dir: Path | None = None,
    device: str | None = None,
    debug: bool = False,
    is_keeping: bool = True,
) -> int:
    """Open the window and stay until it closes.

    Args:
        files: opened in the row; none: those of the last time. engine: "onnx" or "scripted".
        model_dir: a model folder; None: the one that the settings name.
        device: "auto", "cpu" or "cuda"; None: what the settings say.
        debug: fine log on stderr too.
        is_keeping: False: no journal, no version, and no file saved unasked.

    Returns: the exit code.

    Raises: InputError in words when no window can be opened here.
    """
    refuse_unsound()
    from writer_app.documents.deed_keeper import DeedKeeper
    from writer_app.ui.clipboard import hand_over_clipboard
    from writer_app.ui.traces import keep_dialogs_private

    start_log(paths.log_file(), is_debug=debug)
    settings_path = paths.settings_file()
    settings, problem = load_settings(settings_path)
    app = make_application()
    keep_dialogs_private()
    kept_folder = paths.kept_dir() if is_keeping else None
    troubles = Troubles()
    models = ModelSources(writers_shelf(), troubles.tell, engine, model_dir, device)
    deeds = DeedKeeper(paths.ledger_file(), is_kept=is_keeping)
    window = open_documents(files, settings, settings_path, models, kept_folder, deeds)
    troubles.hand_to(window.troubled.emit)
    sys.excepthook = make_excepthook(window)
    if problem is not None:
        window.say(str(problem))
    collector = collect_when_still(window, window.edited)
    notifier = close_on_signals(window)
    code = app.exec()
    if notifier is not None:
        notifier.setEnabled(False)
    collector.stop()
    deeds.close()
    hand_over_clipboard()
    return code


def open_window(
    files: list[Path],
    settings: Settings,
    settings_path: Path | None,
    engine: str,
    model_dir: Path,
    device: str,
    wrap: "Callable[[WorkerHandle], WorkerHandle] | None" = None,
    kept_folder: Path | None = None,
) -> "Window":
    """Make one document's window by itself, show it, and let the model load.

    Measures use it; writers get `open_documents`.

    Args:
        wrap: lays something around the worker (measures).
        kept_folder: where journals and versions are kept; None: nowhere.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    load = model_loader(engine, model_dir, device)
    window = make_window(settings, settings_path, load, wrap, kept_folder)
    window.show()
    # Without a window manager nobody else hands the focus to a new window.
    window.activateWindow()
    open_files(window, files)
    window.start()
    return window


def open_documents(
    files: list[Path],
    settings: Settings,
    settings_path: Path | None,
    models: ModelSources,
    kept_folder: Path | None = None,
    deeds: "DeedKeeper | None" = None,
) -> "OpenDocuments":
    """Make the window of all documents, show it, open files, and let the model load.

    Args:
        models: gives the sources of the models that settings name.
        deeds: takes what models and connections did; None: nothing is noted.
    """
    from PySide6.QtCore import QCoreApplication, QTimer

    from writer_app.assist.worker import Worker
    from writer_app.deeds import unnoted
    from writer_app.documents.never_send import NeverSend
    from writer_app.library.keys import Keys
    from writer_app.server_sources import ServerSources
    from writer_app.ui.ledger import Ledger
    from writer_app.ui.model_library import ModelLibrary
    from writer_app.ui.open_documents import OpenDocuments
    from writer_app.ui.power_watch import PowerWatch
    from writer_app.ui.settings_watch import SettingsWatch
    from writer_app.ui.speed_check import SpeedCheck
    from writer_app.ui.system_motion import SystemMotion
    from writer_app.ui.window import Window

    sys.setswitchinterval(SWITCH_INTERVAL_S)
    blocklist = packaged_blocklist()
    spellers = packaged_spellers(is_keeping=kept_folder is not None)
    ledger = Ledger(paths.data_dir() / "statistics.json" if kept_folder is not None else None)
    ledger.close_with(QCoreApplication.instance())
    note = deeds.note if deeds is not None else unnoted

    def tell(state: "ReachState") -> None:
        with contextlib.suppress(RuntimeError):  # the window may be gone
            window.server_changed.emit(state.host, state.is_up, state.advice)

    servers = ServerSources(Keys(), note, tell)
    never_send = NeverSend(paths.data_dir() / "never-send" if kept_folder is not None else None)

    def make_one(
        shelf: "Shelf", now: Settings, make_worker: "Callable[[Deliver], WorkerHandle]"
    ) -> "Window":
        return Window(
            now,
            settings_path,
            make_worker,
            blocklist,
            kept_folder=kept_folder,
            shelf=shelf,
            spellers=spellers,
            ledger=ledger,
            servers=servers,
            never_send=never_send,
        )

    def make_worker(deliver: "Deliver") -> "WorkerHandle":
        first = sources_of(settings, settings.sparing == "on")
        return Worker(first, deliver, blocklist, note, available_bytes, give_back)

    def sources_of(now: Settings, is_sparing: bool) -> "Sources":
        return {**models.of(now, is_sparing=is_sparing), **servers.of(now)}

    library = ModelLibrary(
        None, writers_shelf(), paths.catalog_file(), settings.model, settings.tasks_model
    )
    library.device = settings.device
    window = OpenDocuments(
        settings,
        make_one,
        make_worker,
        kept_folder,
        library,
        sources_of,
        deeds,
    )
    window.watch_power(PowerWatch(window))
    if models.are_of_settings:
        device_now, saves = (lambda: window.settings.device), (lambda: window.is_saving_power)
        window.watch_speed(SpeedCheck(window, library, device_now, saves))
    if settings_path is not None:
        SettingsWatch(window, settings_path).written.connect(window.follow_models)
    window.show()
    # Without a window manager nobody else hands the focus to a new window.
    window.activateWindow()
    window.start(files)
    motion = SystemMotion(window)
    motion.changed.connect(window.follow_motion)
    QTimer.singleShot(ASK_SYSTEM_AFTER_MS, motion.start)
    return window


class Troubles:
    """Sentences for the writer, kept until there is a window to show them. Thread: any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[str] = []
        self._hear: Callable[[str], object] | None = None

    def tell(self, words: str) -> None:
        """Take a sentence."""
        with self._lock:
            if self._hear is None:
                self._waiting.append(words)
                return
        self._hear(words)

    def hand_to(self, hear: Callable[[str], object]) -> None:
        """Give all that waits, and all that comes, to the window."""
        with self._lock:
            self._hear, waiting = hear, self._waiting
        for words in waiting:
            hear(words)


def packaged_blocklist() -> frozenset[str]:
    """Give the words that no ghost shows, casefolded."""
    from writer_app.assist.decency import read_blocklist

    return read_blocklist(paths.resource("blocklist-en.txt").read_text(encoding="utf-8"))


def packaged_spellers(*, is_keeping: bool) -> "Spellers":
    """Make what knows the right words; they are read once they are needed.

    Args:
        is_keeping: the writer's own words are kept in a file.
    """
    from writer_app.assist.fix.lexicon import read_lexicon
    from writer_app.assist.spelling import Speller, read_regions
    from writer_app.documents.own_words import OwnWords
    from writer_app.ui.spellers import Spellers

    def load() -> Speller:
        words, rules, regions = (
            paths.resource(name).read_text(encoding="utf-8")
            for name in ("words-en.txt", "fix-en.toml", "words-en-regions.txt")
        )
        lexicon = read_lexicon(words, rules)
        return Speller(lexicon.dictionary, lexicon.misspelled, read_regions(regions.splitlines()))

    own_file = paths.data_dir() / "dictionary.txt" if is_keeping else None
    return Spellers(load, OwnWords(own_file))


def refuse_unsound() -> None:
    """Refuse, in words, what would end in an abort.

    Raises: InputError: no display, a missing library, or a PySide6 that is unsound.
    """
    words = why_no_window()
    if words:
        raise InputError(words)
    if sys.platform == "win32":
        # WORKAROUND(https://github.com/microsoft/onnxruntime/issues/26127, remove when
        # onnxruntime loads after Qt): its libraries must be the first to load.
        import writer_app.engine.runtime  # noqa: F401
    import PySide6

    if sys.version_info[:2] == (3, 11) and PySide6.__version__.startswith("6.12."):
        raise InputError(
            f"PySide6 {PySide6.__version__} ends the process on Python 3.11; "
            "run: pip install 'PySide6-Essentials<6.12'"
        )


def make_application() -> "QApplication":
    """Make Qt's application object, one style on every system."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from writer_app.ui.fonts import load_box_faces

    existing = QCoreApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["foreword"])
    app.setStyle("Fusion")
    app.setApplicationName("Foreword")
    app.setDesktopFileName("foreword")
    load_box_faces()
    return app


def make_window(
    settings: Settings,
    settings_path: Path | None,
    load: "Callable[[], TextModel]",
    wrap: "Callable[[WorkerHandle], WorkerHandle] | None" = None,
    kept_folder: Path | None = None,
) -> "Window":
    """Make the window with its worker; neither is started."""
    from writer_app.assist.worker import Worker
    from writer_app.ui.window import Window

    blocklist = packaged_blocklist()

    def make_worker(deliver: "Callable[[Message], None]") -> "WorkerHandle":
        worker = Worker(load, deliver, blocklist)
        return wrap(worker) if wrap else worker

    spellers = packaged_spellers(is_keeping=False)
    return Window(
        settings, settings_path, make_worker, blocklist, kept_folder=kept_folder, spellers=spellers
    )


def open_files(window: "Window", files: list[Path]) -> None:
    """Open files in a window that stands by itself: the first one."""
    if files:
        window.desk.open(files[0])


def collect_when_still(parent: "QObject", edited: "SignalInstance") -> "QTimer":
    """Let Python's collector run on the GUI thread, and only while nobody types.

    On its own it could run on the worker and free Qt objects there, or stop a key
    press for tens of milliseconds. What exists by now stays for good: it is frozen.

    Args:
        edited: tells of each key.

    Returns: the timer, to be stopped at the end.
    """
    from PySide6.QtCore import QTimer

    gc.collect()
    gc.freeze()
    gc.disable()
    timer = QTimer(parent, singleShot=True, interval=3_000)
    timer.timeout.connect(gc.collect)
    edited.connect(lambda _: timer.start())
    return timer


def close_on_signals(window: "OpenDocuments") -> "QSocketNotifier | None":
    """Let Ctrl+C in a terminal, or the system's "end", close the window as a writer would.

    Python's own handlers run only when Qt comes back to Python, so a pipe wakes Qt.

    Returns: what must be kept alive while Qt runs; None where Qt cannot watch pipes.
    """
    if sys.platform == "win32":
        return None
    import os
    import signal

    from PySide6.QtCore import QSocketNotifier

    read_end, write_end = os.pipe()
    for end in (read_end, write_end):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)

    def on_signal(*_: object) -> None:
        os.read(read_end, 64)
        window.close()

    notifier = QSocketNotifier(read_end, QSocketNotifier.Type.Read, window)
    notifier.activated.connect(on_signal)
    return notifier


def make_excepthook(
    window: "Window | OpenDocuments",
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Make the last net: log the place, tell the writer, keep the text."""
    from writer_app.ui.translation import tr

    def hook(kind: type[BaseException], error: BaseException, places: TracebackType | None) -> None:
        _LOG.error("unexpected", exc_info=(kind, error, places))
        words = tr(
            "Something went wrong inside Foreword; your text is on the page. Save it with Ctrl+S."
        )
        window.say(words)

    return hook
