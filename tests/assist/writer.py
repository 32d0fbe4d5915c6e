"""A writer at a session: edits in, decisions out, in virtual time."""

from writer_app.assist.manners import Manners
from writer_app.assist.messages import (
    Cause,
    Decision,
    ModelState,
    Request,
    RequestKind,
    Snapshot,
    Status,
    Suggestion,
    Timings,
)
from writer_app.assist.session import Session
from writer_app.engine.model import ModelInfo

INFO = ModelInfo("test", "cpu", 512, ("en",), 0.4, False, "MIT", "scripted")


class Writer:
    """Types into a session; `now_ms` moves 100 ms a key."""

    def __init__(
        self, manners: Manners | None = None, blocklist: frozenset[str] = frozenset()
    ) -> None:
        self.session = Session(manners or Manners(), blocklist)
        self.session.on_message(Status(ModelState.READY, INFO), 0.0)
        self.now_ms = 1000.0
        self.revision = 0
        self.before = ""
        self.after = ""
        self.snapshot: Snapshot | None = None

    def edit(
        self, before: str, after: str = "", cause: Cause = Cause.TYPED, **flags: bool
    ) -> Decision:
        """Send a snapshot; 100 ms have passed."""
        self.now_ms += 100.0
        self.revision += 1
        self.before, self.after = before, after
        self.snapshot = Snapshot(self.revision, before, after, cause, **flags)
        return self.session.on_edit(self.snapshot, self.now_ms)

    def type(self, letters: str) -> Decision:
        """Type letters at the caret."""
        return self.edit(self.before + letters, self.after)

    def answer(
        self, request: Request, *texts: str, is_final: bool = True, after_ms: float = 20.0
    ) -> Decision:
        """Answer a request as the worker would, `after_ms` later."""
        self.now_ms += after_ms
        return self.session.on_message(suggestion(request, *texts, is_final=is_final), self.now_ms)

    def show(self, before: str, ghost: str, after: str = "") -> Decision:
        """Type a text and have a ghost shown after it."""
        decision = self.edit(before, after)
        assert decision.request is not None, decision
        assert decision.request.kind is RequestKind.GHOST
        return self.answer(decision.request, ghost)


def suggestion(request: Request, *texts: str, is_final: bool = True) -> Suggestion:
    """Make the worker's answer to a request."""
    return Suggestion(
        request.request_id,
        request.revision,
        request.kind,
        texts,
        tuple(0.9 for _ in texts),
        Timings(5.0, 20.0, 3),
        is_final,
    )


def shown(decision: Decision) -> str:
    """Give the text of the ghost that stands, or nothing."""
    return decision.ghost.text if decision.ghost else ""
