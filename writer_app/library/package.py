"""Write a model folder: graph, tokenizer, manifest with the hash of every file.

May import: engine.artifact, onnx. Thread: any (minutes for large models).
"""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import onnx

from writer_app.engine.artifact import MANIFEST, sha256
from writer_app.engine.chat_form import TEMPLATE, find_chat
from writer_app.errors import ModelMissing
from writer_app.library.checkpoint import Checkpoint
from writer_app.library.llama_graph import Recipe, build_llama_graph


@dataclass(frozen=True, slots=True)
class Label:
    """What a manifest says that no checkpoint knows.

    Attributes: as in `engine.artifact.Manifest`.
    """

    name: str
    licence: str
    languages: tuple[str, ...]
    threshold: float
    begin_token: str = "<|end|>"  # noqa: S105 - a token of text
    end_tokens: tuple[str, ...] = ("<|end|>",)


def package_checkpoint(checkpoint: Path, folder: Path, recipe: Recipe, label: Label) -> None:
    """Build, quantize and write a checkpoint as a model folder.

    Files of an older model in `folder` are replaced; others are left alone.

    Raises: ModelMissing, ModelCorrupt: the checkpoint cannot be used, in words.
    """
    source = Checkpoint(checkpoint)
    tokenizer = checkpoint / "tokenizer.json"
    if not tokenizer.is_file():
        raise ModelMissing(f"No tokenizer.json in {checkpoint}; only such tokenizers are read.")
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(build_llama_graph(source, recipe), str(folder / "model.onnx"))
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    content: dict[str, Any] = {
        "format": 1,
        **asdict(label),
        "architecture": source.config["architectures"][0],
        "shape": asdict(source.shape),
        "n_parameters": source.shape.n_parameters,
        "context_tokens": source.shape.context_tokens,
        "quantization": recipe.name,
        "accuracy_level": recipe.accuracy_level,
        "fills_middle": False,
        "graphs": {"cpu": {"file": "model.onnx", "layout": "fused"}},
        "tokenizer": "tokenizer.json",
    }
    _add_chat(checkpoint, folder, content)
    write_manifest(folder, content)


def _add_chat(checkpoint: Path, folder: Path, content: dict[str, Any]) -> None:
    """Keep the chat template of an instruct model, and what belongs to it."""
    chat = find_chat(checkpoint)
    if chat is None:
        return
    (folder / TEMPLATE).write_text(chat.source, encoding="utf-8")
    content["chat"] = {
        "template": TEMPLATE,
        "tokens": chat.tokens,
        "end_tokens": list(chat.end_tokens),
    }


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    """Write the manifest with the size and sha256 of each file it names."""
    names = [*(graph["file"] for graph in content["graphs"].values()), content["tokenizer"]]
    if "chat" in content:
        names.append(content["chat"]["template"])
    files = {
        name: {"bytes": (folder / name).stat().st_size, "sha256": sha256(folder / name)}
        for name in names
    }
    text = json.dumps({**content, "files": files}, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
