"""Measure Foreword's own engine, the way the peers are measured.

Environment: the project's own (pip install -e '.[dev]' or packaging/run.sh's).
Run by hand, from the repository's root:
    PYTHONPATH=. python tests/bench/peers/ours.py --checkpoint DIR --work DIR \
        --variant int4 --threads 2 --json OUT

What is timed is the decoder that the app runs: `writer_app.library` builds the fused
graph, `writer_app.engine.runtime` opens it with the app's session options, and tokens
go through `FusedDecoder.append` under a live stop flag, as they do for a ghost. The
likeliest token is taken by argmax, as for every peer; the app's own probabilities and
healing are not in it. Thread: main.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from measuring import Contestant, flags_of, main_of, size_of
from numpy.typing import NDArray

from writer_app.engine.decoder import open_decoder
from writer_app.engine.model import StopFlag
from writer_app.engine.runtime import Session, controlled
from writer_app.library.llama_graph import Recipe
from writer_app.library.package import Label, package_checkpoint

RECIPES = {
    "int4": Recipe(bits=4),
    "int8": Recipe(bits=8),
    "int4-block64": Recipe(bits=4, block=64),
    "fp32": Recipe(bits=0, table_bits=0, accuracy_level=0),
}
BITS = {"int4": 4, "int8": 8, "int4-block64": 4, "fp32": 32}
N_POSITIONS = 1024


class Ours:
    """The app's decoder over one session."""

    def __init__(self, folder: Path, n_threads: int):
        session = Session(folder / "model.onnx", "cpu", n_threads)
        self._decoder = open_decoder(session, N_POSITIONS)
        self._control = ExitStack().enter_context(controlled(StopFlag()))
        self._logits: NDArray[np.float32] = np.zeros(0, np.float32)

    def first_token(self, token_ids: Sequence[int]) -> int:
        """Forget all, read a fresh prompt, give the likeliest next token."""
        self._decoder.rewind(0)
        return self._append(list(token_ids))

    def next_token(self, token_id: int) -> int:
        """Append one token, give the likeliest next one."""
        return self._append([token_id])

    def last_logits(self) -> NDArray[np.float32]:
        """Give the logits of the last step: float32 (V,)."""
        return self._logits

    def _append(self, token_ids: list[int]) -> int:
        self._logits = self._decoder.append(token_ids, 1, self._control)[-1]
        return int(self._logits.argmax())


def model_folder(checkpoint: Path, work: Path, variant: str) -> Path:
    """Give the model folder of a variant, built when it is not there yet."""
    folder = work / variant
    if not (folder / "manifest.json").is_file():
        label = Label(f"random {variant}", "CC0-1.0", ("en",), 0.5)
        package_checkpoint(checkpoint, folder, RECIPES[variant], label)
    return folder


def main() -> None:
    """Read the flags, build if needed, measure."""
    flags = flags_of("Measure Foreword's engine.", list(RECIPES)).parse_args()
    folder = model_folder(flags.checkpoint, flags.work, flags.variant)

    def load(n_threads: int) -> Ours:
        return Ours(folder, n_threads)

    contestant = Contestant(
        name=f"Foreword {flags.variant}",
        bits=BITS[flags.variant],
        options=f"fused graph, {RECIPES[flags.variant].name}, accuracy level "
        f"{RECIPES[flags.variant].accuracy_level}, bound buffers, the app's session options",
        packages=("onnxruntime-gpu", "onnxruntime", "numpy"),
        load=load,
        file_bytes=lambda: size_of(folder),
    )
    main_of(contestant, flags)


if __name__ == "__main__":
    main()
