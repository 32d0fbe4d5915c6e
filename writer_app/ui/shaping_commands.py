"""Give Markdown's commands by their actions. GUI thread. May import: keymap, shaping."""

from collections.abc import Callable
from functools import partial

from writer_app.ui.emphasis import BOLD, ITALIC
from writer_app.ui.keymap import Action
from writer_app.ui.shaping import Shaping

_HEADINGS = (
    Action.BODY, Action.HEADING_1, Action.HEADING_2, Action.HEADING_3, Action.HEADING_4,
    Action.HEADING_5, Action.HEADING_6,
)  # fmt: skip


def shaping_commands(shaping: Shaping) -> dict[Action, Callable[[], object]]:
    """Give what each of Markdown's actions does on a page."""
    commands: dict[Action, Callable[[], object]] = {
        Action.BOLD: partial(shaping.toggle, BOLD),
        Action.ITALIC: partial(shaping.toggle, ITALIC),
        Action.LINK: shaping.link,
    }
    for level, action in enumerate(_HEADINGS):
        commands[action] = partial(shaping.set_heading, level)
    return commands
