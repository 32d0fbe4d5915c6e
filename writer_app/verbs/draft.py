"""`foreword draft`: a passage that carries a text on, or is about what is asked. Thread: main."""

import re
from typing import Any

from writer_app import paths
from writer_app.assist.decency import read_blocklist
from writer_app.assist.drafting.task import draft_task
from writer_app.assist.drafting.wish import DraftWish
from writer_app.assist.messages import DraftReady
from writer_app.deeds import Purpose
from writer_app.engine.model import StopFlag
from writer_app.errors import InputError
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.inputs import read_prompt
from writer_app.verbs.open_model import opened_for

_CONTEXT_CHARS = 20_000


def run_draft(arguments: Arguments) -> dict[str, Any]:
    """Draft on from the end of the input, or about keywords, a brief or an outline.

    Returns: the JSON of `draft` as the README describes it.

    Raises:
        InputError: the input cannot be read, or nothing came of it.
        ModelError: the model cannot be used, or the wish needs one that is not here.
    """
    before = read_prompt(arguments.file) if arguments.file else ""
    wish = DraftWish(
        before=before[-_CONTEXT_CHARS:],
        brief=arguments.brief or "",
        keywords=_listed(arguments.keywords, r"[,;\n]"),
        outline=_listed(arguments.outline, r"[;\n]"),
        max_tokens=arguments.max_tokens,
        seed=arguments.seed or 0,
    )
    blocklist = read_blocklist(paths.resource("blocklist-en.txt").read_text(encoding="utf-8"))
    with opened_for(arguments, Purpose.DRAFT) as model:
        *_, ready = draft_task(0, wish, blocklist)(model, StopFlag())
        info = model.info
    assert isinstance(ready, DraftReady)
    if ready.refusal:
        raise InputError(ready.refusal)
    return {
        "text": ready.text,
        "tokens": ready.n_tokens,
        "model": info.name,
        "device": info.device,
    }


def _listed(words: str | None, marks: str) -> tuple[str, ...]:
    """Part what is listed with marks between.

    Example:
        >>> _listed("sea, storm,", "[,;]")
        ('sea', 'storm')
    """
    parts = (part.strip() for part in re.split(marks, words or ""))
    return tuple(part for part in parts if part)
