"""Run our engine and all peers on one checkpoint, interleaved, and compare.

Makes an environment for each peer, the random checkpoint and its reference answers, then
goes round and round (A B C D, A B C D...) so that what else the machine does hits all
alike. Repetitions of all rounds are pooled; medians are over those during which other
programs took no more than a tenth of the cores. By hand only, never in CI.

From the repository's root, with the project's own environment ([dev] extra):
    python tests/bench/peers/run_all.py --envs DIR --work DIR --json OUT [--rounds 5]
An environment that exists already can be named: --env genai=/path/to/venv
Needs a compiler and cmake for llama.cpp. May import: standard library, measuring.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measuring import cpu_name, summary

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
N_QUIET_NEEDED = 3
NATIVE_BUILD = {"CMAKE_ARGS": "-DGGML_NATIVE=ON", "CMAKE_BUILD_PARALLEL_LEVEL": "2"}


@dataclass(frozen=True, slots=True)
class Peer:
    """One script: its environment's name ("" is this one's own) and its variants."""

    environment: str
    script: str
    variants: tuple[str, ...]


PEERS = (
    Peer("", "ours.py", ("int4", "int4-block64", "int8")),
    Peer("llama_cpp", "llama_cpp_peer.py", ("q4_0", "q8_0")),
    Peer("genai", "genai_peer.py", ("int4", "int4-plain", "int8")),
    Peer("optimum", "optimum_peer.py", ("int4", "int8", "fp32")),
)


def python_of(name: str, named: dict[str, Path], envs: Path) -> Path:
    """Give the interpreter of an environment, made when it is not there yet."""
    if name == "":
        return Path(sys.executable)
    folder = named.get(name, envs / name)
    python = folder / "bin" / "python"
    if not python.is_file():
        venv.create(folder, with_pip=True)
        requirements = HERE / "requirements" / f"{name}.txt"
        command = [str(python), "-m", "pip", "install", "-r", str(requirements)]
        subprocess.run(command, check=True, env=os.environ | NATIVE_BUILD, stdout=sys.stderr)
    return python


def prepare(work: Path, shape: str) -> Path:
    """Give the checkpoint folder with its reference answers."""
    checkpoint = work / f"checkpoint-{shape}"
    if not (checkpoint / "reference.npz").is_file():
        make = [str(HERE / "random_checkpoint.py"), "--shape", shape, "--out", str(checkpoint)]
        refer = [str(HERE / "reference.py"), "--checkpoint", str(checkpoint)]
        for arguments in (make, refer):
            subprocess.run([sys.executable, *arguments], check=True, stdout=sys.stderr)
    return checkpoint


def measure_once(
    peer: Peer, variant: str, python: Path, checkpoint: Path, flags: argparse.Namespace
) -> dict[str, Any]:
    """Run one script in one configuration in a process of its own."""
    out = flags.work / "last.json"
    command = [str(python), str(HERE / peer.script), "--checkpoint", str(checkpoint)]
    command += ["--work", str(flags.work / flags.shape / peer.script.removesuffix(".py"))]
    command += ["--variant", variant, "--threads", str(flags.threads), "--json", str(out)]
    command += ["--repeats", str(flags.repeats), "--tokens", str(flags.tokens)]
    command += ["--context", *map(str, flags.context), "--patience", str(flags.patience)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{peer.script} {variant} failed:\n{done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return result


def pooled(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Join one contestant's rounds: all repetitions, medians over the quiet ones."""
    result = dict(rounds[-1])
    contexts = [run["context"] for run in result["runs"]]
    runs = []
    for index, n_context in enumerate(contexts):
        repeats = [repeat for one in rounds for repeat in one["runs"][index]["repeats"]]
        runs.append({**summary(n_context, repeats), "repeats": repeats})
    result["runs"] = runs
    result["peak_rss_mb"] = max(one["peak_rss_mb"] for one in rounds)
    result["load_s"] = min(one["load_s"] for one in rounds)
    return result


