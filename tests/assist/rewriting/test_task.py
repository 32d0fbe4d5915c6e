"""What a rewriting sends: progress, one answer, or a reason."""

import pytest

from tests.assist.fix.lexicon import RESOURCES, liking
from tests.assist.tasks import messages_of
from writer_app.assist.fix.revision import apply_edits
from writer_app.assist.messages import RewriteProgress, RewriteReady
from writer_app.assist.rewriting.task import rewrite_task
from writer_app.assist.rewriting.wish import RewriteWish, Style
from writer_app.assist.rewriting.workshop import Workshop
from writer_app.engine.scripted import ScriptedModel
from writer_app.errors import ModelMissing


def read_resource(name: str) -> str:
    return (RESOURCES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop(frozenset({"darn"}), read_resource)


def test_fix_tells_each_corrected_sentence_before_the_whole(workshop: Workshop) -> None:
    text = "I dont know. He was here. We like it alot."
    *progress, ready = messages_of(
        rewrite_task(4, RewriteWish(text, Style.FIX), workshop), liking()
    )
    assert isinstance(ready, RewriteReady)
    (rewrite,) = ready.rewrites
    assert rewrite.text == "I don't know. He was here. We like it a lot."
    assert apply_edits(text, rewrite.edits) == rewrite.text
    assert "I don't know. " in [one.text for one in progress]
    assert all(isinstance(one, RewriteProgress) and one.request_id == 4 for one in progress)


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_nothing_to_rewrite_is_said(text: str, workshop: Workshop) -> None:
    (ready,) = messages_of(rewrite_task(1, RewriteWish(text, Style.FIX), workshop), liking())
    assert ready.rewrites == ()
    assert "nothing to rewrite" in ready.refusal


def test_what_the_model_cannot_do_names_the_catalogue(workshop: Workshop) -> None:
    task = rewrite_task(1, RewriteWish("It was late.", Style.FORMAL), workshop)
    with pytest.raises(ModelMissing, match="catalogue"):
        messages_of(task, ScriptedModel())
