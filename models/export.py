"""Export a checkpoint with optimum, float32 and unfused.

The reference for our own graph, and the way for every architecture without one.

    python models/export.py models/seed OUT_FOLDER

Needs `pip install -e '.[convert]'` (torch, transformers, optimum). The folder can be
used as a model at once: `python main.py complete FILE --model OUT_FOLDER --json`.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from writer_app.errors import ModelError
from writer_app.library.convert import export_with_optimum


def main() -> int:
    """Read the flags and export."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    try:
        export_with_optimum(arguments.checkpoint, arguments.folder)
    except ModelError as error:
        print(error, file=sys.stderr)
        return 1
    print(arguments.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
