"""Name what Foreword does that a writer may want to check: model runs and connections.

The seam between whoever does such a thing (the worker, the hub, a remote engine, a verb)
and the ledger that keeps it. Numbers and names only: never text, never a file's name.
May import: standard library only. Thread: any.
"""

import dataclasses
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What a model ran for, or a host was asked for; the values stand in the ledger."""

    GHOST = "ghost"  # ghost text
    IDEAS = "ideas"  # several continuations to choose from
    AHEAD = "ahead"  # what would follow the ghost shown
    FIX = "fix"
    REWRITE = "rewrite"
    SUMMARY = "summary"
    DRAFT = "draft"
    TASK = "task"  # any of the four above, where the engine cannot know which
    SCORE = "score"  # `foreword score`
    LOOK = "look"  # what a model of the hub consists of
    DOWNLOAD = "download"  # a model's files
    TEST = "test"  # the writer tries a server's address


@dataclass(frozen=True, slots=True)
class ModelRun:
    """One request a model worked on, a whole task counting as one.

    Attributes:
        at_s: when it began, seconds since 1970. model: its name. device: "cpu", "cuda"...
        purpose: a `Purpose`; another word where a newer Foreword wrote it.
        n_tokens_in: of the text it was given. n_tokens_out: of what it answered.
        ms: spent in the model. n: runs that this stands for (old ones are summed up).
    """

    at_s: float
    model: str
    device: str
    purpose: str
    n_tokens_in: int
    n_tokens_out: int
    ms: float
    n: int = 1


@dataclass(frozen=True, slots=True)
class Connection:
    """One request to another machine, told before it is sent.

    Attributes:
        at_s: when, seconds since 1970. host: its name. purpose: as of `ModelRun`.
        about: a model's name, as the hub or the server calls it; never text.
        n_bytes_sent, n_bytes_received: of content, headers apart.
        n: requests that this stands for; 0 in what `carried` gives.
    """

    at_s: float
    host: str
    purpose: str
    about: str = ""
    n_bytes_sent: int = 0
    n_bytes_received: int = 0
    n: int = 1

    def carried(self, n_bytes_sent: int = 0, n_bytes_received: int = 0) -> "Connection":
        """Give what tells, later on, of bytes that it has carried since it was last told."""
        return dataclasses.replace(
            self, n_bytes_sent=n_bytes_sent, n_bytes_received=n_bytes_received, n=0
        )


Deed = ModelRun | Connection
Note = Callable[[Deed], None]
"""Takes a deed. Any thread; it neither blocks nor fails."""


def connection_to(host: str, purpose: str, about: str = "", n_bytes_sent: int = 0) -> Connection:
    """Give the connection that is about to be made now."""
    return Connection(time.time(), host, purpose, about, n_bytes_sent)


def unnoted(_: Deed) -> None:
    """Take a deed and keep nothing: for tests and measurements."""
