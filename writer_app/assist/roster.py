"""The models in memory: which are loaded, which make room, which have rested long enough.

The one for ghosts is loaded at once and stays; others come at their first use and go when
nobody has used them for a while. Where memory is short the one for ghosts steps aside for
them. May import: assist, engine.model. Thread: worker.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from writer_app.assist.counted import CountedModel
from writer_app.assist.loading import warmed
from writer_app.assist.roles import Role, Source, Sources, source_for
from writer_app.engine.model import ModelInfo

IDLE_S = 300.0
"""How long a model that is not for ghosts stays without work: a second rewrite comes at once,
and a laptop gets its memory back. Source: Ollama's default (keep_alive, 5 minutes)."""
ASIDE_S = 15.0
"""How long ghosts stay aside after the task that needed their room: the next one may follow."""
RESERVE_BYTES = 300_000_000
"""Memory left to the writer's other programs when a second model comes in."""


@dataclass(slots=True, eq=False)
class Loaded:
    """A model in memory.

    Attributes:
        source: as it was when it was loaded. own: what ghosts ask; for_tasks: the same with
            a KV cache of its own. n_tasks: that run on it. used_s: when it last had work.
    """

    source: Source
    own: CountedModel
    for_tasks: CountedModel
    n_tasks: int = 0
    used_s: float = 0.0


class Roster:
    """Load models by role and give their memory back.

    Args:
        sources: of each role. free_bytes: memory that could be had now; None: not known.
        now_s: a monotonic clock. give_back: has the system get what a model leaves free.
    """

    def __init__(
        self,
        sources: Sources,
        free_bytes: Callable[[], int | None],
        now_s: Callable[[], float],
        give_back: Callable[[], object] = lambda: None,
    ) -> None:
        self.sources = sources
        self._free_bytes = free_bytes
        self._now_s = now_s
        self._give_back = give_back
        self._loaded: dict[tuple[str, str], Loaded] = {}
        self._is_aside = False

    @property
    def ghosts(self) -> Loaded | None:
        """Give the model for ghosts as it runs now; None: it is not in memory."""
        wanted = self.sources[Role.GHOSTS]
        exact = self._loaded.get(wanted.identity)
        return exact or next((one for one in self._all() if one.source.key == wanted.key), None)

    @property
    def n_loaded(self) -> int:
        """Count the models in memory."""
        return len(self._loaded)

    @property
    def is_aside(self) -> bool:
        """Tell whether ghosts have made room for another model."""
        return self._is_aside

    def loaded(self, role: Role) -> Loaded | None:
        """Give the model of a role when it is in memory as it is wanted."""
        return self._loaded.get(source_for(role, self.sources).identity)

    def tasks_info(self) -> ModelInfo | None:
        """Give what is known of the model for tasks; None: ghosts have the same."""
        source = source_for(Role.TASKS, self.sources)
        if source.key == self.sources[Role.GHOSTS].key:
            return None
        loaded = self.loaded(Role.TASKS)
        return loaded.own.info if loaded is not None else source.promise

    def get(self, role: Role) -> Loaded:
        """Give the model of a role, loaded and warmed here and now if need be.

        Raises: whatever the source raises, ModelError in words among it.
        """
        found = self.standing(role)
        if found is None:
            source = self.make_ready(role)
            found = self.adopt(source, warmed(source))
        return found

    def standing(self, role: Role) -> Loaded | None:
        """Give the model of a role if it can be asked at once.

        One that is at work in another variant goes on as it was loaded: two of a kind never
        stand here.
        """
        source = source_for(role, self.sources)
        found = self._loaded.get(source.identity)
        if found is None:
            at_work = (one for one in self._all() if one.source.key == source.key and one.n_tasks)
            found = next(at_work, None)
        if found is not None:
            found.used_s = self._now_s()
        return found

    def make_ready(self, role: Role) -> Source:
        """Make room for the model of a role; give its source, to be loaded and adopted."""
        source = source_for(role, self.sources)
        for one in self._all():
            if one.source.key == source.key:
                self._drop(one)
        self._make_room(source)
        return source

    def adopt(self, source: Source, model: CountedModel) -> Loaded:
        """Take in a model that was loaded."""
        try:
            # Tasks have a KV cache of their own, so that what ghosts keep of the page stays warm.
            one = Loaded(source, model, model.fork(), used_s=self._now_s())
        except BaseException:
            model.close()
            raise
        self._loaded[source.identity] = one
        return one

    def drop_others(self) -> None:
        """Take what no source names any more out of memory, whatever it does."""
        keys = {source.key for source in self.sources.values()}
        for one in self._all():
            if one.source.key not in keys:
                self._drop(one)

    def tidy(self) -> bool:
        """Drop what has rested long enough or is wanted in another variant; no task may run.

        Returns: True when the model for ghosts is wanted and not in memory.
        """
        wanted = self.sources[Role.GHOSTS].identity
        identities = {source.identity for source in self.sources.values()}
        now_s = self._now_s()
        for one in self._all():
            is_stale = one.source.identity not in identities
            is_rested = one.source.identity != wanted and now_s >= self._leaves_s(one)
            if is_stale or is_rested:
                self._drop(one)
        if self._is_aside and not self._loaded:
            self._is_aside = False
        return wanted not in self._loaded and not self._is_aside

    def wait_s(self) -> float | None:
        """Tell in how many seconds `tidy` will have something to do; None: never by itself."""
        wanted = self.sources[Role.GHOSTS].identity
        identities = {source.identity for source in self.sources.values()}
        is_stale = any(one.source.identity not in identities for one in self._all())
        if is_stale or (self._is_aside and not self._loaded):
            return 0.0
        others = [one for one in self._all() if one.source.identity != wanted]
        if not others:
            return None
        return max(0.0, min(map(self._leaves_s, others)) - self._now_s())

    def close(self) -> None:
        """Give all memory back."""
        for one in self._all():
            self._drop(one)

    def _all(self) -> Iterator[Loaded]:
        return iter(tuple(self._loaded.values()))

    def _leaves_s(self, one: Loaded) -> float:
        return one.used_s + (ASIDE_S if self._is_aside else IDLE_S)

    def _make_room(self, source: Source) -> None:
        """Drop idle models, ghosts' last, until the next one fits or none is left."""
        is_for_ghosts = source.identity == self.sources[Role.GHOSTS].identity
        ghosts = self.ghosts
        idle = [one for one in self._all() if one is not ghosts and not one.n_tasks]
        for one in sorted(idle, key=lambda one: one.used_s):
            if self._fits(source):
                return
            self._drop(one)
        if not self._fits(source) and ghosts is not None and not ghosts.n_tasks:
            self._is_aside = not is_for_ghosts
            self._drop(ghosts)

    def _fits(self, source: Source) -> bool:
        free = self._free_bytes() if source.need_bytes else None
        return free is None or free - source.need_bytes >= RESERVE_BYTES

    def _drop(self, one: Loaded) -> None:
        self._loaded.pop(one.source.identity, None)
        one.for_tasks.close()
        one.own.close()
        self._give_back()
