"""The shares that make a text likeliest, and where they are kept."""

import json
from pathlib import Path

import numpy as np
import pytest

from models.fit_memory import Place, bits_per_token, fit, places
from models.recipe.variants import SHARES, build_variant
from tests.tiny_model import build_folder, write_checkpoint
from writer_app.engine.artifact import read_manifest
from writer_app.engine.gpt import open_model
from writer_app.engine.phrase_memory import MOST_ORDER, N_SHARES
from writer_app.library.package import Label

RELIABLE, USELESS = 3, 0
LABEL = Label("tiny", "CC0-1.0", ("en",), 0.5)


def document() -> list[Place]:
    """Give places where one class of followers is mostly right, and another never is."""
    right = Place(0.1, ((RELIABLE, 1.0),))
    wrong = Place(0.1, ((RELIABLE, 0.0),))
    return [right] * 80 + [wrong] * 20 + [Place(0.1, ((USELESS, 0.0),))] * 100


def test_a_reliable_class_gets_the_share_that_it_earned() -> None:
    shares = fit([document()])
    # 0.8 of its places would be right by it alone or with the model's tenth: (s + (1-s)/10).
    assert shares[0, RELIABLE] == pytest.approx((0.8 - 0.1) / 0.9, abs=0.02)
    assert shares[0, USELESS] == pytest.approx(0.0, abs=1e-6)


def test_the_fitted_shares_lower_the_loss() -> None:
    nothing = np.zeros((MOST_ORDER, N_SHARES))
    assert bits_per_token([document()], fit([document()])) < bits_per_token([document()], nothing)


def test_a_text_is_remembered_line_by_line(tmp_path: Path) -> None:
    model = open_model(build_folder(write_checkpoint(tmp_path / "c"), tmp_path / "m"))
    line = "The cat sat on the mat.\n"
    found = list(places(model, line * 2))
    n_first = len(model.vocabulary.encode(line))
    assert not any(place.followers for place in found[:n_first])
    assert any(share == 1.0 for place in found[n_first:] for _, share in place.followers)
    assert all(0 < place.probability <= 1 for place in found)


def test_a_built_model_keeps_its_checkpoints_shares(tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path / "c")
    (checkpoint / SHARES).write_text(json.dumps([[0.25] * N_SHARES] * MOST_ORDER))
    build_variant("int8-block32", checkpoint, tmp_path / "m", LABEL, None)
    assert read_manifest(tmp_path / "m").phrase_shares == ((0.25,) * N_SHARES,) * MOST_ORDER
