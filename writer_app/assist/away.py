"""The models on another machine: asked first where the writer allowed it, never waited for.

They take no memory here and load nothing, so they stand beside the roster. May import:
assist, engine.model, errors. Thread: worker.
"""

import logging

from writer_app.assist.counted import CountedModel
from writer_app.assist.roles import AT_HOME, Role, Sources
from writer_app.assist.roster import Loaded
from writer_app.engine.model import ModelInfo, StopFlag
from writer_app.errors import RemoteError

_LOG = logging.getLogger(__name__)


class Away:
    """Know the model of each role that another machine does."""

    def __init__(self) -> None:
        self._loaded: dict[Role, Loaded] = {}

    def follow(self, sources: Sources) -> None:
        """Take the sources that are wanted now; what is wanted no more is closed.

        Each new one begins to look for its machine at once, without any text.
        """
        for role, one in list(self._loaded.items()):
            wanted = sources.get(role)
            if wanted is None or wanted.identity != one.source.identity:
                self._loaded.pop(role).own.close()
        for role in AT_HOME:
            source = sources.get(role)
            if source is not None and role not in self._loaded:
                try:
                    own = CountedModel(source.load())
                except RemoteError as error:  # its address was checked where it was typed
                    _LOG.warning("another machine cannot be used: %s", error)
                    continue
                own.warm("", StopFlag())
                self._loaded[role] = Loaded(source, own, own.fork())

    def get(self, role: Role) -> Loaded | None:
        """Give the model of a role; None: no machine does it, or it cannot be asked now.

        One that is away is looked for again, beside everything else.
        """
        one = self._loaded.get(role)
        if one is None or one.own.info.is_ready:
            return one
        one.own.warm("", StopFlag())
        return None

    def has(self, one: Loaded) -> bool:
        """Tell whether a model runs on another machine."""
        return any(one is known for known in self._loaded.values())

    def info(self, role: Role) -> ModelInfo | None:
        """Give what is known of a role's model, while it can be asked."""
        one = self._loaded.get(role)
        info = one.own.info if one is not None else None
        return info if info is not None and info.is_ready else None

    def close(self) -> None:
        """End all requests."""
        self.follow({})
