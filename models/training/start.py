"""Begin a run with weights that another run learnt.

Reads one safetensors file by hand (a JSON header, then the bytes), so that training
needs no more than torch and numpy. Part of the package that travels.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from models.training.shards import UnusableInput

_MAX_HEADER_BYTES = 10 * 2**20
_DTYPES = {"F16": torch.float16, "BF16": torch.bfloat16, "F32": torch.float32}


@dataclass(frozen=True, slots=True)
class StartWeights:
    """Weights to begin with.

    Attributes:
        tensors: float32, by Hugging Face name. sha256: of the file.
    """

    tensors: dict[str, Tensor]
    sha256: str


def read_start(path: Path) -> StartWeights:
    """Read a checkpoint's weights.

    Args:
        path: `model.safetensors`, or the folder that holds it.

    Raises: UnusableInput: there is none, or it is damaged.
    """
    file = path / "model.safetensors" if path.is_dir() else path
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise UnusableInput(f"No weights to start from in {path} ({error.strerror}).") from error
    n_header = int.from_bytes(raw[:8], "little")
    if not 2 <= n_header <= min(_MAX_HEADER_BYTES, len(raw) - 8):
        raise UnusableInput(f"{file} is no safetensors file, or is cut short.")
    try:
        header = json.loads(raw[8 : 8 + n_header])
        body = memoryview(bytearray(raw))[8 + n_header :]
        tensors = {
            name: _tensor(body, about) for name, about in header.items() if name != "__metadata__"
        }
    except (ValueError, KeyError, TypeError, RuntimeError) as error:
        raise UnusableInput(f"{file} is damaged; fetch it again.") from error
    return StartWeights(tensors, hashlib.sha256(raw).hexdigest())


def _tensor(body: memoryview, about: dict[str, list[int] | str]) -> Tensor:
    start, end = (int(place) for place in about["data_offsets"])
    values = torch.frombuffer(body[start:end], dtype=_DTYPES[str(about["dtype"])])
    return values.reshape([int(size) for size in about["shape"]]).float()
