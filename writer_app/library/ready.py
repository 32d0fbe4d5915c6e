"""Take in a model that is ready to run: a Foreword folder, or a plain ONNX export.

May import: engine, library. Thread: any, best in a process of its own (it opens the
graph to see that it answers).
"""

import json
import shutil
from pathlib import Path

from writer_app.engine.artifact import MANIFEST, read_manifest, verify
from writer_app.errors import ModelCorrupt, ModelMissing
from writer_app.library.card import Card, read_json
from writer_app.library.graph_guard import external_files
from writer_app.library.package import copy_words, fields_of, window_for, write_manifest

GRAPH_NAMES = ("model.onnx", "onnx/model.onnx", "decoder_model_merged.onnx")
"""Where optimum and the hub's own exports put a graph with past; the first found is taken."""
MOST_CONTEXT_TOKENS = 2048
"""Longest window kept: a plain graph's cache grows with it, and is copied at every token."""


def is_packaged(folder: Path) -> bool:
    """Tell whether a folder is one that Foreword itself wrote."""
    return (folder / MANIFEST).is_file()


def find_graph(folder: Path) -> Path | None:
    """Give the graph of a plain export; None when there is none."""
    return next((folder / name for name in GRAPH_NAMES if (folder / name).is_file()), None)


def copy_packaged(source: Path, made: Path, name: str = "") -> str:
    """Copy a Foreword folder, its hashes checked, with the files it names and no others.

    Args: name: what to call it; empty: as it is called.

    Returns: its name.

    Raises: ModelMissing, ModelCorrupt: it is damaged, or its graph is not to be trusted.
    """
    manifest = read_manifest(source)
    verify(manifest)
    names = {MANIFEST, *manifest.graphs.values(), manifest.tokenizer, *manifest.hashes}
    for graph in manifest.graphs.values():
        names.update(external_files(manifest.path(graph)))
    names |= {n for n in ("MODEL_CARD.md", "chat_template.jinja") if (source / n).is_file()}
    for file_name in sorted(names):
        shutil.copyfile(source / file_name, made / file_name)
    if name:
        content = {**read_json(made / MANIFEST), "name": name}
        text = json.dumps(content, indent=2, ensure_ascii=False)
        (made / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
    return name or manifest.name


def package_export(
    source: Path, graph: Path, made: Path, card: Card, quantization: str = "as exported"
) -> None:
    """Make a model folder of a plain ONNX export with past.

    Raises: ModelMissing, ModelCorrupt: what is wrong with it, in words.
    """
    if not (source / "tokenizer.json").is_file():
        raise ModelMissing(f"No tokenizer.json in {source}; only such tokenizers are read.")
    data_names = external_files(graph)
    for name in (graph.name, *data_names):
        shutil.copyfile(graph.parent / name, made / name)
    copy_words(source, made, card)
    config = read_json(source / "config.json")
    write_manifest(
        made,
        {
            **fields_of(card),
            "architecture": (config.get("architectures") or ["unknown"])[0],
            "context_tokens": window_for(card.context_tokens, MOST_CONTEXT_TOKENS),
            "quantization": quantization,
            "graphs": {"cpu": {"file": graph.name, "layout": "plain"}},
            "tokenizer": "tokenizer.json",
        },
        data_names,
    )


def try_folder(folder: Path) -> None:
    """Open a finished folder and have it answer once.

    Raises: ModelError: it does not run, in words.
    """
    from writer_app.engine.gpt import open_model
    from writer_app.engine.model import Limits, StopFlag

    model = open_model(folder, "cpu")
    try:
        if not model.alternatives("The rain had stopped, and ", 1, Limits(4), StopFlag()):
            raise ModelCorrupt("The model runs and says nothing; do not use it.")
    finally:
        model.close()
