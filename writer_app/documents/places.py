"""Remember which documents were open, where their carets stood, what is right in each.

One small file beside the journals, for its owner only; a damaged one counts as none.
May import: disk and the standard library. Thread: any; writing on the documents
thread.
"""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from writer_app.disk import make_private_folder, replace_file

MAX_RECENT = 30
"""Most files that are remembered."""
_NAME = "places.json"
_MOST_BYTES = 1_000_000
MAX_IGNORED = 200
"""Most words of one document that are remembered as right; the last ones stay."""
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where a writer was in a document.

    Attributes:
        path: absolute. caret_u16: Qt position of the caret.
        top_block: number of the first block seen. ignored: words that spelling leaves
            alone in this document, casefolded.
    """

    path: str
    caret_u16: int = 0
    top_block: int = 0
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """The documents of the last time.

    Attributes:
        recent: files, the one left last first. open_paths: those that were open, in the
            order of the row. current: the one on the page; empty: a text without a file.
    """

    recent: tuple[Place, ...] = ()
    open_paths: tuple[str, ...] = ()
    current: str = ""

    def place_of(self, path: Path) -> Place:
        """Give where the writer was in a file; its beginning when that is not known."""
        wanted = str(path)
        return next((place for place in self.recent if place.path == wanted), Place(wanted))

    def with_place(self, place: Place) -> "Places":
        """Put a file first among the recent ones."""
        others = tuple(one for one in self.recent if one.path != place.path)
        return Places((place, *others)[:MAX_RECENT], self.open_paths, self.current)

    def without(self, paths: frozenset[str]) -> "Places":
        """Leave files out of the recent ones."""
        kept = tuple(one for one in self.recent if one.path not in paths)
        return Places(kept, self.open_paths, self.current)


def read_places(folder: Path) -> Places:
    """Read what was remembered; nothing when there is no such file, or a damaged one.

    Args:
        folder: of all that is kept.
    """
    try:
        with (folder / _NAME).open("rb") as file:
            values = json.loads(file.read(_MOST_BYTES).decode("utf-8", "surrogatepass"))
        recent = tuple(_place_of(one) for one in values["recent"][:MAX_RECENT])
        open_paths = tuple(str(path) for path in values["open_paths"][:MAX_RECENT])
        return Places(recent, open_paths, str(values["current"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Places()


def write_places(folder: Path, places: Places) -> None:
    """Write them, all or nothing, readable by their owner only.

    Raises: OSError; what was remembered before is whole.
    """
    make_private_folder(folder)
    text = json.dumps(asdict(places), ensure_ascii=False, indent=1)
    replace_file(folder / _NAME, text.encode("utf-8", "surrogatepass"), new_mode=0o600)


def forget_places(folder: Path) -> None:
    """Remove what is remembered.

    Raises: OSError when it stays.
    """
    with contextlib.suppress(FileNotFoundError):
        (folder / _NAME).unlink()


def merged(own: Places, others: Places, gone: frozenset[str]) -> Places:
    """Lay this process's places over those that another one wrote meanwhile.

    Args:
        gone: paths that the writer took out of the list.
    """
    known = {place.path for place in own.recent} | gone
    rest = tuple(place for place in others.recent if place.path not in known)
    return Places((own.recent + rest)[:MAX_RECENT], own.open_paths, own.current)


def _place_of(value: Any) -> Place:
    words = value.get("ignored", ())
    known = (str(word) for word in words) if isinstance(words, list) else ()
    ignored = tuple(word for word in known if 0 < len(word) <= _LONGEST_WORD)[-MAX_IGNORED:]
    place = Place(str(value["path"]), int(value["caret_u16"]), int(value["top_block"]), ignored)
    if not place.path or place.caret_u16 < 0 or place.top_block < 0:
        raise ValueError("a place outside every text")
    return place
