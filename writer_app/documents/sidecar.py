"""Keep the summaries of a document in a file beside it, readable by its owner only.

`Novel.md` gets `Novel.md.summary.json`: in plain sight, because whoever gives the folder
away should know what goes with it, and it moves with the document. It holds each summary's
sentences and, of every passage they came from, place, first words and a hash: enough to
find the passage again and to tell when it has changed. May import: disk, errors,
standard library. Thread: the documents thread; the pure parts on any.
"""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from writer_app.disk import replace_file
from writer_app.errors import DocumentError

SUFFIX = ".summary.json"
_KIND = "foreword-summaries"
_FORMAT = 1
_MOST_BYTES = 4_000_000
MOST_SUMMARIES = 12
_BEGIN_CHARS = 40
_NEAR_CHARS = 20_000
_MOST_TRIES = 1_000
"""Places with the same first words that are looked at for a moved passage."""


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A passage of the document as it was when the summary was made.

    Attributes:
        start, end: code points of the document. begins: its first characters.
        digest: of its whole text, see `digest_of`.
    """

    start: int
    end: int
    begins: str
    digest: str


@dataclass(frozen=True, slots=True)
class KeptSentence:
    """One sentence of a summary; without passages nothing in the text supports it."""

    text: str
    passages: tuple[KeptPassage, ...]


@dataclass(frozen=True, slots=True)
class KeptSummary:
    """One summary.

    Attributes:
        scope: "document", "section" or "selection". digest: of all the text it is of.
        length: "short", "medium" or "long". is_points: key points, not prose.
        method: "extractive" or "abstractive". model: the one that wrote it, if any did.
        made_at: day and time, ISO 8601.
        text: as it is copied and inserted.
    """

    scope: str
    digest: str
    length: str
    is_points: bool
    method: str
    model: str
    made_at: str
    text: str
    sentences: tuple[KeptSentence, ...]


@dataclass(frozen=True, slots=True)
class KeptSummaries:
    """All that is kept of a document's summaries, the newest first.

    Attributes:
        is_shown: they stood beside the page when the document was last left.
    """

    summaries: tuple[KeptSummary, ...] = ()
    is_shown: bool = False

    def with_newest(self, summary: KeptSummary) -> "KeptSummaries":
        """Give these with one more, in the place of the one it renews."""
        asked = _wish_of(summary)
        others = [one for one in self.summaries if _wish_of(one) != asked]
        return dataclasses.replace(self, summaries=(summary, *others)[:MOST_SUMMARIES])


def _wish_of(summary: KeptSummary) -> tuple[object, ...]:
    """Give what was asked for; of parts, each text is a wish of its own."""
    is_whole = summary.scope == "document"
    part = "" if is_whole else summary.digest
    return summary.scope, summary.length, summary.is_points, part


def sidecar_of(document: Path) -> Path:
    """Give the path of a document's sidecar.

    Example: sidecar_of(Path("a/Novel.md")) -> Path("a/Novel.md.summary.json")
    """
    return document.with_name(document.name + SUFFIX)


def digest_of(text: str) -> str:
    """Give what tells a text from every other one: 32 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def passage_of(text: str, start: int, end: int) -> KeptPassage:
    """Take note of a passage of a text.

    Args:
        start, end: code points.
    """
    passage = text[start:end]
    return KeptPassage(start, end, passage[:_BEGIN_CHARS], digest_of(passage))


def find_passage(text: str, passage: KeptPassage, expected: int | None = None) -> int | None:
    """Find a passage again, unchanged, wherever it has moved to.

    Args:
        text: all of the document as it now is.
        expected: where it should stand (code points); None: where it stood.

    Returns: the place of the nearest one; None when it has changed or gone.
    """
    n_chars = passage.end - passage.start
    expected = passage.start if expected is None else expected
    if not n_chars or not passage.begins:
        return None
    if digest_of(text[expected : expected + n_chars]) == passage.digest:
        return expected
    near = max(0, expected - _NEAR_CHARS), expected + _NEAR_CHARS
    found = _nearest(text, passage, expected, *near)
    return found if found is not None else _nearest(text, passage, expected, 0, len(text))


def _nearest(text: str, passage: KeptPassage, expected: int, low: int, high: int) -> int | None:
    """Find the place nearest to the expected one among those from `low` to `high`."""
    n_chars, found = passage.end - passage.start, None
    place = text.find(passage.begins, low, high)
    for _ in range(_MOST_TRIES):
        if place < 0 or (found is not None and place - expected > abs(found - expected)):
            break
        is_nearer = found is None or abs(place - expected) < abs(found - expected)
        if is_nearer and digest_of(text[place : place + n_chars]) == passage.digest:
            found = place
        place = text.find(passage.begins, place + 1, high)
    return found


def read_sidecar(document: Path) -> KeptSummaries:
    """Read what is kept beside a document; nothing when there is no sidecar.

    Raises: DocumentError when a file stands there that cannot be read as one.
    """
    path = sidecar_of(document)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DocumentError(_unreadable(path))
        return _from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return KeptSummaries()
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise DocumentError(_unreadable(path)) from error


def write_sidecar(document: Path, kept: KeptSummaries) -> None:
    """Put a document's summaries beside it; without any, the sidecar goes.

    A file of that name that is no sidecar is never replaced.

    Raises: DocumentError in words; what stood there still does.
    """
    path = sidecar_of(document)
    try:
        if path.exists() or path.is_symlink():
            read_sidecar(document)
        if not kept.summaries:
            path.unlink(missing_ok=True)
            return
        data = json.dumps(_as_json(kept), ensure_ascii=False, indent=1)
        replace_file(path, data.encode("utf-8", "replace"), new_mode=0o600)
        path.chmod(0o600)
    except OSError as error:
        words = f"The summary could not be kept as {path.name} ({error.strerror})."
        raise DocumentError(words) from error


def _unreadable(path: Path) -> str:
    return f"{path.name} is no summary of Foreword's, or is damaged; move it away to keep new ones."


def _as_json(kept: KeptSummaries) -> dict[str, Any]:
    return {"kind": _KIND, "format": _FORMAT, **dataclasses.asdict(kept)}


def _from_json(data: Any) -> KeptSummaries:
    """Make the record of what a file says.

    Raises: ValueError, TypeError or KeyError when it says something else.
    """
    if data["kind"] != _KIND or data["format"] != _FORMAT:
        raise ValueError("not a sidecar")
    summaries = tuple(_summary(one) for one in data["summaries"][:MOST_SUMMARIES])
    return KeptSummaries(summaries, is_shown=data["is_shown"] is True)


def _summary(data: dict[str, Any]) -> KeptSummary:
    names = ("scope", "digest", "length", "method", "model", "made_at", "text")
    words = {name: _str(data[name]) for name in names}
    sentences = tuple(
        KeptSentence(_str(one["text"]), tuple(_passage(p) for p in one["passages"]))
        for one in data["sentences"]
    )
    return KeptSummary(**words, is_points=data["is_points"] is True, sentences=sentences)


def _passage(data: dict[str, Any]) -> KeptPassage:
    start, end = data["start"], data["end"]
    if not (type(start) is int and type(end) is int and 0 <= start <= end):
        raise ValueError("no place")
    return KeptPassage(start, end, _str(data["begins"]), _str(data["digest"]))


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
