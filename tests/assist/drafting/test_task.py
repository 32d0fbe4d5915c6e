"""What a draft sends: progress, one text, or a reason."""

import pytest

from tests.assist.tasks import messages_of
from writer_app.assist.drafting.task import draft_task
from writer_app.assist.drafting.wish import DraftWish
from writer_app.assist.messages import DraftProgress, DraftReady
from writer_app.engine.scripted import ScriptedModel, script_of
from writer_app.errors import ModelMissing


def test_a_draft_streams_and_ends_with_the_whole() -> None:
    model = ScriptedModel(script_of({"It was a": " dark night. The rain fell."}))
    *progress, ready = messages_of(draft_task(3, DraftWish("It was a")), model)
    assert all(isinstance(one, DraftProgress) for one in progress)
    assert len(progress) > 3
    assert ready == DraftReady(3, " dark night. The rain fell.", ready.n_tokens)


def test_keywords_are_refused_by_a_model_that_only_carries_on() -> None:
    task = draft_task(3, DraftWish(keywords=("sea", "storm")))
    with pytest.raises(ModelMissing, match="catalogue"):
        messages_of(task, ScriptedModel())
