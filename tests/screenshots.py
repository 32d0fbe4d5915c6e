"""Photograph a real session: real keys, the real model, a screen of its own.

Needs Xvfb, xdotool and ImageMagick (Debian: `apt install xvfb xdotool imagemagick`).
Run from the repository's root; the pictures land in docs/:

    python tests/screenshots.py [NAME...]

A state is a line of PICTURES: what is typed and pressed, and in which themes.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SIZE = "1200x780"
STILL_S = 6.0
"""Wait before a picture: a busy machine draws late."""
HEADING = "# The Lighthouse"
FIRST = (
    "The keeper had not spoken to anyone since the supply boat in March, and when the knock came "
    "he stood for a while with his hand on the latch, listening to the rain run down the iron "
    "stairs."
)
SECOND = (
    "He opened the door, and the woman who stepped over the threshold looked past him, up into "
    "the turning light. She had come a long way, and she was tired, but for the first "
)
SLIPS = (
    "The keeper had not spoken to anyone since the suply boat in March, and when teh knock came "
    "he stood for a while with his hand on the latch, listening to the rain. He had a apple in "
    "his pocket."
)
CHAPTERS = (
    ("The Rock", "The knock"),
    ("The Water", "The boat"),
    ("The Light", "Morning"),
    ("The Town", "A letter"),
)
STORY = f"""{HEADING}

{FIRST} He had kept the light for eleven years. In all that time nobody had come up the rock.

She said that the ferry had gone down off the point, and that there were others in the water. The \
keeper took the lamp from its hook and went down to the boat.

## The Water

They rowed until the oars were slick with blood. Twice they heard a voice and twice it was the \
wind. Near morning they found a boy of nine or ten holding to a crate of oranges, and the woman \
pulled him over the side by his collar. He did not say a word until they had him beside the \
stove, and then he asked whether the oranges could be saved too.

## The Report

The inquiry sat for three days in the town hall. It found that the ferry had carried twice the \
number she was built for, that the lamp on the rock had burned as it should, and that nobody was \
to blame. The keeper read the report in the paper a month later and put it in the stove.
"""
NOVEL = "\n\n".join(f"# {part}\n\n## {scene}\n\n{FIRST}" for part, scene in CHAPTERS)
PROMPTS = [["As a letter home", "Rewrite it as part of a letter home.", "Ctrl+Alt+L"]]


class Session:
    """One Foreword on one screen; a person's hands and a camera."""

    def __init__(self, display: str, process: subprocess.Popen[bytes]) -> None:
        self._environ = {**os.environ, "DISPLAY": display}
        self.process = process
        self._window = self._run(
            "xdotool", "search", "--sync", "--onlyvisible", "--name", "Foreword"
        ).split()[0]
        self.keys_of_window()

    def keys_of_window(self) -> None:
        """Give the window the screen and the keyboard: there is no window manager to do it."""
        self._run("xdotool", "windowmove", self._window, "0", "0")
        self._run("xdotool", "windowsize", self._window, *SIZE.split("x"))
        self._run("xdotool", "windowfocus", "--sync", self._window)
        self._run("xdotool", "mousemove", "1150", "600")

    def give_keyboard_to(self, title: str) -> None:
        """Give another window of ours the keyboard, by a part of its title."""
        found = self._run("xdotool", "search", "--sync", "--onlyvisible", "--name", title)
        self._run("xdotool", "windowfocus", "--sync", found.split()[0])

    def type(self, text: str, delay_ms: int = 25) -> None:
        """Type text as a person would."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.key("Return")
            self._run("xdotool", "type", "--delay", str(delay_ms), line)

    def key(self, *names: str) -> None:
        """Press keys, by X's names."""
        self._run("xdotool", "key", *names)

    def hold(self, name: str, for_s: float) -> None:
        """Hold a key down."""
        self._run("xdotool", "keydown", *name.split("+"))
        time.sleep(for_s)
        for key in reversed(name.split("+")):
            self._run("xdotool", "keyup", key)

    def look(self, name: str) -> None:
        """Wait until the page is still, then photograph it."""
        time.sleep(STILL_S)
        DOCS.mkdir(exist_ok=True)
        path = DOCS / f"{name}.png"
        self._run("import", "-window", "root", "-depth", "8", str(path))
        print(path.relative_to(ROOT))

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            words, env=self._environ, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout


@contextlib.contextmanager
def session(settings: dict[str, object], *words: str) -> Iterator[Session]:
    """Open Foreword on a screen of its own, keeping nothing."""
    with tempfile.TemporaryDirectory() as home, contextlib.ExitStack() as stack:
        config = Path(home) / "config"
        config.mkdir(mode=0o700)
        (config / "settings.json").write_text(json.dumps(settings))
        read_end, write_end = os.pipe()
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{SIZE}x24"],
            pass_fds=(write_end,),
            stderr=subprocess.DEVNULL,
        )
        stack.callback(screen.wait)
        stack.callback(screen.terminate)
        display = ":" + os.read(read_end, 16).decode().strip()
        environ = {**os.environ, "DISPLAY": display, "FOREWORD_HOME": home}
        environ.pop("QT_QPA_PLATFORM", None)
        process = subprocess.Popen([sys.executable, "main.py", *words], cwd=ROOT, env=environ)
        stack.callback(process.wait)
        stack.callback(process.kill)  # asked to end, it would ask about the text
        made = Session(display, process)
        time.sleep(2.0)
        yield made


