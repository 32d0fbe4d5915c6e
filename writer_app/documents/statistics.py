"""Keep how much was written when: numbers and days, never a word of it.

One small file of the writer's own, which Forget removes. May import: disk, errors.
Thread: any; one writer at a time.
"""

import contextlib
import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from writer_app.disk import replace_file

MOST_SESSIONS = 2_000
MOST_GOALS = 500
MOST_WORDS = 10_000_000
_MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of writing.

    Attributes:
        started: local time, ISO 8601; names the session.
        minutes: in which something was written. words: more than before (may be negative).
    """

    started: str
    minutes: int = 0
    words: int = 0

    @property
    def day(self) -> date:
        """Give the day on which it began."""
        return date.fromisoformat(self.started[:10])


@dataclass(frozen=True, slots=True)
class Record:
    """All sessions, oldest first, and the goals of documents by their names' hashes."""

    sittings: tuple[Sitting, ...] = ()
    goals: tuple[tuple[str, int], ...] = ()

    def with_sitting(self, sitting: Sitting) -> "Record":
        """Put a session in, in the place of its earlier state."""
        others = [one for one in self.sittings if one.started != sitting.started]
        ordered = sorted([*others, sitting], key=lambda one: one.started)
        return replace(self, sittings=tuple(ordered[-MOST_SESSIONS:]))

    def with_goal(self, name: str, n_words: int) -> "Record":
        """Set a document's goal; 0 takes it away."""
        others = [goal for goal in self.goals if goal[0] != name]
        goals = [*others, (name, n_words)] if n_words else others
        return replace(self, goals=tuple(goals[-MOST_GOALS:]))

    def goal(self, name: str) -> int:
        """Give a document's goal in words; 0: none."""
        return dict(self.goals).get(name, 0)

    def by_day(self, today: date, n_days: int) -> list[int]:
        """Give the words of each of the last days, today last; never less than none.

        Example: Record().by_day(date(2026, 11, 22), 2) -> [0, 0]
        """
        first = today - timedelta(days=n_days - 1)
        words = [0] * n_days
        for sitting in self.sittings:
            place = (sitting.day - first).days
            if 0 <= place < n_days:
                words[place] += sitting.words
        return [max(0, n) for n in words]


def goal_name(path: Path) -> str:
    """Give what stands for a document in the record: a hash, so that no name is kept."""
    return hashlib.sha256(str(path).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_record(path: Path) -> Record:
    """Read the record; what cannot be read of it is left out."""
    try:
        with path.open("rb") as file:
            values = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Record()
    if not isinstance(values, dict):
        return Record()
    sittings = [_sitting(value) for value in _listed(values.get("sessions"))]
    goals = [_goal(value) for value in _listed(values.get("goals"))]
    kept = tuple(one for one in sittings if one is not None)[-MOST_SESSIONS:]
    return Record(kept, tuple(one for one in goals if one is not None)[-MOST_GOALS:])


def write_record(record: Record, path: Path) -> None:
    """Write the record, readable by its owner only.

    Raises: OSError when the disk refuses.
    """
    values = {
        "sessions": [[one.started, one.minutes, one.words] for one in record.sittings],
        "goals": [list(goal) for goal in record.goals],
    }
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(path, json.dumps(values).encode(), new_mode=0o600)


def merge_record(path: Path, sitting: Sitting | None, goals: dict[str, int]) -> Record:
    """Put a session and goals into the file as it now is: other windows write there too.

    Raises: OSError when the disk refuses.
    """
    record = read_record(path)
    if sitting is not None:
        record = record.with_sitting(sitting)
    for name, n_words in goals.items():
        record = record.with_goal(name, n_words)
    write_record(record, path)
    return record


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _sitting(value: object) -> Sitting | None:
    """Read a session; None: it is none."""
    with contextlib.suppress(TypeError, ValueError):
        started, minutes, words = value  # type: ignore[misc]
        sitting = Sitting(str(started), int(minutes), int(words))  # type: ignore[has-type]
        if sitting.day and 0 <= sitting.minutes <= 100_000 and abs(sitting.words) <= MOST_WORDS:
            return sitting
    return None


def _goal(value: object) -> tuple[str, int] | None:
    with contextlib.suppress(TypeError, ValueError):
        name, words = value  # type: ignore[misc]
        if 0 < int(words) <= MOST_WORDS:  # type: ignore[has-type]
            return str(name), int(words)  # type: ignore[has-type]
    return None
