"""A text is learnt once, when it is finished; the scripted model tells what it was given."""

from writer_app.assist.learning import Learner, learn_steps
from writer_app.assist.messages import Request, RequestKind
from writer_app.engine.model import StopFlag
from writer_app.engine.scripted import ScriptedModel

SENTENCE = "Mara counted the islands as they came out of the white. "


def learnt(*befores: str, document: int = 1) -> list[tuple[int, str]]:
    """Give what the model was taught by requests with these texts before the caret."""
    model = ScriptedModel()
    learner = Learner(model)
    for before in befores:
        learner.follow(Request(1, 1, RequestKind.GHOST, before, "", 0.3, document=document))
    return model.learnt


def test_a_paragraph_is_learnt_when_the_caret_has_left_it() -> None:
    assert learnt("One thing", "One thing.", "One thing.\n\nAnd") == [(1, "One thing.\n")]


def test_a_paragraph_is_learnt_once() -> None:
    assert learnt("One.\nTwo", "One.\nTwo.\nThree") == [(1, "One.\n"), (1, "Two.\n")]


def test_what_stands_together_is_learnt_together() -> None:
    assert learnt("One.\n\nTwo.\nThree") == [(1, "One.\n\nTwo.\n")]


def test_a_long_paragraph_is_learnt_in_whole_sentences_each_once() -> None:
    long = SENTENCE * 20
    found = learnt(long + "The", long + "The fog.", long + "The fog.\nThen")
    assert "".join(text for _, text in found) == long + "The fog.\n"
    assert all(text.endswith(". ") for _, text in found[:-1])


def test_a_request_of_no_document_teaches_nothing() -> None:
    assert learnt("One.\nTwo.\nThree", document=0) == []


def test_documents_are_learnt_apart() -> None:
    model = ScriptedModel()
    learner = Learner(model)
    for document in (1, 2, 1):
        learner.follow(Request(1, 1, RequestKind.GHOST, "One.\nTwo", "", 0.3, document=document))
    assert model.learnt == [(1, "One.\n"), (2, "One.\n")]


def test_a_whole_text_is_learnt_in_steps_that_end_with_lines() -> None:
    model, text = ScriptedModel(), (SENTENCE * 9 + "\n") * 40
    assert list(learn_steps(text, model, StopFlag())) == [None] * len(model.learnt)
    assert "".join(part for _, part in model.learnt) == text
    assert len(model.learnt) > 3
    assert all(part.endswith("\n") for _, part in model.learnt)


def test_reading_a_whole_text_can_be_stopped() -> None:
    model, stop = ScriptedModel(), StopFlag()
    steps = learn_steps((SENTENCE * 9 + "\n") * 40, model, stop)
    next(steps)
    stop.raise_flag()
    assert list(steps) == []
