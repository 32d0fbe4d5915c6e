"""The plain numpy pass gives what transformers gives, for every family with a fused graph."""

from pathlib import Path

import numpy as np
import pytest

from tests.reference import Reference, write_hugging_face
from tests.tiny_model import TinyShape, write_checkpoint
from writer_app.library import checkpoint as module
from writer_app.library.checkpoint import Checkpoint
from writer_app.library.original import original_logits

IDS = [0, *range(5, 95, 2)]


@pytest.mark.parametrize("kind", ["llama", "llama3", "qwen2", "qwen3", "gemma2", "gemma3"])
def test_every_family_matches_transformers(tmp_path: Path, kind: str) -> None:
    folder = write_hugging_face(kind, tmp_path)
    _, logits = next(original_logits(Checkpoint(folder), IDS))
    np.testing.assert_allclose(logits, Reference(folder).logits(IDS), atol=2e-4)


def test_biases_and_a_head_of_its_own_count(tmp_path: Path) -> None:
    shape = TinyShape(is_tied=False, n_kv_heads=4, attention_bias=True)
    folder = write_checkpoint(tmp_path, shape)
    _, logits = next(original_logits(Checkpoint(folder), IDS))
    np.testing.assert_allclose(logits, Reference(folder).logits(IDS), atol=2e-4)


def test_pieces_of_matrices_make_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_checkpoint(tmp_path)
    _, whole = next(original_logits(Checkpoint(folder), IDS))
    monkeypatch.setattr(module, "_PIECE_VALUES", 1000)
    pieces = list(original_logits(Checkpoint(folder), IDS))
    assert len(pieces) > 20
    assert [first for first, _ in pieces] == [i * 15 for i in range(len(pieces))]
    joined = np.concatenate([logits for _, logits in pieces], axis=-1)
    np.testing.assert_allclose(joined, whole, atol=1e-4)
