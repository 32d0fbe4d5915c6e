"""Shards arrive whole or are refused in words."""

import json
from pathlib import Path

import numpy as np
import pytest

from models.training.shards import ShardWriter, UnusableInput, open_shards
from tests.models.tiny_run import N_VOCABULARY, pattern, write_shards


@pytest.mark.parametrize("packed", [False, True])
def test_tokens_come_back_in_their_order(tmp_path: Path, packed: bool) -> None:
    parts = open_shards([write_shards(tmp_path, packed=packed)]).parts
    assert set(parts) == {"books", "modern", "skill-fix", "valid-books"}
    assert np.array_equal(parts["modern"].tokens, pattern(2400, 1))
    assert parts["modern"].bytes_per_token == 2.0
    assert [name for name, part in parts.items() if part.is_valid] == ["valid-books"]


def test_a_shard_is_no_larger_than_asked(tmp_path: Path) -> None:
    write_shards(tmp_path, max_bytes=1000)
    sizes = [path.stat().st_size for path in sorted(tmp_path.glob("books-*.bin"))]
    assert sizes == [1000] * 4 + [800]


def test_a_missing_shard_is_named(tmp_path: Path) -> None:
    write_shards(tmp_path)
    (tmp_path / "modern-01.bin").unlink()
    with pytest.raises(UnusableInput, match=r"modern-01\.bin is missing"):
        open_shards([tmp_path])


def test_a_changed_shard_is_named(tmp_path: Path) -> None:
    path = write_shards(tmp_path) / "books-00.bin"
    path.write_bytes(bytes(10) + path.read_bytes()[10:])
    with pytest.raises(UnusableInput, match=r"books-00\.bin has another hash"):
        open_shards([tmp_path])


def test_a_part_of_nothing_is_refused_when_written(tmp_path: Path) -> None:
    writer = ShardWriter(tmp_path, (N_VOCABULARY, "x"), 1000, False)
    with pytest.raises(UnusableInput, match="holds no text"):
        writer.write("books", np.zeros(0, np.uint16), 0, 0)


def test_tokens_beyond_the_vocabulary_are_refused(tmp_path: Path) -> None:
    writer = ShardWriter(tmp_path, (N_VOCABULARY, "x"), 1000, False)
    writer.write("books", np.array([1, 2, 99], np.uint16), 3, 1)
    writer.close()
    with pytest.raises(UnusableInput, match="vocabulary"):
        open_shards([tmp_path])


def test_folders_of_two_tokenizers_are_refused(tmp_path: Path) -> None:
    write_shards(tmp_path / "one")
    writer = ShardWriter(tmp_path / "two", (N_VOCABULARY, "another"), 1000, False)
    writer.write("more", pattern(10, 1), 3, 1)
    writer.close()
    with pytest.raises(UnusableInput, match="different tokenizers"):
        open_shards([tmp_path / "one", tmp_path / "two"])


@pytest.mark.parametrize("text", ["", "{}", '{"format": 9}', "[1]"])
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "shards.json").write_text(text)
    with pytest.raises(UnusableInput, match="damaged"):
        open_shards([tmp_path])


def test_a_folder_without_shards_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=r"No shards\.json"):
        open_shards([tmp_path])


def test_a_shard_left_out_of_the_manifest_is_noticed(tmp_path: Path) -> None:
    path = write_shards(tmp_path) / "shards.json"
    content = json.loads(path.read_text())
    content["shards"] = [s for s in content["shards"] if s["file"] != "books-01.bin"]
    path.write_text(json.dumps(content))
    with pytest.raises(UnusableInput, match="shard of books is missing"):
        open_shards([tmp_path])
