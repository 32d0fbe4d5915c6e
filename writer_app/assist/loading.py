"""A model on its way into memory, on a thread of its own, so that ghosts go on meanwhile.

Large models take seconds to check and to build. The thread is no daemon: the runtime must
not be torn down while it works. May import: assist.counted, assist.roles, engine.model.
Thread: worker, but for the thread that loads.
"""

import threading
from collections.abc import Callable

from writer_app.assist.counted import CountedModel
from writer_app.assist.roles import Source
from writer_app.engine.model import StopFlag


class Loading:
    """One model that is being loaded.

    Args:
        source: gives it. on_end: called on the loading thread once `is_over`.
    """

    def __init__(self, source: Source, on_end: Callable[[], None]) -> None:
        self.source = source
        self._on_end = on_end
        self._lock = threading.Lock()
        self._is_unwanted = False
        self._model: CountedModel | None = None
        self._error: Exception | None = None
        self.is_over = False
        threading.Thread(target=self._load, name="model-load").start()

    def take(self) -> CountedModel:
        """Give the model, once it is over. Raises: what the source raised."""
        if self._error is not None:
            raise self._error
        assert self._model is not None
        return self._model

    def give_up(self) -> None:
        """Want the model no more; it is closed when it comes."""
        with self._lock:
            self._is_unwanted = True
            model, self._model = self._model, None
        if model is not None:
            model.close()

    def _load(self) -> None:
        try:
            model = warmed(self.source)
        except Exception as error:  # noqa: BLE001  told by the worker, on its own thread
            self._error = error
            model = None
        with self._lock:
            is_unwanted = self._is_unwanted
            self._model = None if is_unwanted else model
            self.is_over = True
        if is_unwanted and model is not None:
            model.close()
        self._on_end()


def warmed(source: Source) -> CountedModel:
    """Give a source's model, counted, after a first run. Raises: what the source raises."""
    model = CountedModel(source.load())
    try:
        model.warm("", StopFlag())
    except BaseException:
        model.close()
        raise
    return model
