"""Read from a checkpoint's own files whether it can be asked, and in what form.

A template alone says little: base models often carry the one of their instruct twins. It
counts when the model ends its answers as the template ends them. Thread: any.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from writer_app.engine.chat_template import MAX_CHARS, ChatTemplate
from writer_app.engine.model import Turn
from writer_app.errors import ModelCorrupt

TEMPLATE = "chat_template.jinja"
_NAMED = ("bos_token", "eos_token", "unk_token", "pad_token")
_MAX_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class FoundChat:
    """The chat form of an instruct model.

    Attributes:
        source: of its template. tokens: what the template knows by name.
        end_tokens: end an answer.
    """

    source: str
    tokens: dict[str, str]
    end_tokens: tuple[str, ...]


def find_chat(folder: Path) -> FoundChat | None:
    """Give the chat form of a folder as Hugging Face lays it out; None for a base model.

    Reads chat_template.jinja or tokenizer_config.json, and generation_config.json. What
    cannot be read counts as not there.
    """
    config = _read(folder / "tokenizer_config.json")
    source = _template(folder, config)
    if not source:
        return None
    named = {**_read(folder / "special_tokens_map.json"), **config}
    tokens = {name: text for name in _NAMED if (text := _text(named.get(name)))}
    ends = _end_tokens(folder, tokens)
    try:
        is_instruct = _ends_as(source, tokens, ends)
    except ModelCorrupt:
        return None
    return FoundChat(source, tokens, ends) if is_instruct else None


def _template(folder: Path, config: dict[str, Any]) -> str:
    path = folder / TEMPLATE
    try:
        if path.is_file() and path.stat().st_size <= 4 * MAX_CHARS:
            return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
    found = config.get("chat_template")
    if isinstance(found, list):
        named = [one for one in found if isinstance(one, dict)]
        found = next((one.get("template") for one in named if one.get("name") == "default"), "")
    return found if isinstance(found, str) else ""


def _end_tokens(folder: Path, tokens: dict[str, str]) -> tuple[str, ...]:
    """Give the names of all tokens that end a generation, as the folder's files tell."""
    ids: list[int] = []
    for name in ("generation_config.json", "config.json"):
        said = _read(folder / name).get("eos_token_id")
        ids += [i for i in (said if isinstance(said, list) else [said]) if isinstance(i, int)]
    added = _read(folder / "tokenizer.json").get("added_tokens")
    by_id = {
        one.get("id"): _text(one)
        for one in (added if isinstance(added, list) else [])
        if isinstance(one, dict)
    }
    ends = [tokens.get("eos_token", ""), *(by_id.get(i, "") for i in ids)]
    return tuple(dict.fromkeys(end for end in ends if end))


def _ends_as(source: str, tokens: dict[str, str], ends: tuple[str, ...]) -> bool:
    """Tell whether the template ends an answer by a token that ends a generation."""
    turns = (Turn("user", "a"), Turn("assistant", "b"), Turn("user", "c"))
    parts = ChatTemplate(source, tokens).render(turns)
    after_answer = parts[4]
    return isinstance(after_answer, str) and after_answer.lstrip().startswith(ends)


def _text(entry: object) -> str:
    """Read a token: a string, or an object with `content`."""
    if isinstance(entry, dict):
        entry = entry.get("content")
    return entry if isinstance(entry, str) else ""


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MAX_BYTES:
            return {}
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
