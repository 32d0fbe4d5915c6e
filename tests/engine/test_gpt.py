"""The loop around the model: prefixes kept, stopping, alternatives, scores."""

import math
import statistics
import threading
import weakref
from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.engine.conftest import Cases
from tests.tiny_model import (
    TEXT,
    TinyShape,
    build_folder,
    metaspace_tokenizer,
    write_checkpoint,
)
from writer_app.engine.decoder import Branches, Decoder
from writer_app.engine.gpt import Gpt, open_model, result_of
from writer_app.engine.model import Limits, Opening, Question, Skill, StopFlag
from writer_app.engine.runtime import RunControl
from writer_app.errors import ModelCorrupt, ModelError, ModelMissing, ModelRunFailed

LONG = (TEXT * 3)[:1700]
ODD_PROMPTS = ["", " ", "\n\n", "1999", "\u4f60\u597d", "\U0001f600", "The old man", "I am gre",
               "He said ", "...", "<|end|>", "don't", "x" * 400]  # fmt: skip


class CountingDecoder:
    """A decoder that counts the tokens and runs that go through it."""

    def __init__(self, inner: Decoder) -> None:
        self._inner = inner
        self.max_tokens = inner.max_tokens
        self.n_tokens = 0
        self.n_runs = 0

    @property
    def length(self) -> int:
        return self._inner.length

    def append(self, ids: list[int], n_rows: int, control: RunControl) -> np.ndarray:
        self.n_tokens += len(ids)
        self.n_runs += 1
        return self._inner.append(ids, n_rows, control)

    def rewind(self, n_tokens: int) -> None:
        self._inner.rewind(n_tokens)

    def branch(self, n: int, room: int) -> Branches:
        inner = self._inner.branch(n, room)
        counter = self

        class Counting:
            def append(self, column: np.ndarray, control: RunControl) -> np.ndarray:
                counter.n_runs += 1
                return inner.append(column, control)

        return Counting()


@pytest.fixture
def counted(shipped: Gpt) -> Iterator[CountingDecoder]:
    inner = shipped.decoder
    counting = CountingDecoder(inner)
    shipped._decoder = counting
    yield counting
    shipped._decoder = inner


def text_of(model: Gpt, prompt: str, limits: Limits | None = None) -> str:
    pieces = model.complete(prompt, limits or Limits(6), StopFlag())
    return "".join(piece.text for piece in pieces)


def test_typing_in_a_long_text_reads_three_tokens_a_key_at_most(
    shipped: Gpt, counted: CountingDecoder
) -> None:
    text_of(shipped, LONG, Limits(1))
    n_read, prompt = [], LONG
    for letter in TEXT[:300]:
        prompt += letter
        counted.n_tokens = 0
        for _ in shipped.complete(prompt, Limits(1), StopFlag()):
            break
        n_read.append(counted.n_tokens)
    assert statistics.median(n_read) <= 3
    assert sum(n > 50 for n in n_read) <= 2


def test_a_prompt_asked_again_reads_nothing(shipped: Gpt, counted: CountingDecoder) -> None:
    shipped.warm("The old man sat by the ", StopFlag())
    counted.n_tokens = 0
    shipped.warm("The old man sat by the ", StopFlag())
    assert counted.n_tokens == 0


def test_the_kept_prefix_never_changes_an_answer(shipped: Gpt) -> None:
    # Where two words are as likely, 8-bit rounding may decide: these prompts have clear answers.
    prompts = [LONG[:n] for n in (900, 905, 400, 1200, 1202, 10, 1199)]
    kept = [text_of(shipped, prompt) for prompt in prompts]
    fresh = []
    for prompt in prompts:
        shipped._go_back(0)
        fresh.append(text_of(shipped, prompt))
    assert kept == fresh


def test_a_flag_that_is_up_gives_no_piece_and_no_error(shipped: Gpt) -> None:
    stop = StopFlag()
    stop.raise_flag()
    assert list(shipped.complete(LONG, Limits(), stop)) == []
    assert shipped.alternatives(LONG, 3, Limits(), stop) == []


def test_a_flag_raised_between_tokens_ends_the_answer(shipped: Gpt) -> None:
    stop, n_pieces = StopFlag(), 0
    for _ in shipped.complete("The old man", Limits(20), stop):
        n_pieces += 1
        stop.raise_flag()
    assert n_pieces == 1


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Gpt:
    """Give a model whose long prompts take a second or so to read."""
    root = tmp_path_factory.mktemp("slow")
    shape = TinyShape(n_layers=14, width=384, n_heads=6, n_kv_heads=6, head_size=64,
                      ffn_width=1024, context_tokens=1024)  # fmt: skip
    return open_model(build_folder(write_checkpoint(root / "c", shape), root / "f"))


