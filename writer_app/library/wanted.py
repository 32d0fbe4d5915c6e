"""Choose which files of a hub model are worth fetching, or say why none is.

Never pickle, never code: graphs, safetensors, and the words that go with them. May
import: errors, library. Thread: any.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from writer_app.engine.artifact import MANIFEST
from writer_app.errors import ModelCorrupt, ModelMissing
from writer_app.library.checkpoint import Checkpoint, architecture_of
from writer_app.library.hub import Hub, HubFile, Listing, is_plain_file_name
from writer_app.library.intake import Route

WORDS = (
    *("config.json", "tokenizer.json", "tokenizer_config.json", "generation_config.json"),
    *("special_tokens_map.json", "chat_template.jinja", "README.md", "LICENSE", "LICENSE.txt"),
)
_SHARDS = re.compile(r"model(-\d{5}-of-\d{5})?\.safetensors")
_GRAPH = re.compile(r"(?:onnx/)?model\.onnx(?:_data(?:_\d+)?|\.data)?")
_MOST_SMALL_BYTES = 4_000_000
_PICKLED = (".bin", ".pt", ".pth", ".ckpt")


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be fetched.

    Attributes: route: how the model will come in. files: each of them checked on arrival.
    """

    route: Route
    files: tuple[HubFile, ...]

    @property
    def n_bytes(self) -> int:
        """Count the bytes of all files."""
        return sum(file.n_bytes for file in self.files)


def choose_files(listing: Listing, config: dict[str, Any], *, has_optimum: bool) -> Plan:
    """Choose the files of a model.

    Args:
        config: its config.json, {} when it has none.
        has_optimum: the `[convert]` extra is installed.

    Raises: ModelMissing, ModelCorrupt: it cannot be used here, in words, before anything
        large was fetched.
    """
    files = {file.name: file for file in listing.files if is_plain_file_name(file.name)}
    words = tuple(files[name] for name in WORDS if name in files)
    if MANIFEST in files:
        own = [file for name, file in files.items() if "/" not in name and _is_ours(name)]
        return _checked(Plan(Route.PACKAGED, (*own,)), files)
    if config.get("auto_map"):
        raise ModelCorrupt("This model brings code of its own, which is never run; choose another.")
    weights = _weights(files)
    graphs = _graphs(files)
    is_fused = architecture_of(config) in Checkpoint.ARCHITECTURES
    if weights and is_fused:
        return _checked(Plan(Route.FUSED, (*words, *weights)), files)
    if graphs:
        return _checked(Plan(Route.EXPORT, (*words, *graphs)), files)
    if weights:
        if not has_optimum:
            raise ModelMissing(
                f"{architecture_of(config)[:60]} is exported with optimum, which is not installed; "
                "run: pip install 'foreword[convert]'"
            )
        return _checked(Plan(Route.OPTIMUM, (*words, *weights)), files)
    if any(name.endswith(_PICKLED) for name in files):
        raise ModelMissing(
            "This model is there as pickle only, and unpickling runs code, so it is never "
            "fetched; look for the same model as safetensors."
        )
    raise ModelMissing(f"{listing.name} holds neither safetensors nor a ready ONNX graph.")


def read_small(hub: Hub, listing: Listing, name: str) -> dict[str, Any]:
    """Fetch a small JSON of a model before anything large; {} when there is none.

    Raises: ModelMissing, ModelCorrupt, ConnectionError: as `Hub.opened`.
    """
    file = next((file for file in listing.files if file.name == name), None)
    if file is None:
        return {}
    content = b""
    with hub.opened(listing, file, 0) as body:
        for chunk in body.chunks():
            content += chunk
            if len(content) > _MOST_SMALL_BYTES:
                raise ModelCorrupt(f"{name} is far too large; do not use this model.")
    try:
        values = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ModelCorrupt(f"{name} is damaged; do not use this model.") from error
    return values if isinstance(values, dict) else {}


def _is_ours(name: str) -> bool:
    return name.endswith((".json", ".onnx", ".onnx.data", ".jinja")) or name == "MODEL_CARD.md"


def _weights(files: dict[str, HubFile]) -> tuple[HubFile, ...]:
    """Give the checkpoint's own shards, or whatever safetensors lie at the top."""
    tops = [name for name in files if name.endswith(".safetensors") and "/" not in name]
    usual = [name for name in tops if _SHARDS.fullmatch(name)]
    return tuple(files[name] for name in sorted(usual or tops))


def _graphs(files: dict[str, HubFile]) -> tuple[HubFile, ...]:
    names = [name for name in sorted(files) if _GRAPH.fullmatch(name)]
    at_top = [name for name in names if "/" not in name]
    chosen = at_top if "model.onnx" in at_top else names
    return tuple(files[name] for name in chosen) if any(n.endswith(".onnx") for n in names) else ()


def _checked(plan: Plan, files: dict[str, HubFile]) -> Plan:
    if "tokenizer.json" not in files:
        raise ModelMissing("This model has no tokenizer.json; only such tokenizers are read.")
    for file in plan.files:
        if not file.sha256 and not file.git_sha1:
            raise ModelCorrupt(f"The hub tells no checksum of {file.name}; it is not fetched.")
    return plan
