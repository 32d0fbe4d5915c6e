"""Understand what servers say: pieces of text, probabilities, models, refusals.

Two forms of probabilities are about. The older, of OpenAI's completions (vLLM,
llama-cpp-python): `tokens`, `token_logprobs`, `top_logprobs` side by side. The newer, of
its chats, which llama.cpp's own server gives for completions too: `content`, one object a
token. Either may come from either address. May import: errors, engine.model, siblings.
Thread: any.
"""

import math
from dataclasses import dataclass
from typing import Any

from writer_app.engine.model import UNKNOWN, Piece
from writer_app.engine.remote.events import Event
from writer_app.errors import RemoteBroken, RemoteError, RemoteRefused, RemoteUnreachable

_CARRIES_ON = ("'", "\u2019")
_REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Token:
    """One token as a server tells of it.

    Attributes:
        text: its characters. log_probability: natural log, or UNKNOWN.
        others: (text, natural log) of the likeliest tokens at its place, itself among them.
    """

    text: str
    log_probability: float
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What one event brings.

    Attributes:
        text: characters. tokens: of that text, where the server tells them; else empty.
        ending: "" while it goes on, else the server's reason: "stop", "length"...
    """

    text: str
    tokens: tuple[Token, ...] = ()
    ending: str = ""

    @property
    def is_damaged(self) -> bool:
        """Tell whether bytes came that are no text."""
        return _REPLACED in self.text


def part_of(event: Event) -> Part:
    """Read one event of a completion or of a chat, streamed or whole.

    Raises: RemoteError: the server tells of an error, or the event is none of these.
    """
    if event.get("error"):
        raise RemoteUnreachable("The server stopped with an error of its own.")
    choices = event.get("choices")
    if not isinstance(choices, list):
        raise RemoteBroken("The server's answer cannot be read; look whether its address is right.")
    if not choices or not isinstance(choices[0], dict):
        return Part("")  # the numbers that some send at the end
    choice = choices[0]
    said = choice.get("delta") or choice.get("message") or {}
    text = choice.get("text")
    if not isinstance(text, str):
        text = said.get("content") if isinstance(said, dict) else ""
    text = clean(text) if isinstance(text, str) else ""
    ending = choice.get("finish_reason")
    tokens = _tokens_of(choice.get("logprobs"))
    fits = "".join(token.text for token in tokens) == text
    return Part(text, tokens if fits else (), ending if isinstance(ending, str) else "")


def clean(text: str) -> str:
    """Take out what no text of a writer's holds; halves of characters become U+FFFD.

    Example:
        >>> clean("a\\x00b\\r\\nc"), clean("\\ud83d") == "\\ufffd"
        ('ab\\nc', True)
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(sign for sign in text if (sign >= " " and sign != "\x7f") or sign in "\n\t")


def pieces_of(part: Part) -> list[Piece]:
    """Give a piece for each token, or one for the whole part where they are not told."""
    if not part.text:
        return []
    if not part.tokens:
        return [Piece(part.text, UNKNOWN, 1, UNKNOWN)]
    return [
        Piece(token.text, token.log_probability, 1, boundary_of(token))
        for token in part.tokens
        if token.text
    ]


def boundary_of(token: Token) -> float:
    """Estimate the chance that a word ends before a token, from its likeliest rivals.

    Those that are not listed are taken to be like those that are.

    Example:
        >>> round(boundary_of(Token(" a", -0.7, ((" a", math.log(0.6)), ("ly", math.log(0.2))))), 2)
        0.75
    """
    listed = sum(math.exp(log_p) for _, log_p in token.others)
    if listed <= 0.0:
        return UNKNOWN if math.isnan(token.log_probability) else 1.0
    return sum(math.exp(log_p) for text, log_p in token.others if ends_word(text)) / listed


def ends_word(text: str) -> bool:
    """Tell whether a token with these characters ends the word before it.

    Example:
        >>> ends_word(" the"), ends_word("ly"), ends_word("'s"), ends_word(".")
        (True, False, False, True)
    """
    if not text:
        return True
    return not (text[0].isalnum() or (text[0] in _CARRIES_ON and text[1:2].isalpha()))


