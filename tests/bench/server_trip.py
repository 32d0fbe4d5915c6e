"""Ask a real server of others and keep what it answers; run by hand, never in CI.

    python tests/bench/server_trip.py http://localhost:8199 --json tests/bench/results/server.json

Prints (and with --json keeps) the raw form of its answers, what our engine makes of them,
and how fast a request ends that is cancelled. tests/bench/peers/README.md tells how a tiny
GGUF is made; `pip install 'llama-cpp-python[server]'`, then `python -m llama_cpp.server
--model q8_0.gguf --model_alias tiny --port 8199 --logits_all true`.
"""

import argparse
import json
import math
import statistics
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from writer_app.deeds import unnoted
from writer_app.engine.model import Chat, Limits, Opening, Piece, StopFlag, Turn
from writer_app.engine.remote.address import parse_address
from writer_app.engine.remote.line import Line
from writer_app.engine.remote.model import RemoteModel
from writer_app.engine.remote.reach import GHOST_TOKENS, Reach, list_models, look_at
from writer_app.errors import RemoteError

PROMPT = "The rain had stopped by the time we reached the harbour, and the boats "
N_TIMED = 20


def raw_events(base: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Give status, type and the first events of an answer, as they came."""
    request = urllib.request.Request(
        f"{base}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            lines = [line.decode().strip() for line in answer.readlines()]
            kind = answer.headers.get("Content-Type", "")
            status = answer.status
    except urllib.error.HTTPError as error:
        return {"status": error.code, "said": error.read().decode()[:300]}
    events = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    shown = [json.loads(event) if event != "[DONE]" else event for event in events]
    return {"status": status, "type": kind, "n_events": len(events), "first": shown[:2],
            "last": shown[-2:]}  # fmt: skip


def shown(pieces: list[Piece]) -> list[dict[str, Any]]:
    """Give pieces as JSON; an unknown number is null."""
    return [
        {
            "text": piece.text,
            "log_probability": None if math.isnan(piece.log_probability) else
            round(piece.log_probability, 4),
            "boundary": None if math.isnan(piece.boundary) else round(piece.boundary, 4),
        }
        for piece in pieces
    ]  # fmt: skip


def timed_completions(model: RemoteModel) -> dict[str, float]:
    """Measure the first piece and the whole of a ghost, one word more each time."""
    first_ms, whole_ms = [], []
    for number in range(N_TIMED):
        prompt = PROMPT + "lay quiet in the water " * number
        started = time.perf_counter()
        for n_pieces, _ in enumerate(model.complete(prompt, Limits(12), StopFlag())):
            if n_pieces == 0:
                first_ms.append((time.perf_counter() - started) * 1000)
        whole_ms.append((time.perf_counter() - started) * 1000)
    return {
        "first_piece_ms_p50": round(statistics.median(first_ms), 1) if first_ms else -1.0,
        "whole_ms_p50": round(statistics.median(whole_ms), 1),
    }


def cancel_ms(model: RemoteModel) -> dict[str, float]:
    """Measure how soon a run ends after its flag went up, and how soon the next one answers."""
    stop, raised = StopFlag(), [0.0]

    def raise_it() -> None:
        raised[0] = time.perf_counter()
        stop.raise_flag()

    timer = threading.Timer(0.15, raise_it)
    timer.start()
    list(model.complete(PROMPT * 30, Limits(400, stop_at_line_end=False), stop))
    timer.join()
    ended_ms = (time.perf_counter() - raised[0]) * 1000
    started = time.perf_counter()
    next(iter(model.complete(PROMPT, Limits(4), StopFlag())), None)
    return {
        "ends_after_ms": round(ended_ms, 1),
        "next_answers_after_ms": round((time.perf_counter() - started) * 1000, 1),
    }


def main() -> None:
    """Go through all that the app asks of a server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--about", default="", help="what server and model this is")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    address = parse_address(given.address)
    line = Line(address, str, unnoted)
    name = list_models(line)[0].name
    seen = look_at(line, name)
    reach = Reach(line, name, GHOST_TOKENS)
    reach.look()
    model = RemoteModel(line, reach)
    sampled = {"model": name, "max_tokens": 3, "temperature": 0, "stream": True}
    turns = [{"role": "user", "content": "Say hello."}]
    found: dict[str, Any] = {
        "about": given.about,
        "seen": {
            "completes": seen.completes,
            "tells_probability": seen.tells_probability,
            "context_tokens": seen.context_tokens,
        },
        "raw": {
            "completion_logprobs": raw_events(
                address.base, "/completions", {**sampled, "prompt": PROMPT, "logprobs": 3}
            ),
            "chat_plain": raw_events(
                address.base, "/chat/completions", {**sampled, "messages": turns}
            ),
            "chat_logprobs": raw_events(
                address.base,
                "/chat/completions",
                {**sampled, "messages": turns, "logprobs": True, "top_logprobs": 3},
            ),
            "unknown_model": raw_events(
                address.base, "/completions", {**sampled, "model": "nobody", "prompt": "Hi"}
            ),
        },
        "pieces": shown(list(model.complete(PROMPT, Limits(6), StopFlag()))),
        "timed": timed_completions(model),
        "cancelled": cancel_ms(model),
        "answers": {},
    }
    for title, question in (
        ("chat", Chat((Turn("user", "Say hello."),))),
        ("opening", Opening(PROMPT.rstrip())),
    ):
        try:
            limits = Limits(8, stop_at_line_end=False)
            pieces = [one for one in model.answer(question, limits, StopFlag()) if one]
            found["answers"][title] = "".join(piece.text for piece in pieces)
        except RemoteError as error:
            found["answers"][title] = f"{type(error).__name__}: {error}"
    model.close()
    text = json.dumps(found, indent=1, ensure_ascii=False)
    print(text)
    if given.json:
        given.json.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
