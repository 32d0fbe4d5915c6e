"""The writer's own words are kept, and a damaged file costs as little as can be."""

import stat
from pathlib import Path

import pytest

from writer_app.documents.own_words import OwnWords
from writer_app.errors import DocumentError


def test_words_come_back(tmp_path: Path) -> None:
    path = tmp_path / "own" / "dictionary.txt"
    words = OwnWords(path)
    words.add("Zo\u00eb")
    words.add("grombl")
    words.add("GROMBL")
    assert OwnWords(path).words == ("grombl", "Zo\u00eb")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    words.remove("Grombl")
    assert OwnWords(path).words == ("Zo\u00eb",)


def test_damaged_file_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "dictionary.txt"
    path.write_bytes(b"good\n\xff\xfe\n\nalso\r\n")
    assert OwnWords(path).words == ("also", "good")


def test_refusal_of_the_disk_is_said_and_the_word_counts(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    words = OwnWords(tmp_path / "file" / "dictionary.txt")
    with pytest.raises(DocumentError):
        words.add("grombl")
    assert words.words == ("grombl",)


def test_without_a_file_nothing_is_kept() -> None:
    words = OwnWords(None)
    words.add("grombl")
    assert words.words == ("grombl",)
