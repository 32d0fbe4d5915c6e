"""A model folder: its manifest, its hashes, and what is wrong with it in words.

A folder holds `manifest.json`, one or more graphs, and `tokenizer.json`. A
folder straight from optimum (config.json, model.onnx, tokenizer.json) is read
too, without hashes to check. Names may not lead out of the folder; symbolic links
may, for that is how the Hugging Face hub's own cache is laid out, and the hash
holds what they point to. May import: errors, engine.model; chat_form for such folders. Thread: any.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from writer_app.engine.model import ModelInfo
from writer_app.errors import ModelCorrupt, ModelMissing

T = TypeVar("T")

SHARES_SHAPE = (3, 20)
"""Of `Manifest.phrase_shares`: orders of context, classes of each (see `phrase_memory`)."""
MANIFEST = "manifest.json"
FORMAT = 1
# What a model gets that nobody has tuned yet: shown when more likely right than not.
DEFAULT_THRESHOLD = 0.5
DEFAULT_CONTEXT_TOKENS = 1024
# A longer window than any small model has is a damaged number, and costs memory.
_CONTEXT_TOKENS = range(32, 262_145)
_CONTEXT_KEYS = ("max_position_embeddings", "n_positions", "n_ctx", "seq_length")


@dataclass(frozen=True, slots=True)
class ChatForm:
    """How an instruct model wants to be asked.

    Attributes:
        template: file name of its chat template (jinja); "" when `source` holds it.
        tokens: what the template knows by name ("bos_token", "eos_token", ...).
        end_tokens: end an answer. source: the template itself, of a folder without manifest.
    """

    template: str
    tokens: dict[str, str]
    end_tokens: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model folder says of itself.

    Attributes:
        folder: where it is. name: for people. graphs: file name by device.
        tokenizer: file name. begin_token: starts every prompt; "" when none does.
        end_tokens: end a text. hashes: sha256 by file name.
        n_parameters: 0 when unknown. chat: of an instruct model; None: it is none.
        skills: requests taught by control tokens. phrase_shares: see `phrase_memory`; empty:
            the model was not measured with one. The rest as in `ModelInfo`.
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
    chat: ChatForm | None = None
    skills: frozenset[str] = frozenset()
    phrase_shares: tuple[tuple[float, ...], ...] = ()

    @property
    def file_names(self) -> tuple[str, ...]:
        """Give the names of all files that the model is made of."""
        template = (self.chat.template,) if self.chat and self.chat.template else ()
        return (*self.graphs.values(), self.tokenizer, *template)

    def path(self, name: str) -> Path:
        """Give the path of one of the folder's files."""
        return self.folder / name


def read_manifest(folder: Path) -> Manifest:
    """Read a model folder's manifest; the files themselves are not opened.

    Raises:
        ModelMissing: no such folder, or it is no model folder.
        ModelCorrupt: the manifest is damaged or asks for files outside the folder.
    """
    try:
        names = {path.name for path in folder.iterdir()}
    except (OSError, ValueError) as error:
        shown = str(folder)[:200].replace("\0", "?")
        raise ModelMissing(f"There is no model folder {shown} that can be read.") from error
    if MANIFEST in names:
        return _checked(folder, _read_json(folder / MANIFEST))
    if {"config.json", "model.onnx"} <= names:
        return _from_optimum(folder)
    raise ModelMissing(f"{folder} is no model folder: it has no {MANIFEST}.")


def info_of(manifest: Manifest, device: str = "", device_note: str = "") -> ModelInfo:
    """Give what a writer may be told of a model.

    Args:
        device: where it runs; "": it is not loaded yet. device_note: see `ModelInfo`.
    """
    return ModelInfo(
        name=manifest.name,
        device=device,
        context_tokens=manifest.context_tokens,
        languages=manifest.languages,
        threshold=manifest.threshold,
        fills_middle=manifest.fills_middle,
        licence=manifest.licence,
        engine="onnx",
        is_instruct=manifest.chat is not None,
        skills=manifest.skills,
        device_note=device_note,
    )


def graph_bytes(manifest: Manifest, device: str = "cpu") -> int:
    """Count the bytes of a graph and of the weights beside it; 0 when it has none."""
    name = manifest.graphs.get(device)
    if name is None:
        return 0
    return sum(file.stat().st_size for file in manifest.folder.glob(f"{name}*"))


def verify(manifest: Manifest) -> None:
    """Check that every file is there and has the manifest's hash.

    Raises: ModelMissing, ModelCorrupt.
    """
    for name in manifest.file_names:
        if not manifest.path(name).is_file():
            raise ModelMissing(f"The model lacks {name}; install it again.")
    for name, expected in manifest.hashes.items():
        if sha256(manifest.path(name)) != expected:
            raise ModelCorrupt(
                f"{name} is not the file that the manifest describes; install the model again."
            )


