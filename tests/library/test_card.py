"""What a model's own files say is read as it stands, and never trusted to be well formed."""

import json
from pathlib import Path

import pytest

from writer_app.errors import ModelCorrupt
from writer_app.library.card import MAX_JSON_BYTES, Known, read_card

LLAMA3_PROCESSOR = {
    "type": "Sequence",
    "processors": [
        {"type": "ByteLevel"},
        {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<|begin|>"}}]},
    ],
}


def write(folder: Path, **files: object) -> Path:
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    return folder


def test_a_bare_folder_says_little(tmp_path: Path) -> None:
    card = read_card(write(tmp_path, config={}), Known())
    assert (card.name, card.licence, card.languages) == (tmp_path.name, "unknown", ())
    assert (card.begin_token, card.end_tokens, card.chat) == ("", (), None)


def test_licence_and_languages_stand_in_the_readme(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: apache-2.0\nlanguage:\n- en\n- zh\n---\nHi")
    card = read_card(tmp_path, Known())
    assert (card.licence, card.languages) == ("apache-2.0", ("en", "zh"))


def test_languages_in_one_line_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text('---\nlanguage: [en, "de"]\nlicense: mit\n---\n')
    assert read_card(tmp_path, Known()).languages == ("en", "de")


def test_what_is_known_goes_first(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n")
    known = Known("", "Somebody/Mine", "Apache-2.0", ("fr",))
    card = read_card(tmp_path, known)
    assert (card.name, card.source) == ("Mine", "Somebody/Mine")
    assert (card.licence, card.languages) == ("Apache-2.0", ("fr",))


@pytest.mark.parametrize(
    ("names", "tokenizer", "begin"),
    [
        ({"bos_token": "<s>", "add_bos_token": True}, {}, "<s>"),
        ({"bos_token": {"content": "<s>"}, "add_bos_token": True}, {}, "<s>"),
        ({"bos_token": "<|end|>"}, {}, ""),
        ({}, {"post_processor": LLAMA3_PROCESSOR}, "<|begin|>"),
        ({}, {"post_processor": None}, ""),
    ],
)
def test_the_begin_token_is_what_the_tokenizer_puts_there(
    tmp_path: Path, names: object, tokenizer: object, begin: str
) -> None:
    write(tmp_path, tokenizer_config=names, tokenizer=tokenizer)
    assert read_card(tmp_path, Known()).begin_token == begin


def test_every_end_token_is_found_once(tmp_path: Path) -> None:
    added = [{"id": 1, "content": "<|end|>"}, {"id": 2, "content": "<|turn|>"}]
    write(
        tmp_path,
        tokenizer={"added_tokens": added},
        tokenizer_config={"eos_token": "<|turn|>"},
        generation_config={"eos_token_id": [2, 1]},
        config={"eos_token_id": 1},
    )
    assert read_card(tmp_path, Known()).end_tokens == ("<|turn|>", "<|end|>")


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff", b"[" * 100_000])
def test_damaged_json_is_told_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.json").write_bytes(content)
    with pytest.raises(ModelCorrupt, match=r"config\.json is damaged"):
        read_card(tmp_path, Known())


def test_json_of_absurd_size_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "tokenizer.json").open("wb") as file:
        file.truncate(MAX_JSON_BYTES + 1)
    with pytest.raises(ModelCorrupt, match="too large"):
        read_card(tmp_path, Known())
