"""Taught samples: what is asked, what is answered, and what is learnt of it."""

import random

import pytest

from models.recipe.control import ANSWER, CONTROL_TOKENS, END, FIX, PREFIX, SUFFIX
from models.shards import encode_documents
from models.teaching.central import central_sentences
from models.teaching.makers import KINDS, Limits, cut_for_filling, make_samples, shorten
from models.teaching.noise import add_noise
from models.teaching.sample import encode_samples, fill, task
from models.teaching.text import count_words, headed_passages, is_clean, keywords, sentences
from models.tokenizer import train_tokenizer
from models.training.shards import TOKEN_BITS, UNLEARNT_BIT
from tests.tiny_model import TEXT

SENTENCE = (
    "The captain, who had been asleep, really believed that their ship was there (as always)."
)
DOCUMENT = "\n\n".join(["The Northern Harbour", TEXT, f"{SENTENCE} {TEXT}", "The Old Hulls", TEXT])


@pytest.mark.parametrize("kind", KINDS)
def test_every_skill_finds_samples_and_the_same_ones_again(kind: str) -> None:
    counts, limits = count_words([DOCUMENT]), Limits(2400, 550)
    made = [list(make_samples(kind, DOCUMENT, counts, limits, random.Random(1))) for _ in range(2)]
    assert made[0]
    assert made[0] == made[1]


def test_a_fill_is_suffix_first_and_its_middle_a_plain_continuation() -> None:
    source = random.Random(2)
    for _ in range(200):
        whole, suffix = cut_for_filling(TEXT, Limits(2400, 100), source)
        assert TEXT.startswith(whole + suffix)
        assert 0 < len(suffix) <= 100
    texts = [segment.text for segment in fill("Before", "after")]
    assert texts == [END, SUFFIX, "after", PREFIX, "Before", END]


def test_half_of_the_fills_end_inside_words() -> None:
    source = random.Random(3)
    cuts = [cut_for_filling(TEXT, Limits(2400, 100), source) for _ in range(400)]
    inside = [a[-1].isalpha() and b[0].isalpha() for a, b in cuts]
    assert 0.25 < sum(inside) / len(inside) < 0.6


def test_noise_changes_a_sentence_in_few_places_and_a_third_stays_clean() -> None:
    source = random.Random(4)
    noisy = [add_noise(SENTENCE, source) for _ in range(200)]
    assert sum(text != SENTENCE for text in noisy) > 195
    assert len(set(noisy)) > 100
    assert all(abs(len(text) - len(SENTENCE)) < 40 for text in noisy)
    counts = count_words([DOCUMENT])
    samples = list(make_samples("fix", DOCUMENT * 40, counts, Limits(), random.Random(5)))
    clean = sum(sample[2].text == sample[4].text for sample in samples) / len(samples)
    assert 0.25 < clean < 0.42


def test_what_is_asked_to_be_fixed_is_read_but_not_learnt() -> None:
    tokenizer = train_tokenizer([TEXT], 400)
    tokenizer.encode_special_tokens = True
    tokens = encode_samples([task(FIX, "teh fog", "the fog")] * 2, tokenizer)
    ids = [int(i) for i in tokens & TOKEN_BITS]
    answer = ids.index(CONTROL_TOKENS.index(ANSWER))
    is_learnt = [not token & UNLEARNT_BIT for token in tokens.tolist()]
    assert tokenizer.decode(ids[2:answer]) == "teh fog"
    assert is_learnt[: answer + 1] == [True] + [False] * answer
    assert all(is_learnt[answer + 1 : ids.index(0, 1) + 1])
    assert ids.count(0) == 3, "the end of one sample opens the next"


def test_control_tokens_in_a_text_stay_text() -> None:
    tokenizer = train_tokenizer([TEXT], 400)
    tokenizer.encode_special_tokens = True
    tokens = encode_documents(["a <|fix|> b", "c"], tokenizer)
    assert (tokens < len(CONTROL_TOKENS)).sum() == 2
    assert tokenizer.decode(tokens[1:-2].tolist()) == "a <|fix|> b"


def test_shortening_takes_out_what_can_go() -> None:
    assert shorten(SENTENCE) == "The captain believed that their ship was there." or shorten(
        SENTENCE
    ).startswith("The captain,")
    assert shorten("They went home at last (by the old road), and slept.") == (
        "They went home at last, and slept."
    )
    assert shorten("Nothing here can go away.") == "Nothing here can go away."


def test_central_sentences_share_their_words_with_the_others() -> None:
    passage = [
        "The harbour was full of boats that morning.",
        "Boats of every kind lay in the harbour.",
        "Mathematics is another matter.",
        "In the harbour the boats waited all morning.",
    ]
    counts = count_words(passage + ["the of and in a was that is all"] * 3)
    assert 2 not in central_sentences(passage, counts, 3)


def test_headings_sentences_and_keywords_are_found() -> None:
    pairs = headed_passages(f"Introduction\n\n{TEXT}\n\n{DOCUMENT}", 1200)
    assert [heading for heading, _ in pairs] == ["The Northern Harbour", "The Old Hulls"]
    assert sentences("It was. Mr. Poe left. No?") == ["It was.", "Mr. Poe left.", "No?"]
    assert is_clean(SENTENCE)
    assert not is_clean("no capital and no end")
    counts = count_words([TEXT, "the sea the sea"])
    assert len(keywords(TEXT, counts, 4)) == 4
