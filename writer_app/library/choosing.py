"""Which model does what: the words that the settings keep, and how they change.

`model` is the one of ghost text, by its key; `tasks_model` the one of rewrites, summaries
and drafts: empty while it is the same one, else a key, or IN_THE_BOX_NAMED for the model in
the box, whose own key is empty. May import: library.shelf. Thread: any.
"""

from enum import Enum

from writer_app.library.shelf import IN_THE_BOX

IN_THE_BOX_NAMED = "default"


class Use(Enum):
    """What a model is chosen for."""

    ALL = "all"
    GHOSTS = "ghosts"
    TASKS = "tasks"


def key_for_tasks(model: str, tasks_model: str) -> str:
    """Give the key of the model that does tasks.

    Example: key_for_tasks("mine", "") -> "mine"
    """
    if not tasks_model:
        return model
    return IN_THE_BOX if tasks_model == IN_THE_BOX_NAMED else tasks_model


def chosen(model: str, tasks_model: str, key: str, use: Use) -> dict[str, str]:
    """Give both settings after a model was chosen; what it was not chosen for stays.

    Example: chosen("", "", "mine", Use.GHOSTS) -> {"model": "mine", "tasks_model": "default"}
    """
    ghosts = model if use is Use.TASKS else key
    tasks = key_for_tasks(model, tasks_model) if use is Use.GHOSTS else key
    named = "" if tasks == ghosts else tasks or IN_THE_BOX_NAMED
    return {"model": ghosts, "tasks_model": named}


def without(model: str, tasks_model: str, key: str) -> dict[str, str]:
    """Give both settings once a model is gone; the one in the box does its work."""
    ghosts, tasks = model, key_for_tasks(model, tasks_model)
    ghosts = IN_THE_BOX if ghosts == key else ghosts
    tasks = IN_THE_BOX if tasks == key else tasks
    return chosen(ghosts, "", tasks, Use.TASKS)
