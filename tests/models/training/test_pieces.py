"""Weights travel in pieces and come home as they left."""

from pathlib import Path

import numpy as np
import pytest

from models.training.pieces import read_pieces, write_pieces
from models.training.shards import UnusableInput
from tests.models.tiny_run import SHAPE

WEIGHTS = {
    "a.weight": np.arange(600, dtype=np.float32).reshape(20, 30) / 8,
    "b.weight": np.ones(7, np.float32),
}


def test_pieces_are_small_and_come_back_equal(tmp_path: Path) -> None:
    write_pieces(tmp_path, WEIGHTS, SHAPE, {"steps": 3}, piece_bytes=400)
    sizes = [path.stat().st_size for path in tmp_path.glob("*.npy")]
    assert len(sizes) == 5
    assert max(sizes) <= 400
    weights, shape, facts = read_pieces(tmp_path)
    assert all(np.array_equal(weights[name], WEIGHTS[name]) for name in WEIGHTS)
    assert (shape, facts) == (SHAPE, {"steps": 3})


def test_a_changed_piece_is_named(tmp_path: Path) -> None:
    write_pieces(tmp_path, WEIGHTS, SHAPE, {}, piece_bytes=400)
    path = tmp_path / "piece-02.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(UnusableInput, match=r"piece-02\.npy has another hash"):
        read_pieces(tmp_path)


def test_a_missing_piece_is_named(tmp_path: Path) -> None:
    write_pieces(tmp_path, WEIGHTS, SHAPE, {}, piece_bytes=400)
    (tmp_path / "piece-03.npy").unlink()
    with pytest.raises(UnusableInput, match=r"piece-03\.npy is missing"):
        read_pieces(tmp_path)


@pytest.mark.parametrize("value", [np.nan, np.inf, 70000.0])
def test_numbers_beyond_float16_are_refused(tmp_path: Path, value: float) -> None:
    with pytest.raises(UnusableInput, match="a holds numbers"):
        write_pieces(tmp_path, {"a": np.array([1.0, value])}, SHAPE, {})
