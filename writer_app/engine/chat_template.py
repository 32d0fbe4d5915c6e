"""The one door to jinja2: a model's own chat template, in a sandbox.

The template comes with a model from elsewhere and is held to be hostile: it sees the
roles of the turns and placeholders, never a word of the writer, and neither attributes
of Python nor time without end. May import: jinja2. Thread: worker.
"""

import contextlib
import json
import re
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jinja2 import TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from writer_app.engine.model import Turn
from writer_app.errors import ModelCorrupt

MAX_CHARS = 100_000
"""The longest template read; Llama 3.2's, one of the longest, has 3,800 characters."""
_MAX_SECONDS = 0.5
_MAX_RANGE = 1_000
# Of the private use area: no template writes these, and a writer's text is never rendered.
_PLACEHOLDER = "\ue0f0{}\ue0f1"
_PLACE = re.compile("\ue0f0([0-9]+)\ue0f1")
_EMPTY: Mapping[str, None] = {"tools": None, "documents": None}
_BROKEN = "The model's chat template cannot be used ({}); choose another model."


class ChatTemplate:
    """One model's form of a chat.

    Args:
        source: of the template. tokens: what templates know by name: "bos_token", ...

    Raises: ModelCorrupt: the template is too long, or no template.
    """

    def __init__(self, source: str, tokens: Mapping[str, str]) -> None:
        if len(source) > MAX_CHARS:
            raise ModelCorrupt(_BROKEN.format("it is too long"))
        self._tokens = dict(tokens)
        try:
            self._environment = _Sandbox()
            self._template = self._environment.from_string(source)
        except (TemplateError, RecursionError) as error:
            raise ModelCorrupt(_BROKEN.format("it has a fault")) from error

    def render(self, turns: Sequence[Turn]) -> list[str | Turn]:
        """Give the chat up to where the answer begins.

        Returns: what the template writes, and between it the turns whose text belongs
            there. A template without a system role has its words before the user's: the
            system turn then comes first inside the user's, a blank line after it.

        Raises: ModelCorrupt: the template fails, or loses a turn.
        """
        has_system = turns[0].role == "system" and len(turns) > 1
        # As transformers renders it; then without what it hands over empty, which some
        # templates take for there being tools; then without a system role.
        attempts = [(turns, _EMPTY), (turns, {})]
        attempts += [(turns[1:], _EMPTY), (turns[1:], {})] if has_system else []
        for shown, empty in attempts[:-1]:
            with contextlib.suppress(ModelCorrupt):
                return self._rendered(turns, shown, empty)
        return self._rendered(turns, *attempts[-1])

    def _rendered(
        self, turns: Sequence[Turn], shown: Sequence[Turn], empty: Mapping[str, None]
    ) -> list[str | Turn]:
        first = len(turns) - len(shown)
        messages = [
            {"role": turn.role, "content": _PLACEHOLDER.format(number)}
            for number, turn in enumerate(turns)
            if number >= first
        ]
        if first:
            messages[0]["content"] = _PLACEHOLDER.format(0) + "\n\n" + messages[0]["content"]
        pieces = _PLACE.split(self._text(messages, empty))
        places = [int(number) for number in pieces[1::2]]
        if places != list(range(len(turns))):
            raise ModelCorrupt(_BROKEN.format("it loses what is asked"))
        parts: list[str | Turn] = [pieces[0]]
        for number, text in zip(places, pieces[2::2], strict=True):
            parts += [turns[number], text]
        return parts

    def _text(self, messages: list[dict[str, str]], empty: Mapping[str, None]) -> str:
        self._environment.start_clock()
        try:
            # `enable_thinking`: models that reason aloud first (Qwen3) answer at once.
            return self._template.render(
                messages=messages,
                add_generation_prompt=True,
                enable_thinking=False,
                **empty,
                **self._tokens,
            )
        except Exception as error:
            raise ModelCorrupt(_BROKEN.format("it fails")) from error


class _Generation(Extension):
    """Knows the tags by which training marks what the assistant says; they do nothing."""

    tags = {"generation"}  # noqa: RUF012  the form jinja2 asks for

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox as transformers sets it, with a limit of time.

    Source: `_compile_jinja_template` in transformers 4.57 chat_template_utils.py.
    """

    def __init__(self) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[_Generation, "jinja2.ext.loopcontrols"],
        )
        self.filters["tojson"] = _to_json
        self.globals["raise_exception"] = _refuse
        self.globals["strftime_now"] = _now
        self.globals["range"] = _short_range
        self._deadline_s = 0.0

    def start_clock(self) -> None:
        """Give the next rendering its time."""
        self._deadline_s = time.monotonic() + _MAX_SECONDS

    def call(self, *arguments: Any, **named: Any) -> Any:
        """Call for a template, as long as its time lasts."""
        if time.monotonic() > self._deadline_s:
            raise SecurityError("too slow")
        return super().call(*arguments, **named)


def _short_range(*bounds: int) -> range:
    found = range(*bounds)
    if len(found) > _MAX_RANGE:
        raise SecurityError("too long a range")
    return found


def _refuse(message: str) -> None:
    raise TemplateError(message)


def _now(form: str) -> str:
    """Give the day in a template's form."""
    return datetime.now().astimezone().strftime(form)


def _to_json(value: Any, ensure_ascii: bool = False, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent)
