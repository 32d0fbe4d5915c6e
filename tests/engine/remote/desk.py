"""A model of the test server, with all that it told."""

from tests.served import ServedModel
from writer_app.deeds import Deed
from writer_app.engine.model import Chat, Limits, Opening, Piece, StopFlag, Turn
from writer_app.engine.remote.address import parse_address
from writer_app.engine.remote.line import Line, Patience
from writer_app.engine.remote.model import RemoteModel
from writer_app.engine.remote.reach import GHOST_TOKENS, Reach, ReachState

QUESTION = Chat((Turn("system", "Be brief."), Turn("user", "Where to?")))
TEXT = " over the hills and far away."


class Desk:
    """Asks the test server as the worker would."""

    def __init__(self, server: ServedModel, key: str = "") -> None:
        self.deeds: list[Deed] = []
        self.states: list[ReachState] = []
        self.now_s = 0.0
        self.line = Line(parse_address(server.address), lambda: key, self.deeds.append, "tiny")
        self.reach = Reach(self.line, "tiny", GHOST_TOKENS, self.states.append, lambda: self.now_s)
        quick = Patience(20.0, 20.0, n_tries=4, back_off_s=0.01)
        self.model = RemoteModel(self.line, self.reach, quick)

    def complete(self, prompt: str = "They went", limits: Limits | None = None) -> list[Piece]:
        return list(self.model.complete(prompt, limits or Limits(), StopFlag()))

    def answer(self, question: Chat | Opening = QUESTION) -> str:
        pieces = self.model.answer(question, Limits(200, stop_at_line_end=False), StopFlag())
        return "".join(piece.text for piece in pieces if piece is not None)


def text_of(pieces: list[Piece]) -> str:
    """Join pieces."""
    return "".join(piece.text for piece in pieces)
