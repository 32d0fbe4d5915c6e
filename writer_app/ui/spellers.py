"""One speller for all open documents, read on a thread of its own when first needed.

GUI thread, except where said. May import: Qt, assist, documents.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from writer_app.assist.spelling import Speller
from writer_app.documents.own_words import OwnWords

_LOG = logging.getLogger(__name__)
OFF = "off"
LOAD_AFTER_MS = 1_500
"""So that the first letter and the model come before the words."""
_REGIONS = {"any": "", "us": "us", "uk": "uk"}
Run = Callable[[Callable[[], None]], object]


class Spellers(QObject):
    """The words that are right, for every page.

    Args:
        load: reads the packaged words; takes a fifth of a second.
        own: the writer's own words. run: runs the loading; None: on a thread of its own.

    Signals: changed(): other words are right now, or the first are known.

    Thread: GUI.
    """

    changed = Signal()
    _arrived = Signal(object)

    def __init__(self, load: Callable[[], Speller], own: OwnWords, run: Run | None = None) -> None:
        super().__init__()
        self._load = load
        self._run = run or _run_on_thread
        self._is_asked = False
        self._choice = OFF
        self._speller: Speller | None = None
        self.own = own
        self._arrived.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)

    @property
    def speller(self) -> Speller | None:
        """Give what knows the words; None while it is off or not read yet."""
        return self._speller if self._choice != OFF else None

    def choose(self, choice: str) -> None:
        """Check American ("us"), British ("uk") or any English, or nothing ("off")."""
        if choice == self._choice:
            return
        self._choice = choice
        if choice != OFF and not self._is_asked:
            self._is_asked = True
            self._run(self._read)
        elif self._speller is not None and choice != OFF:
            self._speller.set_region(_REGIONS[choice])
        self.changed.emit()

    def add(self, word: str) -> None:
        """Call a word right from now on.

        Raises: DocumentError when that cannot be kept; it counts until the end.
        """
        try:
            self.own.add(word)
        finally:
            self._tell_own()

    def remove(self, word: str) -> None:
        """Take one of the writer's own words back.

        Raises: DocumentError when that cannot be kept.
        """
        try:
            self.own.remove(word)
        finally:
            self._tell_own()

    def _tell_own(self) -> None:
        if self._speller is not None:
            self._speller.set_own_words(self.own.words)
        self.changed.emit()

    def _read(self) -> None:
        """Read the words. Thread: any."""
        try:
            speller: Speller | None = self._load()
        except (OSError, ValueError, KeyError):
            _LOG.exception("the packaged words cannot be read; nothing is marked")
            speller = None
        self._arrived.emit(speller)

    @Slot(object)
    def _on_loaded(self, speller: Speller | None) -> None:
        if speller is not None:
            speller.set_region(_REGIONS.get(self._choice, ""))
            speller.set_own_words(self.own.words)
            self._speller = speller
            self.changed.emit()


def no_spellers() -> Spellers:
    """Give spellers that know no word, so nothing is marked (for windows by themselves)."""
    return Spellers(_no_words, OwnWords(None), run=lambda _: None)


def _no_words() -> Speller:
    raise ValueError("no words")


def _run_on_thread(job: Callable[[], None]) -> None:
    """Run a job on a thread, once the window has come up and the model has begun to load."""

    def start() -> None:
        pool = ThreadPoolExecutor(1, thread_name_prefix="words")
        pool.submit(job)
        pool.shutdown(wait=False)

    QTimer.singleShot(LOAD_AFTER_MS, start)
