"""Measure how a keystroke fares while a task runs on the same worker. Run by hand.

    python tests/bench/tasks.py NOVEL.txt --out tests/bench/results/tasks.json

The text is typed letter by letter at its middle, with the real worker and the model in the
box, without a window; a ghost is asked for after every key, as the editor does, and timed
from the key to its final answer. It is done alone, while the whole text is summarised,
fixed and drafted on, and with the task on the ghost's own KV cache, as it was before tasks
had theirs. `prefill_tokens`: tokens of the context read again for a key. `step_ms`: how
long the task keeps the worker at a time.
"""

import argparse
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.record import machine
from writer_app import paths
from writer_app.assist.drafting.task import draft_task
from writer_app.assist.drafting.wish import DraftWish
from writer_app.assist.messages import Message, Request, RequestKind, Status, Suggestion
from writer_app.assist.rewriting.task import rewrite_task
from writer_app.assist.rewriting.wish import RewriteWish, Style
from writer_app.assist.rewriting.workshop import Workshop
from writer_app.assist.summary_task import summary_task
from writer_app.assist.worker import Task, Worker
from writer_app.engine.gpt import Gpt, open_model
from writer_app.engine.model import StopFlag, TextModel

KEY_MS = 180.0
CONTEXT_CHARS = 8_000


class Desk:
    """A worker, its model, and a writer who waits for each ghost."""

    def __init__(self, is_shared: bool) -> None:
        self._answered = threading.Event()
        self._ready = threading.Event()
        self.n_prefilled = 0
        self._is_shared = is_shared
        self.worker = Worker(self._load, self._deliver)
        self.worker.start()
        self._ready.wait(60)

    def _load(self) -> TextModel:
        model = open_model(paths.default_model_dir())
        read, desk = model._read, self

        def counted(ids: list[int], control: Any) -> Any:
            before = model.decoder.length
            kept = min(before, _shared(model, ids))
            desk.n_prefilled += len(ids) - kept
            return read(ids, control)

        model._read = counted  # type: ignore[method-assign]
        if self._is_shared:
            model.fork = lambda: model  # type: ignore[method-assign]
        return model

    def _deliver(self, message: Message) -> None:
        if isinstance(message, Status):
            self._ready.set()
        if isinstance(message, Suggestion) and message.is_final:
            self._answered.set()

    def key(self, number: int, before: str, after: str) -> tuple[float, int]:
        """Type a key: ms to its final ghost, and the tokens read again for it."""
        self._answered.clear()
        self.n_prefilled = 0
        started = time.perf_counter()
        self.worker.post(Request(number, number, RequestKind.GHOST, before, after, 0.44))
        self._answered.wait(60)
        return (time.perf_counter() - started) * 1e3, self.n_prefilled


def _shared(model: Gpt, ids: list[int]) -> int:
    """Count the tokens at the start that the ghost's cache still holds."""
    known = model._cached_ids[: model.decoder.length]
    return next((i for i, pair in enumerate(zip(known, ids, strict=False)) if pair[0] != pair[1]),
                min(len(known), len(ids)))  # fmt: skip


def measure(
    text: str, n_keys: int, task: Task | None, *, is_shared: bool = False
) -> dict[str, Any]:
    """Type `n_keys` keys, the task posted anew whenever it may have ended."""
    desk = Desk(is_shared)
    steps: list[float] = []
    middle = len(text) // 2
    times, prefills = [], []
    if task is not None:
        desk.worker.post_task(900_000, _timed(task, steps))
    for number in range(1, n_keys + 1):
        place = middle + number
        before = text[max(0, place - CONTEXT_CHARS) : place]
        took_ms, n_prefilled = desk.key(number, before, "")
        if number > 5:  # the first keys read the page
            times.append(took_ms)
            prefills.append(n_prefilled)
        time.sleep(max(0.0, (KEY_MS - took_ms) / 1e3))
    desk.worker.close(10.0)
    return {
        "n_keys": len(times),
        "key_to_ghost_ms": _spread(times),
        "prefill_tokens": _spread([float(n) for n in prefills]),
        **({"n_steps": len(steps), "step_ms": _spread(steps)} if steps else {}),
    }


def _timed(task: Task, steps: list[float]) -> Task:
    """Note how long each step of a task takes; begin again when it is over."""

    def again(model: TextModel, stop: StopFlag) -> Iterator[Any]:
        while not stop.is_raised:
            inner = task(model, stop)
            while True:
                started = time.perf_counter()
                try:
                    message = next(inner)
                except StopIteration:
                    break
                steps.append((time.perf_counter() - started) * 1e3)
                yield message

    return again  # type: ignore[return-value]


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)

    return {"p50": at(0.5), "p90": at(0.9), "p99": at(0.99), "max": round(ordered[-1], 2)}


def tasks_of(text: str) -> dict[str, Callable[[], Task | None]]:
    """Name the tasks that run beside the typing."""

    def read_resource(name: str) -> str:
        return paths.resource(name).read_text(encoding="utf-8")

    workshop = Workshop(frozenset(), read_resource)
    return {
        "alone": lambda: None,
        "summary of the whole text": lambda: summary_task(900_000, text),
        "fix of the whole text": lambda: rewrite_task(
            900_000, RewriteWish(text, Style.FIX), workshop
        ),
        "draft": lambda: draft_task(900_000, DraftWish(text[:4_000], max_tokens=1_000)),
    }


def main() -> int:
    """Measure all and keep the record."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("text", type=Path)
    parser.add_argument("--keys", type=int, default=120)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    text = arguments.text.read_text(encoding="utf-8")
    sys.setswitchinterval(0.0005)
    runs: dict[str, Any] = {}
    for name, make in tasks_of(text).items():
        runs[name] = measure(text, arguments.keys, make())
        print(name, json.dumps(runs[name]), flush=True)
    shared = tasks_of(text)["fix of the whole text"]()
    runs["fix on the ghost's own cache"] = measure(text, arguments.keys, shared, is_shared=True)
    print("shared", json.dumps(runs["fix on the ghost's own cache"]), flush=True)
    record = {"bench": "tasks", **machine(), "n_chars": len(text), "result": runs}
    if arguments.out:
        arguments.out.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
