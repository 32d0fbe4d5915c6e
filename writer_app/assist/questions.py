"""The questions a session puts to the worker, numbered.

May import: assist. Thread: any one (the session's).
"""

from writer_app.assist.manners import Manners
from writer_app.assist.messages import Request, RequestKind, Snapshot
from writer_app.assist.silence import most_words


class Questions:
    """Make requests with rising numbers."""

    def __init__(self) -> None:
        self._last_id = 0

    def about(
        self,
        snapshot: Snapshot,
        manners: Manners,
        threshold: float,
        is_asked: bool = False,
        n: int = 1,
    ) -> Request:
        """Ask for the ghost, or n alternatives, of a text as it is.

        Args:
            threshold: least probability of the first word; nothing when `is_asked`.
        """
        return Request(
            request_id=self.new_id(),
            revision=snapshot.revision,
            kind=RequestKind.ALTERNATIVES if n > 1 else RequestKind.GHOST,
            before=snapshot.before,
            after=snapshot.after,
            threshold=0.0 if is_asked else threshold,
            n=n,
            is_asked=is_asked,
            max_words=most_words(snapshot, manners.max_words, is_asked),
            document=int(manners.learns),
        )

    def ahead(self, snapshot: Snapshot, ghost: str, manners: Manners, threshold: float) -> Request:
        """Ask for what follows once `ghost` is taken; without one, for the text itself.

        The answer only goes to the cache, and the model has read the text by then.
        """
        return Request(
            request_id=self.new_id(),
            revision=snapshot.revision,
            kind=RequestKind.PREFETCH,
            before=snapshot.before + ghost,
            after=snapshot.after,
            threshold=threshold,
            max_words=most_words(snapshot, manners.max_words, is_asked=False),
            document=int(manners.learns),
        )

    def new_id(self) -> int:
        """Give a number that no other question and no task has."""
        self._last_id += 1
        return self._last_id
