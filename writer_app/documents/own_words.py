"""The writer's own words: a small file of one word a line, readable by its owner only.

May import: errors, disk. Thread: GUI; it holds a few hundred words.
"""

import logging
from pathlib import Path

from writer_app.disk import replace_file
from writer_app.errors import DocumentError

MOST_WORDS = 50_000
MOST_BYTES = 2_000_000
_LOG = logging.getLogger(__name__)


class OwnWords:
    """Words that the writer has called right.

    Args:
        path: the file; it need not exist. None: nothing is kept.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._words = _read(path) if path is not None else {}

    @property
    def words(self) -> tuple[str, ...]:
        """Give the words, in the alphabet's order."""
        return tuple(sorted(self._words.values(), key=str.casefold))

    def add(self, word: str) -> None:
        """Keep a word.

        Raises: DocumentError when it cannot be written; it counts until the end all the same.
        """
        word = word.strip().replace("\u2019", "'")
        if word and word.casefold() not in self._words:
            self._words[word.casefold()] = word
            self._write()

    def remove(self, word: str) -> None:
        """Keep a word no longer.

        Raises: DocumentError when the file cannot be written.
        """
        if self._words.pop(word.casefold(), None) is not None:
            self._write()

    def _write(self) -> None:
        if self._path is None:
            return
        text = "".join(f"{word}\n" for word in self.words)
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self._path, text.encode(), new_mode=0o600)
        except OSError as error:
            raise DocumentError(
                f"Your dictionary cannot be saved in {self._path.parent} ({error.strerror})."
            ) from error


def _read(path: Path) -> dict[str, str]:
    """Read the file as far as it can be read; a damaged one gives what is whole in it."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES)
    except FileNotFoundError:
        return {}
    except OSError as error:
        _LOG.warning("the own dictionary cannot be read: %s", error.strerror)
        return {}
    lines = raw.decode("utf-8", "replace").splitlines()
    words = (line.strip() for line in lines[:MOST_WORDS])
    return {word.casefold(): word for word in words if word and "\ufffd" not in word}
