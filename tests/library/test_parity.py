"""Parity says how far rounding moved a model, and refuses what is another model."""

from pathlib import Path

import pytest

from tests.reference import Reference, write_hugging_face
from tests.tiny_model import TEXT, build_folder, write_checkpoint
from writer_app.engine.gpt import open_model
from writer_app.engine.model import StopFlag
from writer_app.errors import ModelCorrupt
from writer_app.library.checkpoint import Checkpoint
from writer_app.library.graph_parts import Recipe
from writer_app.library.parity import compare


def test_an_unrounded_build_is_its_original(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / "c")
    parity = compare(build_folder(folder, tmp_path / "f"), TEXT, Checkpoint(folder))
    assert parity.agreement == 1.0
    assert parity.bits_per_byte == pytest.approx(parity.original_bits_per_byte, abs=1e-3)


def test_the_bits_are_those_of_scoring_and_of_transformers(tmp_path: Path) -> None:
    import math

    folder = write_checkpoint(tmp_path / "c")
    built = build_folder(folder, tmp_path / "f")
    text = TEXT[:150]
    parity = compare(built, text, Checkpoint(folder))
    model = open_model(built)
    ids = [0, *model.vocabulary.encode(text)]
    per_byte = 1 / math.log(2) / len(text.encode())
    assert parity.bits_per_byte == pytest.approx(
        model.score(text, StopFlag()).nats * per_byte, abs=1e-3
    )
    expected = Reference(folder).nats(ids) * per_byte
    assert parity.original_bits_per_byte == pytest.approx(expected, abs=1e-3)
    assert parity.n_tokens == len(ids) - 1


def test_rounding_to_eight_bits_shows_and_is_small(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / "c")
    built = build_folder(folder, tmp_path / "f", Recipe(bits=8))
    parity = compare(built, TEXT, Checkpoint(folder))
    assert 0.85 < parity.agreement < 1.0


def test_another_model_is_refused(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / "c")
    other = Checkpoint(write_checkpoint(tmp_path / "d", seed=8))
    with pytest.raises(ModelCorrupt, match="agrees"):
        compare(build_folder(folder, tmp_path / "f"), TEXT, other)


def test_an_exported_model_is_compared_with_transformers(tmp_path: Path) -> None:
    from writer_app.library.convert import export_with_optimum

    folder = write_hugging_face("gpt2", tmp_path / "c")
    export_with_optimum(folder, tmp_path / "f")
    parity = compare(tmp_path / "f", TEXT, folder)
    assert (parity.agreement, parity.original) == (1.0, "transformers float32")
