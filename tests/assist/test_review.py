"""Going through changes: what is decided, what comes next."""

from writer_app.assist.fix.revision import Edit
from writer_app.assist.review import Review, Verdict

EDITS = (
    Edit(0, 3, "the", "spelling"),
    Edit(8, 10, "goes", "agreement"),
    Edit(20, 20, ",", "comma"),
)


def test_decision_leads_to_the_next_open_change() -> None:
    review = Review(EDITS)
    review.keep()
    assert review.current == 1
    review.refuse()
    assert review.current == 2


def test_decision_at_the_end_leads_back_to_what_was_passed_over() -> None:
    review = Review(EDITS)
    review.move(2)
    review.keep()
    assert review.current == 0


def test_only_kept_changes_are_made() -> None:
    review = Review(EDITS)
    review.keep()
    review.refuse()
    review.keep()
    assert review.is_decided
    assert review.kept == (EDITS[0], EDITS[2])


def test_keeping_the_rest_leaves_what_was_refused() -> None:
    review = Review(EDITS)
    review.refuse()
    review.keep_rest()
    assert review.kept == EDITS[1:]


def test_decision_may_be_changed() -> None:
    review = Review(EDITS)
    review.refuse()
    review.move(-1)
    review.keep()
    assert review.verdicts == (Verdict.KEPT, Verdict.OPEN, Verdict.OPEN)


def test_moving_goes_round_at_the_ends() -> None:
    review = Review(EDITS)
    review.move(-1)
    assert review.current == 2
    review.move(1)
    assert review.current == 0


def test_decisions_outlive_changes_that_come_later() -> None:
    review = Review(EDITS[1:2])
    review.keep()
    grown = review.with_edits(EDITS)
    assert grown.verdicts == (Verdict.OPEN, Verdict.KEPT, Verdict.OPEN)


def test_nothing_to_review_is_decided_from_the_start() -> None:
    review = Review(())
    review.keep()
    review.move(1)
    assert review.is_decided
    assert not review.is_begun


def test_change_that_comes_later_is_gone_on_to_when_all_were_decided() -> None:
    review = Review(EDITS[:1])
    review.keep()
    assert review.with_edits(EDITS).current == 1