def given_space(token: Token) -> float:
    """Give a token's natural log, given that white space was typed already.

    Example:
        >>> others = ((" a", math.log(0.3)), (".", math.log(0.3)), (" b", math.log(0.1)))
        >>> round(math.exp(given_space(Token(" a", math.log(0.3), others))), 2)
        0.75
    """
    if not token.text[:1].isspace():
        return token.log_probability
    spaced = sum(math.exp(log_p) for text, log_p in token.others if text[:1].isspace())
    if spaced <= 0.0:
        return token.log_probability
    return min(0.0, token.log_probability - math.log(spaced))


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model that a server offers.

    Attributes: name: as it must be asked for. context_tokens: 0 where it is not told.
    """

    name: str
    context_tokens: int = 0


def models_of(event: Event) -> tuple[ServedModel, ...]:
    """Read the list of models.

    Raises: RemoteBroken: it is none.
    """
    rows = event.get("data")
    if not isinstance(rows, list):
        raise RemoteBroken("The server lists no models; look whether its address is right.")
    found = []
    for row in rows[:500]:
        name = row.get("id") if isinstance(row, dict) else None
        if isinstance(name, str) and name and name.isprintable() and len(name) <= 300:
            found.append(ServedModel(name, _context_of(row)))
    return tuple(found)


def refusal_of(status: int, host: str, *, has_key: bool) -> RemoteError:
    """Say in words what an answer without success means.

    What the server wrote is not even read: it may repeat the text, or the key.
    """
    if status == 401 and has_key:
        return RemoteRefused(f"{host} does not accept this key.")
    if status == 401:
        return RemoteRefused(f"{host} asks for a key.")
    if status == 403:
        return RemoteRefused(f"{host} does not allow this with the key that it has.")
    if status == 404:
        return RemoteRefused(f"{host} has no such model, or nothing at this address.")
    if status >= 500:
        return RemoteUnreachable(f"{host} has trouble ({status}); trying again later.")
    return RemoteRefused(f"{host} refuses what it is asked ({status}).")


def retry_after_s(header: str) -> float:
    """Read how many seconds a server asks to wait; 0 where it does not say.

    Example:
        >>> retry_after_s("2"), retry_after_s("Wed, 21 Oct 2015 07:28:00 GMT"), retry_after_s("")
        (2.0, 0.0, 0.0)
    """
    header = header.strip()
    return float(header) if header.isascii() and header.isdigit() and len(header) < 7 else 0.0


def _tokens_of(said: Any) -> tuple[Token, ...]:
    """Read probabilities of either form; none where they cannot be read."""
    if not isinstance(said, dict):
        return ()
    content = said.get("content")
    if isinstance(content, list):
        return tuple(_token_of(row) for row in content if isinstance(row, dict))
    texts, logs, tops = (said.get(k) for k in ("tokens", "token_logprobs", "top_logprobs"))
    if not isinstance(texts, list) or not isinstance(logs, list) or len(texts) != len(logs):
        return ()
    tops = tops if isinstance(tops, list) and len(tops) == len(texts) else [None] * len(texts)
    return tuple(
        Token(_word(text), _log(log), _others_of(top))
        for text, log, top in zip(texts, logs, tops, strict=True)
    )


def _token_of(row: Event) -> Token:
    return Token(
        _word(row.get("token")),
        _log(row.get("logprob")),
        _others_of(row.get("top_logprobs")),
    )


def _others_of(said: Any) -> tuple[tuple[str, float], ...]:
    if isinstance(said, dict):
        pairs = [(_word(text), _log(log)) for text, log in said.items()]
    elif isinstance(said, list):
        rows = [row for row in said if isinstance(row, dict)]
        pairs = [(_word(row.get("token")), _log(row.get("logprob"))) for row in rows]
    else:
        return ()
    return tuple(pair for pair in pairs if not math.isnan(pair[1]))


def _word(text: Any) -> str:
    return clean(text) if isinstance(text, str) else ""


def _log(value: Any) -> float:
    """Give a natural log of a probability; UNKNOWN for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value <= 1e-3:
        return UNKNOWN
    return max(-100.0, min(0.0, float(value)))


def _context_of(row: Event) -> int:
    """Find how much a model reads: vLLM, llama.cpp and others each have a word for it."""
    meta = row.get("meta")
    places = [row, meta] if isinstance(meta, dict) else [row]
    for place in places:
        for key in ("max_model_len", "n_ctx", "context_length", "context_window", "n_ctx_train"):
            value = place.get(key)
            if isinstance(value, int) and not isinstance(value, bool) and 256 <= value < 1 << 24:
                return value
    return 0