@dataclass(frozen=True)
class Picture:
    """One state of the window.

    Attributes:
        themes: each gives a picture. steps: what a person does, in order: ("type", text),
            ("keys", name, ...), ("hold", name, seconds), ("wait", seconds), ("focus", title).
        settings: besides the theme. text: of the file that is opened; empty: none is.
        words: instead, words for the command line.
    """

    themes: tuple[str, ...]
    steps: tuple[tuple[str | float, ...], ...] = ()
    settings: dict[str, object] = field(default_factory=lambda: {"hint_seen": True})
    text: str = ""
    words: tuple[str, ...] = ()


PAGE = ("type", f"{HEADING}\n{FIRST}\n{SECOND}")
"""The page that most pictures show, the ghost at its end."""
BOTH = ("light", "dark")
CHINESE = {"hint_seen": True, "language": "zh_CN"}
PICTURES = {
    "empty": Picture(("light",), settings={}),
    "ghost": Picture(("light", "dark", "sepia", "contrast"), (PAGE,)),
    "hint": Picture(("light",), (PAGE,), settings={"welcome_seen": True}),
    "word-taken": Picture(
        ("light",), (PAGE, ("keys", "ctrl+semicolon"), ("wait", 0.5), ("keys", "ctrl+Right"))
    ),
    "ideas": Picture(BOTH, (PAGE, ("hold", "ctrl+space", 0.9))),
    "menu": Picture(BOTH, (PAGE, ("keys", "alt+g"))),
    "error": Picture(("light",), words=("/nonexistent/a.md",)),
    "diff": Picture(
        BOTH,
        (
            ("type", f"{HEADING}\n{SLIPS}\n{SECOND.rstrip()}"),
            ("keys", "ctrl+a", "ctrl+alt+f"),
            ("wait", 12.0),
        ),
    ),
    "palette": Picture(
        BOTH,
        (("type", f"{HEADING}\n{FIRST}"), ("keys", "ctrl+r"), ("wait", 0.4), ("keys", "Down")),
        settings={"hint_seen": True, "prompts": PROMPTS},
    ),
    "commands": Picture(
        BOTH, (("keys", "ctrl+shift+p"), ("wait", 0.4), ("type", "th")), text=STORY
    ),
    "summary": Picture(
        BOTH, (("keys", "ctrl+alt+s"), ("wait", 1.5), ("keys", "Down", "space")), text=STORY
    ),
    "draft": Picture(
        BOTH,
        (PAGE, ("keys", "ctrl+Return"), ("wait", 6.0), ("keys", "ctrl+Right", "ctrl+Right")),
    ),
    "focus": Picture(BOTH, (("keys", "ctrl+Home", "Down", "Down", "F8"),), text=STORY),
    "find": Picture(
        ("light",), (("keys", "ctrl+h"), ("type", "the"), ("keys", "Return")), text=STORY
    ),
    "outline": Picture(
        ("light",),
        (("keys", "ctrl+shift+o"), ("wait", 0.5), ("keys", "Down", "Down", "Return")),
        text=NOVEL,
    ),
    "spelling": Picture(
        ("light",),
        (
            ("type", f"{HEADING}\n{SLIPS}\n{SECOND.rstrip()}"),
            ("keys", "ctrl+Home"),
            ("wait", 2.0),
            ("keys", "F7"),
        ),
    ),
    "counts": Picture(
        ("dark",),
        (
            ("keys", "ctrl+End"),
            ("type", " She waited for the rain to end."),
            ("keys", "F6"),
            ("type", "500"),
            ("keys", "Tab"),
        ),
        text=STORY,
    ),
    "settings": Picture((*BOTH, "sepia"), (PAGE, ("keys", "ctrl+alt+comma"), ("wait", 1.0))),
    "settings-keys": Picture(
        ("light",),
        (
            PAGE,
            ("keys", "ctrl+alt+comma"),
            ("wait", 1.0),
            ("focus", "Settings"),
            ("type", "keys"),
        ),
    ),
    "chinese": Picture(("light",), (PAGE, ("keys", "alt+g")), settings=CHINESE),
    "settings-chinese": Picture(
        ("light",), (PAGE, ("keys", "ctrl+alt+comma"), ("wait", 1.0)), settings=CHINESE
    ),
}


def take(name: str, picture: Picture, theme: str) -> None:
    """Take one picture."""
    with contextlib.ExitStack() as stack:
        words = picture.words
        if picture.text:
            path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "The Lighthouse.md"
            path.write_text(picture.text, encoding="utf-8")
            words = (str(path),)
        settings = {"welcome_seen": True, **picture.settings, "theme": theme}
        if not picture.settings:
            del settings["welcome_seen"]
        page = stack.enter_context(session(settings, *words))
        for deed, *arguments in picture.steps:
            act(page, str(deed), arguments)
        page.look(f"{name}-{theme}")


def act(page: Session, deed: str, arguments: list[str | float]) -> None:
    """Do one step of a picture."""
    if deed == "type":
        page.type(str(arguments[0]), delay_ms=12)
    elif deed == "keys":
        for name in arguments:
            page.key(str(name))
    elif deed == "focus":
        page.give_keyboard_to(str(arguments[0]))
    elif deed == "hold":
        page.hold(str(arguments[0]), float(arguments[1]))
    else:
        time.sleep(float(arguments[0]))


def main() -> None:
    """Take the pictures named, or all."""
    for name in sys.argv[1:] or PICTURES:
        for theme in PICTURES[name].themes:
            take(name, PICTURES[name], theme)


if __name__ == "__main__":
    main()
