import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.conftest import DEFAULT_FOLDER
from tests.tiny_model import (
    TEXT,
    byte_level_tokenizer,
    gemma_tokenizer,
    metaspace_tokenizer,
)
from writer_app.engine.tokens import CharacterStream, Vocabulary
from writer_app.errors import ModelCorrupt

SHIPPED = Vocabulary(DEFAULT_FOLDER / "tokenizer.json")
QUICK = settings(max_examples=80, deadline=None)
ODD_TEXTS = [
    "",
    " ",
    "\n\n \t",
    "caf\u00e9 cafe\u0301",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1eb\U0001f1ee\U0001f600",
    "a\u00a0b\u202fc\u2028d\u2029e\ufefff",
    "<|end|> and <|prefix|>",
    "\u4f60\u597d\uff0c\u4e16\u754c\u3002",
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
    "\0\x01\x7f",
    "don't \u2018won\u2019t\u2019",
    TEXT * 120,
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
# Letters and signs that meet the edges of words far more often than chance would have it.
PROSE = st.lists(
    st.sampled_from([
        "the", " ", "  ", "\n", ".", ",", "'", "s", "gre", " a", "1", "\u2014", "\u00e9",
        "e\u0301", "\U0001f600", "\u4f60", "\u00a0", "<|end|>", "X", "\t", "(", "_",
    ]),
    max_size=30,
).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def byte_level(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    path = tmp_path_factory.mktemp("tokens") / "tokenizer.json"
    byte_level_tokenizer().save(str(path))
    return Vocabulary(path)


@pytest.fixture(scope="module")
def metaspace(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    path = tmp_path_factory.mktemp("tokens") / "tokenizer.json"
    metaspace_tokenizer().save(str(path))
    return Vocabulary(path)


def decoded(vocabulary: Vocabulary, ids: list[int]) -> str:
    return b"".join(vocabulary.token_bytes[i] for i in ids).decode()


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: ascii(text[:12]))
def test_odd_texts_come_back_as_they_were(byte_level: Vocabulary, text: str) -> None:
    for vocabulary in (SHIPPED, byte_level):
        assert decoded(vocabulary, vocabulary.encode(text)) == text


@QUICK
@given(TEXTS | PROSE)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert decoded(SHIPPED, SHIPPED.encode(text)) == text


@pytest.mark.parametrize("text", [text for text in ODD_TEXTS if text], ids=lambda t: ascii(t[:12]))
def test_sentencepiece_texts_come_back_behind_their_space(metaspace: Vocabulary, text: str) -> None:
    assert decoded(metaspace, metaspace.encode(text)).removeprefix(" ") == text.removeprefix(" ")


def test_a_control_token_typed_by_the_writer_is_text() -> None:
    ids = SHIPPED.encode("<|end|>")
    assert len(ids) > 1
    assert not SHIPPED.mute_ids.intersection(ids)


def test_half_a_surrogate_pair_costs_nothing() -> None:
    assert decoded(SHIPPED, SHIPPED.encode("a\ud83d b")) == "a\ufffd b"
    head, forced = SHIPPED.heal("word\ud83d")
    assert (head + forced.decode()) == "word\ufffd"


@QUICK
@given(PROSE, PROSE)
def test_a_text_that_grows_is_encoded_as_if_it_were_new(start: str, end: str) -> None:
    vocabulary = SHIPPED
    vocabulary.encode(TEXT[:400] + start)
    grown = TEXT[:400] + start + end
    assert vocabulary.encode(grown) == vocabulary._fresh(grown).ids
    shrunk = TEXT[:400] + start[: len(start) // 2]
    assert vocabulary.encode(shrunk) == vocabulary._fresh(shrunk).ids


def test_a_text_changed_in_its_middle_is_encoded_anew() -> None:
    SHIPPED.encode(TEXT)
    changed = TEXT[:300] + "zebra" + TEXT[300:]
    assert SHIPPED.encode(changed) == SHIPPED._fresh(changed).ids


@QUICK
@given(PROSE | TEXTS)
def test_healing_never_loses_or_repeats_a_byte(text: str) -> None:
    head, forced = SHIPPED.heal(text)
    assert head.encode() + forced == text.encode()


@QUICK
@given(PROSE, PROSE)
def test_a_head_keeps_its_tokens_whatever_is_typed_next(text: str, more: str) -> None:
    head, forced = SHIPPED.heal(text)
    ids, n_head = SHIPPED.encode_parts(head, forced.decode())
    kept = ids[:n_head]
    letters = "".join(c for c in more if c.isalpha() and c.isascii())
    assert SHIPPED.encode(head + forced.decode() + letters)[: len(kept)] == kept


@pytest.mark.parametrize(
    ("text", "forced"),
    [
        ("I am gre", b" gre"),
        ("I am ", b" "),
        ("I am  ", b"  "),
        ("He left.", b"."),
        ("line\n", b"\n"),
        ("don't", b"'t"),
        ("in 1999", b"9"),
        ("x" * 5000, b""),
        ("\u2014" * 100, b""),
        ("", b""),
    ],
)
def test_the_last_piece_is_forced(text: str, forced: bytes) -> None:
    assert SHIPPED.heal(text)[1] == forced


def test_sentencepiece_text_is_healed_with_its_mark(metaspace: Vocabulary) -> None:
    assert metaspace.heal("the har") == ("the", b" har")
    assert metaspace.heal("har") == ("", b" har")
    assert metaspace.heal("") == ("", b" ")


@QUICK
@given(st.sampled_from(SHIPPED._keys[::37]).flatmap(
    lambda key: st.integers(1, len(key)).map(lambda n: key[:n])
))  # fmt: skip
def test_allowed_tokens_agree_with_the_forced_bytes(forced: bytes) -> None:
    longer = set(map(int, SHIPPED.longer(forced)))
    parts = set(SHIPPED.parts(forced))
    texts = {i: b for i, b in enumerate(SHIPPED.token_bytes) if i not in SHIPPED.mute_ids}
    assert longer == {i for i, b in texts.items() if b.startswith(forced) and b != forced}
    assert parts == {i for i, b in texts.items() if forced.startswith(b)}


@QUICK
@given(TEXTS, st.lists(st.integers(0, 200), max_size=5))
def test_the_stream_never_gives_half_a_character(text: str, cuts: list[int]) -> None:
    data, stream, given_text = text.encode(), CharacterStream(), ""
    marks = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    for start, end in itertools.pairwise(marks):
        given_text += stream.push(data[start:end])
        assert text.startswith(given_text)
    assert given_text == text


def test_bytes_that_are_no_text_are_refused_by_the_stream() -> None:
    with pytest.raises(UnicodeDecodeError):
        CharacterStream().push(b"\xff")


@pytest.mark.parametrize(
    ("token", "carries_on"),
    [("at", True), (" at", False), ("'s", True), ("'", False), (".", False),
     ("9", True), ("\n", False), ("\u00e9", True)],
)  # fmt: skip
def test_tokens_that_make_a_word_longer_are_known(token: str, carries_on: bool) -> None:
    ids = SHIPPED.encode(token)
    assert bool(SHIPPED.carries_on[ids[0]]) is carries_on


def test_bytes_of_sentencepiece_spell_any_letter(metaspace: Vocabulary) -> None:
    ids = metaspace.encode_inside("\u4f60")
    assert b"".join(metaspace.token_bytes[i] for i in ids) == "\u4f60".encode()


def test_a_piece_inside_a_text_gets_no_mark_of_its_own(metaspace: Vocabulary) -> None:
    assert decoded(metaspace, metaspace.encode_inside("harbour")) == "harbour"
    assert decoded(metaspace, metaspace.encode_inside(" harbour")) == " harbour"


def test_encoding_two_parts_tells_where_the_second_begins(metaspace: Vocabulary) -> None:
    for vocabulary in (SHIPPED, metaspace):
        ids, n_before = vocabulary.encode_parts("The ferry", " left at seven")
        assert decoded(vocabulary, ids[n_before:]) == " left at seven"


def test_a_damaged_file_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{")
    with pytest.raises(ModelCorrupt, match=r"tokenizer\.json"):
        Vocabulary(tmp_path / "tokenizer.json")


def test_a_tokenizer_in_gemmas_form_keeps_every_character(tmp_path: Path) -> None:
    """Spaces become marks by a normalizer, pieces end with them, the rest falls to bytes."""
    gemma_tokenizer().save(str(tmp_path / "tokenizer.json"))
    vocabulary = Vocabulary(tmp_path / "tokenizer.json")
    texts = ("The ferry left", "  two  spaces ", "e\u0301 \U0001f600 \u4f60", "a\nb\n\n c", "<bos>")
    for text in texts:
        ids = vocabulary.encode(text)
        assert b"".join(vocabulary.token_bytes[i] for i in ids) == text.encode()
    assert vocabulary.id_of("<bos>") == 2
