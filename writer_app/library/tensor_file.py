"""Read tensors of safetensors files, a few rows at a time.

The format holds raw numbers behind a JSON header, so nothing is unpickled; bfloat16,
which numpy lacks, is widened by its upper halves. What is handed out is read with
plain file reads, so that memory holds one piece and not the file. May import: numpy,
safetensors, errors. Thread: any.

Source: https://huggingface.co/docs/safetensors (format), and its own validation.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from writer_app.errors import ModelCorrupt, ModelMissing

Array = np.ndarray[Any, np.dtype[Any]]
MAX_HEADER_BYTES = 16_000_000
"""Longest header that is read; 8 billion parameters in 300 tensors take 40 kB."""
_WIDTHS = {"F32": 4, "F16": 2, "BF16": 2, "F64": 8}
FLOATS = tuple(_WIDTHS)
"""Types that are read; others (integers, 8-bit floats) are somebody's own quantization."""
_READ_AS = {"F32": "<f4", "F16": "<f2", "BF16": "<u2", "F64": "<f8"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tensor lies: its file, the offset of its first byte, type and shape."""

    path: Path
    offset: int
    dtype: str
    shape: tuple[int, ...]

    def rows(self, start: int, stop: int) -> Array:
        """Read rows start..stop of the first axis as float32 (all of a vector: 0..n).

        Raises: ModelCorrupt: the file ends early.
        """
        width = math.prod(self.shape[1:])
        with self.path.open("rb") as file:
            file.seek(self.offset + start * width * _WIDTHS[self.dtype])
            values = np.fromfile(file, _READ_AS[self.dtype], (stop - start) * width)
        if len(values) != (stop - start) * width:
            raise ModelCorrupt(f"{self.path.name} is damaged; download it again.")
        if self.dtype == "BF16":
            values = (values.astype(np.uint32) << 16).view(np.float32)
        return values.astype(np.float32, copy=False).reshape(stop - start, *self.shape[1:])


def index_tensors(folder: Path) -> dict[str, Place]:
    """Find every tensor of a checkpoint's `*.safetensors`, each file checked.

    Raises:
        ModelMissing: there is no such file.
        ModelCorrupt: one is damaged, or its header is not to be trusted.
    """
    found: dict[str, Place] = {}
    for path in sorted(folder.glob("*.safetensors")):
        found.update(_places(path))
    if not found:
        raise ModelMissing(f"No *.safetensors in {folder}; other formats are not read.")
    return found


def _places(path: Path) -> Iterator[tuple[str, Place]]:
    damaged = f"{path.name} is damaged; download it again."
    try:
        with path.open("rb") as file:
            n_header = int.from_bytes(file.read(8), "little")
            if not 2 <= n_header <= MAX_HEADER_BYTES:
                raise ModelCorrupt(damaged)
            header = json.loads(file.read(n_header))
        with safe_open(path, framework="np"):
            pass  # the library's own checks: no gaps, no overlaps, nothing past the end
        header.pop("__metadata__", None)
        for name, entry in header.items():
            start = int(entry["data_offsets"][0])
            shape = tuple(int(n) for n in entry["shape"])
            yield name, Place(path, 8 + n_header + start, str(entry["dtype"]), shape)
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelCorrupt(damaged) from error
    except RecursionError as error:
        raise ModelCorrupt(damaged) from error
