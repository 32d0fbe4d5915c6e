"""Where ghosts end."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from writer_app.assist.decency import Decency
from writer_app.assist.shape import Shaper, ShapeRules
from writer_app.engine.model import UNKNOWN, Piece

RULES = ShapeRules(threshold=0.5, carry_on=0.5, min_saving=0.5)
OPEN = Decency(frozenset())


def piece(text: str, probability: float = 0.95, boundary: float = 0.98) -> Piece:
    return Piece(text, math.log(probability), 1, boundary)


def shaped(
    pieces: list[Piece],
    before: str = "It was a",
    after: str = "",
    rules: ShapeRules = RULES,
    is_whole: bool = True,
    decency: Decency = OPEN,
) -> Shaper:
    shaper = Shaper(before, after, rules, decency)
    for one in pieces:
        if not shaper.take(one):
            break
    shaper.finish(is_whole)
    return shaper


def text_of(*texts: str, before: str = "It was a", after: str = "") -> str:
    return shaped([piece(text) for text in texts], before, after).text


def test_sure_words_are_shown_whole() -> None:
    assert text_of(" dark", " and", " stormy") == " dark and stormy"


def test_word_probability_counts_the_boundary_after_it() -> None:
    inside = [piece(" dark", 0.9), piece("ness", 0.5, boundary=0.1), piece(" of")]
    shaper = shaped(inside, is_whole=False)
    assert shaper.text == ""
    sure = shaped([piece(" dark", 0.9), piece(" night", 0.9, boundary=0.8), piece(" x")])
    assert sure.probability == pytest.approx(0.72)


def test_unsure_first_word_is_silence_unless_asked() -> None:
    pieces = [piece(" dark", 0.3), piece(" night")]
    assert shaped(pieces).text == ""
    asked = ShapeRules(threshold=0.5, is_asked=True)
    assert shaped(pieces, rules=asked).text.startswith(" dark")


def test_ghost_ends_where_confidence_falls() -> None:
    assert shaped([piece(" dark"), piece(" night", 0.2), piece(" in")]).text == " dark"


def test_half_a_word_is_never_the_last() -> None:
    assert shaped([piece(" dark"), piece(" stor")], is_whole=False).text == " dark"
    assert shaped([piece(" dark"), piece(" night")], is_whole=True).text == " dark night"


def test_sentence_end_ends_the_ghost() -> None:
    assert text_of(" dark", " night", ".", " It", " rained") == " dark night."
    assert text_of(" by", " Mr", ".", " Poe", before="It was") == " by Mr. Poe"


def test_line_end_ends_the_ghost() -> None:
    assert text_of(" dark", " night", "\n", "And") == " dark night"


def test_asked_for_ghost_goes_on_further() -> None:
    pieces = [piece(" dark"), piece(" night", 0.2), piece(" of")]
    asked = ShapeRules(threshold=0.5, is_asked=True)
    assert shaped(pieces, rules=asked).text == " dark night of"


def test_marks_alone_are_silent() -> None:
    assert text_of("...") == ""
    assert text_of("\u2026", "\n") == ""


def test_opening_quote_is_never_the_last() -> None:
    assert shaped([piece(" dark"), piece(" \u201c"), piece("x", 0.1)]).text == " dark"


def test_apostrophe_stays_in_its_word() -> None:
    assert text_of(" didn", "'", "t", " go", before="He") == " didn't go"


def test_text_after_the_caret_is_not_repeated() -> None:
    assert text_of(" dark", " night", " of", after=" night of storms") == " dark"
    assert text_of(" dark", " night", ".", after=".") == " dark night"


def test_earlier_line_is_not_offered_again() -> None:
    before = "The sky is blue and wide.\nThe sky is"
    assert text_of(" blue", " and", " wide", ".", before=before) == ""
    assert text_of(" blue", " and", " cold", before=before) == " blue and cold"


def test_sentence_does_not_say_twice_what_it_has_said() -> None:
    before = "She opened the door and"
    assert text_of(" opened", " the", " door", ".", before=before) == " opened"
    assert text_of(" opened", " the", " window", before=before) == " opened the window"


def test_ghost_never_goes_in_circles() -> None:
    words = [" good", " time", " to", " get", " a", " good", " time", " to"]
    assert text_of(*words) == " good time to get a good"


def test_first_line_of_a_document_is_not_offered_at_a_new_line() -> None:
    before = "My long day\nIt rained.\n"
    assert text_of("My", " long", " day", before=before) == ""


def test_space_is_not_doubled() -> None:
    assert text_of(" dark", " night", before="It was a ") == "dark night"


def test_space_is_restored_before_a_word_right_of_the_caret() -> None:
    assert text_of("dark", " and", " cold", before="It was a ", after="night") == "dark and cold "


def test_space_is_restored_behind_a_mark_too() -> None:
    assert text_of(" and", " cold", before="It was dark,", after="night") == " and cold "


def test_most_words_are_kept_to() -> None:
    rules = ShapeRules(threshold=0.5, max_words=2)
    pieces = [piece(text) for text in (" dark", ",", " old", " night")]
    assert shaped(pieces, rules=rules).text == " dark, old"


def test_blocked_word_ends_the_ghost_unless_the_writer_used_it() -> None:
    decency = Decency(frozenset({"darn"}))
    pieces = [piece(" dark"), piece(" darn"), piece(" night")]
    assert shaped(pieces, decency=decency).text == " dark"
    before = "Darn this. It was a"
    assert shaped(pieces, before, decency=decency).text == " dark darn night"


def test_blocked_word_is_seen_across_the_caret() -> None:
    decency = Decency(frozenset({"darned"}))
    assert shaped([piece("ned"), piece(" x")], "so dar", decency=decency).text == ""


def test_a_ghost_that_saves_no_key_is_silent() -> None:
    assert text_of("s", "\n", before="two word") == ""


def test_every_streamed_text_starts_the_next() -> None:
    shaper = Shaper("It was", "", RULES, OPEN)
    texts = [""]
    for word in (" a", " dark", ",", " \u201c", "old", "\u201d", " night", ".", " x"):
        shaper.take(piece(word))
        texts.append(shaper.text)
    shaper.finish(is_whole=True)
    texts.append(shaper.text)
    assert all(new.startswith(old) for old, new in pairwise(texts))
    assert texts[-1] == " a dark, \u201cold\u201d night."


def test_chinese_needs_no_boundary() -> None:
    pieces = [piece(one, boundary=0.05) for one in "\u4eca\u5929\u4e0b\u96e8\u3002"]
    assert shaped(pieces, before="").text == "\u4eca\u5929\u4e0b\u96e8\u3002"


def unknown(*texts: str) -> list[Piece]:
    return [Piece(text, UNKNOWN, 1, UNKNOWN) for text in texts]


def test_a_ghost_of_unknown_probability_is_short() -> None:
    shaper = shaped(unknown(" one", " two", " three", " four", " five", " six"))
    assert shaper.text == " one two three four"
    assert math.isnan(shaper.probability)


def test_asked_for_it_is_as_long_as_any() -> None:
    rules = replace(RULES, is_asked=True)
    shaper = shaped(unknown(" one", " two", " three", " four", " five", " six"), rules=rules)
    assert shaper.text == " one two three four five six"
