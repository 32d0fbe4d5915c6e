"""What every script of the recipe shares: how it fails. Standard library only."""

import sys
from collections.abc import Callable

from models.training.shards import UnusableInput
from writer_app.errors import InputError, WriterError

__all__ = ["InputError", "run_step"]


def run_step(main: Callable[[], None]) -> int:
    """Run a step; give 0, or 1 after one clear line on stderr."""
    try:
        main()
    except (WriterError, UnusableInput) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; run the same command again to go on.", file=sys.stderr)
        return 1
    return 0
