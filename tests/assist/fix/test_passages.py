"""What is prose is worked on, sentence by sentence; the rest is passed over."""

from writer_app.assist.fix.passages import passages


def pieces(text: str) -> list[str]:
    return [text[one.start : one.end] for one in passages(text)]


def test_sentences_and_list_items_are_passages() -> None:
    text = "# Title\n\nOne day. Two days.\n- item one\n3. item two\n> quoted\n"
    expected = ["Title", "One day.", "Two days.", "item one", "item two", "quoted"]
    assert pieces(text) == expected


def test_code_tables_and_front_matter_are_not() -> None:
    text = "---\na: b\n---\nYes.\n```\ncode\n```\n| a | b |\n    more code\n[1]: http://a.b\nNo.\n"
    assert pieces(text) == ["Yes.", "No."]


def test_a_very_long_sentence_is_worked_on_in_parts() -> None:
    text = "word " * 1000
    found = pieces(text)
    assert " ".join(found) == text.rstrip()
    assert max(map(len, found)) <= 500


def test_a_very_long_word_ends_too() -> None:
    assert "".join(pieces("x" * 5000)) == "x" * 5000


def test_only_plain_lines_start_with_a_capital() -> None:
    starts = [one.starts_line for one in passages("one two. Three.\n- four")]
    assert starts == [True, False, False]


def test_a_wrapped_line_carries_on_the_one_above() -> None:
    text = "I was\nafraid. He came,\nand went.\nThen it rained.\n\nit was over"
    found = [(text[p.start : p.end], p.carries_on) for p in passages(text)]
    assert [part for part, carries_on in found if carries_on] == ["afraid.", "and went."]
