"""Keep the writer's choices: one frozen value, one small JSON file.

May import: errors, disk and the standard library. Thread: any.
"""

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from writer_app.disk import replace_file
from writer_app.errors import SettingsError

THEMES = ("system", "light", "dark", "sepia", "contrast")
GHOST_MODES = ("typing", "pause", "peek", "off")
FOCUS_UNITS = ("sentence", "paragraph")
SMART_SIGNS = (
    "auto", "off", "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "sv", "zh", "ja",
)  # fmt: skip
SPELLINGS = ("any", "us", "uk", "off")
DEVICES = ("auto", "cpu", "cuda")
SPARINGS = ("auto", "on", "off")
REMOTE_USES = ("off", "ghosts", "tasks", "both")
MOST_BYTES = 1_000_000
"""Largest file of settings that is read."""
LANGUAGES = ("system", "en", "zh_CN")
_ROW_WIDTHS = {"keys": 2, "prompts": 3}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the writer has chosen; change it with `dataclasses.replace`.

    Attributes:
        theme: one of THEMES; "system" follows the desktop.
        font_family: of the text; empty: the first of the serif stack that is there.
        font_size_px: of the text, 10..72.
        column_chars: width of the column in characters, 40..120.
        ghost_mode: one of GHOST_MODES.
        pause_ms: stillness before a ghost in mode "pause", 100..10,000 ms.
        threshold: least probability of a ghost's first word, 0..1; None: the model's own.
        learns_phrases: True: names and phrases of the document itself are foreseen too; what
            was learnt is in memory only.
        keys: (action, key sequence) pairs that differ from the defaults, at most 200.
        no_tab: True: Tab never takes a ghost.
        hint_seen: True: the first-time hint was sent away.
        welcome_seen: True: the lesson of the first start has been on the page.
        model: of ghost text: its folder's name in the model library; empty: the one in the box.
        tasks_model: of rewrites, summaries and drafts: its folder's name; "default": the one
            in the box; empty: the one of ghost text.
        device: one of DEVICES.
        sparing: one of SPARINGS: fewer threads, fewer model runs; "auto": on the battery.
        told_device: device and reason that were told when a model did not run there.
        reduced_motion: True: nothing fades.
        interface_percent: size of the interface's words, of what fits the desktop, 80..200.
        language: of the interface, one of LANGUAGES; "system" follows the desktop.
        prompts: (name, instruction, key sequence) of the writer's own prompts, at most 40.
        focus_mode: True: all but what is being written is dimmed, in every document.
        focus_unit: one of FOCUS_UNITS: what focus mode leaves clear.
        typewriter: True: the line that is written stays at one height.
        smart_signs: one of SMART_SIGNS: whose quotes and dashes are set; "auto": those of
            the text's own language.
        window_place: size and place of the window, as Qt writes them, in base 64.
        autosave: True: text and Markdown are saved in place while they are written.
        side_width_px: of the column beside the page, 300..640.
        spelling: English that is right, one of SPELLINGS; "off": nothing is marked.
        session_goal_words: to be written in a session, up to 10,000,000; 0: no goal.
        recent_commands: those used last from the palette, newest first, at most 20.
        remote_use: what a server of the writer's does, one of REMOTE_USES.
        remote_address, remote_model: of that server; its key is never here.
        remote_agreed: the host that the writer agreed to send text to; another one gets none.
        remote_proxy: True: it is reached through the system's proxy, which was confirmed.
    """

    theme: str = field(default="system", metadata={"choices": THEMES})
    font_family: str = field(default="", metadata={"longest": 200})
    font_size_px: int = field(default=19, metadata={"range": (10, 72)})
    column_chars: int = field(default=68, metadata={"range": (40, 120)})
    ghost_mode: str = field(default="typing", metadata={"choices": GHOST_MODES})
    pause_ms: int = field(default=600, metadata={"range": (100, 10_000)})
    threshold: float | None = field(default=None, metadata={"range": (0.0, 1.0)})
    keys: tuple[tuple[str, str], ...] = field(default=(), metadata={"longest": 200})
    no_tab: bool = False
    hint_seen: bool = False
    welcome_seen: bool = False
    model: str = field(default="", metadata={"longest": 200})
    tasks_model: str = field(default="", metadata={"longest": 200})
    device: str = field(default="auto", metadata={"choices": DEVICES})
    sparing: str = field(default="auto", metadata={"choices": SPARINGS})
    told_device: str = field(default="", metadata={"longest": 500})
    reduced_motion: bool = False
    interface_percent: int = field(default=100, metadata={"range": (80, 200)})
    language: str = field(default="system", metadata={"choices": LANGUAGES})
    prompts: tuple[tuple[str, str, str], ...] = field(default=(), metadata={"longest": 40})
    focus_mode: bool = False
    focus_unit: str = field(default="sentence", metadata={"choices": FOCUS_UNITS})
    typewriter: bool = False
    smart_signs: str = field(default="auto", metadata={"choices": SMART_SIGNS})
    window_place: str = field(default="", metadata={"longest": 400})
    autosave: bool = True
    side_width_px: int = field(default=340, metadata={"range": (300, 640)})
    spelling: str = field(default="any", metadata={"choices": SPELLINGS})
    session_goal_words: int = field(default=0, metadata={"range": (0, 10_000_000)})
    recent_commands: tuple[str, ...] = field(default=(), metadata={"longest": 20})
    learns_phrases: bool = True
    remote_use: str = field(default="off", metadata={"choices": REMOTE_USES})
    remote_address: str = field(default="", metadata={"longest": 300})
    remote_model: str = field(default="", metadata={"longest": 300})
    remote_agreed: str = field(default="", metadata={"longest": 300})
    remote_proxy: bool = False


def load_settings(path: Path) -> tuple[Settings, SettingsError | None]:
    """Read the settings; whatever is wrong with them, the start goes on.

    Args:
        path: the settings file; a missing one means the defaults.

    Returns:
        The settings, and what to tell the writer when the file could not be used as
        it is: a damaged file is set aside as `<name>.damaged`, a wrong value is
        replaced by its default (and the file as it was set aside, too).
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        words = f"The settings in {path} cannot be read ({error.strerror}); using the defaults."
        return Settings(), SettingsError(words)
    try:
        values = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        kept = _set_aside(path, raw)
        words = "The settings file was damaged; using the defaults."
        return Settings(), SettingsError(f"{words}{kept}")
    settings, wrong = _checked(values)
    if not wrong:
        return settings, None
    kept = _set_aside(path, raw)
    names = ", ".join(wrong)
    return settings, SettingsError(f"Settings with wrong values were reset ({names})." + kept)


