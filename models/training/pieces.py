"""Weights as small files: one stream of float16, cut into pieces a slow road can carry.

A folder holds `pieces.json` (shape, tensors in order, pieces with their sha256) and
`piece-NN.npy`. Written on the training machine, read at home. numpy only.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from models.training.shape import ModelShape
from models.training.shards import UnusableInput

Array = np.ndarray[Any, np.dtype[Any]]
MANIFEST = "pieces.json"
_LARGEST_FLOAT16 = 65504.0


def write_pieces(
    folder: Path,
    weights: dict[str, Array],
    shape: ModelShape,
    facts: dict[str, Any],
    piece_bytes: int = 15 * 2**20,
) -> dict[str, Any]:
    """Write weights and what is known of the run; give the manifest.

    Args:
        weights: float arrays by Hugging Face name. facts: JSON, kept under "run".
        piece_bytes: most of one file, header included.

    Raises: UnusableInput: a weight is no number, or too large for float16.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("piece-*.npy"):
        old.unlink()
    for name, weight in weights.items():
        if not np.all(np.abs(weight) <= _LARGEST_FLOAT16):
            raise UnusableInput(f"{name} holds numbers beyond float16; the run has diverged.")
    stream = np.concatenate([weight.astype("<f2").ravel() for weight in weights.values()])
    n_values = max(1, (piece_bytes - 128) // 2)
    pieces = [
        _write_piece(folder / f"piece-{number:02d}.npy", stream[start : start + n_values])
        for number, start in enumerate(range(0, len(stream), n_values))
    ]
    content = {
        "format": 1,
        "shape": shape.as_dict(),
        "tensors": [{"name": name, "shape": list(w.shape)} for name, w in weights.items()],
        "pieces": pieces,
        "run": facts,
    }
    (folder / MANIFEST).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return content


def _write_piece(path: Path, values: Array) -> dict[str, Any]:
    np.save(path, values)
    data = path.read_bytes()
    return {"file": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def read_pieces(folder: Path) -> tuple[dict[str, Array], ModelShape, dict[str, Any]]:
    """Read and verify pieces: weights float16 by name, shape, facts of the run.

    Raises: UnusableInput: a file is missing, damaged, or of another run.
    """
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        shape = ModelShape.from_dict(content["shape"])
        names = [(str(tensor["name"]), tuple(tensor["shape"])) for tensor in content["tensors"]]
        pieces = [(Path(p["file"]).name, str(p["sha256"])) for p in content["pieces"]]
        facts = dict(content["run"])
    except FileNotFoundError as error:
        raise UnusableInput(f"No {MANIFEST} in {folder}; it holds no trained weights.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableInput(f"{path} is damaged; bring it home again.") from error
    stream = np.concatenate([_read_piece(folder / name, digest) for name, digest in pieces])
    weights, start = {}, 0
    for name, size in names:
        end = start + int(np.prod(size))
        if end > len(stream):
            raise UnusableInput(f"{MANIFEST} tells of more weights than the pieces hold.")
        weights[name] = stream[start:end].reshape(size)
        start = end
    return weights, shape, facts


def _read_piece(path: Path, sha256: str) -> Array:
    if not path.is_file():
        raise UnusableInput(f"{path.name} is missing; bring it home again.")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise UnusableInput(f"{path.name} has another hash; bring it home again.")
    values: Array = np.load(path, allow_pickle=False)
    return values
