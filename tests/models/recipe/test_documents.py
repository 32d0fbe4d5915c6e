"""Any folder of UTF-8 text is read; anything else is refused in words."""

import lzma
from pathlib import Path

import pytest

from models.recipe.documents import find_parts, paragraphs, read_documents, write_documents
from writer_app.errors import InputError


def test_parts_are_told_by_folders_and_numbered_names(tmp_path: Path) -> None:
    for name in ("books-00.txt.xz", "books-01.txt.xz", "valid-books.txt.xz", "My essay.md"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "Old Letters").mkdir()
    (tmp_path / "Old Letters" / "a.txt").write_bytes(b"")
    (tmp_path / "README.md").write_bytes(b"")
    names = {part: len(files) for part, files in find_parts(tmp_path).items()}
    assert names == {"books": 2, "valid-books": 1, "text": 1, "old-letters": 1}


def test_documents_come_back_as_written(tmp_path: Path) -> None:
    documents = ["One.\n\nTwo \u2014 \U0001f600.", "Three."]
    told = write_documents(tmp_path / "a.txt.xz", documents)
    assert read_documents(tmp_path / "a.txt.xz") == documents
    assert told["documents"] == 2


def test_line_ends_and_marks_of_other_systems_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfOne.\r\n\r\nTwo.\r\n\f\r\nThree.\r")
    assert read_documents(tmp_path / "a.txt") == ["One.\n\nTwo.", "Three."]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", "caf\u00e9".encode("latin-1"), "not UTF-8"),
        ("a.txt", b"a\0b", "zero bytes"),
        ("a.txt.xz", b"nonsense", "damaged"),
        ("a.txt.xz", lzma.compress("caf\u00e9".encode("utf-16")), "not UTF-8"),
    ],
)
def test_what_is_no_utf8_text_is_refused(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=words):
        read_documents(tmp_path / name)


def test_a_folder_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no"):
        find_parts(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        find_parts(tmp_path / "nowhere")


def test_paragraphs_are_split_at_blank_lines() -> None:
    assert paragraphs("a\nb\n \n\n c \n") == ["a\nb", "c"]
