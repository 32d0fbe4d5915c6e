"""What the documents thread tells the window, frozen.

May import: its siblings. Thread: any.
"""

from dataclasses import dataclass

from writer_app.documents.compare import Change
from writer_app.documents.sidecar import KeptSummaries
from writer_app.documents.text_file import TextFile
from writer_app.documents.versions import Version


@dataclass(frozen=True, slots=True)
class Saved:
    """The text was saved by itself, as it stood after so many edits."""

    document_id: int
    n_edits: int
    file: TextFile


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """The text could not be saved by itself; it is on the page and in the journal.

    Attributes:
        words: one line for the writer. is_changed: another program changed the file.
    """

    document_id: int
    words: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class JournalFailed:
    """What is typed cannot be kept safe for now; it is tried again."""

    document_id: int
    words: str


@dataclass(frozen=True, slots=True)
class JournalBack:
    """What is typed is kept safe again, after `JournalFailed`."""

    document_id: int


@dataclass(frozen=True, slots=True)
class TextWanted:
    """The journal begins anew: hand over the whole text."""

    document_id: int


@dataclass(frozen=True, slots=True)
class Locked:
    """Another window has this document open: here it can only be read."""

    document_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The other window has let go of the document: here it can be written again."""

    document_id: int
    words: str


@dataclass(frozen=True, slots=True)
class DiskChanged:
    """Another program changed the document's file, or took it away."""

    document_id: int
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Recovered:
    """A text that was not saved when its window ended.

    Attributes:
        token: names its journal. path: its file; empty: it never had one.
        encoding, mark: how its file spells characters; the mark is hexadecimal.
        text: as it stood. saved_text: what its file holds; None: there is no such file.
        written_s: when it was last typed on, in seconds since 1970.
        is_damaged: the last of it could not be read.
    """

    token: str
    path: str
    encoding: str
    mark: str
    text: str
    saved_text: str | None
    written_s: float
    is_damaged: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Texts that were not saved, the newest first; often none.

    Attributes:
        words: what else the writer should know; mostly empty.
    """

    texts: tuple[Recovered, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """The versions of the document, the newest first."""

    document_id: int
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """How a kept text and the one asked about differ.

    Attributes:
        key: what was asked about: a version's file, or the token of a text found.
        text: the kept one; None: it cannot be read, and `words` say why.
        changes: from the text asked about to the kept one: what bringing it back does.
    """

    key: str
    text: str | None
    changes: tuple[Change, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class SummariesRead:
    """What is kept beside the document on the page; often nothing."""

    document_id: int
    kept: KeptSummaries


@dataclass(frozen=True, slots=True)
class Told:
    """One line that the writer should read."""

    words: str


KeptMessage = (
    Saved
    | SaveFailed
    | JournalFailed
    | JournalBack
    | TextWanted
    | Locked
    | Unlocked
    | DiskChanged
    | Found
    | Listed
    | Compared
    | SummariesRead
    | Told
)
