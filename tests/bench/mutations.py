"""Open 10,000 seeded mutations of documents; run by hand: python -m tests.bench.mutations [N]."""

import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.documents.formats.mutations import mutated, originals
from writer_app.documents.formats.foreign import read_foreign
from writer_app.errors import DocumentError

N_MUTATIONS = 10_000
SLOW_S = 5.0


def main() -> int:
    """Print how many opened, how many were refused, and every crash."""
    n_wanted = int(sys.argv[1]) if len(sys.argv) > 1 else N_MUTATIONS
    sound = list(originals().items())
    counts = {"opened": 0, "refused": 0, "crashed": 0, "slow": 0}
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1_000, 1_000 + n_wanted):
            kind, data = sound[seed % len(sound)]
            path = Path(folder) / f"broken{kind.value}"
            path.write_bytes(mutated(data, seed))
            start_s = time.perf_counter()
            try:
                read_foreign(path)
                counts["opened"] += 1
            except DocumentError:
                counts["refused"] += 1
            except Exception:  # noqa: BLE001  (crashes are what is looked for)
                counts["crashed"] += 1
                print(f"seed {seed} ({kind.name}):")
                traceback.print_exc()
            counts["slow"] += time.perf_counter() - start_s > SLOW_S
    print(counts)
    return 1 if counts["crashed"] or counts["slow"] else 0


if __name__ == "__main__":
    sys.exit(main())