def models_named_in(path: Path) -> Settings:
    """Read the settings for the sake of the models that they name; the defaults at worst.

    Unlike `load_settings` it moves nothing, so a headless verb may look at any time.
    """
    try:
        values = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return Settings()
    return _checked(values)[0] if isinstance(values, dict) else Settings()


def read_settings(path: Path) -> Settings:
    """Read exported settings; all of them are good, or none is taken.

    Unlike `load_settings` it leaves the file where and as it is.

    Raises: SettingsError in words: no such file, no settings, or wrong values.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read ({error.strerror}).") from error
    try:
        values = json.loads(raw.decode("utf-8")) if len(raw) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        values = None
    known = {one.name for one in dataclasses.fields(Settings)}
    if not isinstance(values, dict) or not known & values.keys():
        raise SettingsError(f"{path.name} holds no settings of Foreword; choose another file.")
    settings, wrong = _checked(values)
    if wrong:
        names = ", ".join(wrong)
        raise SettingsError(f"{path.name} has wrong values ({names}); nothing was changed.")
    return settings


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings atomically, readable by their owner only.

    Raises: SettingsError in words when the disk refuses; the old file is whole.
    """
    text = json.dumps(dataclasses.asdict(settings), indent=2, ensure_ascii=False)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, f"{text}\n".encode(), new_mode=0o600)
    except OSError as error:
        words = f"The settings cannot be saved in {path.parent} ({error.strerror})."
        raise SettingsError(words) from error


def _checked(values: dict[str, Any]) -> tuple[Settings, list[str]]:
    """Take every value that fits; name those that do not. Unknown names are left alone."""
    wrong = []
    fitting: dict[str, Any] = {}
    for known in dataclasses.fields(Settings):
        if known.name not in values:
            continue
        value = values[known.name]
        if known.name in _ROW_WIDTHS:
            value = _as_rows(value, _ROW_WIDTHS[known.name])
        elif isinstance(known.default, tuple):
            value = _as_words(value)
        if _fits(value, known.default, known.metadata):
            fitting[known.name] = value
        else:
            wrong.append(known.name)
    return Settings(**fitting), wrong


def _fits(value: object, default: object, limits: Any) -> bool:
    """Tell whether a value has the default's type and stays within the limits."""
    if "range" in limits:
        low, high = limits["range"]
        if value is None or isinstance(value, bool):
            return value is default
        if not isinstance(value, int if isinstance(default, int) else (int, float)):
            return False
        return bool(low <= value <= high)
    if type(value) is not type(default):
        return False
    if "choices" in limits:
        return value in limits["choices"]
    return not isinstance(value, str | tuple) or len(value) <= limits["longest"]


def _as_rows(value: object, width: int) -> object:
    """Turn JSON's lists into tuples where they are rows of so many words, else give None."""
    if not isinstance(value, list):
        return None
    for row in value:
        if not isinstance(row, list) or len(row) != width:
            return None
        if not all(isinstance(word, str) for word in row):
            return None
    return tuple(tuple(row) for row in value)


def _as_words(value: object) -> object:
    """Turn a list of JSON's into a tuple where it holds words alone, else give None."""
    is_words = isinstance(value, list) and all(isinstance(word, str) for word in value)
    return tuple(value) if isinstance(value, list) and is_words else None


def _set_aside(path: Path, raw: bytes) -> str:
    """Keep the file as it was; say where in a sentence of its own."""
    aside = path.with_name(f"{path.name}.damaged")
    try:
        replace_file(aside, raw, new_mode=0o600)
        path.unlink()
    except OSError:
        return ""
    return f" The old file is kept as {aside.name}."
