"""Let a verb note in the writer's ledger what it did. Thread: main."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from writer_app import paths
from writer_app.deeds import Note


@contextmanager
def noting() -> Iterator[Note]:
    """Give what takes deeds for the time of a `with` block; a refusing disk stops no verb."""
    from writer_app.documents.deed_keeper import DeedKeeper

    logger, silent = logging.getLogger("writer_app"), logging.NullHandler()
    # Without a log, Python would write warnings of the ledger to the verb's stderr.
    logger.addHandler(silent)
    keeper = DeedKeeper(paths.ledger_file())
    try:
        yield keeper.note
    finally:
        keeper.close()
        logger.removeHandler(silent)
