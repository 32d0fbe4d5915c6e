"""Fix changes what the model is sure of, and nothing else."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assist.fix.lexicon import english, fixed, liking
from writer_app.assist.fix.fixer import Fixer, Reached
from writer_app.assist.fix.revision import apply_edits
from writer_app.engine.model import StopFlag
from writer_app.engine.scripted import ScriptedModel


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ("They had siences at school.", "They had sciences at school.", "spelling"),
        ("He lost there house.", "He lost their house.", "confusion"),
        ("She go to school.", "She goes to school.", "agreement"),
        ("We saw three dog.", "We saw three dogs.", "number"),
        ("He has eat it all.", "He has eaten it all.", "verb form"),
        ("She sings beautiful now.", "She sings beautifully now.", "word form"),
        ("He ate a apple today.", "He ate an apple today.", "article"),
        ("We went to the school bus.", "We went to school bus.", "article"),
        ("She is in school bus.", "She is in the school bus.", "article"),
        ("He arrived in the station.", "He arrived at the station.", "preposition"),
        ("However he left early.", "However, he left early.", "comma"),
    ],
)
def test_a_change_carries_its_reason(wrong: str, right: str, reason: str) -> None:
    pairs = [" ".join(pair) for pair in itertools.pairwise(right[:-1].split())]
    text, edits = fixed(wrong, right[:-1], *pairs)
    assert text == right
    assert [edit.reason for edit in edits] == [reason]


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ("I dont know.", "I don't know.", "apostrophe"),
        ("We like it alot here.", "We like it a lot here.", "spelling"),
        ("He saw the the end.", "He saw the end.", "repetition"),
        ("Yesterday i was late.", "Yesterday I was late.", "capital"),
        ("We came home on monday.", "We came home on Monday.", "capital"),
        ("The book is her's now.", "The book is hers now.", "apostrophe"),
        ("Nobody knows what shes doing.", "Nobody knows what she's doing.", "apostrophe"),
        ("she was late for school.", "She was late for school.", "capital"),
        ("It was late , and dark .", "It was late, and dark.", "spacing"),
        ("It was late,and it was dark.", "It was late, and it was dark.", "spacing"),
    ],
)
def test_a_rule_needs_no_model(wrong: str, right: str, reason: str) -> None:
    text, edits = fixed(wrong)
    assert text == right
    assert {edit.reason for edit in edits} == {reason}


@pytest.mark.parametrize(
    "text",
    [
        "He was goin' home with 'em, an' she said nothin' 'bout it.",
        "Bring bring, went the phone.",
        "It was a big big house.",
        "The peoples of Europe came.",
        "I met hapjs in the list.",
        "They met on the Ponte alle Grazie.",
        "He leant over the table.",
        "It had shown her her limits.",
        "It runs on the Azure Service service here.",
        "They saw into each others\u2019 minds.",
        "He went home to the\nhouse by the sea and slept.",
        "Roses are red,\nviolets are so very blue.",
        "She came in in that ridiculous cap.",
        "They will smash all the china.",
        "He said Gott im Himmel again.",
    ],
)
def test_what_is_said_so_on_purpose_stays(text: str) -> None:
    assert fixed(text) == (text, [])


def test_the_model_reads_what_is_said_without_its_marks() -> None:
    seen: list[str] = []
    model = ScriptedModel(likes=lambda text: float(bool(seen.append(text))))
    list(Fixer(model, english()).edits("**He** go [my way](http://a.b).", StopFlag()))
    assert seen
    assert not any("*" in text or "(http" in text or "[" in text for text in seen)


def test_a_rule_is_tried_again_once_a_word_is_spelt() -> None:
    assert fixed("We should of becomed kings.", "become")[0] == "We should have become kings."


@pytest.mark.parametrize("text", ["Use _wich_ here.", "Use __wich__ here."])
def test_a_stressed_word_is_mended(text: str) -> None:
    assert fixed(text)[0] == text.replace("wich", "which")


@pytest.mark.parametrize("text", ["Use the_wich here.", "Use _wich_a here.", "Use wich_ here."])
def test_names_with_underscores_stay(text: str) -> None:
    assert fixed(text) == (text, [])


def test_nothing_changes_when_the_model_likes_nothing_better() -> None:
    text = "He go to school and their is a reason for it."
    assert fixed(text) == (text, [])


def test_a_small_gain_changes_nothing() -> None:
    model = ScriptedModel(likes=lambda text: -50.0 + ("goes" in text))
    assert list(Fixer(model, english()).edits("He go home.", StopFlag())) == []


def test_a_slip_in_the_sentence_lowers_the_bar_for_the_rest() -> None:
    def likes(text: str) -> float:
        return -50.0 + 4.0 * ("two dogs" in text)

    def text_of(text: str) -> str:
        return apply_edits(
            text, list(Fixer(ScriptedModel(likes=likes), english()).edits(text, StopFlag()))
        )

    assert text_of("We saw two dog in our old garden.") == "We saw two dog in our old garden."
    assert text_of("We dont saw two dog in our garden.").endswith("two dogs in our garden.")


@pytest.mark.parametrize(
    "text",
    [
        "Run `git comit` with Siences and NASA2.",
        "```\nteh code dont care\n```",
        "---\ntitel: teh end\n---",
        "    indentd = code",
        "See https://exmaple.org/siences or mail teh@siences.org.",
        "We met Jhon Smtih in Pariss.",
        "The well-knwon file readme.mdd is in src/mian.",
        "",
        "\n\n",
        "\U0001f600 \U0001f468\u200d\U0001f469",
        "\u6211\u4eec\u559c\u6b22\u5199\u4f5c\u3002",
    ],
)
def test_code_names_and_addresses_stay(text: str) -> None:
    assert fixed(text) == (text, [])


def test_an_unknown_word_the_text_keeps_using_is_the_writers_own() -> None:
    text = "The zorbel slept. A zorbel eats. Our zorbel sings."
    assert fixed(text, "bordel", "corbel") == (text, [])


def test_another_language_is_left_alone() -> None:
    text = "Il pleut et nous ne sommes pas dans la rue avec les autres."
    assert fixed(text, "plea") == (text, [])


def test_a_blocked_word_is_never_brought_in() -> None:
    text, _ = fixed("It was darm cold.", "darn", blocklist=frozenset({"darn"}))
    assert "darn" not in text


def test_a_blocked_word_that_the_text_uses_is_the_writers_own() -> None:
    text, _ = fixed("Darn it. It was darm cold.", "darn", blocklist=frozenset({"darn"}))
    assert text == "Darn it. It was darn cold."


def test_curly_apostrophes_and_capitals_are_kept() -> None:
    assert fixed("Teh end. We don\u2019t, its\u2019 ok.")[0].startswith("The end.")


def test_what_stands_before_is_the_context_as_it_was_fixed() -> None:
    heard: list[str] = []

    def likes(text: str) -> float:
        heard.append(text)
        return -1.0

    text = "I dont know it. He was here."
    list(Fixer(ScriptedModel(likes=likes), english()).edits(text, StopFlag()))
    assert any(said.startswith("I don't know it. He") for said in heard)


def test_a_stopped_fix_changes_nothing_more() -> None:
    stop = StopFlag()
    edits = Fixer(liking(), english()).edits("I dont. You dont. We dont.", stop)
    next(edits)
    stop.raise_flag()
    assert list(edits) == []


@pytest.mark.parametrize(
    "text",
    ["    code = 1\n" * 400_000, "We like it alot. " * 300_000, "We like it.\n" * 400_000],
)
def test_five_megabytes_give_way_and_can_be_stopped(text: str) -> None:
    stop = StopFlag()
    steps = Fixer(liking(), english()).steps(text, stop)
    places = [step.place for step in itertools.islice(steps, 3_000) if isinstance(step, Reached)]
    assert len(places) > 2_000
    stop.raise_flag()
    assert len([*itertools.islice(steps, 50)]) < 50


@given(st.text(max_size=80) | st.from_regex(r"( ?[a-zA-Z.,']{1,6}){1,12}", fullmatch=True))
@settings(max_examples=60, deadline=None)
def test_edits_of_any_text_are_in_order_and_apart(text: str) -> None:
    chance = random.Random(1)
    model = ScriptedModel(likes=lambda _text: -20 * chance.random())
    edits = list(Fixer(model, english()).edits(text, StopFlag()))
    bounds = [place for edit in edits for place in (edit.start, edit.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= place <= len(text) for place in bounds)
    apply_edits(text, edits)


def test_the_first_word_of_a_wrapped_line_is_not_judged_alone() -> None:
    text = "He added that I\nam afraid of the end."
    assert fixed(text, "\nis afraid", " is afraid") == (text, [])
