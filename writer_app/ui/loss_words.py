"""Say in the interface's language what a change of format costs. GUI thread. May import: documents.

The Qt-free twin for scripts is `documents.formats.losses.in_words`.
"""

from collections.abc import Sequence

from writer_app.documents.formats.losses import Loss
from writer_app.ui.translation import tr, translated


def losses_in_words(losses: Sequence[Loss]) -> str:
    """Say losses in words, without a full stop; empty for none.

    Example: losses_in_words((Loss(Kind.PICTURE, 2),)) -> "2 pictures"
    """
    counted = tr("{n} {things}")
    parts = [
        counted.format(n=f"{loss.count:,}", things=translated(loss.kind.value[loss.count > 1]))
        for loss in losses
    ]
    if len(parts) < 2:
        return "".join(parts)
    return tr("{some} and {last}").format(some=tr(", ").join(parts[:-1]), last=parts[-1])