def ratios(results: list[dict[str, Any]]) -> dict[str, dict[str, float | None]]:
    """Give our speed over each peer's at the same bits; above 1 we are faster.

    None stands where either had fewer than N_QUIET_NEEDED quiet repetitions.
    """
    ours = {result["bits"]: result for result in results if result["name"].startswith("Foreword")}
    table: dict[str, dict[str, float | None]] = {}
    for result in results:
        mine = ours.get(result["bits"])
        if mine is None or mine is result:
            continue
        row = table[f"{mine['name']} / {result['name']}"] = {}
        for own, other in zip(mine["runs"], result["runs"], strict=True):
            is_quiet = min(own["n_quiet"], other["n_quiet"]) >= N_QUIET_NEEDED
            for what in ("prefill", "decode"):
                key = f"{what}_tokens_per_s"
                ratio = round(own[key] / other[key], 3) if is_quiet else None
                row[f"{what} at {own['context']}"] = ratio
            fastest = other["fastest_token_ms"] / own["fastest_token_ms"]
            row[f"fastest token at {own['context']}"] = round(fastest, 3)
    return table


def print_table(results: list[dict[str, Any]]) -> None:
    """Print one line a contestant, for reading along."""
    for result in results:
        cells = [
            f"@{run['context']}: prompt {run['first_token_ms']:7.1f} ms, "
            f"token {run['decode_ms_per_token']:6.2f} ms, fastest {run['fastest_token_ms']:.2f} "
            f"({run['n_quiet']}/{run['n_repeats']})"
            for run in result["runs"]
        ]
        agreement = result["agreement"]["correlation"] if result["agreement"] else float("nan")
        print(
            f"{result['name']:28s} {' | '.join(cells)} | {result['peak_rss_mb']:5.0f} MB"
            f" | agrees {agreement:.4f}",
            file=sys.stderr,
        )


def read_flags() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare runtimes on the same weights.")
    parser.add_argument("--envs", type=Path, required=True, help="folder of environments")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument("--work", type=Path, required=True, help="folder for models")
    parser.add_argument("--shape", choices=("base", "seed"), default="base")
    parser.add_argument("--only", nargs="+", default=[], help="scripts, e.g. ours.py")
    parser.add_argument("--context", type=int, nargs="+", default=[256, 1000])
    parser.add_argument("--tokens", type=int, default=20)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=3, help="in each round")
    parser.add_argument("--patience", type=float, default=10.0, help="s to wait, each run")
    parser.add_argument("--json", type=Path, required=True)
    return parser.parse_args()


def main() -> None:
    """Make what is missing, go round, write the JSON."""
    flags = read_flags()
    flags.work.mkdir(parents=True, exist_ok=True)
    named = {name: Path(folder) for name, _, folder in (e.partition("=") for e in flags.env)}
    peers = [peer for peer in PEERS if not flags.only or peer.script in flags.only]
    pythons = {peer: python_of(peer.environment, named, flags.envs) for peer in peers}
    checkpoint = prepare(flags.work, flags.shape)
    entries = [(peer, variant) for peer in peers for variant in peer.variants]
    rounds: dict[tuple[Peer, str], list[dict[str, Any]]] = {entry: [] for entry in entries}
    for number in range(flags.rounds):
        for peer, variant in entries:
            print(f"round {number + 1}: {peer.script} {variant}", file=sys.stderr, flush=True)
            result = measure_once(peer, variant, pythons[peer], checkpoint, flags)
            rounds[peer, variant].append(result)
    results = [pooled(list_of_one) for list_of_one in rounds.values()]
    print_table(results)
    record = {
        "shape": flags.shape,
        "threads": flags.threads,
        "cpu": cpu_name(),
        "n_rounds": flags.rounds,
        "ratios": ratios(results),
        "results": results,
    }
    flags.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
