"""Measure a runtime the same way as all the others, and say so in JSON.

Every script of this folder wraps its runtime in a `Runtime` and hands it to
`main_of`; the prompts, the clock, the repetitions and the JSON are made here, so no
peer is timed differently from another. Each peer runs in an environment of its
own: may import the standard library and numpy only. Thread: main.
"""

import argparse
import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

N_CONTROL_IDS = 16  # control tokens of our tokenizers: never in a prompt
REFERENCE = "reference.npz"  # written into the checkpoint folder by reference.py
N_WARM_UP_RUNS = 2
# A repetition counts as quiet when other programs had no more than this share of the cores.
QUIET_SHARE = 0.10
QUIET_LOOK_S = 0.2


class Runtime(Protocol):
    """A loaded model that decodes one sequence at a time, greedily."""

    def first_token(self, token_ids: Sequence[int]) -> int:
        """Forget all, read a fresh prompt, give the likeliest next token."""
        ...

    def next_token(self, token_id: int) -> int:
        """Append one token to what was read, give the likeliest next one."""
        ...

    def last_logits(self) -> NDArray[np.float32]:
        """Give the logits of the last step: float32 (V,)."""
        ...


@dataclass(frozen=True, slots=True)
class Contestant:
    """One runtime in one configuration.

    Attributes:
        name: unique in the comparison, e.g. "llama.cpp Q4_0".
        bits: nominal bits of the layers' weights: 4, 8, 16 or 32.
        options: the settings that matter, in words, for the record.
        packages: distributions whose versions go on the record.
        load: opens the model with a number of threads; timed as load_s.
        file_bytes: size of the weights on disk, found after loading.
    """

    name: str
    bits: int
    options: str
    packages: tuple[str, ...]
    load: Callable[[int], Runtime]
    file_bytes: Callable[[], int]


def flags_of(description: str, variants: Sequence[str]) -> argparse.ArgumentParser:
    """Give the flags that all scripts of this folder share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--checkpoint", type=Path, required=True, help="Hugging Face folder")
    parser.add_argument("--work", type=Path, required=True, help="folder for converted models")
    parser.add_argument("--variant", choices=variants, default=variants[0])
    parser.add_argument("--context", type=int, nargs="+", default=[256, 1000], help="in tokens")
    parser.add_argument("--tokens", type=int, default=20, help="decoded after each prompt")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--patience", type=float, default=10.0, help="s to wait for quiet cores")
    parser.add_argument("--json", type=Path, default=None, help="result file; else stdout")
    return parser


def prompt_ids(n_tokens: int, n_vocabulary: int) -> list[int]:
    """Draw the fixed prompt that every runtime reads."""
    rng = np.random.default_rng(2)
    drawn = rng.integers(N_CONTROL_IDS, n_vocabulary, n_tokens)
    return [int(token_id) for token_id in drawn]


def cpu_name() -> str:
    """Give the processor's name, as far as the system tells."""
    path = Path("/proc/cpuinfo")
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def versions_of(packages: Sequence[str]) -> dict[str, str]:
    """Give the installed versions of the distributions that are installed."""
    found = {"python": platform.python_version()}
    for name in packages:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def peak_rss_mb() -> float:
    """Give the largest resident memory of this process so far, in MB (10^6 bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / 1e6


class OthersMeter:
    """Tell what share of the cores other programs took since it was made.

    Linux only (0 elsewhere). The kernel counts in ticks of 10 ms, so the answer for
    0.2 s on two cores is good to a few per cent.
    """

    def __init__(self) -> None:
        self._busy_s = self._machine_busy_s()
        self._own_s = time.process_time()
        self._start_s = time.perf_counter()

    def share(self) -> float:
        """Give the share, 0..1, of all cores' time."""
        busy_s = self._machine_busy_s() - self._busy_s
        own_s = time.process_time() - self._own_s
        elapsed_s = time.perf_counter() - self._start_s
        return max(0.0, busy_s - own_s) / (elapsed_s * (os.cpu_count() or 1))

    @staticmethod
    def _machine_busy_s() -> float:
        path = Path("/proc/stat")
        if not path.is_file():
            return 0.0
        fields = path.read_text(encoding="ascii").splitlines()[0].split()[1:9]
        user, nice, system, _idle, _iowait, irq, soft_irq, steal = map(int, fields)
        ticks = user + nice + system + irq + soft_irq + steal
        return ticks / os.sysconf("SC_CLK_TCK")


def timed_run(runtime: Runtime, prompt: Sequence[int], n_tokens: int) -> dict[str, float]:
    """Read a fresh prompt and decode; give both times and what other programs took."""
    others = OthersMeter()
    marks_s = [time.perf_counter()]
    token_id = runtime.first_token(prompt)
    marks_s.append(time.perf_counter())
    for _ in range(n_tokens):
        token_id = runtime.next_token(token_id)
        marks_s.append(time.perf_counter())
    steps_ms = [(later - earlier) * 1e3 for earlier, later in pairwise(marks_s)]
    return {
        "first_token_ms": steps_ms[0],
        "decode_ms_per_token": sum(steps_ms[1:]) / n_tokens,
        "fastest_token_ms": min(steps_ms[1:]),
        "others_share": others.share(),
    }


def wait_for_quiet(patience_s: float) -> float:
    """Wait until other programs leave the cores alone; give the patience left, in s."""
    while patience_s > 0:
        others = OthersMeter()
        time.sleep(QUIET_LOOK_S)
        if others.share() <= QUIET_SHARE:
            break
        patience_s -= QUIET_LOOK_S
    return patience_s


