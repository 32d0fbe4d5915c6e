"""What a model is wanted for, and where the one that does it comes from.

The seam between what the writer chose and the worker: whoever brings a model, from a
folder or from another machine, gives a `Source` for each role. May import:
engine.model. Thread: any.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from writer_app.engine.model import ModelInfo, TextModel


class Role(Enum):
    """The jobs that models do."""

    GHOSTS = "ghosts"
    TASKS = "tasks"  # rewrites, summaries, drafts
    FIX = "fix"  # weighs corrections: the judge's weights belong to one model
    GHOSTS_AWAY = "ghosts_away"  # ghosts of texts that may leave this machine
    TASKS_AWAY = "tasks_away"  # tasks on such texts
    NONE = "none"  # tasks that can do without a model, where none is to be had


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model comes from.

    Attributes:
        key: which model it is; roles with equal keys share it. Another key ends what the
            model before it was asked.
        load: gives the model, or raises ModelError in words; called on the worker's thread.
        variant: how it runs (device, threads): another one takes the place of the first
            once nothing is under way.
        need_bytes: memory that it will take; 0: none of this machine's, or not known.
        promise: what is known of it before it is loaded; None: nothing.
    """

    key: str
    load: Callable[[], TextModel]
    variant: str = ""
    need_bytes: int = 0
    promise: ModelInfo | None = None

    @property
    def identity(self) -> tuple[str, str]:
        """Give what is equal of two sources that may share one loaded model."""
        return self.key, self.variant


Sources = Mapping[Role, Source]
"""A source for each role; roles that are not in it are done by the one for ghosts."""


def one_for_all(load: Callable[[], TextModel]) -> dict[Role, Source]:
    """Give one model for every role."""
    return {Role.GHOSTS: Source("only", load)}


AT_HOME = {Role.GHOSTS_AWAY: Role.GHOSTS, Role.TASKS_AWAY: Role.TASKS}
"""Who does the work of a role on this machine, while another one cannot."""


def source_for(role: Role, sources: Sources) -> Source:
    """Give the source of a role, which may be the one for ghosts."""
    home = AT_HOME.get(role, role)
    return sources.get(role) or sources.get(home) or sources[Role.GHOSTS]


def at_home(sources: Sources) -> Sources:
    """Give the sources of the roles that are done on this machine."""
    return {role: source for role, source in sources.items() if role not in AT_HOME}
