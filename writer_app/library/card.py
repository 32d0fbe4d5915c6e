"""What a model's own files say of it: name, licence, languages, tokens, chat form.

Reads JSON and the head of a README; nothing is executed. May import: errors,
engine.chat_form. Thread: any.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from writer_app.engine.chat_form import FoundChat, find_chat
from writer_app.errors import ModelCorrupt

MAX_JSON_BYTES = 64_000_000
"""Longest JSON that is read: the largest tokenizers known have 34 MB."""
_CONTEXT_KEYS = ("max_position_embeddings", "n_positions", "n_ctx", "seq_length", "max_seq_len")
_MAX_README_CHARS = 200_000
_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---", re.DOTALL)
_LANGUAGE = re.compile(r"\A[a-z]{2,3}\Z")
_LICENCE = re.compile(r"\A[\w .+-]{1,60}\Z")


@dataclass(frozen=True, slots=True)
class Card:
    """What is told of a model.

    Attributes:
        name: for people. source: hub name or folder it comes from.
        licence, languages: as its makers say; "unknown", ().
        begin_token: starts every prompt; "" when none does. end_tokens: end a text.
        context_tokens: window of training; 0 when not told.
        chat: the form in which an instruct model is asked; None: it continues text only.
    """

    name: str
    source: str
    licence: str
    languages: tuple[str, ...]
    begin_token: str
    end_tokens: tuple[str, ...]
    context_tokens: int
    chat: FoundChat | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a model from elsewhere (catalogue, hub, the writer); "" and (): nothing."""

    name: str = ""
    source: str = ""
    licence: str = ""
    languages: tuple[str, ...] = ()


def read_card(folder: Path, known: Known) -> Card:
    """Read what a checkpoint's or export's files say; what is known already goes first.

    Raises: ModelCorrupt: one of its files is damaged, in words.
    """
    config, names = read_json(folder / "config.json"), read_json(folder / "tokenizer_config.json")
    tokenizer = read_json(folder / "tokenizer.json")
    licence, languages = _front_matter(folder / "README.md")
    name = known.name or known.source or folder.name
    return Card(
        name=name.rpartition("/")[2],
        source=known.source or str(folder),
        licence=known.licence or licence or "unknown",
        languages=known.languages or languages,
        begin_token=_begin_token(tokenizer, names),
        end_tokens=_end_tokens(folder, config, names, tokenizer),
        context_tokens=_context_tokens(config),
        chat=find_chat(folder),
    )


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object; {} when there is no such file.

    Raises: ModelCorrupt: damaged, no object, or larger than any such file is.
    """
    try:
        if path.stat().st_size > MAX_JSON_BYTES:
            raise ModelCorrupt(f"{path.name} is far too large; do not use this model.")
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise ModelCorrupt(f"{path.name} is damaged; download the model again.") from error
    if not isinstance(content, dict):
        raise ModelCorrupt(f"{path.name} is damaged; download the model again.")
    return content


def _begin_token(tokenizer: dict[str, Any], names: dict[str, Any]) -> str:
    """Give the token that the tokenizer itself puts before a text; "" when it puts none."""
    begin = _content(names.get("bos_token"))
    if names.get("add_bos_token") is True:
        return begin
    processor = tokenizer.get("post_processor") or {}
    steps = processor.get("processors") or [processor]
    for step in steps:
        single = step.get("single") if isinstance(step, dict) else None
        first = single[0] if isinstance(single, list) and single else None
        special = first.get("SpecialToken") if isinstance(first, dict) else None
        if isinstance(special, dict):
            return str(special.get("id", ""))
    return ""


def _end_tokens(
    folder: Path, config: dict[str, Any], names: dict[str, Any], tokenizer: dict[str, Any]
) -> tuple[str, ...]:
    """Give every token that ends a text, as tokenizer, config and generation say."""
    by_id = {
        token.get("id"): _content(token)
        for token in tokenizer.get("added_tokens") or []
        if isinstance(token, dict)
    }
    found = [_content(names.get("eos_token"))]
    for said in (config, read_json(folder / "generation_config.json")):
        ids = said.get("eos_token_id")
        found += [by_id.get(i, "") for i in (ids if isinstance(ids, list) else [ids])]
    return tuple(dict.fromkeys(token for token in found if token))


def _content(token: object) -> str:
    """Read a token: a string, or an object with `content`."""
    if isinstance(token, dict):
        token = token.get("content")
    return token if isinstance(token, str) else ""


def _context_tokens(config: dict[str, Any]) -> int:
    sizes = [config[key] for key in _CONTEXT_KEYS if type(config.get(key)) is int]
    return max(0, sizes[0]) if sizes else 0


def _front_matter(path: Path) -> tuple[str, tuple[str, ...]]:
    """Read licence and languages from the head of a model card, where they are plain."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            found = _FRONT_MATTER.match(file.read(_MAX_README_CHARS))
    except OSError:
        return "", ()
    if found is None:
        return "", ()
    licence, languages, key = "", [], ""
    for line in found[1].splitlines():
        if not line.startswith((" ", "-", "\t")) and ":" in line:
            key, _, value = line.partition(":")
            values = re.split(r"[\s,\[\]]+", value.strip())
        else:
            values = [line.strip().removeprefix("-").strip()]
        words = [value.strip("'\"") for value in values]
        if key == "license" and words and _LICENCE.match(words[0]):
            licence = licence or words[0]
        if key == "language":
            languages += [word for word in words if _LANGUAGE.match(word)]
    return licence, tuple(dict.fromkeys(languages))
