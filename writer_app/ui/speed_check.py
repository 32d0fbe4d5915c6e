"""Measure the models in use once the writer rests, when their speed is not known any more.

A process of its own does it (`foreword models measure`), a few seconds long; a key ends it,
and it begins again in the next rest. GUI thread. May import: Qt, its siblings, library.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from writer_app.library.shelf import Installed
from writer_app.library.speed_notes import is_stale
from writer_app.ui.model_job import ModelJob
from writer_app.ui.model_library import ModelLibrary

STILL_MS = 60_000
"""How long nobody has typed before a measurement begins."""
MakeJob = Callable[[QObject, list[str]], ModelJob]


class SpeedCheck(QObject):
    """Keeps the speed of the models in use known.

    Args:
        device: gives the device that the settings wish. is_sparing: whether power is saved,
            which nothing is measured by.

    Thread: GUI.
    """

    def __init__(
        self,
        parent: QObject,
        library: ModelLibrary,
        device: Callable[[], str],
        is_sparing: Callable[[], bool],
        make_job: MakeJob = ModelJob,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._device = device
        self._is_sparing = is_sparing
        self._make_job = make_job
        self._job: ModelJob | None = None
        self._is_ending = False
        self._refused: set[tuple[str, str]] = set()
        self._timer = QTimer(self, singleShot=True, interval=STILL_MS)
        self._timer.timeout.connect(self._begin)
        self._timer.start()

    @property
    def is_running(self) -> bool:
        """Tell whether a measurement is under way."""
        return self._job is not None

    def put_off(self, *_: object) -> None:
        """Wait for the next rest: somebody types, or something has changed."""
        if self._job is not None and not self._is_ending:
            self._is_ending = True
            self._job.end()
        self._timer.start()

    def shut_down(self) -> None:
        """End what runs, before the window goes."""
        self._timer.stop()
        if self._job is not None:
            self._job.end_now()

    def _begin(self) -> None:
        model = self._next()
        if self._job is not None or model is None:
            return
        if self._is_sparing() or self._library.is_busy:
            self._timer.start()
            return
        word = model.key or "default"
        self._job = job = self._make_job(self, ["measure", word, "--device", self._device()])
        job.finished.connect(self._on_finished)
        job.failed.connect(lambda _: self._on_failed(model))
        job.ended.connect(self._free)
        job.start()

    def _next(self) -> Installed | None:
        """Give a model in use whose speed is not known, and that can be measured."""
        device = self._device()
        for model in self._library.models_in_use():
            is_refused = (model.key, device) in self._refused
            if not model.problem and not is_refused and is_stale(model, device):
                return model
        return None

    def _on_finished(self, _: object) -> None:
        self._free()
        self._library.changed.emit()
        self._timer.start()

    def _on_failed(self, model: Installed) -> None:
        """Leave a model alone for this session; the models window can try again."""
        self._refused.add((model.key, self._device()))
        self._free()
        self._timer.start()

    def _free(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job, self._is_ending = None, False
