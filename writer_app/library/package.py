"""Write a model folder: graph, tokenizer, manifest with the hash of every file.

May import: engine.artifact, onnx. Thread: any (minutes for large models).
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import onnx

from writer_app.engine.artifact import (
    DEFAULT_CONTEXT_TOKENS,
    DEFAULT_THRESHOLD,
    MANIFEST,
    sha256,
)
from writer_app.engine.chat_form import TEMPLATE, FoundChat, find_chat
from writer_app.errors import ModelMissing
from writer_app.library.card import Card
from writer_app.library.checkpoint import Checkpoint, architecture_of
from writer_app.library.graph_parts import Quantizer, Recipe, WeightsFile, rounded
from writer_app.library.half_graph import HALF_GRAPH, write_half_graph
from writer_app.library.llama_graph import build_llama_graph
from writer_app.library.progress import Tell

CACHE_BYTES = 300_000_000
"""Most memory that a full KV cache of an added model may take."""
MOST_CONTEXT_TOKENS = 4096
"""Longest window of an added model; what stands further back changes little of the next words."""


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
    phrase_shares: tuple[tuple[float, ...], ...] = ()


def package_checkpoint(
    checkpoint: Path, folder: Path, recipe: Recipe, label: Label, quantize: Quantizer = rounded
) -> None:
    """Build, quantize and write a checkpoint as a model folder.

    Files of an older model in `folder` are replaced; others are left alone.

    Raises: ModelMissing, ModelCorrupt: the checkpoint cannot be used, in words.
    """
    source = Checkpoint(checkpoint)
    tokenizer = checkpoint / "tokenizer.json"
    if not tokenizer.is_file():
        raise ModelMissing(f"No tokenizer.json in {checkpoint}; only such tokenizers are read.")
    folder.mkdir(parents=True, exist_ok=True)
    graph = build_llama_graph(source, recipe, quantize=quantize)
    onnx.save(graph, str(folder / "model.onnx"))
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
    chat = find_chat(checkpoint)
    if chat is not None:
        content["chat"] = _chat_fields(chat)
        (folder / TEMPLATE).write_text(chat.source, encoding="utf-8")
    write_manifest(folder, content)


def package_added(
    checkpoint: Checkpoint, made: Path, recipe: Recipe, card: Card, tell: Tell
) -> None:
    """Build a checkpoint that the writer added as a model folder, in bounded memory.

    The weights go piece by piece into a file beside the graph. The window is cut to what
    a keyboard needs and a laptop's memory bears.

    Args:
        made: an empty folder. tell: hears of progress in bytes read, out of all.

    Raises: ModelMissing, ModelCorrupt: the checkpoint cannot be used, in words.
    """
    shape = checkpoint.shape
    per_token = 2 * 4 * shape.n_layers * shape.n_kv_heads * shape.head_size
    window = window_for(shape.context_tokens, max(1024, CACHE_BYTES // per_token))
    if shape.width % 16 != 0:
        recipe = replace(recipe, table_bits=0)
    recipe = replace(recipe, n_positions=max(2048, 2 * window))
    checkpoint.watch(tell)
    with WeightsFile(made / "model.onnx.data") as data:
        graph = build_llama_graph(checkpoint, recipe, data)
    onnx.save(graph, str(made / "model.onnx"))
    content: dict[str, Any] = {
        **fields_of(card),
        "architecture": architecture_of(checkpoint.config),
        "shape": asdict(shape),
        "n_parameters": shape.n_parameters,
        "context_tokens": window,
        "quantization": recipe.name,
        "accuracy_level": recipe.accuracy_level,
        "graphs": {"cpu": {"file": "model.onnx", "layout": "fused"}},
        "tokenizer": "tokenizer.json",
    }
    # Gemma's sums grow beyond float16 (its makers ship bfloat16), so it keeps to the CPU.
    half = () if checkpoint.family.is_gemma else write_half_graph(made / "model.onnx")
    if half:
        content["graphs"]["cuda"] = {"file": HALF_GRAPH, "layout": "fused"}
    copy_words(checkpoint.folder, made, card)
    write_manifest(made, content, ("model.onnx.data", *half[1:]))


def fields_of(card: Card) -> dict[str, Any]:
    """Give the fields of a manifest that a model's card tells."""
    fields: dict[str, Any] = {
        "format": 1,
        "name": card.name,
        "source": card.source,
        "licence": card.licence,
        "languages": list(card.languages),
        "threshold": DEFAULT_THRESHOLD,
        "begin_token": card.begin_token,
        "end_tokens": list(card.end_tokens),
        "fills_middle": False,
    }
    if card.chat is not None:
        fields["chat"] = _chat_fields(card.chat)
    return fields


def _chat_fields(chat: FoundChat) -> dict[str, Any]:
    """Give what a manifest says of an instruct model's chat."""
    return {"template": TEMPLATE, "tokens": chat.tokens, "end_tokens": list(chat.end_tokens)}


def copy_words(source: Path, made: Path, card: Card) -> None:
    """Copy the tokenizer, and write an instruct model's chat template.

    Raises: ModelMissing: there is no tokenizer that can be read.
    """
    tokenizer = source / "tokenizer.json"
    if not tokenizer.is_file():
        raise ModelMissing(f"No tokenizer.json in {source}; only such tokenizers are read.")
    shutil.copyfile(tokenizer, made / "tokenizer.json")
    if card.chat is not None:
        (made / TEMPLATE).write_text(card.chat.source, encoding="utf-8")


def window_for(context_tokens: int, most: int) -> int:
    """Give the window to run with: the model's own within a limit, in whole 256s.

    Example: window_for(131072, 3000) -> 2816
    """
    wanted = min(context_tokens or DEFAULT_CONTEXT_TOKENS, most, MOST_CONTEXT_TOKENS)
    return max(32, wanted if wanted < 256 else wanted - wanted % 256)


def write_manifest(folder: Path, content: dict[str, Any], more_names: Iterable[str] = ()) -> None:
    """Write the manifest with the size and sha256 of each file it names.

    Args:
        more_names: files that the graphs read besides, e.g. those of their weights.
    """
    names = [*(graph["file"] for graph in content["graphs"].values()), content["tokenizer"]]
    if "chat" in content:
        names.append(content["chat"]["template"])
    files = {
        name: {"bytes": (folder / name).stat().st_size, "sha256": sha256(folder / name)}
        for name in (*names, *more_names)
    }
    text = json.dumps({**content, "files": files}, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
