"""Photograph a real session: real keys, the real model, a screen of its own.

Needs Xvfb, xdotool and ImageMagick (Debian: `apt install xvfb xdotool imagemagick`).
Run from the repository's root; the pictures land in docs/:

    python tests/screenshots.py [NAME...]
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SIZE = "1200x780"
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
        """Give the window the keyboard: there is no window manager to do it."""
        self._run("xdotool", "windowfocus", "--sync", self._window)
        self._run("xdotool", "mousemove", "1150", "600")

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
        time.sleep(0.8)
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


def write_page(page: Session) -> None:
    """Write the page that most pictures show, the ghost at its end."""
    page.type(f"{HEADING}\n{FIRST}\n{SECOND}")


def empty(name: str, theme: str) -> None:
    """Photograph the first start."""
    with session({"theme": theme}) as page:
        page.look(f"{name}-{theme}")


def ghost(name: str, theme: str) -> None:
    """Photograph a ghost that came by itself."""
    with session({"theme": theme, "hint_seen": True}) as page:
        write_page(page)
        page.look(f"{name}-{theme}")


def hint(name: str, theme: str) -> None:
    """Photograph the first ghost of all, with the hint."""
    with session({"theme": theme}) as page:
        write_page(page)
        page.look(f"{name}-{theme}")


def taken(name: str, theme: str) -> None:
    """Photograph a word taken of several asked for."""
    with session({"theme": theme, "hint_seen": True}) as page:
        write_page(page)
        page.key("ctrl+semicolon")
        time.sleep(0.5)
        page.key("ctrl+Right")
        page.look(f"{name}-{theme}")


def ideas(name: str, theme: str) -> None:
    """Photograph the list of ideas."""
    with session({"theme": theme, "hint_seen": True}) as page:
        write_page(page)
        page.hold("ctrl+space", 0.9)
        page.look(f"{name}-{theme}")


def menu(name: str, theme: str) -> None:
    """Photograph the menu of the ghost."""
    with session({"theme": theme, "hint_seen": True}) as page:
        write_page(page)
        page.key("alt+g")
        page.look(f"{name}-{theme}")


def bar(name: str, theme: str) -> None:
    """Photograph an error over the page."""
    with session({"theme": theme, "hint_seen": True}, "/nonexistent/a.md") as page:
        page.look(f"{name}-{theme}")


def diff(name: str, theme: str) -> None:
    """Photograph what Fix would change in a page with a few slips."""
    with session({"theme": theme, "hint_seen": True}) as page:
        page.type(f"{HEADING}\n{SLIPS}\n{SECOND.rstrip()}", delay_ms=12)
        page.key("ctrl+a", "ctrl+alt+f")
        time.sleep(12.0)
        page.look(f"{name}-{theme}")


def palette(name: str, theme: str) -> None:
    """Photograph the ways of rewriting a sentence."""
    with session({"theme": theme, "hint_seen": True, "prompts": PROMPTS}) as page:
        page.type(f"{HEADING}\n{FIRST}", delay_ms=12)
        page.key("ctrl+r")
        time.sleep(0.4)
        page.key("Down")
        page.look(f"{name}-{theme}")


@contextlib.contextmanager
def story(theme: str) -> Iterator[Session]:
    """Open a story that is a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "The Lighthouse.md"
        path.write_text(STORY, encoding="utf-8")
        with session({"theme": theme, "hint_seen": True}, str(path)) as page:
            yield page


def summary(name: str, theme: str) -> None:
    """Photograph a summary, one of its sentences shown in its place."""
    with story(theme) as page:
        page.key("ctrl+alt+s")
        time.sleep(1.5)
        page.key("Down")
        page.key("space")
        page.look(f"{name}-{theme}")


def draft(name: str, theme: str) -> None:
    """Photograph a draft under its paragraph, its first sentence kept."""
    with session({"theme": theme, "hint_seen": True}) as page:
        write_page(page)
        page.key("ctrl+Return")
        time.sleep(6.0)
        page.key("ctrl+Right")
        page.key("ctrl+Right")
        page.look(f"{name}-{theme}")


def find(name: str, theme: str) -> None:
    """Photograph words that are sought and about to be replaced."""
    with story(theme) as page:
        page.key("ctrl+h")
        page.type("the")
        page.key("Return")
        page.look(f"{name}-{theme}")


def commands(name: str, theme: str) -> None:
    """Photograph the command palette."""
    with story(theme) as page:
        page.key("ctrl+shift+p")
        page.type("th")
        page.look(f"{name}-{theme}")


def outline(name: str, theme: str) -> None:
    """Photograph the outline beside the text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Novel.md"
        parts = [f"# {part}\n\n## {scene}\n\n{FIRST}" for part, scene in CHAPTERS]
        path.write_text("\n\n".join(parts), encoding="utf-8")
        with session({"theme": theme, "hint_seen": True}, str(path)) as page:
            page.key("ctrl+shift+o")
            page.key("Down", "Down", "Return")
            page.look(f"{name}-{theme}")


def spelling(name: str, theme: str) -> None:
    """Photograph misspelt words and what was meant by one of them."""
    with session({"theme": theme, "hint_seen": True}) as page:
        page.type(f"{HEADING}\n{SLIPS}\n{SECOND.rstrip()}", delay_ms=12)
        page.key("ctrl+Home")
        time.sleep(2.0)
        page.key("F7")
        page.look(f"{name}-{theme}")


def counts(name: str, theme: str) -> None:
    """Photograph what is counted, with a goal."""
    with story(theme) as page:
        page.key("ctrl+End")
        page.type(" She waited for the rain to end.")
        page.key("F6")
        page.type("500")
        page.key("Tab")
        page.look(f"{name}-{theme}")


def focus(name: str, theme: str) -> None:
    """Photograph focus mode on a sentence."""
    with story(theme) as page:
        page.key("ctrl+Home", "Down", "Down", "F8")
        page.look(f"{name}-{theme}")


PICTURES: dict[str, tuple[Callable[[str, str], None], tuple[str, ...]]] = {
    "empty": (empty, ("light",)),
    "ghost": (ghost, ("light", "dark", "sepia")),
    "hint": (hint, ("light",)),
    "word-taken": (taken, ("light",)),
    "ideas": (ideas, ("light", "dark")),
    "menu": (menu, ("light", "dark")),
    "error": (bar, ("light",)),
    "diff": (diff, ("light", "dark")),
    "summary": (summary, ("light", "dark")),
    "draft": (draft, ("light", "dark")),
    "find": (find, ("light",)),
    "commands": (commands, ("dark",)),
    "outline": (outline, ("light",)),
    "spelling": (spelling, ("light",)),
    "counts": (counts, ("dark",)),
    "focus": (focus, ("light", "dark")),
    "palette": (palette, ("light", "dark")),
}


def main() -> None:
    """Take the pictures named, or all."""
    for name in sys.argv[1:] or PICTURES:
        take, themes = PICTURES[name]
        for theme in themes:
            take(name, theme)


if __name__ == "__main__":
    main()