def summary(n_context: int, repeats: Sequence[dict[str, float]]) -> dict[str, object]:
    """Give medians over the quiet repetitions; over all, when fewer than two were quiet."""
    quiet = [repeat for repeat in repeats if repeat["others_share"] <= QUIET_SHARE]
    counted = quiet if len(quiet) > 1 else repeats
    first_ms = median(repeat["first_token_ms"] for repeat in counted)
    decode_ms = median(repeat["decode_ms_per_token"] for repeat in counted)
    return {
        "context": n_context,
        "prefill_tokens_per_s": n_context / first_ms * 1e3,
        "decode_tokens_per_s": 1e3 / decode_ms,
        "first_token_ms": first_ms,
        "decode_ms_per_token": decode_ms,
        "fastest_first_token_ms": min(repeat["first_token_ms"] for repeat in repeats),
        "fastest_token_ms": min(repeat["fastest_token_ms"] for repeat in repeats),
        "n_quiet": len(quiet),
        "n_repeats": len(repeats),
    }


def measure(
    runtime: Runtime, flags: argparse.Namespace, n_vocabulary: int
) -> list[dict[str, object]]:
    """Time prompts and decoding at each context; every repetition is kept."""
    patience_s = float(flags.patience)
    runs: list[dict[str, object]] = []
    for n_context in flags.context:
        prompt = prompt_ids(n_context, n_vocabulary)
        for _ in range(N_WARM_UP_RUNS):
            timed_run(runtime, prompt[:64], 4)
        repeats = []
        for _ in range(flags.repeats):
            patience_s = wait_for_quiet(patience_s)
            repeats.append(timed_run(runtime, prompt, flags.tokens))
        runs.append({**summary(n_context, repeats), "repeats": repeats})
    return runs


def agreement(runtime: Runtime, checkpoint: Path) -> dict[str, float] | None:
    """Compare next-token logits with the reference; None when there is none yet.

    Returns:
        correlation: of the logits, over all prompts. top1: share of prompts with the same
        likeliest token. kl_nats: mean divergence from the reference's distribution.
        n_prompts: how many prompts. n_greedy_same: tokens of a greedy continuation that
        equal the reference's before the first that does not.
    """
    path = checkpoint / REFERENCE
    if not path.is_file():
        return None
    with np.load(path) as stored:
        prompts = stored["prompt"], stored["lengths"]
        expected, greedy = stored["logits"], stored["greedy"]
    prompt = [int(token_id) for token_id in prompts[0]]
    rows = []
    for length in prompts[1]:
        runtime.first_token(prompt[: int(length)])
        rows.append(np.array(runtime.last_logits(), dtype=np.float64))
    got = np.stack(rows)
    log_p, log_q = log_softmax(expected.astype(np.float64)), log_softmax(got)
    divergence = (np.exp(log_p) * (log_p - log_q)).sum(axis=-1).mean()
    n_same, token_id = 0, runtime.first_token(prompt[: int(prompts[1][-1])])
    while n_same < len(greedy) and token_id == int(greedy[n_same]):
        token_id, n_same = runtime.next_token(token_id), n_same + 1
    return {
        "correlation": float(np.corrcoef(expected.ravel(), got.ravel())[0, 1]),
        "top1": float((expected.argmax(-1) == got.argmax(-1)).mean()),
        "kl_nats": float(divergence),
        "n_prompts": float(len(rows)),
        "n_greedy_same": float(n_same),
    }


def log_softmax(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the natural log of the probabilities of each row of logits (..., V)."""
    shifted = rows - rows.max(axis=-1, keepdims=True)
    log_sums: NDArray[np.float64] = np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    normalized: NDArray[np.float64] = shifted - log_sums
    return normalized


def main_of(contestant: Contestant, flags: argparse.Namespace) -> None:
    """Measure one contestant by the flags and write its JSON."""
    config = json.loads((flags.checkpoint / "config.json").read_text(encoding="utf-8"))
    load_before = os.getloadavg()
    start_s = time.perf_counter()
    runtime = contestant.load(flags.threads)
    load_s = time.perf_counter() - start_s
    runs = measure(runtime, flags, config["vocab_size"])
    peak_mb = peak_rss_mb()
    result = {
        "name": contestant.name,
        "bits": contestant.bits,
        "options": contestant.options,
        "threads": flags.threads,
        "runs": runs,
        "load_s": load_s,
        "peak_rss_mb": peak_mb,
        "file_mb": contestant.file_bytes() / 1e6,
        "agreement": agreement(runtime, flags.checkpoint),
        "versions": versions_of(contestant.packages),
        "cpu": cpu_name(),
        "n_cores": os.cpu_count(),
        "platform": platform.platform(),
        "load_average_before": load_before,
        "load_average_after": os.getloadavg(),
    }
    text = json.dumps(result, indent=1) + "\n"
    if flags.json is None:
        print(text, end="")
    else:
        flags.json.write_text(text, encoding="utf-8")


def size_of(*paths: Path) -> int:
    """Sum the bytes of files, and of ONNX graphs and weights inside folders."""
    total = 0
    for path in paths:
        inside = path.iterdir() if path.is_dir() else (path,)
        total += sum(file.stat().st_size for file in inside if file.suffix in WEIGHT_SUFFIXES)
    return total


WEIGHT_SUFFIXES = frozenset({".onnx", ".data", ".onnx_data", ".gguf", ".bin"})
