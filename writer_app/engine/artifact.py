"""A model folder: its manifest, its hashes, and what is wrong with it in words.

A folder holds `manifest.json`, one or more graphs, and `tokenizer.json`. A
folder straight from optimum (config.json, model.onnx, tokenizer.json) is read
too, without hashes to check. Standard library only. Thread: any.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from writer_app.errors import ModelCorrupt, ModelMissing

MANIFEST = "manifest.json"
# What a model gets that nobody has tuned yet: shown when more likely right than not.
DEFAULT_THRESHOLD = 0.5
DEFAULT_CONTEXT_TOKENS = 1024
_CONTEXT_KEYS = ("max_position_embeddings", "n_positions", "n_ctx", "seq_length")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model folder says of itself.

    Attributes:
        folder: where it is. name: for people. graphs: file name by device.
        tokenizer: file name. begin_token: starts every prompt; "" when none does.
        end_tokens: end a text. hashes: sha256 by file name.
        n_parameters: 0 when unknown. The rest as in `ModelInfo`.
    """

    folder: Path
    name: str
    graphs: dict[str, str]
    tokenizer: str
    begin_token: str
    end_tokens: tuple[str, ...]
    context_tokens: int
    languages: tuple[str, ...]
    licence: str
    threshold: float
    fills_middle: bool
    quantization: str
    n_parameters: int
    hashes: dict[str, str]

    def path(self, name: str) -> Path:
        """Give the path of one of the folder's files."""
        return self.folder / name


def read_manifest(folder: Path) -> Manifest:
    """Read a model folder's manifest; the files themselves are not opened.

    Raises:
        ModelMissing: no such folder, or it is no model folder.
        ModelCorrupt: the manifest is damaged or asks for files outside the folder.
    """
    if not folder.is_dir():
        raise ModelMissing(f"There is no model folder {folder}.")
    path = folder / MANIFEST
    if path.is_file():
        return _checked(folder, _read_json(path))
    if (folder / "config.json").is_file() and (folder / "model.onnx").is_file():
        return _from_optimum(folder)
    raise ModelMissing(f"{folder} is no model folder: it has no {MANIFEST}.")


def verify(manifest: Manifest) -> None:
    """Check that every file is there and has the manifest's hash.

    Raises: ModelMissing, ModelCorrupt.
    """
    for name in (*manifest.graphs.values(), manifest.tokenizer):
        if not manifest.path(name).is_file():
            raise ModelMissing(f"The model lacks {name}; install it again.")
    for name, expected in manifest.hashes.items():
        if sha256(manifest.path(name)) != expected:
            raise ModelCorrupt(
                f"{name} is not the file that the manifest describes; install the model again."
            )


def sha256(path: Path) -> str:
    """Give a file's sha256 in hex. Raises: ModelMissing when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelMissing(f"The model lacks {path.name}; install it again.") from error


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelCorrupt(f"{path.name} is damaged; install the model again.") from error
    if not isinstance(content, dict):
        raise ModelCorrupt(f"{path.name} is damaged; install the model again.")
    return content


def _checked(folder: Path, content: dict[str, Any]) -> Manifest:
    try:
        manifest = Manifest(
            folder=folder,
            name=str(content["name"]),
            graphs={str(k): _own_file(v["file"]) for k, v in content["graphs"].items()},
            tokenizer=_own_file(content["tokenizer"]),
            begin_token=str(content.get("begin_token", "")),
            end_tokens=tuple(map(str, content.get("end_tokens", ()))),
            context_tokens=int(content["context_tokens"]),
            languages=tuple(map(str, content["languages"])),
            licence=str(content["licence"]),
            threshold=float(content["threshold"]),
            fills_middle=bool(content.get("fills_middle", False)),
            quantization=str(content.get("quantization", "")),
            n_parameters=int(content.get("n_parameters", 0)),
            hashes={_own_file(k): str(v["sha256"]) for k, v in content["files"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelCorrupt(
            f"{MANIFEST} lacks a usable {error}; install the model again."
        ) from error
    if manifest.context_tokens < 32 or not manifest.graphs or not 0 <= manifest.threshold <= 1:
        raise ModelCorrupt(f"{MANIFEST} makes no sense; install the model again.")
    unhashed = {*manifest.graphs.values(), manifest.tokenizer} - set(manifest.hashes)
    if unhashed:
        raise ModelCorrupt(f"{MANIFEST} has no hash for {min(unhashed)}; install the model again.")
    return manifest


def _own_file(name: object) -> str:
    text = str(name)
    if not text or text != Path(text).name or "\\" in text or text in (".", ".."):
        raise ModelCorrupt(f"{MANIFEST} names a file outside its folder; do not use this model.")
    return text


def _from_optimum(folder: Path) -> Manifest:
    config = _read_json(folder / "config.json")
    sizes = [config[key] for key in _CONTEXT_KEYS if isinstance(config.get(key), int)]
    names = (
        _read_json(folder / "tokenizer_config.json")
        if (folder / "tokenizer_config.json").is_file()
        else {}
    )
    end = _token_text(names.get("eos_token"))
    return Manifest(
        folder=folder,
        name=folder.name,
        graphs={"cpu": "model.onnx"},
        tokenizer="tokenizer.json",
        begin_token=_token_text(names.get("bos_token")),
        end_tokens=(end,) if end else (),
        context_tokens=min(sizes[0], 4096) if sizes else DEFAULT_CONTEXT_TOKENS,
        languages=(),
        licence="unknown",
        threshold=DEFAULT_THRESHOLD,
        fills_middle=False,
        quantization="as exported",
        n_parameters=0,
        hashes={},
    )


def _token_text(entry: object) -> str:
    """Read a token of tokenizer_config.json: a string, or an object with `content`."""
    if isinstance(entry, dict):
        entry = entry.get("content")
    return entry if isinstance(entry, str) else ""
