"""Kill Foreword with -9 at random moments while a script types and saves; see what is left.

By hand (some four minutes; the suite runs a few):
    python -m tests.bench.kills [N]
Writes tests/bench/results/kills.json. After each kill the document's file must be whole
(one of the texts that stood on the page), and the file or the journal must give back all
but the last second of typing.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.bench.record import RESULTS, ROOT, machine
from writer_app.documents.journal import Edit
from writer_app.documents.kept_messages import Found, KeptMessage
from writer_app.documents.safe import Safe

START = "# The Lighthouse\n\nThe keeper had not spoken to anyone since March.\n" * 40
LATEST_KILL_S = 2.5
MOST_LOST_S = 1.0
N_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one kill left.

    Attributes:
        after_s: from the first key to the kill. n_edits: typed until then.
        is_whole: the file holds a text that once stood on the page.
        n_lost: edits that neither file nor journal has; -1: no text was given back.
        lost_s: from the first of them to the kill.
        was_saved: the file was written at least once.
    """

    seed: int
    after_s: float
    n_edits: int
    is_whole: bool
    n_lost: int
    lost_s: float
    was_saved: bool

    @property
    def is_good(self) -> bool:
        """Tell whether the promise held."""
        return self.is_whole and self.n_lost >= 0 and self.lost_s <= MOST_LOST_S


def kill_once(seed: int) -> Outcome:
    """Start, kill at a moment that the seed decides, and look."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "novel.md").write_text(START, encoding="utf-8")
        killed_s, after_s = _run_and_kill(folder, seed, draw.uniform(0.0, LATEST_KILL_S))
        return _look(folder, seed, killed_s, after_s)


def _run_and_kill(folder: Path, seed: int, after_s: float) -> tuple[float, float]:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, "-m", "tests.bench.killed_writer", str(folder), str(seed)]
    with subprocess.Popen(
        words, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None and child.stderr is not None
        if child.stdout.readline().strip() != "ready":
            raise RuntimeError(child.stderr.read())
        time.sleep(after_s)
        killed_s = time.monotonic()
        child.kill()
        child.wait()
    return killed_s, after_s


def _look(folder: Path, seed: int, killed_s: float, after_s: float) -> Outcome:
    """Find what file and journal give back, and where in the writing that stood."""
    moments, states = _states(folder / "edits.jsonl")
    on_disk = (folder / "novel.md").read_bytes().decode("utf-8", "replace")
    at = {text: n for n, text in enumerate(states)}
    kept = _found(folder)
    best = at.get(on_disk if kept is None else kept, -1)
    lost = [moment for moment in moments[best:] if best >= 0]
    return Outcome(
        seed=seed,
        after_s=round(after_s, 3),
        n_edits=len(moments),
        is_whole=on_disk in at,
        n_lost=len(lost) if best >= 0 else -1,
        lost_s=round(killed_s - lost[0], 4) if lost else 0.0,
        was_saved=on_disk != START,
    )


def _found(folder: Path) -> str | None:
    """Give the text that the next start would offer; None: the file has it all."""
    told: list[KeptMessage] = []
    safe = Safe(folder / "kept", told.append)
    safe.look()
    safe.close()
    [found] = told
    assert isinstance(found, Found)
    assert not found.words, found.words
    return found.texts[0].text if found.texts else None


def _states(log: Path) -> tuple[list[float], list[str]]:
    """Give the moment of every edit, and every text that stood on the page."""
    moments, states = [], [START]
    for line in _lines(log):
        moment, position, n_removed, inserted = line
        moments.append(moment)
        states.append(Edit(position, n_removed, inserted).applied_to(states[-1]))
    return moments, states


def _lines(log: Path) -> Iterator[tuple[float, int, int, str]]:
    if log.exists():
        for line in log.read_text(encoding="utf-8").splitlines():
            moment, position, n_removed, inserted = json.loads(line)
            yield moment, position, n_removed, inserted


def kill_often(n: int, first_seed: int = 0) -> list[Outcome]:
    """Kill n times, two processes at once."""
    with ThreadPoolExecutor(N_AT_ONCE) as pool:
        return list(pool.map(kill_once, range(first_seed, first_seed + n)))


def main() -> int:
    """Kill as often as asked, and write down what came of it."""
    outcomes = kill_often(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    bad = [outcome for outcome in outcomes if not outcome.is_good]
    result = {
        "n_kills": len(outcomes),
        "n_saved_before": sum(outcome.was_saved for outcome in outcomes),
        "n_edits": sum(outcome.n_edits for outcome in outcomes),
        "n_damaged_files": sum(not outcome.is_whole for outcome in outcomes),
        "n_with_loss": sum(outcome.n_lost != 0 for outcome in outcomes),
        "most_edits_lost": max(outcome.n_lost for outcome in outcomes),
        "most_lost_s": max(outcome.lost_s for outcome in outcomes),
        "bad_seeds": [outcome.seed for outcome in bad],
    }
    RESULTS.mkdir(exist_ok=True)
    record = {"bench": "kills", **machine(), "result": result}
    (RESULTS / "kills.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