class TellingStop(StopFlag):
    """A flag that tells when it was last looked at before a run: the run is on its way."""

    def __init__(self) -> None:
        super().__init__()
        self.is_running = threading.Event()

    @property
    def is_raised(self) -> bool:
        self.is_running.set()
        return super().is_raised


def test_a_run_stopped_midway_leaves_a_cache_that_answers_rightly(
    slow: Gpt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("writer_app.engine.decoder.CHUNK_TOKENS", 4096)
    prompt = (TEXT * 2)[:1000]
    expected = list(slow.complete(prompt, Limits(3), StopFlag()))
    slow._go_back(4)
    stop = TellingStop()

    def interrupt() -> None:
        stop.is_running.wait(10)
        stop.raise_flag()

    other = threading.Thread(target=interrupt)
    other.start()
    assert list(slow.complete(prompt, Limits(3), stop)) == []
    other.join()
    assert slow.decoder.length == 4  # a run that went to its end would have kept all
    again = list(slow.complete(prompt, Limits(3), StopFlag()))
    assert [piece.text for piece in again] == [piece.text for piece in expected]


def test_no_time_left_ends_after_the_first_step(shipped: Gpt) -> None:
    pieces = list(shipped.complete("The old man sat by the", Limits(20, max_ms=0.0), StopFlag()))
    assert len(pieces) == 1


def test_no_time_left_still_gives_the_alternatives_their_first_words(
    shipped: Gpt, counted: CountingDecoder
) -> None:
    limits = Limits(20, max_ms=0.0)
    answers = shipped.alternatives("The old man sat by the", 3, limits, StopFlag())
    assert len(answers) == 3
    assert counted.n_runs < 12


def test_a_seed_makes_chance_repeatable(shipped: Gpt) -> None:
    limits = [Limits(8, temperature=1.0, top_p=0.95, seed=seed) for seed in (1, 1, 2, 3, 4)]
    texts = [text_of(shipped, "The old man ", limit) for limit in limits]
    assert texts[0] == texts[1]
    assert len(set(texts)) > 1
    answers = [shipped.alternatives("The old", 3, limit, StopFlag()) for limit in limits[:2]]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("prompt", ODD_PROMPTS, ids=lambda prompt: ascii(prompt[:8]))
@pytest.mark.parametrize("n", [1, 3, 6])
def test_as_many_different_texts_come_as_are_asked_for(shipped: Gpt, prompt: str, n: int) -> None:
    answers = shipped.alternatives(prompt, n, Limits(5), StopFlag())
    assert len({answer.text for answer in answers}) == n
    means = [answer.log_probability / answer.n_tokens for answer in answers]
    assert means == sorted(means, reverse=True)
    for answer in answers:
        assert answer.text
        assert 0 < math.exp(answer.log_probability) <= 1
        assert "\n" not in answer.text
        assert "<|" not in answer.text


@pytest.mark.parametrize("prompt", ODD_PROMPTS, ids=lambda prompt: ascii(prompt[:8]))
def test_what_is_shown_has_a_probability(shipped: Gpt, prompt: str) -> None:
    for piece in shipped.complete(prompt, Limits(6, stop_at_line_end=False), StopFlag()):
        assert 0 < math.exp(piece.log_probability) <= 1
        assert 0 <= piece.boundary <= 1
        assert piece.n_tokens >= 1
        assert "<|" not in piece.text


def test_hot_sampling_never_draws_a_control_token(shipped: Gpt) -> None:
    for seed in range(20):
        limits = Limits(12, temperature=5.0, seed=seed, stop_at_line_end=False)
        assert "<|" not in text_of(shipped, "The old man ", limits)


def test_three_alternatives_take_far_fewer_runs_than_three_answers(
    shipped: Gpt, counted: CountingDecoder
) -> None:
    shipped._go_back(0)
    text_of(shipped, "The old man sat by the", Limits(12))
    n_one, counted.n_runs = counted.n_runs, 0
    assert len(shipped.alternatives("The old man sat by the", 3, Limits(12), StopFlag())) == 3
    assert counted.n_runs < 2 * n_one


def test_more_tokens_than_the_window_holds_go_on_with_its_newer_half(tiny_folder: Path) -> None:
    model = open_model(tiny_folder)
    limits = Limits(300, stop_at_line_end=False, temperature=1.0, seed=3)
    n_tokens = sum(p.n_tokens for p in model.complete("The ferry left", limits, StopFlag()))
    assert n_tokens > 0
    assert model.decoder.length <= model.decoder.max_tokens
    assert model.alternatives("The ferry left", 2, Limits(300), StopFlag())


def test_a_closed_model_says_so(tiny_folder: Path) -> None:
    model = open_model(tiny_folder)
    model.close()
    with pytest.raises(ModelCorrupt, match="closed"):
        list(model.complete("The", Limits(), StopFlag()))
    model.close()


def test_a_closed_model_lets_its_weights_go(tiny_folder: Path) -> None:
    model = open_model(tiny_folder)
    fork = model.fork()
    list(fork.complete("The ferry", Limits(3), StopFlag()))
    fork.score_many(["one way", "one boat"], StopFlag(), "The ferry went ")
    weights = weakref.ref(model.decoder._session)  # type: ignore[attr-defined]
    fork.close()
    model.close()
    assert weights() is None


def test_a_run_that_fails_is_a_model_error(tiny_folder: Path) -> None:
    model = open_model(tiny_folder)
    with pytest.raises(ModelRunFailed) as caught:
        model.decoder.append([999_999], 1, RunControl(StopFlag()))
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, ModelError)
    assert list(model.complete("The", Limits(2), StopFlag())) is not None


