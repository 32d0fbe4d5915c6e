"""Half-typed words, through the model in the box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.conftest import DEFAULT_FOLDER
from tests.tiny_model import TEXT
from writer_app.engine.gpt import open_model
from writer_app.engine.model import Limits, StopFlag

MODEL = open_model(DEFAULT_FOLDER)
WORDS = MODEL.vocabulary
QUICK = settings(max_examples=40, deadline=None)
PROSE = st.lists(
    st.sampled_from(["the", " ", " ", "  ", "\n", ".", ", ", "'", "s", " gre", " a", "1", "\u2014",
                     "\u00e9", "e\u0301", "\U0001f600", "\u4f60", "\u00a0", "<|end|>", "X", "("]),
    max_size=12,
).map("".join)  # fmt: skip
CUTS = st.integers(1, 600).map(lambda n: TEXT[:n])


def answer(prompt: str, n_tokens: int = 3) -> str:
    pieces = MODEL.complete(prompt, Limits(n_tokens, stop_at_line_end=False), StopFlag())
    return "".join(piece.text for piece in pieces)


def ids_of(prompt: str) -> list[int]:
    """Give the tokens that the cache holds after an answer, begin token first."""
    answer(prompt, 1)
    return list(MODEL._cached_ids)


@QUICK
@given(PROSE | CUTS)
def test_the_tokens_read_spell_the_prompt_and_nothing_else(prompt: str) -> None:
    text = answer(prompt)
    spelled = b"".join(WORDS.token_bytes[i] for i in MODEL._cached_ids[1:])
    whole = (prompt + text).encode()
    assert whole.startswith(spelled) or spelled.startswith(prompt.encode())


@QUICK
@given(CUTS)
def test_prompt_and_answer_are_cut_as_the_tokenizer_would(prompt: str) -> None:
    text = answer(prompt, 1)
    if text and not text.isspace():
        ids = MODEL._prepare(prompt, Limits(1)).ids
        whole = [0, *WORDS.encode(prompt + text)]
        assert whole[: len(ids)] == ids


@pytest.mark.parametrize(
    ("prompt", "never"),
    [("I was gre", ("asy", "ase")), ("She smi", ("led led",)), ("In the mor", (" ",))],
)
def test_a_half_typed_word_becomes_one_word(prompt: str, never: tuple[str, ...]) -> None:
    text = answer(prompt)
    first_word = (prompt.rpartition(" ")[2] + text).split()[0].strip(".,;:")
    assert text[:1].isalpha()
    assert not text.startswith(never)
    assert len(WORDS.encode(" " + first_word)) <= 2


@pytest.mark.parametrize("prompt", ["He said that he ", "The old man  ", "at the end of the "])
def test_a_trailing_space_is_neither_repeated_nor_lost(prompt: str) -> None:
    assert not answer(prompt).startswith(" ")


@pytest.mark.parametrize("prompt", ["He left.", "Yes,", "\u201cNo,\u201d", "so;"])
def test_after_a_sign_a_space_comes_before_the_next_word(prompt: str) -> None:
    text = answer(prompt)
    assert not text[:1].isalnum()


@pytest.mark.parametrize("prompt", ["First line.\n", "A heading\n\n", "\n"])
def test_after_a_line_feed_no_space_comes(prompt: str) -> None:
    assert not answer(prompt).startswith(" ")


@pytest.mark.parametrize(
    "prompt",
    ["", " ", "     ", "\n\n\n", "\U0001f600", "ok \U0001f44d\U0001f3fd", "in 19", "3.14",
     "x" * 5000, "and " + "y" * 300, "\u4f60\u597d\uff0c", "cafe\u0301", "\u200b", "<|end|>",
     "a\ud83d", "word \u00a0"],
    ids=lambda prompt: ascii(prompt[:10]),
)  # fmt: skip
def test_every_prompt_gets_an_answer_that_is_text(prompt: str) -> None:
    for found in MODEL.alternatives(prompt, 2, Limits(3), StopFlag()):
        found.text.encode()
        assert "\ufffd" not in found.text


def test_a_very_long_prompt_is_cut_at_its_start() -> None:
    prompt = (TEXT * 130)[:100_000] + " The old man sat by the"
    assert answer(prompt, 4)
    assert len(MODEL._cached_ids) < MODEL.info.context_tokens
    spelled = b"".join(WORDS.token_bytes[i] for i in MODEL._cached_ids[1:]).decode()
    assert "The old man sat by the" in spelled


def test_a_word_longer_than_any_token_is_left_as_it_is() -> None:
    assert ids_of("x" * 5000)[-1:] == WORDS.encode("x" * 5000)[-1:]


def test_a_blank_line_before_a_word_is_read_as_it_was_learnt() -> None:
    ids = ids_of("One.\n\nThe")
    assert ids[: len(ids) - 1] == [0, *WORDS.encode("One.\n\nThe")][: len(ids) - 1]


def test_a_letter_the_tokenizer_would_spell_otherwise_still_gets_an_answer() -> None:
    assert answer("a cafe\u0301")
