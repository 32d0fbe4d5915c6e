"""The window on the screen: one document on the page, the others a key away.

Every document has a `Window` of its own inside: page, undo history, ghost, journal,
lock and working copy; all share one worker, so one model. Documents of the last time
come back asleep, by name only, until they are asked for. GUI thread. May import: Qt,
its siblings, settings, documents.
"""

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from writer_app.assist.messages import ModelState, Status
from writer_app.assist.roles import Sources
from writer_app.documents.deed_keeper import DeedKeeper
from writer_app.documents.locks import OwnerLock, try_hold
from writer_app.documents.places import MAX_IGNORED, Places, read_places
from writer_app.library.speed_notes import speed_of
from writer_app.settings import Settings
from writer_app.ui.bridge import WorkerHandle
from writer_app.ui.comfort import note_system_motion
from writer_app.ui.desk import Fetch
from writer_app.ui.document_reading import is_foreign
from writer_app.ui.document_row import DocumentName
from writer_app.ui.file_presence import FilePresence
from writer_app.ui.foreign_files import ForeignFiles
from writer_app.ui.languages import Languages
from writer_app.ui.model_library import ModelLibrary
from writer_app.ui.model_words import speed_words
from writer_app.ui.placing import go_to, place_on
from writer_app.ui.power_watch import PowerWatch
from writer_app.ui.shared_worker import Deliver, SharedWorker
from writer_app.ui.shelf import Shelf
from writer_app.ui.slim_bar import SlimBar
from writer_app.ui.speed_check import SpeedCheck
from writer_app.ui.traces import forget_side_traces
from writer_app.ui.translation import tr, translated
from writer_app.ui.window import Window
from writer_app.ui.window_place import place_of, place_window

if TYPE_CHECKING:
    from writer_app.documents.formats.foreign import WorkingCopy
    from writer_app.ui.deeds_window import DeedsWindow
    from writer_app.ui.models_window import ModelsWindow

_LOG = logging.getLogger(__name__)
_LONGEST_TOLD = 500
NAMED_AFTER_MS = 1_000
"""Stillness after which a text without a file is called by its first words anew."""
MakeWindow = Callable[[Shelf, Settings, Callable[[Deliver], WorkerHandle]], Window]
SourcesOf = Callable[[Settings, bool], Sources]


@dataclass(slots=True, eq=False)
class _Sheet:
    """One document of the row; without a window it sleeps."""

    path: Path | None
    window: Window | None = None


