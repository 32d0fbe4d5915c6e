"""Measure llama.cpp through llama-cpp-python's low-level bindings.

Environment (compiled for this very processor, as a careful user would):
    python3.11 -m venv ENV
    CMAKE_ARGS="-DGGML_NATIVE=ON" CMAKE_BUILD_PARALLEL_LEVEL=2 \
        ENV/bin/pip install -r tests/bench/peers/requirements/llama_cpp.txt
Run by hand:
    ENV/bin/python tests/bench/peers/llama_cpp_peer.py --checkpoint DIR --work DIR \
        --variant q4_0 --threads 2 --json OUT

Best honest configuration: `llama_decode` called directly (the Llama class copies all
logits), logits of the last token only, ggml's default CPU path with run-time repacking of
the weights for AVX-512 (`use_extra_bufts`, its default), the default fp16 KV cache, the
default polling thread pool, flash attention by flag (auto is the default), batches as
large as the prompt. The shared table is Q8_0 in every quantized variant, as ours is 8-bit.
Thread: main.
"""

import argparse
import ctypes
from collections.abc import Sequence
from pathlib import Path

import gguf_checkpoint
import llama_cpp
import numpy as np
from measuring import Contestant, flags_of, main_of, size_of
from numpy.typing import NDArray

BITS = {"q4_0": 4, "q8_0": 8, "f16": 16}
FLASH = {
    "auto": llama_cpp.LLAMA_FLASH_ATTN_TYPE_AUTO,
    "on": llama_cpp.LLAMA_FLASH_ATTN_TYPE_ENABLED,
    "off": llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED,
}
FILE_TYPES = {"q4_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_0, "q8_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0}


def swallow(level: int, text: bytes, user_data: object) -> None:
    """Keep llama.cpp's log off stderr; the JSON holds what matters."""


QUIET_LOG = llama_cpp.llama_log_callback(swallow)  # must outlive every call into llama.cpp


class LlamaCpp:
    """One llama.cpp context of one sequence. Holds its model until the process ends."""

    def __init__(self, path: Path, n_threads: int, n_context: int, flash: str, ubatch: int):
        llama_cpp.llama_log_set(QUIET_LOG, ctypes.c_void_p())
        llama_cpp.llama_backend_init()
        model_settings = llama_cpp.llama_model_default_params()
        model_settings.n_gpu_layers = 0
        self._model = llama_cpp.llama_model_load_from_file(str(path).encode(), model_settings)
        settings = llama_cpp.llama_context_default_params()
        settings.n_ctx = n_context
        settings.n_batch = n_context
        settings.n_ubatch = ubatch
        settings.n_threads = n_threads
        settings.n_threads_batch = n_threads
        settings.flash_attn_type = FLASH[flash]
        self._context = llama_cpp.llama_init_from_model(self._model, settings)
        if not self._context:
            raise SystemExit(f"llama.cpp could not open {path}")
        vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self._n_vocabulary = llama_cpp.llama_vocab_n_tokens(vocabulary)
        self._logits = np.zeros(self._n_vocabulary, dtype=np.float32)

    def first_token(self, token_ids: Sequence[int]) -> int:
        """Forget all, read a fresh prompt, give the likeliest next token."""
        memory = llama_cpp.llama_get_memory(self._context)
        llama_cpp.llama_memory_clear(memory, False)
        return self._decode((llama_cpp.llama_token * len(token_ids))(*token_ids))

    def next_token(self, token_id: int) -> int:
        """Append one token, give the likeliest next one."""
        return self._decode((llama_cpp.llama_token * 1)(token_id))

    def last_logits(self) -> NDArray[np.float32]:
        """Give the logits of the last step: float32 (V,)."""
        return self._logits

    def _decode(self, tokens: "ctypes.Array[ctypes.c_int32]") -> int:
        batch = llama_cpp.llama_batch_get_one(tokens, len(tokens))
        code = llama_cpp.llama_decode(self._context, batch)
        if code != 0:
            raise SystemExit(f"llama_decode failed with code {code}")
        pointer = llama_cpp.llama_get_logits_ith(self._context, -1)
        self._logits = np.ctypeslib.as_array(pointer, shape=(self._n_vocabulary,))
        return int(self._logits.argmax())


def model_file(checkpoint: Path, work: Path, variant: str) -> Path:
    """Give the GGUF file of a variant, made when it is not there yet."""
    work.mkdir(parents=True, exist_ok=True)
    full = work / "f16.gguf"
    if not full.is_file():
        gguf_checkpoint.convert(checkpoint, full)
    path = work / f"{variant}.gguf"
    if not path.is_file():
        gguf_checkpoint.quantize(full, path, FILE_TYPES[variant], llama_cpp.GGML_TYPE_Q8_0)
    return path


def main() -> None:
    """Read the flags, convert if needed, measure."""
    parser = flags_of("Measure llama.cpp.", list(BITS))
    parser.add_argument("--flash", choices=sorted(FLASH), default="auto")
    parser.add_argument("--ubatch", type=int, default=512, help="llama.cpp's default is 512")
    flags: argparse.Namespace = parser.parse_args()
    path = model_file(flags.checkpoint, flags.work, flags.variant)
    n_context = max(flags.context) + flags.tokens
    system = llama_cpp.llama_print_system_info().decode().strip()

    def load(n_threads: int) -> LlamaCpp:
        return LlamaCpp(path, n_threads, n_context, flags.flash, flags.ubatch)

    contestant = Contestant(
        name=f"llama.cpp {flags.variant.upper()}",
        bits=BITS[flags.variant],
        options=f"native build, repacked weights, table Q8_0, fp16 KV cache, flash attention "
        f"{flags.flash}, ubatch {flags.ubatch}; {system}",
        packages=("llama-cpp-python", "numpy", "gguf"),
        load=load,
        file_bytes=lambda: size_of(path),
    )
    main_of(contestant, flags)


if __name__ == "__main__":
    main()
