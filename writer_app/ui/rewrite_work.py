"""One rewriting from the wish to the last decision: its versions and where it stands.

Knows no widget: what has come, what has been decided, what is to be seen. GUI thread.
May import: its siblings, assist.
"""

from dataclasses import dataclass, field, replace

from writer_app.assist.fix.revision import Edit
from writer_app.assist.messages import RewriteProgress, RewriteReady
from writer_app.assist.review import Review
from writer_app.assist.rewriting.growing import GrowingDiff
from writer_app.assist.rewriting.wish import MAX_VARIANTS, RewriteWish, Style
from writer_app.ui.diff_pieces import ShownChange
from writer_app.ui.diff_words import Standing
from writer_app.ui.rewrite_target import Target
from writer_app.ui.translation import translated


@dataclass(slots=True)
class RewriteWork:
    """What is known of one rewriting.

    Attributes:
        task_id: of the task that runs; None: all has come.
        reviews: of each version; while the first one is being written there is none, but
            for a Fix, whose changes are certain as they come.
        version: the one that is seen. share: of the task's work, 0..1.
        note: what the model's side wants known.
        reached: index of the text that a Fix has come to; None: it has come to its end.
        is_exhausted: no other version is to be had.
    """

    wish: RewriteWish
    target: Target
    task_id: int | None = None
    reviews: list[Review] = field(default_factory=list)
    version: int = 0
    share: float = 0.0
    note: str = ""
    reached: int | None = None
    is_exhausted: bool = False
    _texts: list[str] = field(default_factory=list)
    _growing: GrowingDiff = field(init=False)
    _placed: tuple[Edit, ...] | None = None
    _shown: list[ShownChange] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to compare; what is certain has one version only."""
        self._growing = GrowingDiff(self.target.text)
        self.is_exhausted = self.wish.style is Style.FIX

    @property
    def review(self) -> Review:
        """Give the review of the version that is seen; there must be one."""
        return self.reviews[self.version]

    @property
    def is_growing(self) -> bool:
        """Tell whether more changes of the version that is seen may come."""
        return bool(self.reviews) and self.reached is not None

    @property
    def can_turn(self) -> bool:
        """Tell whether another version can be shown or asked for."""
        return len(self.reviews) > 1 or (bool(self.reviews) and not self.is_exhausted)

    @property
    def wants_more(self) -> bool:
        """Tell whether the next version would have to be written."""
        is_last = self.version == len(self.reviews) - 1
        return is_last and len(self.reviews) < MAX_VARIANTS and not self.is_exhausted

    @property
    def standing(self) -> Standing:
        """Give what the bar tells of it."""
        return Standing(
            share=self.share,
            version=self.version,
            n_versions=len(self.reviews),
            is_growing=self.is_growing,
            is_version_coming=self.task_id is not None and not self.is_growing,
            note=self.note,
        )

    def turn(self, step: int) -> None:
        """Go to the next (1) or previous (-1) version, round at the ends."""
        self.version = (self.version + step) % len(self.reviews)

    def take_versions(self, answer: RewriteReady) -> bool:
        """Take the versions that came; those known, or changing nothing, do not count.

        Returns: False when none of them is new.
        """
        new = [one for one in answer.rewrites if one.edits and one.text not in self._texts]
        new = new[: MAX_VARIANTS - len(self.reviews)]
        is_first = not self.reviews
        self.note = translated(answer.note)
        self._texts += [one.text for one in new]
        self.reviews += [Review(one.edits) for one in new]
        self.is_exhausted = self.is_exhausted or not (is_first or new)
        if new and not is_first:
            self.version += 1
        return bool(new)

    def grow(self, edits: tuple[Edit, ...], reached: int | None) -> bool:
        """Take what a Fix has found by now, beside what was decided already.

        Args:
            reached: index of the text that it has come to; None: its end.

        Returns: True when there is a change to go to where there was none.
        """
        was_open = bool(self.reviews) and not self.review.is_decided
        review = self.review if self.reviews else Review(())
        self.reviews = [review.with_edits(edits)]
        self.reached = reached
        return not was_open and not self.review.is_decided

    def seen(self) -> tuple[list[ShownChange], int | None, int | None]:
        """Give the changes as they stand, the current one, and where it has come to.

        Returns: the current one is None when all are decided; the place is in the
            document, None at the end.
        """
        review = self.review
        self._note_places(review)
        pairs = zip(self._shown, review.verdicts, strict=True)
        self._shown = [
            one if one.verdict is verdict else replace(one, verdict=verdict)
            for one, verdict in pairs
        ]
        current = None if self.is_growing and review.is_decided else review.current
        waiting = None if self.reached is None else self.target.pos_u16_of(self.reached)
        return self._shown, current, waiting

    def _note_places(self, review: Review) -> None:
        """Find where the changes stand in the document, once for each list of them."""
        if self._placed is not review.edits:
            self._placed = review.edits
            places = self.target.held_edits(review.edits)
            self._shown = [ShownChange(number, edit) for number, edit in enumerate(places)]

    def streamed(self, progress: RewriteProgress) -> tuple[list[ShownChange], int]:
        """Give the changes of what has been written so far, and where it has come to."""
        edits, reached = self._growing.extend(progress.text)
        places = self.target.held_edits(edits)
        shown = [ShownChange(number, edit) for number, edit in enumerate(places)]
        return shown, self.target.pos_u16_of(max(reached, progress.reached))
