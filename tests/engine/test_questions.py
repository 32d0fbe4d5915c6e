"""Control tokens come from us alone; the writer's text is spelt out."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from models.measuring.asking import Asker
from tests.tiny_model import (
    add_special_tokens,
    build_folder,
    byte_level_tokenizer,
    write_checkpoint,
)
from writer_app.engine.gpt import Gpt, open_model
from writer_app.engine.model import Limits, Skill, StopFlag

LIMITS = Limits(max_tokens=16, stop_at_line_end=False)


def skilled_tokenizer() -> Tokenizer:
    tokenizer = byte_level_tokenizer(n_vocabulary=410)
    add_special_tokens(tokenizer, ("<|shorten|>", "<|answer|>"))
    return tokenizer


@pytest.fixture(scope="module")
def skilled(tmp_path_factory: pytest.TempPathFactory) -> Gpt:
    """Give a tiny model whose manifest says it was taught to shorten."""
    root = tmp_path_factory.mktemp("skilled")
    checkpoint = write_checkpoint(root / "checkpoint", tokenizer=skilled_tokenizer())
    folder = build_folder(checkpoint, root / "folder")
    path: Path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"format": 1,', '"format": 1, "skills": ["shorten"],'))
    return open_model(folder)


def test_a_skill_is_asked_as_it_was_taught(skilled: Gpt) -> None:
    vocabulary = skilled.vocabulary
    end, shorten, answer = (vocabulary.id_of(f"<|{n}|>") for n in ("end", "shorten", "answer"))
    ids = skilled._questions.ids(Skill("shorten", "It was <|shorten|> late."))
    assert ids == [end, shorten, *vocabulary.encode("It was <|shorten|> late."), answer]
    assert ids.count(shorten) == 1


def test_the_manifest_names_the_skills(skilled: Gpt) -> None:
    assert skilled.info.skills == frozenset({"shorten"})
    assert not skilled.info.is_instruct


def test_the_answer_is_what_the_recipe_measured(skilled: Gpt) -> None:
    text = "Mara counted the islands as they came out of the white."
    pieces = skilled.fork().answer(Skill("shorten", text), LIMITS, StopFlag())
    ours = "".join(piece.text for piece in pieces if piece)
    measured = Asker(skilled.fork()).answer("<|shorten|>", text, LIMITS.max_tokens)
    assert measured.startswith(ours.rstrip("\ufffd"))


def test_a_question_is_counted_with_its_control_tokens(skilled: Gpt) -> None:
    question = Skill("shorten", "It was late.")
    assert skilled.count_question(question) == 3 + skilled.count_tokens("It was late.")


def test_a_question_too_long_for_the_window_loses_its_middle(skilled: Gpt) -> None:
    question = Skill("shorten", "It was late. " * 300)
    assert list(skilled.fork().answer(question, LIMITS, StopFlag()))
