"""The one door to optimum: export a checkpoint as a plain ONNX graph with past.

Slow and large (torch, transformers): imported lazily, and meant for a process of
its own. Thread: any, once at a time.
"""

import contextlib
import io
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from writer_app.errors import ModelCorrupt, ModelMissing
from writer_app.library.last_rows import read_last_rows_only

Array = np.ndarray[Any, np.dtype[Any]]
_NEEDS_EXTRA = (
    "This kind of model is exported with optimum, which is not installed; "
    "run: pip install 'foreword[convert]'"
)


def export_with_optimum(checkpoint: Path, folder: Path) -> None:
    """Export a Hugging Face checkpoint folder to `folder/model.onnx`, float32.

    The head is then cut down to the rows asked for (see `last_rows`).

    Raises:
        ModelMissing: the `[convert]` extra is not installed, or no such checkpoint.
        ModelCorrupt: optimum cannot export this checkpoint.
    """
    if not (checkpoint / "config.json").is_file():
        raise ModelMissing(f"No config.json in {checkpoint}; it is not a checkpoint.")
    try:
        from optimum.exporters.onnx import main_export
    except ImportError as error:
        raise ModelMissing(_NEEDS_EXTRA) from error
    with _quiet():
        try:
            main_export(
                str(checkpoint),
                output=folder,
                task="text-generation-with-past",
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
            )
        except Exception as error:
            reason = " ".join(str(error).split())[:200]
            raise ModelCorrupt(f"optimum cannot export this model ({reason}).") from error
    path = folder / "model.onnx"
    # Weights of more than 2 GB lie in a file of their own, and stay there.
    onnx.save(read_last_rows_only(onnx.load(str(path), load_external_data=False)), str(path))


def logits_of_original(checkpoint: Path, ids: list[int]) -> Array:
    """Give the logits after every token as transformers computes them, float32 (T, V).

    Raises: ModelMissing: the `[convert]` extra is not installed.
    """
    try:
        import torch
        from transformers import AutoModelForCausalLM
    except ImportError as error:
        raise ModelMissing(_NEEDS_EXTRA) from error
    with _quiet():
        model = AutoModelForCausalLM.from_pretrained(
            checkpoint,
            dtype=torch.float32,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
        )
        model.train(False)
        with torch.no_grad():
            logits: Array = model(torch.tensor([ids])).logits[0].numpy()
    return logits


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the exporter's progress and warnings off the terminal."""
    logging.disable(logging.WARNING)
    try:
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)
