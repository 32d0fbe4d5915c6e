"""Measure optimum's ORTModelForCausalLM on its own plain export.

Environment:
    python3.11 -m venv ENV
    ENV/bin/pip install -r tests/bench/peers/requirements/optimum.txt
Run by hand:
    ENV/bin/python tests/bench/peers/optimum_peer.py --checkpoint DIR --work DIR \
        --variant int4 --threads 2 --json OUT

Best honest configuration: `forward` called directly (generate() adds its own loop on top),
past key values kept by the model class, io binding by flag (its default on the CPU is
off; both were tried), arena and spinning at their defaults. int8 is onnxruntime's dynamic
quantization, per channel, as optimum's ORTQuantizer applies it for AVX512-VNNI; int4 is
MatMulNBits, blocks of 32, symmetric, accuracy level 4, head included. Thread: main.
"""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from measuring import Contestant, flags_of, main_of, size_of
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from optimum.exporters.onnx import main_export
from optimum.onnxruntime import ORTModelForCausalLM

BITS = {"int4": 4, "int8": 8, "fp32": 32}


class Optimum:
    """ORTModelForCausalLM and the past key values it handed out."""

    def __init__(self, folder: Path, n_threads: int, use_io_binding: bool):
        torch.set_num_threads(n_threads)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = n_threads
        self._model = ORTModelForCausalLM.from_pretrained(
            folder,
            provider="CPUExecutionProvider",
            session_options=options,
            use_io_binding=use_io_binding,
        )
        self._past: object = None
        self._n_read = 0
        self._logits = torch.zeros(0)

    def first_token(self, token_ids: Sequence[int]) -> int:
        """Forget all, read a fresh prompt, give the likeliest next token."""
        self._past, self._n_read = None, 0
        return self._forward(list(token_ids))

    def next_token(self, token_id: int) -> int:
        """Append one token, give the likeliest next one."""
        return self._forward([token_id])

    def last_logits(self) -> NDArray[np.float32]:
        """Give the logits of the last step: float32 (V,)."""
        return np.asarray(self._logits.numpy(), dtype=np.float32)

    def _forward(self, token_ids: list[int]) -> int:
        self._n_read += len(token_ids)
        with torch.inference_mode():
            answer = self._model(
                input_ids=torch.tensor([token_ids]),
                attention_mask=torch.ones((1, self._n_read), dtype=torch.int64),
                past_key_values=self._past,
            )
        self._past, self._logits = answer.past_key_values, answer.logits[0, -1]
        return int(self._logits.argmax())


def model_folder(checkpoint: Path, work: Path, variant: str) -> Path:
    """Give the model folder of a variant, exported and quantized when not there yet."""
    folder = work / variant
    if (folder / "model.onnx").is_file():
        return folder
    if variant == "fp32":
        main_export(str(checkpoint), output=folder, task="text-generation-with-past")
        return folder
    full = model_folder(checkpoint, work, "fp32")
    shutil.copytree(full, folder, ignore=shutil.ignore_patterns("*.onnx*"), dirs_exist_ok=True)
    if variant == "int8":
        quantize_dynamic(
            full / "model.onnx",
            folder / "model.onnx",
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
        return folder
    quantizer = MatMulNBitsQuantizer(
        onnx.load(full / "model.onnx"), block_size=32, is_symmetric=True, accuracy_level=4
    )
    quantizer.process()
    quantizer.model.save_model_to_file(str(folder / "model.onnx"))
    return folder


def main() -> None:
    """Read the flags, export if needed, measure."""
    parser = flags_of("Measure optimum's ORTModelForCausalLM.", list(BITS))
    parser.add_argument("--io-binding", action="store_true")
    flags: argparse.Namespace = parser.parse_args()
    folder = model_folder(flags.checkpoint, flags.work, flags.variant)

    def load(n_threads: int) -> Optimum:
        return Optimum(folder, n_threads, flags.io_binding)

    contestant = Contestant(
        name=f"optimum {flags.variant}",
        bits=BITS[flags.variant],
        options=f"plain export, forward() called directly, io binding {flags.io_binding}",
        packages=("optimum", "optimum-onnx", "onnxruntime", "transformers", "torch", "numpy"),
        load=load,
        file_bytes=lambda: size_of(folder),
    )
    main_of(contestant, flags)


if __name__ == "__main__":
    main()
