"""What may stand at the caret: answers bound to the text they were given for.

May import: assist. Thread: any.
"""

from dataclasses import dataclass, replace

from writer_app.assist.cache import Hit
from writer_app.assist.decency import Decency
from writer_app.assist.messages import Ghost, Request, Snapshot, Suggestion
from writer_app.assist.plain_signs import begins_with

_COMPARED_CHARS = 512
_MAX_TYPED_CHARS = 512


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer, or several to choose from, for one place in one text.

    Attributes:
        before, after: the text the answer was given for.
        texts: ghosts for exactly that text, best first. probabilities: same length.
        index: of the one that shows.
        revision: of the snapshot it was asked for.
        is_from_model: False when it came out of the cache.
        is_asked: the writer asked by key.
        is_final: False while more of the same text may come.
    """

    before: str
    after: str
    texts: tuple[str, ...]
    probabilities: tuple[float, ...]
    revision: int
    index: int = 0
    is_from_model: bool = True
    is_asked: bool = False
    is_final: bool = True

    def moved_to(self, snapshot: Snapshot) -> "Offer | None":
        """Give what is left of the offer in a later text; None when it does not fit.

        Answers whose start is what was typed since keep their rest.
        """
        typed = typed_since(self.before, snapshot.before)
        if typed is None or snapshot.after != self.after:
            return None
        kept = [
            (text[len(typed) :], probability, index)
            for index, (text, probability) in enumerate(
                zip(self.texts, self.probabilities, strict=True)
            )
            if len(text) > len(typed) and begins_with(text, typed)
        ]
        if not kept:
            return None
        indexes = [index for _, _, index in kept]
        return replace(
            self,
            before=snapshot.before,
            texts=tuple(text for text, _, _ in kept),
            probabilities=tuple(probability for _, probability, _ in kept),
            index=indexes.index(self.index) if self.index in indexes else 0,
        )

    def turned(self, step: int) -> "Offer":
        """Show another of the answers, round in a ring."""
        return replace(self, index=(self.index + step) % len(self.texts))

    def merged(self, found: "Offer") -> "Offer":
        """Put the answers of another offer for the same text behind the one that shows."""
        others = [
            (text, probability)
            for text, probability in zip(found.texts, found.probabilities, strict=True)
            if text != self.text
        ]
        return replace(
            found,
            texts=(self.text, *(text for text, _ in others)),
            probabilities=(self.probability, *(probability for _, probability in others)),
            index=0,
        )

    def as_ghost(self, revision: int) -> Ghost:
        """Give the answer that shows as a ghost of the snapshot of that revision."""
        return Ghost(
            text=self.text,
            probability=self.probability,
            revision=revision,
            index=self.index,
            n=len(self.texts),
            is_fresh=self.is_from_model and self.revision == revision,
            is_asked=self.is_asked,
        )

    @property
    def text(self) -> str:
        """Give the answer that shows."""
        return self.texts[self.index]

    @property
    def probability(self) -> float:
        """Give the probability of its first word."""
        return self.probabilities[self.index]


def kept_offer(snapshot: Snapshot, hit: Hit) -> Offer:
    """Make an offer of what the cache knows to follow a text."""
    return Offer(
        before=snapshot.before,
        after=snapshot.after,
        texts=(hit.tail,),
        probabilities=(hit.reply.probability,),
        revision=snapshot.revision,
        is_from_model=False,
    )


def offer_of(request: Request, suggestion: Suggestion, decency: Decency) -> Offer | None:
    """Make an offer of the decent texts of an answer; None when there are none."""
    pairs = [
        (text, probability)
        for text, probability in zip(suggestion.texts, suggestion.probabilities, strict=True)
        if decency.allows(text, request.before, request.after)
    ]
    if not pairs:
        return None
    return Offer(
        before=request.before,
        after=request.after,
        texts=tuple(text for text, _ in pairs),
        probabilities=tuple(probability for _, probability in pairs),
        revision=request.revision,
        is_asked=request.is_asked,
        is_final=suggestion.is_final,
    )


def typed_since(old: str, new: str) -> str | None:
    """Give what was typed at the end of a text since; None when it was not only that.

    The start of the later text may have been cut elsewhere, so the ends decide.

    Example:
        >>> typed_since("so gre", "so great"), typed_since("so gre", "so gra")
        ('at', None)
    """
    if new.startswith(old):
        return new[len(old) :]
    tail = old[-_COMPARED_CHARS:]
    if len(tail) < _COMPARED_CHARS:
        return None
    for n_typed in range(min(_MAX_TYPED_CHARS, len(new)) + 1):
        if new.endswith(tail, 0, len(new) - n_typed):
            return new[len(new) - n_typed :]
    return None