def read_template(manifest: Manifest) -> str:
    """Give the chat template of an instruct model; "" of any other.

    Raises: ModelMissing, ModelCorrupt: it is not there, or no text.
    """
    if manifest.chat is None:
        return ""
    if manifest.chat.source:
        return manifest.chat.source
    try:
        return manifest.path(manifest.chat.template).read_text(encoding="utf-8")
    except OSError as error:
        raise ModelMissing(f"The model lacks {manifest.chat.template}; add it again.") from error
    except ValueError as error:
        raise ModelCorrupt(f"{manifest.chat.template} is damaged; add the model again.") from error


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
    if content.get("format", FORMAT) != FORMAT:
        raise ModelCorrupt("This model is of a newer format; update Foreword to use it.")
    field = _Fields(content)
    manifest = Manifest(
        folder=folder,
        name=field.get("name", str),
        graphs=field.get("graphs", _graph_files),
        tokenizer=field.get("tokenizer", _own_file),
        begin_token=field.get("begin_token", str, ""),
        end_tokens=field.get("end_tokens", _texts, ()),
        context_tokens=field.get("context_tokens", _context_tokens),
        languages=field.get("languages", _texts),
        licence=field.get("licence", str),
        threshold=field.get("threshold", _probability),
        fills_middle=field.get("fills_middle", bool, False),
        quantization=field.get("quantization", str, ""),
        n_parameters=field.get("n_parameters", int, 0),
        hashes=field.get("files", _hashes),
        chat=field.get("chat", _chat_form) if content.get("chat") else None,
        skills=frozenset(field.get("skills", _texts, ())),
        phrase_shares=field.get("phrase_shares", _phrase_shares, ()),
    )
    unhashed = set(manifest.file_names) - set(manifest.hashes)
    if unhashed:
        raise ModelCorrupt(f"{MANIFEST} has no hash for {min(unhashed)}; install the model again.")
    return manifest


class _Fields:
    """Reads a manifest's fields one by one, so that a bad one can be named."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._content = content

    def get(self, name: str, read: Callable[[Any], T], default: object = None) -> T:
        try:
            value = self._content[name] if default is None else self._content.get(name, default)
            return read(value)
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            raise ModelCorrupt(
                f"{MANIFEST} has no usable {name}; install the model again."
            ) from error


def _graph_files(value: Any) -> dict[str, str]:
    files = {str(device): _own_file(graph["file"]) for device, graph in value.items()}
    if not files:
        raise ValueError("no graphs")
    return files


def _hashes(value: Any) -> dict[str, str]:
    return {_own_file(name): str(entry["sha256"]) for name, entry in value.items()}


def _chat_form(value: Any) -> ChatForm:
    tokens = {str(name): str(token) for name, token in value.get("tokens", {}).items()}
    return ChatForm(_own_file(value["template"]), tokens, _texts(value.get("end_tokens", ())))


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        raise TypeError("a list of texts is wanted")
    return tuple(map(str, value))


def _phrase_shares(value: Any) -> tuple[tuple[float, ...], ...]:
    shares = tuple(tuple(map(_probability, row)) for row in value)
    if shares and (len(shares), *{len(row) for row in shares}) != SHARES_SHAPE:
        raise ValueError("not as many shares as there are classes")
    return shares


def _context_tokens(value: Any) -> int:
    if int(value) not in _CONTEXT_TOKENS:
        raise ValueError("out of range")
    return int(value)


def _probability(value: Any) -> float:
    if not 0 <= float(value) <= 1:  # also true of NaN
        raise ValueError("out of range")
    return float(value)


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
    begin = _token_text(names.get("bos_token")) or _token_named(folder, config, "bos_token_id")
    end = _token_text(names.get("eos_token")) or _token_named(folder, config, "eos_token_id")
    return Manifest(
        folder=folder,
        name=folder.name,
        graphs={"cpu": "model.onnx"},
        tokenizer="tokenizer.json",
        begin_token=begin,
        end_tokens=(end,) if end else (),
        context_tokens=min(max(sizes[0], 32), 4096) if sizes else DEFAULT_CONTEXT_TOKENS,
        languages=(),
        licence="unknown",
        threshold=DEFAULT_THRESHOLD,
        fills_middle=False,
        quantization="as exported",
        n_parameters=0,
        hashes={},
        chat=_found_chat(folder),
    )


def _found_chat(folder: Path) -> ChatForm | None:
    from writer_app.engine.chat_form import find_chat  # brings jinja2

    found = find_chat(folder)
    return ChatForm("", found.tokens, found.end_tokens, found.source) if found else None


def _token_text(entry: object) -> str:
    """Read a token of tokenizer_config.json: a string, or an object with `content`."""
    if isinstance(entry, dict):
        entry = entry.get("content")
    return entry if isinstance(entry, str) else ""


def _token_named(folder: Path, config: dict[str, Any], key: str) -> str:
    """Give the added token that config.json knows by its id; "" when there is none."""
    path, wanted = folder / "tokenizer.json", config.get(key)
    if wanted is None or not path.is_file():
        return ""
    tokens = _read_json(path).get("added_tokens")
    for token in tokens if isinstance(tokens, list) else []:
        if isinstance(token, dict) and token.get("id") == wanted:
            return _token_text(token)
    return ""
