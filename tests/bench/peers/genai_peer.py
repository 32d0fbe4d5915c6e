"""Measure onnxruntime-genai with graphs of its own model builder.

Environment (it depends on the CPU onnxruntime, so it must not share ours):
    python3.11 -m venv ENV
    ENV/bin/pip install -r tests/bench/peers/requirements/genai.txt
Run by hand:
    ENV/bin/python tests/bench/peers/genai_peer.py --checkpoint DIR --work DIR \
        --variant int4 --threads 2 --json OUT

Best honest configuration: the builder's fastest CPU options (packed QKV and gate/up
projections, head run for the last row only, one 8-bit table shared by embedding and head,
accuracy level 4, blocks of 32), one shared past/present buffer, the generator kept and
rewound between prompts (faster than a new one), greedy search, spinning left at its
default (on). `int4-plain` is what the builder makes without being asked for anything.
Thread: main.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime_genai as genai
from measuring import Contestant, flags_of, main_of, size_of
from numpy.typing import NDArray

FAST_OPTIONS = (
    "accuracy_level=4",
    "block_size=32",
    "shared_embeddings=true",
    "prune_lm_head=true",
    "fuse_mlp_gate_up=true",
)
# variant -> (precision, extra options of the builder)
BUILDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "int4": ("int4", (*FAST_OPTIONS, "algo_config=rtn", "matmul_mixed_precision=last_matmul:int8")),
    "int8": ("int8", (*FAST_OPTIONS, "algo_config=rtn")),
    "int4-plain": ("int4", ()),
    "fp32": ("fp32", ("prune_lm_head=true",)),
}
BITS = {"int4": 4, "int8": 8, "int4-plain": 4, "fp32": 32}


class GenAi:
    """One generator, rewound to nothing for each fresh prompt."""

    def __init__(self, folder: Path, n_threads: int, n_context: int):
        config = genai.Config(str(folder))
        session = {"intra_op_num_threads": n_threads}
        config.overlay(json.dumps({"model": {"decoder": {"session_options": session}}}))
        self._model = genai.Model(config)
        self._settings = genai.GeneratorParams(self._model)
        self._settings.set_search_options(
            do_sample=False, max_length=n_context, past_present_share_buffer=True
        )
        self._generator = genai.Generator(self._model, self._settings)

    def first_token(self, token_ids: Sequence[int]) -> int:
        """Forget all, read a fresh prompt, give the likeliest next token."""
        self._generator.rewind_to(0)
        self._generator.append_tokens(np.array([token_ids], dtype=np.int32))
        return self._choose()

    def next_token(self, token_id: int) -> int:
        """Run the token chosen last (the generator appended it), give the next one."""
        return self._choose()

    def last_logits(self) -> NDArray[np.float32]:
        """Give the logits of the last step: float32 (V,)."""
        logits = np.asarray(self._generator.get_output("logits"), dtype=np.float32)
        row: NDArray[np.float32] = logits.reshape(-1, logits.shape[-1])[-1]
        return row

    def _choose(self) -> int:
        self._generator.generate_next_token()
        return int(self._generator.get_next_tokens()[0])


def model_folder(checkpoint: Path, work: Path, variant: str) -> Path:
    """Give the model folder of a variant, built when it is not there yet."""
    folder = work / variant
    if (folder / "genai_config.json").is_file():
        return folder
    precision, options = BUILDS[variant]
    command = [sys.executable, "-m", "onnxruntime_genai.models.builder", "-e", "cpu"]
    command += ["-i", str(checkpoint), "-o", str(folder), "-p", precision]
    command += ["-c", str(work / "cache")]
    if options:
        command += ["--extra_options", *options]
    subprocess.run(command, check=True, stdout=sys.stderr)
    return folder


def main() -> None:
    """Read the flags, build if needed, measure."""
    flags = flags_of("Measure onnxruntime-genai.", list(BUILDS)).parse_args()
    folder = model_folder(flags.checkpoint, flags.work, flags.variant)
    config = json.loads((flags.checkpoint / "config.json").read_text(encoding="utf-8"))
    n_context = int(config["max_position_embeddings"])
    precision, options = BUILDS[flags.variant]

    def load(n_threads: int) -> GenAi:
        return GenAi(folder, n_threads, n_context)

    contestant = Contestant(
        name=f"onnxruntime-genai {flags.variant}",
        bits=BITS[flags.variant],
        options=f"builder -p {precision} {' '.join(options)}; shared buffer, rewound generator, "
        "spinning on",
        packages=("onnxruntime-genai", "onnxruntime", "transformers", "torch", "numpy"),
        load=load,
        file_bytes=lambda: size_of(folder),
    )
    main_of(contestant, flags)


if __name__ == "__main__":
    main()
