"""The ways to quantize a checkpoint that the evaluation compares.

May import: gptq, training, library.
"""

import json
from dataclasses import replace
from pathlib import Path

from models.recipe.step import InputError
from models.training.shards import open_shards
from writer_app.library.graph_parts import Recipe
from writer_app.library.package import Label, package_checkpoint

# bits, table bits, block, accuracy level; the first is the reference.
RECIPES = {
    "float32": Recipe(0, 0, 32),
    "int8-block32": Recipe(8, 8, 32),
    "int8-block128": Recipe(8, 8, 128),
    "int4-block16": Recipe(4, 8, 16),
    "int4-block32": Recipe(4, 8, 32),
    "int4-block64": Recipe(4, 8, 64),
    "int4-block128": Recipe(4, 8, 128),
    "int4-block32-level0": Recipe(4, 8, 32, accuracy_level=0),
    "int4-block32-gptq": Recipe(4, 8, 32),
}
CALIBRATED = frozenset({"int4-block32-gptq"})
"""Those that are quantized by GPTQ, with training text."""


SHARES = "phrase_shares.json"
"""Beside a checkpoint: how much it trusts the phrases of the text at hand (fit_memory.py)."""


def with_shares(label: Label, checkpoint: Path) -> Label:
    """Add what was fitted for a checkpoint, if it was."""
    path = checkpoint / SHARES
    if not path.exists():
        return label
    shares = json.loads(path.read_text(encoding="utf-8"))
    return replace(label, phrase_shares=tuple(tuple(row) for row in shares))


def build_variant(
    name: str, checkpoint: Path, folder: Path, label: Label, shards: Path | None
) -> None:
    """Write a checkpoint as a model folder, quantized by one of `RECIPES`.

    Args:
        shards: of training text; needed by `CALIBRATED` only.

    Raises: InputError: no such recipe, or no shards for it.
    """
    if name not in RECIPES:
        raise InputError(f"No recipe {name}; there are {', '.join(RECIPES)}.")
    label = with_shares(label, checkpoint)
    if name not in CALIBRATED:
        package_checkpoint(checkpoint, folder, RECIPES[name], label)
        return
    if shards is None:
        raise InputError(f"{name} reads training text; give --shards.")
    from models.recipe.gptq import Gptq, read_hessians

    parts = open_shards([shards]).parts.values()
    hessians = read_hessians(checkpoint, [part for part in parts if not part.is_valid])
    package_checkpoint(checkpoint, folder, RECIPES[name], label, Gptq(hessians))
