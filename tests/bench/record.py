"""Run one `bench` and keep its JSON with the machine and the versions it ran on.

By hand, never in CI:
    python tests/bench/record.py latency [NAME]
    python tests/bench/record.py editor
    python tests/bench/record.py engine
    python tests/bench/record.py typing FILE [NAME]
Writes tests/bench/results/NAME.json.
"""

import datetime as dt
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).resolve().parent / "results"
PACKAGES = ("onnxruntime-gpu", "PySide6-Essentials", "numpy", "tokenizers")


def main() -> int:
    """Run the bench named first and write its record."""
    words = sys.argv[1:]
    if not words or words[0] not in {"latency", "editor", "engine", "typing"}:
        print(__doc__, file=sys.stderr)
        return 2
    n_words = 2 if words[0] == "typing" else 1
    name = words[n_words] if len(words) > n_words else words[0]
    command = [sys.executable, str(ROOT / "main.py"), "bench", *words[:n_words], "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return 1
    RESULTS.mkdir(exist_ok=True)
    record = {"bench": words[0], **machine(), "result": json.loads(done.stdout)}
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(path.relative_to(ROOT))
    return 0


def machine() -> dict[str, Any]:
    """Say what ran: processor, system, packages, commit, day."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "commit": commit.stdout.strip(),
        "cpu": cpu_name(),
        "n_cores": len(os.sched_getaffinity(0)),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "load_average": round(os.getloadavg()[0], 1),
        "packages": {package: version(package) for package in PACKAGES},
    }


def cpu_name() -> str:
    """Give the processor's name as Linux tells it."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    sys.exit(main())
