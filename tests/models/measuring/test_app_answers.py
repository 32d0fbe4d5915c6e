"""A skill is measured as the writer gets it; the model is scripted or tiny."""

from dataclasses import replace
from pathlib import Path

from models.measuring.app_answers import AppAnswers, with_rewriting_skills
from models.measuring.skills import _if_kept
from tests.tiny_model import build_folder, write_checkpoint
from writer_app.assist.rewriting.wish import Style
from writer_app.engine.gpt import open_model
from writer_app.engine.scripted import ScriptedModel

TEXT = "The harbour was very quiet in the early morning, and the boats lay still."


def answering(reply: str) -> AppAnswers:
    info = replace(ScriptedModel().info, skills=frozenset({"shorten"}))
    return AppAnswers(ScriptedModel(info=info, replies=lambda *_: [reply]))


def test_an_answer_that_the_app_keeps_is_given() -> None:
    short = "The harbour was quiet in the morning, and the boats lay still."
    assert answering(short).rewritings(Style.SHORTEN, [TEXT]) == [short]


def test_an_answer_that_the_app_refuses_leaves_the_text() -> None:
    given = answering("Dragons fly over seventeen burning cities tonight.")
    assert given.rewritings(Style.SHORTEN, [TEXT]) == [TEXT]


def test_a_skill_of_which_the_app_keeps_too_little_does_not_ship() -> None:
    result = {"ours": 2.0, "baseline": 1.0, "ships": True}
    texts = ["a", "b", "c", "d"]
    assert _if_kept(result, texts, ["a", "b", "c", "x"])["ships"] is False
    assert _if_kept(result, texts, ["a", "b", "x", "x"]) == {**result, "kept_by_the_app": 0.5}


def test_a_copy_of_a_model_may_be_asked_for_rewritings(tmp_path: Path) -> None:
    folder = build_folder(write_checkpoint(tmp_path / "checkpoint"), tmp_path / "folder")
    copy = with_rewriting_skills(folder, tmp_path / "copy")
    assert open_model(copy).info.skills == {"shorten", "expand"}
    assert not open_model(folder).info.skills
