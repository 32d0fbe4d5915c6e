"""The session's decisions, in virtual time."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writer_app.assist.manners import Manners, Mode
from writer_app.assist.messages import (
    Cause,
    Failure,
    ModelState,
    Request,
    RequestKind,
    Snapshot,
    Status,
)
from writer_app.assist.session import Session

from .writer import INFO, Writer, shown, suggestion


def test_typing_asks_at_once_for_exactly_this_text() -> None:
    writer = Writer()
    decision = writer.edit("It was a", " dog")
    assert decision.request is not None
    assert (decision.request.before, decision.request.after) == ("It was a", " dog")
    assert decision.request.threshold == INFO.threshold
    assert decision.ghost is None


def test_answer_before_the_gate_waits_for_it() -> None:
    writer = Writer()
    request = writer.edit("It was a").request
    decision = writer.answer(request, " dark", after_ms=5.0)
    assert decision.ghost is None
    assert decision.reason == "gate"
    assert decision.wake_ms == pytest.approx(writer.now_ms + 10.0)
    assert shown(writer.session.on_wake(decision.wake_ms)) == " dark"


def test_answer_after_the_gate_shows_at_once_and_is_fresh() -> None:
    decision = Writer().show("It was a", " dark night")
    assert shown(decision) == " dark night"
    assert decision.ghost.is_fresh
    assert decision.ghost.revision == 1


def test_newer_edit_cancels_the_running_request() -> None:
    writer = Writer()
    first = writer.edit("It was a").request
    decision = writer.edit("It was a b")
    assert decision.cancel == first.request_id
    assert decision.request.before == "It was a b"


def test_reply_to_old_text_is_dropped() -> None:
    writer = Writer()
    old = writer.edit("It was a").request
    writer.edit("It was a b")
    assert writer.answer(old, " dark").ghost is None


def test_reply_of_another_revision_is_dropped() -> None:
    writer = Writer()
    request = writer.edit("It was a").request
    message = suggestion(request, " dark")
    forged = type(message)(
        message.request_id, 99, message.kind, message.texts, message.probabilities, message.timings
    )
    assert writer.session.on_message(forged, 9999.0).ghost is None


def test_letters_of_the_ghost_keep_it_without_the_model() -> None:
    writer = Writer()
    writer.show("It was a", " dark night")
    decision = writer.type(" da")
    assert shown(decision) == "rk night"
    assert decision.ghost.revision == writer.revision
    assert not decision.ghost.is_fresh
    assert decision.request is None


def test_other_letters_hide_the_ghost_at_once_and_ask_again() -> None:
    writer = Writer()
    writer.show("It was a", " dark night")
    decision = writer.type(" b")
    assert decision.ghost is None
    assert decision.request.kind is RequestKind.GHOST


def test_taking_a_word_leaves_the_rest() -> None:
    writer = Writer()
    writer.show("It was a", " dark night")
    decision = writer.edit("It was a dark", cause=Cause.ACCEPTED)
    assert shown(decision) == " night"
    assert decision.request is None


def test_streamed_text_grows_and_survives_typing_through() -> None:
    writer = Writer()
    request = writer.edit("It was a").request
    assert shown(writer.answer(request, " dark", is_final=False)) == " dark"
    assert shown(writer.type(" d")) == "ark"
    assert shown(writer.answer(request, " dark night")) == "ark night"


def test_backspace_brings_the_earlier_ghost_back() -> None:
    writer = Writer()
    writer.show("It was a", " dark night")
    writer.type(" x")
    decision = writer.edit("It was a", cause=Cause.DELETED)
    assert shown(decision) == " dark night"
    assert decision.request is None


def test_deletion_without_a_kept_ghost_is_silent_until_the_next_letter() -> None:
    writer = Writer()
    writer.edit("It was a b")
    decision = writer.edit("It was a ", cause=Cause.DELETED)
    assert (decision.ghost, decision.request, decision.reason) == (None, None, "deletion")
    assert writer.edit("It was a d").request is not None


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        ({"is_composing": True}, "composing"),
        ({"has_selection": True}, "selection"),
        ({"is_code": True}, "code"),
    ],
)
def test_circumstances_that_hide_and_cancel(flags: dict[str, bool], reason: str) -> None:
    writer = Writer()
    request = writer.edit("It was").request
    decision = writer.edit("It was a", **flags)
    assert (decision.ghost, decision.request, decision.reason) == (None, None, reason)
    assert decision.cancel == request.request_id


@pytest.mark.parametrize(
    ("cause", "reason"),
    [(Cause.UNDONE, "undo"), (Cause.MOVED, "moved"), (Cause.OPENED, "opened")],
)
def test_causes_that_ask_for_silence(cause: Cause, reason: str) -> None:
    writer = Writer()
    writer.show("It was a", " dark")
    decision = writer.edit("It was", cause=cause)
    assert (decision.ghost, decision.request, decision.reason) == (None, None, reason)


def test_undo_does_not_bring_a_kept_ghost() -> None:
    writer = Writer()
    writer.show("It was a", " dark")
    writer.type(" x")
    assert writer.edit("It was a", cause=Cause.UNDONE).ghost is None


def test_text_right_of_the_caret_in_the_word_is_silent() -> None:
    decision = Writer().edit("It wa", "s a night")
    assert decision.request is None
    assert decision.reason == "word"


def test_move_that_moves_nothing_keeps_the_ghost() -> None:
    writer = Writer()
    writer.show("It was a", " dark")
    decision = writer.edit("It was a", cause=Cause.MOVED)
    assert shown(decision) == " dark"
    assert decision.ghost.revision == writer.revision


def test_escape_is_silent_until_the_next_word() -> None:
    writer = Writer()
    writer.show("It was a d", "ark")
    assert writer.session.dismiss(writer.now_ms).ghost is None
    decision = writer.type("a")
    assert decision.request is None
    assert decision.reason == "dismissed"
    assert writer.type("y ").request is not None


def test_foreign_text_is_silent() -> None:
    text = "Il pleut et nous ne sommes pas dans la rue avec les"
    assert Writer().edit(text).reason == "language"


def test_a_silent_answer_is_kept_too() -> None:
    writer = Writer()
    request = writer.edit("It was a").request
    assert writer.answer(request).reason == "threshold"
    writer.type("x")
    assert writer.edit("It was a").request is None


def test_what_follows_a_ghost_is_prefetched_once() -> None:
    writer = Writer()
    decision = writer.show("It was a", " dark")
    prefetch = decision.request
    assert prefetch.kind is RequestKind.PREFETCH
    assert prefetch.before == "It was a dark"
    assert writer.type(" d").request is None


def test_prefetched_answer_shows_when_the_ghost_is_taken() -> None:
    writer = Writer()
    prefetch = writer.show("It was a", " dark").request
    assert shown(writer.answer(prefetch, " night")) == " dark"
    decision = writer.edit("It was a dark", cause=Cause.ACCEPTED)
    assert shown(decision) == " night"
    assert not decision.ghost.is_fresh


def test_text_where_the_caret_rests_is_read_ahead_in_silence() -> None:
    writer = Writer()
    decision = writer.edit("It was a", cause=Cause.MOVED)
    assert decision.wake_ms == writer.now_ms + 300.0
    request = writer.session.on_wake(writer.now_ms + 300.0).request
    assert request is not None
    assert (request.kind, request.before) == (RequestKind.PREFETCH, "It was a")
    assert writer.answer(request, " dark").ghost is None
    assert shown(writer.type(" d")) == "ark"


def test_prefetch_given_up_leads_to_a_fresh_question() -> None:
    writer = Writer()
    writer.show("It was a", " dark")
    decision = writer.edit("It was a dark", cause=Cause.ACCEPTED)
    assert decision.request.kind is RequestKind.GHOST


def test_pause_mode_asks_only_after_the_rest() -> None:
    writer = Writer(Manners(mode=Mode.ON_PAUSE, pause_ms=400.0))
    decision = writer.edit("It was a")
    assert decision.request is None
    assert decision.wake_ms == writer.now_ms + 400.0
    assert writer.session.on_wake(writer.now_ms + 100.0).request is None
    assert writer.session.on_wake(writer.now_ms + 400.0).request is not None


def test_a_model_that_does_not_tell_how_sure_it_is_waits_for_a_rest() -> None:
    writer = Writer(Manners(pause_ms=400.0))
    unsure = replace(INFO, tells_probability=False)
    writer.session.on_message(Status(ModelState.READY, unsure), 0.0)
    assert writer.edit("It was a").request is None
    assert writer.session.on_wake(writer.now_ms + 400.0).request is not None


def test_another_machine_is_never_asked_for_what_may_come_next() -> None:
    writer = Writer()
    away = replace(INFO, host="gpu.example")
    writer.session.on_message(Status(ModelState.READY, away), 0.0)
    decision = writer.show("It was a", " dark night")
    assert shown(decision) == " dark night"
    assert decision.request is None
    opened = writer.edit("Another text", cause=Cause.OPENED)
    assert opened.request is None and opened.wake_ms is not None
    assert writer.session.on_wake(opened.wake_ms).request is None


def test_off_is_silent_but_answers_the_key() -> None:
    writer = Writer(Manners(mode=Mode.OFF))
    assert writer.edit("It was a").reason == "off"
    assert writer.session.ask_now(writer.snapshot, writer.now_ms).request.is_asked


def test_peek_shows_only_while_the_key_is_held() -> None:
    writer = Writer(Manners(mode=Mode.PEEK))
    assert writer.edit("It was a").request is None
    request = writer.session.peek(True, writer.now_ms).request
    assert shown(writer.answer(request, " dark")) == " dark"
    assert writer.session.peek(False, writer.now_ms).ghost is None


def test_asking_by_key_ignores_threshold_and_dismissal() -> None:
    writer = Writer()
    writer.show("It was a", " dark")
    writer.session.dismiss(writer.now_ms)
    request = writer.session.ask_now(writer.snapshot, writer.now_ms).request
    assert request.is_asked
    assert request.threshold == 0.0
    assert writer.answer(request, " dark").ghost.is_asked


def test_ghost_stays_while_another_is_asked_for_by_key() -> None:
    writer = Writer()
    writer.show("It was a", " dark night")
    assert writer.snapshot is not None
    decision = writer.session.ask_now(writer.snapshot, writer.now_ms)
    assert shown(decision) == " dark night"
    assert decision.request is not None
    assert shown(writer.answer(decision.request, " good", is_final=False)) == " dark night"
    assert shown(writer.answer(decision.request, " good day")) == " good day"


def test_alternatives_are_picked_round_in_a_ring() -> None:
    writer = Writer()
    writer.edit("It was a")
    request = writer.session.ask_now(writer.snapshot, writer.now_ms, n=3).request
    assert (request.kind, request.n) == (RequestKind.ALTERNATIVES, 3)
    decision = writer.answer(request, " dark", " good", " long")
    assert (shown(decision), decision.ghost.n) == (" dark", 3)
    assert shown(writer.session.cycle(-1, writer.now_ms)) == " long"
    assert shown(writer.session.cycle(1, writer.now_ms)) == " dark"
    assert writer.session.alternatives == (" dark", " good", " long")


def test_first_cycle_asks_and_keeps_the_ghost_meanwhile() -> None:
    writer = Writer()
    writer.show("It was a", " dark")
    decision = writer.session.cycle(1, writer.now_ms)
    assert shown(decision) == " dark"
    assert shown(writer.answer(decision.request, " dark", " good")) == " good"


def test_typing_through_keeps_the_alternatives_that_fit() -> None:
    writer = Writer()
    writer.edit("It was a")
    request = writer.session.ask_now(writer.snapshot, writer.now_ms, n=3).request
    writer.answer(request, " dark", " good", " damp")
    writer.type(" da")
    assert writer.session.alternatives == ("rk", "mp")


def test_failure_hides_nothing_but_the_ghost() -> None:
    writer = Writer()
    request = writer.edit("It was a").request
    decision = writer.session.on_message(Failure(request.request_id, "X", "advice"), writer.now_ms)
    assert decision.ghost is None
    assert decision.reason == "failure"
    assert writer.type(" d").request is not None


def test_typing_while_the_model_loads_is_answered_when_it_is_ready() -> None:
    session = Session(Manners())
    decision = session.on_edit(Snapshot(1, "It was a", "", Cause.TYPED), 10.0)
    assert decision.request is None
    assert decision.reason == "loading"
    assert session.on_message(Status(ModelState.READY, INFO), 20.0).request is not None


def test_without_a_model_nothing_is_asked() -> None:
    writer = Writer()
    writer.session.on_message(Status(ModelState.MISSING, advice="get one"), 1.0)
    assert writer.edit("It was a").reason == "missing"


def test_blocked_word_of_an_answer_never_shows() -> None:
    writer = Writer(blocklist=frozenset({"darn"}))
    assert writer.show("It was a", " darn cat").ghost is None
    assert shown(writer.show("The darn dog saw a", " darn cat")) == " darn cat"


def test_many_refusals_raise_the_threshold_and_then_rest() -> None:
    writer = Writer()
    thresholds = []
    for n in range(16):
        decision = writer.edit(f"So {n} x")
        if decision.request is None:
            break
        thresholds.append(decision.request.threshold)
        writer.answer(decision.request, " dark")
        writer.now_ms += 400.0
        writer.type("!")
    assert thresholds[0] == INFO.threshold < thresholds[10]
    assert writer.edit("And then a").reason == "resting"
    writer.now_ms += 31_000.0
    assert writer.edit("And then at").request is not None


def test_ghosts_wrong_two_times_in_five_never_lead_to_rest() -> None:
    writer = Writer()
    for n in range(200):
        writer.show(f"So {n} it is", " dark")
        writer.now_ms += 400.0
        wrong = n % 5 in (0, 1)
        writer.edit(writer.before + ("!" if wrong else " dark"), cause=Cause.TYPED)
    assert writer.edit("And then").request.threshold == INFO.threshold


def test_mid_line_ghosts_have_at_most_four_words() -> None:
    assert Writer().edit("It was a", " night.").request.max_words == 4


def test_switching_off_hides_the_ghost() -> None:
    writer = Writer()
    writer.show("It was a", " dark")
    decision = writer.session.set_manners(Manners(mode=Mode.OFF), writer.now_ms)
    assert decision.ghost is None
    assert decision.reason == "off"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", " ", "take", "back", "answer", "late", "wake"])))
def test_a_ghost_always_continues_exactly_the_text_it_was_given_for(steps: list[str]) -> None:
    writer = Writer()
    asked: list[Request] = []
    decision = writer.edit("b")
    for step in steps:
        asked += [decision.request] if decision.request else []
        if step == "answer" and asked:
            decision = writer.answer(asked[-1], "ab ab")
        elif step == "late" and asked:
            decision = writer.answer(asked[0], "ab ab")
        elif step == "wake":
            decision = writer.session.on_wake(writer.now_ms)
        elif step == "back":
            decision = writer.edit(writer.before[:-1], cause=Cause.DELETED)
        elif step == "take" and decision.ghost:
            decision = writer.edit(writer.before + shown(decision), cause=Cause.ACCEPTED)
        elif len(step) == 1:
            decision = writer.type(step)
        if decision.ghost:
            assert decision.ghost.revision == writer.revision
            whole = writer.before + shown(decision)
            assert any(whole == request.before + "ab ab" for request in asked)