@pytest.mark.parametrize("kind", ["fused-llama", "gpt2", "llama-uncounted"])
def test_a_score_is_the_loss_of_transformers(cases: Cases, kind: str) -> None:
    case = cases.get(kind)
    text = TEXT[:250]
    score = case.model.score(text, StopFlag())
    ids = [0, *case.model.vocabulary.encode(text)]
    assert score.n_tokens == len(ids) - 1
    assert score.nats == pytest.approx(case.reference.nats(ids), rel=1e-4)


@pytest.mark.parametrize("kind", ["fused-llama", "gpt2"])
def test_a_long_text_is_scored_once_with_half_a_window_before_each_token(
    cases: Cases, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = cases.get(kind).model
    seen: list[int] = []
    contexts: list[int] = []
    inner = model._scored_rows

    def watched(
        ids: list[int], n_context: int, control: RunControl
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for targets, rows in inner(ids, n_context, control):
            first = model.decoder.length - len(targets)
            contexts.extend(first + i + 1 for i in range(len(targets)))
            seen.extend(int(t) for t in targets)
            yield targets, rows

    monkeypatch.setattr(model, "_scored_rows", watched)
    text = TEXT * 3
    score = model.score(text, StopFlag())
    window = model.info.context_tokens
    assert seen == model.vocabulary.encode(text)
    assert score.n_tokens == len(seen)
    assert min(contexts[window:]) >= window // 2
    assert max(contexts) <= window


def test_a_score_after_a_text_counts_that_text_as_context_only(cases: Cases) -> None:
    case = cases.get("fused-llama")
    before, text = TEXT[:120], TEXT[120:200]
    model, reference = case.model, case.reference
    ids, n_before = model.vocabulary.encode_parts(before, text)
    score = model.score(text, StopFlag(), after=before)
    expected = reference.nats([0, *ids]) - reference.nats([0, *ids[:n_before]])
    assert score.n_tokens == len(ids) - n_before
    assert score.nats == pytest.approx(expected, rel=1e-3)


def test_a_score_leaves_the_next_answer_as_it_was(shipped: Gpt) -> None:
    before = text_of(shipped, "The old man ")
    shipped.score(TEXT, StopFlag())
    assert text_of(shipped, "The old man ") == before


def test_greedy_text_is_told_from_other_text(shipped: Gpt) -> None:
    prompt = "The old man sat by the"
    greedy = text_of(shipped, prompt, Limits(4))
    assert shipped.score(greedy, StopFlag(), after=prompt).greedy_match
    assert not shipped.score(" zebra quickly", StopFlag(), after=prompt).greedy_match


def test_a_stopped_score_counts_only_what_it_scored(shipped: Gpt) -> None:
    stop = StopFlag()
    stop.raise_flag()
    assert shipped.score(TEXT, stop).n_tokens == 0


def test_a_sentencepiece_model_reads_and_answers_without_a_stray_space(tmp_path: Path) -> None:
    tokenizer = metaspace_tokenizer(400)
    checkpoint = write_checkpoint(tmp_path / "c", tokenizer=tokenizer)
    model = open_model(build_folder(checkpoint, tmp_path / "f", begin_token="<s>"))
    for prompt in ("The ferry left at sev", "The ferry ", "gul", "", "One.\nTwo"):
        answers = model.alternatives(prompt, 2, Limits(4), StopFlag())
        assert len(answers) == 2
        ids = model._cached_ids[1:]
        spelled = b"".join(model.vocabulary.token_bytes[i] for i in ids).decode("utf-8", "ignore")
        assert f" {prompt}".startswith(spelled[: len(prompt) + 1])
        assert not (prompt.endswith(" ") and any(a.text.startswith(" ") for a in answers))


def test_a_model_without_a_begin_token_answers_an_empty_page(tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path / "c", tokenizer=metaspace_tokenizer(400))
    model = open_model(build_folder(checkpoint, tmp_path / "f"))
    assert len(model.alternatives("", 2, Limits(4), StopFlag())) == 2
    assert model.score("The ferry", StopFlag()).n_tokens == model.count_tokens("The ferry") - 1


def answered(model: Gpt, question: Question, limits: Limits) -> str:
    """Give an answer whole."""
    return "".join(p.text for p in model.answer(question, limits, StopFlag()) if p)


OPEN = Limits(max_tokens=24, stop_at_line_end=False)


def test_an_opening_is_carried_on_as_a_greedy_completion(shipped: Gpt) -> None:
    text = "It was late. The rain fell on the old house"
    expected = "".join(p.text for p in shipped.complete(text, OPEN, StopFlag()))
    assert answered(shipped.fork(), Opening(text), OPEN) == expected


def test_a_long_question_is_read_in_steps_that_give_way(shipped: Gpt) -> None:
    steps = list(shipped.fork().answer(Opening(LONG), OPEN, StopFlag()))
    n_before = next(i for i, step in enumerate(steps) if step is not None)
    assert n_before > 1
    assert answered(shipped.fork(), Opening(LONG), OPEN) == "".join(p.text for p in steps if p)


def test_a_fork_leaves_what_the_first_has_read(shipped: Gpt) -> None:
    stop = StopFlag()
    shipped.warm(LONG, stop)
    n_read = shipped.decoder.length
    fork = shipped.fork()
    first = fork.answer(Opening("Once upon a time"), OPEN, stop)
    next(first)
    assert fork.score_many(["It was.", "It is."], stop)
    assert shipped.decoder.length == n_read > 200
    assert fork.info == shipped.info


def test_a_paused_answer_goes_on_where_it_was(shipped: Gpt) -> None:
    text = "The captain looked at the sea and"
    whole = answered(shipped.fork(), Opening(text), OPEN)
    steps = shipped.fork().answer(Opening(text), OPEN, StopFlag())
    parts = []
    for step in steps:
        parts.append(step.text if step else "")
        list(shipped.complete("In another place the", Limits(max_tokens=3), StopFlag()))
    assert "".join(parts) == whole


def test_a_stopped_answer_says_nothing_more(shipped: Gpt) -> None:
    stop = StopFlag()
    steps = shipped.fork().answer(Opening(LONG), OPEN, stop)
    next(steps)
    stop.raise_flag()
    assert list(steps) == []


def test_no_run_of_tokens_is_said_twice(shipped: Gpt) -> None:
    limits = Limits(max_tokens=150, stop_at_line_end=False, no_repeat_tokens=4)
    said: list[int] = []
    text = answered(shipped.fork(), Opening("The man said that"), limits)
    said = shipped.vocabulary.encode(text)
    runs = [tuple(said[i : i + 4]) for i in range(len(said) - 3)]
    repeated = len(runs) - len(set(runs))
    free = answered(shipped.fork(), Opening("The man said that"), Limits(150, None, False))
    freely = shipped.vocabulary.encode(free)
    runs = [tuple(freely[i : i + 4]) for i in range(len(freely) - 3)]
    assert repeated <= 2 < len(runs) - len(set(runs))


def test_a_skill_that_was_not_taught_is_refused_in_words(shipped: Gpt) -> None:
    with pytest.raises(ModelMissing, match="shorten"):
        next(shipped.answer(Skill("shorten", "It was."), OPEN, StopFlag()))


def test_scores_in_steps_are_the_scores(shipped: Gpt) -> None:
    texts = ["the rain fell", "the rain felt", "a cat"]
    steps = shipped.fork().score_steps(texts, StopFlag(), "That night ")
    n_steps = 0

    def counted() -> Generator[None, None, list[float]]:
        nonlocal n_steps
        while True:
            try:
                yield next(steps)
            except StopIteration as done:
                return list(done.value)
            n_steps += 1

    assert result_of(counted()) == shipped.fork().score_many(texts, StopFlag(), "That night ")
    assert n_steps >= 3


def test_a_long_text_is_carried_on_from_its_end(shipped: Gpt) -> None:
    limits = Limits(max_tokens=400, stop_at_line_end=False)
    ids = shipped._fitted(Opening(LONG * 3), limits)
    assert ids[0] == shipped._begin_ids[0]
    assert ids[1:] == shipped.vocabulary.encode(LONG * 3)[-len(ids) + 1 :]
    assert shipped.info.context_tokens // 2 == len(ids)


def test_an_answer_may_be_longer_than_the_window(shipped: Gpt) -> None:
    limits = Limits(max_tokens=700, stop_at_line_end=False, temperature=0.8, seed=1)
    pieces = [p for p in shipped.fork().answer(Opening("It was late."), limits, StopFlag()) if p]
    assert sum(piece.n_tokens for piece in pieces) > 600 or not pieces[-1].text