class OpenDocuments(QWidget):
    """All open documents in one window.

    Args:
        settings: the writer's choices. make_window: makes a document's window.
        make_worker: gives the worker that will deliver to the function it is given.
        kept_folder: where places are remembered; None: nowhere.
        models: what can be had; None: no choice. sources_of: gives the models that settings
            name; None: there is one for all. deeds: of what models and connections did; None:
            nothing is noted.

    Signals: edited(Snapshot): text or caret of the document on the page changed.
        troubled(str): a sentence for the writer; any thread may emit it.
        server_changed(str, bool, str): a server's host, whether it answers, and why not; any
            thread may emit it.

    Thread: GUI.
    """

    edited = Signal(object)
    troubled = Signal(str)
    server_changed = Signal(str, bool, str)

    def __init__(
        self,
        settings: Settings,
        make_window: MakeWindow,
        make_worker: Callable[[Deliver], WorkerHandle],
        kept_folder: Path | None = None,
        models: ModelLibrary | None = None,
        sources_of: SourcesOf | None = None,
        deeds: DeedKeeper | None = None,
    ) -> None:
        super().__init__()
        self.languages = Languages(self)
        self._foreign = ForeignFiles()
        self.fetch: Fetch | None = self._foreign.read
        self._foreign.slow.connect(self._on_slow)
        self._foreign.arrived.connect(self._on_foreign_arrived)
        self._foreign.failed.connect(self.say)
        self._naming = QTimer(self, singleShot=True, interval=NAMED_AFTER_MS)
        self._naming.timeout.connect(self._name_untitled)
        self._slow_bar: tuple[SlimBar, str] | None = None
        self._settings = settings
        self._make_window = make_window
        self._sources_of = sources_of
        self._power: PowerWatch | None = None
        self._speed: SpeedCheck | None = None
        self._is_sparing = self._is_power_saved(settings)
        first = sources_of(settings, self._is_sparing) if sources_of else None
        self._worker = SharedWorker(make_worker, first)
        self.troubled.connect(self._on_trouble, Qt.ConnectionType.QueuedConnection)
        self.server_changed.connect(self._on_server, Qt.ConnectionType.QueuedConnection)
        self._server_state: tuple[bool, str] | None = None
        self._server_words = ""
        self.models = models
        self._models_window: ModelsWindow | None = None
        self._deeds = deeds
        self._deeds_window: DeedsWindow | None = None
        self._kept_folder = kept_folder
        self._places = Places()
        self._removed: set[str] = set()
        self._lock: OwnerLock | None = None
        self._finding: Window | None = None
        self._is_started = False
        self._is_ended = False
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        place_window(self, settings.window_place)
        self._sheets: list[_Sheet] = []
        self._add(_Sheet(None), self._new_window())
        self.show_document(0)

    @property
    def current(self) -> Window:
        """Give the document on the page."""
        window = self._stack.currentWidget()
        assert isinstance(window, Window)
        return window

    @property
    def n_documents(self) -> int:
        """Give the number of documents in the row."""
        return len(self._sheets)

    @property
    def n_awake(self) -> int:
        """Give the number of documents that have been opened."""
        return sum(sheet.window is not None for sheet in self._sheets)

    def start(self, files: list[Path]) -> None:
        """Open files, or else the documents of the last time; let the model load.

        Args:
            files: named by the writer; none: go on where the last time ended.
        """
        self._remember()
        if files:
            for path in files:
                self.open(path)
            self.show_document(0)
        elif self._lock is not None:
            self._restore()
        self._is_started = True
        self._finding = self.current
        self.current.start()
        for sheet in self._sheets:
            if sheet.window is not None and sheet.window is not self.current:
                sheet.window.start(is_looking=False)
        self._name_all()
        if files:
            self._write_places()
        is_first = not (self._settings.welcome_seen or self._settings.hint_seen)
        if is_first and not files and not self._places.recent:
            self.current.begin_welcome()

    def say(self, words: str) -> None:
        """Show a line over the page."""
        self.current.say(words)

    # What a document's window asks for (see `Shelf`)

    def new(self) -> None:
        """Begin an empty document; one that is there already will do."""
        if self.current.desk.is_blank:
            self.current.editor.setFocus()
            return
        self._add(_Sheet(None), self._new_window())
        self.show_document(len(self._sheets) - 1)

    def choose(self) -> None:
        """Ask for a file and open it."""
        path = self.current.desk.path_to_open()
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> bool:
        """Open a file, or come back to it; an empty page is used for it."""
        path = path.absolute()
        place = self._place_of(path)
        if place is not None:
            return self.show_document(place)
        if is_foreign(path):
            self._foreign.read(path, self._place_copy)
            return True
        if self.current.desk.is_blank:
            is_open = self._open_in(self.current, path)
        else:
            window = self._new_window()
            is_open = self._open_in(window, path)
            if is_open:
                self._add(_Sheet(path), window)
                self.show_document(len(self._sheets) - 1)
            else:
                self._let_go(window)
        self._write_places()
        return is_open

    def close_document(self) -> None:
        """Close the document on the page."""
        self._close(self._stack_place())

    def go(self, step: int) -> None:
        """Go so many documents on in the row."""
        self.show_document((self._stack_place() + step) % len(self._sheets))

    def quit(self) -> None:
        """Close all documents and end."""
        self.close()

    def room_for(self, path: Path | None) -> Window:
        """Give the window where a kept text of a file belongs; a new one stays behind."""
        place = self._place_of(path.absolute()) if path is not None else None
        if place is not None and (window := self._awake(self._sheets[place])) is not None:
            return window
        window = self.current
        if not window.desk.is_blank:
            window = self._new_window()
            self._add(_Sheet(None), window)
        if path is not None:
            window.spelling.marks.begin_page(self._places.place_of(path.absolute()).ignored)
        return window

    def show(self, window: Window | None = None) -> None:
        """Bring a document on the page; None: show the window on the screen."""
        if window is None:
            super().show()
            return
        place = next((n for n, s in enumerate(self._sheets) if s.window is window), None)
        if place is not None:
            self.show_document(place)

    def recent(self) -> tuple[Path, ...]:
        """Give the files left before, the last first, but those in the row."""
        in_row = {sheet_path for sheet in self._sheets if (sheet_path := _path_of(sheet))}
        paths = (Path(place.path) for place in self._places.recent)
        return tuple(path for path in paths if path not in in_row)

    def show_models(self) -> None:
        """Show the library of models beside the page, or bring it to the front."""
        if self.models is None:
            return
        if self._models_window is None:
            from writer_app.ui.models_window import ModelsWindow

            self._models_window = ModelsWindow(self, self.models, self.current.theme)
            self.models.use_asked.connect(self._on_models_chosen)
            self.models.told.connect(self.say)
        self._models_window.open_again(self.current.theme)

    def show_deeds(self) -> None:
        """Show the ledger of what Foreword did, or bring it to the front."""
        if self._deeds is None:
            return
        if self._deeds_window is None:
            from writer_app.ui.deeds_window import DeedsWindow

            self._deeds_window = DeedsWindow(self, self._deeds, self.current.theme)
        self._deeds_window.open_again(self.current.theme)

    def forget_recent(self, paths: tuple[Path, ...] | None = None) -> None:
        """Leave files out of the recent ones; None: all."""
        gone = self.recent() if paths is None else paths
        self._removed |= {str(path) for path in gone}
        self._places = self._places.without(frozenset(self._removed))
        self._write_places()

    def forget_kept_text(self) -> None:
        """Remove all kept text, of every document, and every place."""
        self._removed |= {place.path for place in self._places.recent}
        self._places = Places()
        for sheet in self._sheets:
            if sheet.window is not None and sheet.window.keeping is not None:
                sheet.window.keeping.forget()
        if self._deeds is not None:
            self._deeds.forget()
        forget_side_traces()
        self._name_all()

    @property
    def n_found(self) -> int:
        """Give the number of texts that were found unsaved and wait for the writer."""
        kept = self._finding.kept_texts if self._finding is not None else None
        return kept.n_found if kept is not None else 0

    def show_found(self) -> None:
        """Show the texts that were found unsaved."""
        if self._finding is not None and self._finding.kept_texts is not None:
            self._finding.kept_texts.show_found()

    def follow_motion(self, is_reduced: bool) -> None:
        """Act on what the system says about motion, in every document."""
        note_system_motion(is_reduced=is_reduced)
        for sheet in self._sheets:
            if sheet.window is not None:
                sheet.window.follow_motion()

    # The row

    def show_document(self, number: int) -> bool:
        """Bring a document of the row on the page; False when it cannot be opened."""
        sheet = self._sheets[number]
        self._note_place(self._current_sheet())
        window = self._awake(sheet)
        if window is None:
            self._name_all()
            return False
        is_new = self._stack.currentWidget() is not window
        self._stack.setCurrentWidget(window)
        window.editor.setFocus()
        self._name_all()
        if is_new:
            window.came_to_front()
            self._write_places()
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Tell the document on the page that the window came to the front (called by Qt)."""
        super().changeEvent(event)
        is_activation = event.type() == QEvent.Type.ActivationChange
        if is_activation and self.isActiveWindow() and self._stack.count():
            self.current.came_to_front()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save, keep or ask about every document, then end (called by Qt)."""
        windows = [sheet.window for sheet in self._sheets if sheet.window is not None]
        for window in windows:
            if not window.desk.may_leave(is_closing=True):
                self.show(window)
                event.ignore()
                return
        if not self._is_ended:
            self._is_ended = True
            self._note_place(self._current_sheet())
            self._write_places()
            self.current.change(window_place=place_of(self))
            self.hide()
            self._foreign.close()
            for window in windows:
                window.finish()
            if self.models is not None:
                self.models.shut_down()
            if self._power is not None:
                self._power.close()
            if self._speed is not None:
                self._speed.shut_down()
            if not self._worker.close():
                _LOG.warning("the worker was still busy when the window closed")
            if self._lock is not None:
                self._lock.release()
        super().closeEvent(event)

    def _remember(self) -> None:
        """Read the places; the first process that runs is the one that keeps the row."""
        if self._kept_folder is None:
            return
        self._places = read_places(self._kept_folder)
        with contextlib.suppress(OSError):
            self._lock = try_hold(self._kept_folder / "places.lock")

    def _restore(self) -> None:
        """Put the documents of the last time in the row, the current one on the page."""
        places = self._places
        known = [Path(path) for path in places.open_paths]
        gone = FilePresence(self).gone(known)
        paths = [path for path in known if path not in gone]
        for path in paths:
            self._sheets.append(_Sheet(path))
        names = [str(path) for path in paths]
        current = names.index(places.current) if places.current in names else 0
        if names and places.current and self.show_document(current + 1):
            self._drop_blank()
        self._name_all()

    def _drop_blank(self) -> None:
        """Take the first, empty page away once another document stands there."""
        first = self._sheets[0]
        if first.window is not None and first.window is not self.current:
            self._sheets.remove(first)
            self._let_go(first.window, is_offered=False)

    def _new_window(self) -> Window:
        window = self._make_window(self, self._settings, self._worker.client)
        window.settings_changed.connect(self._on_settings_changed)
        if self._server_state is not None:
            is_up, advice = self._server_state
            window.server_sign.set_state(is_up=is_up, advice=advice)
        window.named.connect(self._name_all)
        window.spelling.ignoring.connect(self._on_ignoring)
        window.editor.edited.connect(self.edited)
        window.bridge.status_changed.connect(self._on_status)
        window.editor.edited.connect(self._naming.start)
        window.set_sparing(is_sparing=self._is_sparing)
        window.row.picked.connect(self.show_document)
        window.row.close_asked.connect(self._close)
        window.row.order_changed.connect(self._on_order_changed)
        return window

    def _add(self, sheet: _Sheet, window: Window) -> None:
        """Put a document with its window at the end of the row."""
        self._sheets.append(sheet)
        self._give(sheet, window)

    def _give(self, sheet: _Sheet, window: Window) -> None:
        """Give a document its window."""
        sheet.window = window
        self._stack.addWidget(window)
        if self._is_started:
            window.start(is_looking=False)

    def _awake(self, sheet: _Sheet) -> Window | None:
        """Give a document's window; one that slept is opened. None: it cannot be."""
        if sheet.window is not None:
            return sheet.window
        assert sheet.path is not None
        if is_foreign(sheet.path):
            self._foreign.read(sheet.path, self._place_copy)
            return None
        window = self._new_window()
        if not self._open_in(window, sheet.path):
            self._sheets.remove(sheet)
            self._let_go(window)
            return None
        self._give(sheet, window)
        return window

    def _open_in(self, window: Window, path: Path) -> bool:
        """Open a file in a window, where the writer left it; say why when it fails."""
        troubles: list[str] = []

        def note(words: str, *_: object) -> None:
            troubles.append(words)

        window.desk.failed.connect(note)
        is_open = window.desk.open(path)
        window.desk.failed.disconnect(note)
        if is_open:
            self._bring_back(window, path)
            self._removed.discard(str(path))
            self._places = self._places.with_place(self._places.place_of(path))
        elif troubles and window is not self.current:
            self.say(troubles[0])
        return is_open

    def _place_copy(self, copy: "WorkingCopy") -> None:
        """Put a working copy that was read on a page of the row."""
        path = copy.file.path
        assert path is not None
        place = self._place_of(path)
        sheet = self._sheets[place] if place is not None else None
        if sheet is None and self.current.desk.is_blank:
            sheet = self._current_sheet()
        if sheet is None:
            sheet = _Sheet(path)
            self._sheets.append(sheet)
        window = sheet.window or self._new_window()
        window.desk.open_copy(copy)
        self._bring_back(window, path)
        self._removed.discard(str(path))
        self._places = self._places.with_place(self._places.place_of(path))
        if sheet.window is None:
            self._give(sheet, window)
        is_restored = self._sheets[0].window is self.current and self.current.desk.is_blank
        self.show_document(self._sheets.index(sheet))
        if is_restored:
            self._drop_blank()
            self._name_all()
        self._write_places()

    def _on_slow(self, words: str, action: str, on_action: Callable[[], None]) -> None:
        """Tell that a file takes its time, in place of what was told a second ago."""
        told, self._slow_bar = self._slow_bar, (self.current.bar, words)
        self.current.bar.say(words, action, on_action)
        if told is not None and told != self._slow_bar:
            told[0].take_back(told[1])

    def _on_foreign_arrived(self) -> None:
        slow, self._slow_bar = self._slow_bar, None
        if slow is not None:
            bar, words = slow
            bar.take_back(words)

    def _close(self, number: int) -> None:
        """Close a document of the row; the last one leaves an empty page."""
        sheet = self._sheets[number]
        if sheet.window is not None:
            if not sheet.window.desk.may_leave():
                return
            self._note_place(sheet)
        is_current = number == self._stack_place()
        if len(self._sheets) == 1:
            self._add(_Sheet(None), self._new_window())
        self._sheets.remove(sheet)
        if is_current:
            self.show_document(min(number, len(self._sheets) - 1))
        if sheet.window is not None:
            self._let_go(sheet.window)
        self._name_all()
        self._write_places()

    def _let_go(self, window: Window, *, is_offered: bool = True) -> None:
        """End a window that shows nothing any more; what it had found, another one finds.

        Args:
            is_offered: what it had found was offered already; once is enough.
        """
        n_found = self.n_found if window is self._finding else 0
        self._stack.removeWidget(window)
        window.finish()
        window.deleteLater()
        if window is self._finding:
            self._finding = self.current
            if (n_found or not is_offered) and self.current.kept_texts is not None:
                self.current.kept_texts.take_over(is_quiet=is_offered)

    def _place_of(self, path: Path) -> int | None:
        """Find a file in the row, by whatever name."""
        for number, sheet in enumerate(self._sheets):
            own = _path_of(sheet)
            if own is not None and (own == path or _is_same(own, path)):
                return number
        return None

    def _current_sheet(self) -> _Sheet | None:
        window = self._stack.currentWidget()
        return next((sheet for sheet in self._sheets if sheet.window is window), None)

    def _stack_place(self) -> int:
        sheet = self._current_sheet()
        return self._sheets.index(sheet) if sheet is not None else 0

    def _note_place(self, sheet: _Sheet | None) -> None:
        """Remember where the writer is in a document, and what spelling leaves alone there."""
        if sheet is not None and sheet.window is not None and (path := _path_of(sheet)):
            ignored = sheet.window.spelling.marks.ignored[-MAX_IGNORED:]
            place = replace(place_on(sheet.window.editor, str(path)), ignored=ignored)
            self._places = self._places.with_place(place)

    def _bring_back(self, window: Window, path: Path) -> None:
        """Have a document as the writer left it."""
        place = self._places.place_of(path)
        go_to(window.editor, place)
        window.spelling.marks.begin_page(place.ignored)

    def _on_ignoring(self) -> None:
        """Keep at once what spelling is to leave alone."""
        self._note_place(self._current_sheet())
        self._write_places()

    def _write_places(self) -> None:
        """Have the documents thread write what is to be remembered."""
        keeping = self.current.keeping
        if keeping is None or not self._is_started:
            return
        paths = tuple(str(path) for sheet in self._sheets if (path := _path_of(sheet)))
        current = self._current_sheet()
        own = _path_of(current) if current is not None else None
        places = Places(self._places.recent, paths, str(own or ""))
        keeping.keep_places(places, frozenset(self._removed), is_row_kept=self._lock is not None)

    def _on_settings_changed(self, settings: Settings) -> None:
        """Let every document follow what was chosen in one."""
        has_other_models = models_of(settings) != models_of(self._settings)
        if server_of(settings) != server_of(self._settings):
            self._server_state = None
        self._settings = settings
        self._on_power()
        if has_other_models:
            self._use_models()
            self._tell_speed()
            if self._speed is not None:
                self._speed.put_off()
        if self.models is not None:
            self.models.device = settings.device
            self.models.follow(settings.model, settings.tasks_model)
        for sheet in self._sheets:
            if sheet.window is not None and sheet.window.settings != settings:
                sheet.window.follow(settings)
        if self._models_window is not None:
            self._models_window.set_theme(self.current.theme)

    @property
    def is_saving_power(self) -> bool:
        """Tell whether power is saved now."""
        return self._is_sparing

    @property
    def settings(self) -> Settings:
        """Give the writer's choices as they now are."""
        return self._settings

    def watch_speed(self, check: SpeedCheck) -> None:
        """Keep the speed of the models in use known, and tell it."""
        self._speed = check
        self.edited.connect(check.put_off)
        if self.models is not None:
            self.models.changed.connect(self._tell_speed)

    def _tell_speed(self) -> None:
        """Let the status lines say how fast the model for ghosts is on this machine."""
        if self._speed is None or self.models is None:
            return
        used = next(iter(self.models.models_in_use()), None)
        speed = speed_of(used) if used is not None and used.key == self._settings.model else {}
        for sheet in self._sheets:
            if sheet.window is not None:
                sheet.window.status_line.show_speed(speed_words(speed) if speed else "")

    def watch_power(self, power: PowerWatch) -> None:
        """Save power on the battery, as the settings say."""
        self._power = power
        power.changed.connect(self._on_power)
        power.start()

    def _use_models(self) -> None:
        """Let the worker use what the settings name now."""
        if self._sources_of is not None:
            self._worker.use(self._sources_of(self._settings, self._is_sparing))

    def _is_power_saved(self, settings: Settings) -> bool:
        is_on_battery = self._power is not None and self._power.is_on_battery
        return settings.sparing == "on" or (settings.sparing == "auto" and is_on_battery)

    def _on_power(self, *_: object) -> None:
        """Save power, or no longer; what runs goes on as it is."""
        is_sparing = self._is_power_saved(self._settings)
        if is_sparing == self._is_sparing:
            return
        self._is_sparing = is_sparing
        for sheet in self._sheets:
            if sheet.window is not None:
                sheet.window.set_sparing(is_sparing=is_sparing)
        self._use_models()

    @Slot(str)
    def _on_trouble(self, words: str) -> None:
        self.say(translated(words))

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        """Say once why a model does not run where it was wished."""
        if status.state is ModelState.READY:
            self._tell_speed()
        note = status.info.device_note if status.info is not None else ""
        told = f"{self._settings.device}: {note}"[:_LONGEST_TOLD]
        if note and told != self._settings.told_device:
            self.current.change(told_device=told)
            self.say(translated(note))

    def follow_models(self, settings: Settings) -> None:
        """Use the models that another process chose by writing the settings."""
        named = {"model": settings.model, "tasks_model": settings.tasks_model}
        if named != {"model": self._settings.model, "tasks_model": self._settings.tasks_model}:
            self.current.change(**named)

    def _on_models_chosen(self, model: str, tasks_model: str) -> None:
        self.current.change(model=model, tasks_model=tasks_model)

    @Slot(str, bool, str)
    def _on_server(self, _: str, is_up: bool, advice: str) -> None:
        """Tell all documents how the server is, and the writer once that it went away."""
        was_up, self._server_state = self._server_state, (is_up, advice)
        for sheet in self._sheets:
            if sheet.window is not None:
                sheet.window.server_sign.set_state(is_up=is_up, advice=advice)
        self._use_models()  # the same ones: the worker tells again what does what
        if is_up:
            self.current.bar.take_back(self._server_words)
        elif was_up is None or was_up[0]:
            words = tr("{advice} The model on this machine helps meanwhile.")
            self._server_words = words.format(advice=translated(advice))
            self.say(self._server_words)

    def _on_order_changed(self, start: int, end: int) -> None:
        self._sheets.insert(end, self._sheets.pop(start))
        self._name_all()
        self._write_places()

    def _name_untitled(self) -> None:
        """Call a text without a file by the words that its first line has by now."""
        if len(self._sheets) > 1 and self.current.desk.path is None:
            self._name_all()

    def _name_all(self, *_: object) -> None:
        """Tell the names in the row and in the window's title."""
        if not self._stack.count():
            return
        names = [_name_of(sheet) for sheet in self._sheets]
        current = self.current
        current.row.show_documents(names, self._stack_place())
        current.recent_files.show_list()
        self.setWindowTitle(current.windowTitle())
        self.setWindowModified(current.isWindowModified())


def models_of(settings: Settings) -> tuple[str, ...]:
    """Give what of the settings decides which models run, and where."""
    return settings.model, settings.tasks_model, settings.device, *server_of(settings)


def server_of(settings: Settings) -> tuple[str, ...]:
    """Give what of the settings decides which server does what."""
    server = (settings.remote_use, settings.remote_address, settings.remote_model)
    return *server, settings.remote_agreed, str(settings.remote_proxy)


def _path_of(sheet: _Sheet) -> Path | None:
    path = sheet.window.desk.path if sheet.window is not None else sheet.path
    return path.absolute() if path is not None else None


def _name_of(sheet: _Sheet) -> DocumentName:
    """Give what the row says of a document; a text without a file has its first words."""
    path = _path_of(sheet)
    is_saved = sheet.window is None or sheet.window.editor.is_saved
    if path is not None:
        return DocumentName(path.name, str(path), is_saved)
    assert sheet.window is not None
    first = " ".join(sheet.window.editor.document().firstBlock().text()[:60].split())
    return DocumentName(first[:24].strip("# ") or tr("Untitled"), tr("Not saved yet"), is_saved)


def _is_same(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file."""
    try:
        return one.samefile(other)
    except OSError:
        return False
