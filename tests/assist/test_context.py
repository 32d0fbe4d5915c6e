"""The prompt's start stays while the writer types."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from writer_app.assist.context import ContextKeeper

TEXT = "\n".join(
    " ".join(f"The rain of day {day}.{hour} fell and nobody came." for hour in range(9))
    for day in range(60)
)


def count(text: str) -> int:
    return len(text.split())


def typed(keeper: ContextKeeper, n_chars: int, text: str = TEXT) -> list[str]:
    middle = text.index("nobody", len(text) // 2)
    prompts = []
    for end in range(middle, middle + n_chars):
        before = text[max(0, end - 8000) : end]
        prompts.append(keeper.build(before, "", 24).prompt)
    return prompts


def test_typing_in_mid_document_keeps_the_prompts_start() -> None:
    prompts = typed(ContextKeeper(count, 512, fills_middle=False), 300)
    jumps = [new for old, new in pairwise(prompts) if not new.startswith(old)]
    assert len(jumps) <= 1


def test_prompt_never_outgrows_the_window_and_jumps_are_a_quarter() -> None:
    keeper = ContextKeeper(count, 200, fills_middle=False)
    prompts = typed(keeper, 3000)
    room = 200 - 24 - 8
    assert all(count(prompt) <= room for prompt in prompts)
    n_jumps = sum(not new.startswith(old) for old, new in pairwise(prompts))
    assert 1 <= n_jumps <= 3000 / 4.5 / (room / 4) + 1


def test_text_that_repeats_itself_keeps_its_start_too() -> None:
    text = "The rain fell on the old roof and nobody came. " * 200
    prompts = typed(ContextKeeper(count, 512, fills_middle=False), 300, text)
    assert sum(not new.startswith(old) for old, new in pairwise(prompts)) <= 1


def test_jump_lands_at_a_sentence_or_paragraph_start() -> None:
    prompts = typed(ContextKeeper(count, 200, fills_middle=False), 2000)
    assert all(prompt.startswith("The rain") for prompt in prompts)


def test_short_text_is_given_whole() -> None:
    keeper = ContextKeeper(count, 512, fills_middle=False)
    assert keeper.build("One line.\nAnother", "", 24).prompt == "One line.\nAnother"
    assert keeper.build("", "", 24).prompt == ""


def test_another_document_starts_afresh() -> None:
    keeper = ContextKeeper(count, 512, fills_middle=False)
    keeper.build(TEXT, "", 24)
    assert keeper.build("Something else entirely", "", 24).prompt == "Something else entirely"


def test_short_text_before_is_not_found_again_inside_a_long_one() -> None:
    keeper = ContextKeeper(count, 512, fills_middle=False)
    keeper.build("The rain", "", 24)
    assert count(keeper.build(TEXT[:6000], "", 24).prompt) > 200


def test_caret_that_went_far_back_is_given_text_from_before_it() -> None:
    keeper = ContextKeeper(count, 512, fills_middle=False)
    first = keeper.build(TEXT[:12000], "", 24).prompt
    back = TEXT.index(first) + 220
    assert count(keeper.build(TEXT[:back], "", 24).prompt) > 200


def test_deleting_a_little_keeps_the_prompts_start() -> None:
    keeper = ContextKeeper(count, 512, fills_middle=False)
    first = keeper.build(TEXT[:12000], "", 24).prompt
    assert first.startswith(keeper.build(TEXT[:11990], "", 24).prompt)


def test_text_after_the_caret_is_given_to_models_that_can_use_it() -> None:
    after = " and then " * 200
    assert ContextKeeper(count, 512, fills_middle=False).build("So", after, 24).suffix == ""
    suffix = ContextKeeper(count, 512, fills_middle=True).build("So", after, 24).suffix
    assert after.startswith(suffix)
    assert 30 <= count(suffix) <= 64


def test_tokens_are_counted_seldom_while_typing() -> None:
    calls: list[int] = []

    def counted(text: str) -> int:
        calls.append(len(text))
        return count(text)

    typed(ContextKeeper(counted, 512, fills_middle=False), 300)
    assert len(calls) < 30


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="ab. \n\u4f60", max_size=3000), st.integers(60, 300))
def test_any_prompt_is_an_end_of_the_text_that_fits(text: str, window: int) -> None:
    prompt = ContextKeeper(len, window, fills_middle=False).build(text, "", 10).prompt
    assert text.endswith(prompt)
    assert len(prompt) <= max(window - 18, window // 4)
