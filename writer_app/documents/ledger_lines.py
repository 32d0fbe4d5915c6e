"""Write deeds as lines of JSON that anybody can read, and keep their number in bounds.

The newest deeds stand one by one; older ones become sums of a day, then of a month, then
of a year, so none is ever left out of the counts. May import: deeds and the standard
library. Thread: any.
"""

import dataclasses
import json
import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from writer_app.deeds import Connection, Deed, ModelRun

MOST_RUNS = 5_000
"""Model runs that are listed one by one: some days of writing."""
MOST_CONNECTIONS = 2_000
"""Connections that are listed one by one; with the model in the box there are none."""
MOST_SUMS = 1_000
"""Sums of each kind; when there are more, they grow coarser."""
_MOST_CHARS = 200
_DAY, _MONTH, _YEAR = 10, 7, 4

One = TypeVar("One", ModelRun, Connection)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What is known of the past, oldest first, each connection once."""

    runs: tuple[ModelRun, ...] = ()
    connections: tuple[Connection, ...] = ()

    @property
    def all(self) -> tuple[Deed, ...]:
        """Give both kinds, oldest first."""
        return tuple(sorted((*self.runs, *self.connections), key=lambda deed: deed.at_s))


def line_of(deed: Deed) -> str:
    """Give one line of the file, its line feed included."""
    if isinstance(deed, ModelRun):
        # To the second: a ghost's very moment would tell the rhythm of the keys.
        at = _moment(math.floor(deed.at_s))
        values: dict[str, Any] = {"at": at, "run": deed.purpose, "model": deed.model}
        values |= {"device": deed.device, "tokens_in": deed.n_tokens_in}
        values |= {"tokens_out": deed.n_tokens_out, "ms": round(deed.ms, 1), "n": deed.n}
    else:
        at = _moment(deed.at_s)
        values = {"at": at, "connection": deed.purpose, "host": deed.host, "about": deed.about}
        values |= {"bytes_sent": deed.n_bytes_sent, "bytes_received": deed.n_bytes_received}
        values |= {"n": deed.n}
    return json.dumps(values, ensure_ascii=False) + "\n"


def deed_of(line: str) -> Deed | None:
    """Read one line; None when it is damaged."""
    try:
        values = json.loads(line)
        at_s = datetime.fromisoformat(values["at"]).timestamp()
        if "run" in values:
            return ModelRun(
                at_s,
                _words(values["model"]),
                _words(values["device"]),
                _words(values["run"]),
                _count(values["tokens_in"]),
                _count(values["tokens_out"]),
                _milliseconds(values["ms"]),
                max(1, _count(values["n"])),
            )
        return Connection(
            at_s,
            _words(values["host"]),
            _words(values["connection"]),
            _words(values["about"]),
            _count(values["bytes_sent"]),
            _count(values["bytes_received"]),
            _count(values["n"]),
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def bounded(deeds: Iterable[Deed]) -> Deeds:
    """Put deeds in order, join what was told of one connection, sum up the old ones."""
    runs: list[ModelRun] = []
    connections: list[Connection] = []
    for deed in sorted(deeds, key=lambda one: one.at_s):
        if isinstance(deed, ModelRun):
            runs.append(deed)
        else:
            connections.append(deed)
    return Deeds(
        tuple(_bounded(runs, MOST_RUNS)), tuple(_bounded(_joined(connections), MOST_CONNECTIONS))
    )


def _bounded(deeds: Sequence[One], most: int) -> list[One]:
    """Sum up all but the newest, by ever longer times, until they are few enough."""
    old, new = list(deeds[:-most]), list(deeds[-most:])
    for width in (_DAY, _MONTH, _YEAR):
        old = _summed(old, [_kind_in(deed, width) for deed in old])
        if len(old) <= MOST_SUMS:
            break
    return old + new


def _joined(connections: Sequence[Connection]) -> list[Connection]:
    """Make one of all that was told of a connection, at its beginning and later."""
    keys = [(_moment(one.at_s), one.host, one.purpose, one.about, one.n > 1) for one in connections]
    return _summed(connections, keys)


def _summed(deeds: Sequence[One], keys: Sequence[Hashable]) -> list[One]:
    sums: dict[Hashable, One] = {}
    for deed, key in zip(deeds, keys, strict=True):
        known = sums.get(key)
        sums[key] = deed if known is None else _plus(known, deed)
    return list(sums.values())


def _kind_in(deed: Deed, width: int) -> Hashable:
    """Give what deeds have in common that become one sum; `width`: letters of the date."""
    time = _moment(deed.at_s)[:width]
    if isinstance(deed, ModelRun):
        return time, deed.model, deed.device, deed.purpose
    return time, deed.host, deed.purpose, "" if width == _YEAR else deed.about


def _plus(first: One, second: One) -> One:
    if isinstance(first, ModelRun) and isinstance(second, ModelRun):
        return dataclasses.replace(
            first,
            n_tokens_in=first.n_tokens_in + second.n_tokens_in,
            n_tokens_out=first.n_tokens_out + second.n_tokens_out,
            ms=first.ms + second.ms,
            n=first.n + second.n,
        )
    assert isinstance(first, Connection)
    assert isinstance(second, Connection)
    return dataclasses.replace(
        first,
        about=first.about if first.about == second.about else "",
        n_bytes_sent=first.n_bytes_sent + second.n_bytes_sent,
        n_bytes_received=first.n_bytes_received + second.n_bytes_received,
        n=first.n + second.n,
    )


def _moment(at_s: float) -> str:
    """Give a moment as the file has it.

    Example: _moment(0.0) -> "1970-01-01T00:00:00.000+00:00"
    """
    return datetime.fromtimestamp(at_s, UTC).isoformat(timespec="milliseconds")


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no words")
    return value[:_MOST_CHARS]


def _count(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value < 1 << 62:
        raise ValueError("no count")
    return int(value)


def _milliseconds(value: object) -> float:
    if not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise ValueError("no time")
    return float(value)
