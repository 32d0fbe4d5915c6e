"""What the settings window offers, row by row.

A new setting is a field of `Settings` and one `Item` here: its control follows from the
field's type and limits. GUI thread. May import: Qt, its siblings, settings.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from writer_app.library.devices import devices_here
from writer_app.settings import Settings
from writer_app.ui.fonts import faces_here
from writer_app.ui.keymap import Action
from writer_app.ui.languages import LANGUAGE_NAMES
from writer_app.ui.menus import MODE_NAMES, SPELLING_NAMES, THEME_NAMES, plain
from writer_app.ui.translation import mark, mark_table, tr
from writer_app.ui.view_modes import UNIT_NAMES


class Section(Enum):
    """Parts of the settings window, in their order."""

    PAGE = mark("Page")
    GHOSTS = mark("Ghosts")
    SPELLING = mark("Spelling")
    FILES = mark("Files")
    MODELS = mark("Models")
    SERVER = mark("Server")
    PRIVACY = mark("Privacy")
    KEYS = mark("Keys")
    LANGUAGE = mark("Language")


class Kind(Enum):
    """The control of a setting."""

    SWITCH = "switch"
    CHOICE = "choice"
    NUMBER = "number"
    SHARE = "share"  # 0..1, shown in percent; None: `nothing`
    FACE = "face"


@dataclass(frozen=True, slots=True)
class Item:
    """One setting.

    Attributes:
        section: where it stands. field: its name in `Settings`.
        title, help: marked words; help may be empty.
        names: marked words of each choice.
        unit: marked word after a number. step: of a number.
        nothing: marked words for no value (None, or the empty text).
        kind: its control; None: as the field's type and limits say.
    """

    section: Section
    field: str
    title: str
    help: str = ""
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    unit: str = ""
    step: int = 1
    nothing: str = ""
    kind: Kind | None = None

    @property
    def control(self) -> Kind:
        """Give the kind of control."""
        if self.kind is not None:
            return self.kind
        limits = limits_of(self.field)
        if "choices" in limits:
            return Kind.CHOICE
        if "range" in limits:
            return Kind.NUMBER if isinstance(limits["range"][0], int) else Kind.SHARE
        return Kind.SWITCH

    def choices(self) -> dict[str, str]:
        """Give the values to choose from and their words, in the interface's language."""
        if self.control is Kind.FACE:
            return {"": tr(self.nothing)} | {face: face for face in faces_here()}
        values: tuple[str, ...] = limits_of(self.field)["choices"]
        if self.field == "device":
            values = devices_here()
        return {value: plain(tr(self.names.get(value, value))) for value in values}


@dataclass(frozen=True, slots=True)
class Deed:
    """One button: a command that has a place among the settings.

    Attributes:
        action: what it does; left out where the window has no such command.
        title, help, button: marked words.
    """

    section: Section
    action: Action
    title: str
    button: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Words that explain a section."""

    section: Section
    words: str


DEVICE_NAMES = {"auto": "The fastest there is", "cpu": "CPU", "cuda": "NVIDIA GPU (CUDA)"}
mark_table(DEVICE_NAMES)
SPARING_NAMES = {"auto": "On the battery", "on": "Always", "off": "Never"}
mark_table(SPARING_NAMES)
SIGN_NAMES = {
    "auto": mark("As the text's language"),
    "off": mark("As typed"),
    "en": "English",
    "de": "Deutsch",
    "fr": "Fran\u00e7ais",
    "es": "Espa\u00f1ol",
    "it": "Italiano",
    "pt": "Portugu\u00eas",
    "nl": "Nederlands",
    "pl": "Polski",
    "ru": "\u0420\u0443\u0441\u0441\u043a\u0438\u0439",
    "sv": "Svenska",
    "zh": "\u4e2d\u6587",
    "ja": "\u65e5\u672c\u8a9e",
}
"""Each language by its own name."""

ROWS: tuple[Item | Deed | Note, ...] = (
    Item(Section.PAGE, "theme", mark("Theme"), names=THEME_NAMES),
    Item(
        Section.PAGE, "font_family", mark("Face"), mark("Of the text you write."),
        nothing=mark("The one in the box"), kind=Kind.FACE,
    ),
    Item(Section.PAGE, "font_size_px", mark("Size"), unit=mark("px")),
    Item(
        Section.PAGE, "column_chars", mark("Column"),
        mark("How wide the text runs; 60 to 75 characters read best."), unit=mark("characters"),
    ),
    Item(
        Section.PAGE, "smart_signs", mark("Quotes and dashes"),
        mark("Typed straight, they become those of a language; one undo takes that back."),
        names=SIGN_NAMES,
    ),
    Item(
        Section.PAGE, "focus_mode", mark("Focus mode"),
        mark("In every document, until Esc or the same key ends it."),
    ),
    Item(
        Section.PAGE, "focus_unit", mark("Focus mode leaves clear"),
        mark("Everything else is dimmed while it is on."), names=UNIT_NAMES,
    ),
    Item(
        Section.PAGE, "typewriter", mark("Typewriter scrolling"),
        mark("The line you write stays at one height."),
    ),
    Item(
        Section.PAGE, "session_goal_words", mark("Goal of a session"),
        mark("None at nought. A document's own goal stands with its counts."),
        unit=mark("words"), step=50,
    ),
    Item(
        Section.PAGE, "interface_percent", mark("Size of menus and windows"),
        mark("Of everything but your text, which has its own size."), unit="%", step=10,
    ),
    Item(
        Section.PAGE, "reduced_motion", mark("Less motion"),
        mark("The caret stands still, menus are there at once; always if the system asks for it."),
    ),
    Item(
        Section.GHOSTS, "ghost_mode", mark("Grey words come"),
        mark("Suggestions at the caret; they are never part of your text until you take them."),
        names=MODE_NAMES,
    ),
    Item(
        Section.GHOSTS, "pause_ms", mark("Length of a pause"),
        mark("For grey words that wait until you pause."), unit=mark("ms"), step=100,
    ),
    Item(
        Section.GHOSTS, "threshold", mark("How sure"),
        mark("Grey words less likely than this stay away. Lower shows more, and more wrong ones."),
        unit="%", step=5, nothing=mark("as the model says"),
    ),
    Item(
        Section.GHOSTS, "learns_phrases", mark("Learn from this text"),
        mark("Names and phrases of the document itself come too. Kept in memory only, for each "
             "document apart, and gone when Foreword closes."),
    ),
    Item(
        Section.GHOSTS, "no_tab", mark("Keep Tab for myself"),
        mark("Tab never takes grey words; the right arrow at the end of a line does."),
    ),
    Item(
        Section.SPELLING, "spelling", mark("Marks what is misspelt"),
        mark("English only so far; text in other languages is left alone."), names=SPELLING_NAMES,
    ),
    Deed(
        Section.SPELLING, Action.OWN_WORDS, mark("My dictionary"), mark("Look..."),
        mark("Words of your own that are never marked."),
    ),
    Item(
        Section.FILES, "autosave", mark("Save as I write"),
        mark("Text and Markdown are saved in place when you pause; other formats only when asked."),
    ),
    Deed(
        Section.FILES, Action.VERSIONS, mark("Versions"), mark("Look..."),
        mark("Every save keeps one; compare them and bring them back."),
    ),
    Deed(
        Section.MODELS, Action.MODELS, mark("Models"), mark("Look..."),
        mark("Add, compare and choose; all of them run here."),
    ),
    Item(
        Section.MODELS, "device", mark("Runs on"),
        mark("The status line tells where a model really runs."), names=DEVICE_NAMES,
    ),
    Item(
        Section.MODELS, "sparing", mark("Save power"),
        mark("Grey words wait for a pause, nothing is worked out ahead, models use fewer threads."),
        names=SPARING_NAMES,
    ),
    Note(
        Section.PRIVACY,
        mark(
            "Nothing you write leaves this machine, unless you let a server of your own choice "
            "help: no account, no telemetry, no look for updates."
        ),
    ),
    Deed(
        Section.PRIVACY, Action.FORGET, mark("Kept text"), mark("Forget..."),
        mark("Versions, and unsaved text of windows that have ended, kept readable by you alone."),
    ),
    Item(
        Section.LANGUAGE, "language", mark("Interface"), mark("Menus, messages and this window."),
        names=LANGUAGE_NAMES,
    ),
)  # fmt: skip
"""Rows of each section in their order; sections without any are not shown."""

INTERNAL = frozenset(
    {
        *("keys", "prompts", "model", "tasks_model", "told_device", "hint_seen", "welcome_seen"),
        *("recent_commands", "side_width_px", "window_place"),
        *("remote_use", "remote_address", "remote_model", "remote_agreed", "remote_proxy"),
    }
)
"""Fields of `Settings` that need no row: the window has its own part for keys; hints,
sizes and what was last used are kept in passing."""


def limits_of(name: str) -> Mapping[str, Any]:
    """Give the limits that a field of `Settings` names."""
    return next(one.metadata for one in dataclasses.fields(Settings) if one.name == name)


def default_of(name: str) -> object:
    """Give a setting's value at the first start."""
    return next(one.default for one in dataclasses.fields(Settings) if one.name == name)
