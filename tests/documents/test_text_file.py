"""Untouched text keeps its bytes, whatever the file looked like."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.documents import text_file
from writer_app.documents.text_file import (
    TextFile,
    is_changed_on_disk,
    read_text_file,
    write_text_file,
)
from writer_app.errors import DocumentChanged, DocumentError

ODD = "caf\u00e9 \u00a0\u2028\u2029\u0085\v\f \U0001f469\u200d\U0001f680 e\u0301 \u4e16\u754c"

documents = st.lists(
    st.text(st.characters(exclude_characters="\0\r\n\ufeff", exclude_categories=["Cs"])), min_size=1
)
ends = st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=1)


def written(folder: Path, data: bytes) -> Path:
    """Put a file on disk the way another program would."""
    path = folder / "text.md"
    path.write_bytes(data)
    return path


def with_ends(lines: list[str], some_ends: list[str]) -> str:
    """Join lines with the ends in turn, never making a CRLF of two ends."""
    text = lines[0]
    for index, line in enumerate(lines[1:]):
        end = some_ends[index % len(some_ends)]
        text += "\r" if end == "\n" and text.endswith("\r") else end
        text += line
    return text


@given(lines=documents, some_ends=ends, mark=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_untouched_text_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], some_ends: list[str], mark: str
) -> None:
    data = with_ends(lines, some_ends).encode(mark)
    path = written(tmp_path_factory.mktemp("same"), data)
    file = read_text_file(path)
    write_text_file(path, file, file.text)
    assert path.read_bytes() == data


@given(old=documents, new=documents, some_ends=ends)
def test_changed_text_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str], some_ends: list[str]
) -> None:
    path = written(tmp_path_factory.mktemp("new"), with_ends(old, some_ends).encode())
    text = "\n".join(new)
    saved = write_text_file(path, read_text_file(path), text)
    again = read_text_file(path)
    assert (again.text, again.ends) == (text, saved.ends)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_odd_characters_are_not_line_ends(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    file = read_text_file(written(tmp_path, (mark + ODD).encode(encoding)))
    assert (file.text, file.ends) == (ODD, ())


def test_a_changed_line_leaves_the_ends_of_the_others_alone(tmp_path: Path) -> None:
    path = written(tmp_path, b"one\r\ntwo\nthree\rfour")
    write_text_file(path, read_text_file(path), "one\nTWO\nthree\nfour")
    assert path.read_bytes() == b"one\r\nTWO\nthree\rfour"


def test_an_inserted_line_takes_the_commonest_end(tmp_path: Path) -> None:
    path = written(tmp_path, b"one\r\ntwo\nthree\r\nfour")
    write_text_file(path, read_text_file(path), "one\ntwo\nnew\nthree\nfour")
    assert path.read_bytes() == b"one\r\ntwo\nnew\r\nthree\r\nfour"


def test_two_edits_far_apart_keep_the_ends_between_them(tmp_path: Path) -> None:
    path = written(tmp_path, b"a\nb\r\nc\r\nd\ne\r\nf")
    write_text_file(path, read_text_file(path), "a\nnew\nb\nc\nd\nf")
    assert path.read_bytes() == b"a\nnew\r\nb\r\nc\r\nd\nf"


def test_a_missing_last_newline_stays_missing(tmp_path: Path) -> None:
    path = written(tmp_path, b"one\r\ntwo")
    write_text_file(path, read_text_file(path), "one\ntwo more")
    assert path.read_bytes() == b"one\r\ntwo more"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Il était une fois à l'école, où les élèves", "cp1252"),
        ("Zażółć gęślą jaźń", "cp1250"),
        ("Привет, как дела?", "cp1251"),
        ("你好，世界。这是一个中文文本。", "gb18030"),
        ("café", "cp1252"),
    ],
)
def test_legacy_encodings_are_recognised(tmp_path: Path, text: str, encoding: str) -> None:
    file = read_text_file(written(tmp_path, text.encode(encoding)))
    assert (file.text, file.encoding) == (text, encoding)


def test_a_character_the_encoding_lacks_is_named_and_nothing_written(tmp_path: Path) -> None:
    path = written(tmp_path, "d\u00e9j\u00e0 vu".encode("cp1252"))
    file = read_text_file(path)
    with pytest.raises(DocumentError, match=r"\u4e16.*U\+4E16.*UTF-8"):
        write_text_file(path, file, "d\u00e9j\u00e0 \u4e16")
    assert path.read_bytes() == "d\u00e9j\u00e0 vu".encode("cp1252")
    write_text_file(path, file.as_utf8(), "d\u00e9j\u00e0 \u4e16")
    assert path.read_text("utf-8") == "d\u00e9j\u00e0 \u4e16"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
        (b"text with a NUL\0", "not a text file"),
        (bytes(range(1, 256)), "not a text file"),
        (b"\xff\xfe\x00", "not a text file"),
        (b"x" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_words(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        read_text_file(written(tmp_path, data))


def test_folders_pipes_and_missing_files_are_refused_in_words(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name, words in {
        ".": "is a folder",
        "pipe": "not a regular file",
        "dangling": "no file",
        "missing": "no file",
        "x" * 300: "too long",
    }.items():
        with pytest.raises(DocumentError, match=words):
            read_text_file(tmp_path / name)


def test_a_file_changed_by_another_program_is_not_replaced(tmp_path: Path) -> None:
    path = written(tmp_path, b"mine")
    file = read_text_file(path)
    path.write_bytes(b"theirs")
    assert is_changed_on_disk(file)
    with pytest.raises(DocumentChanged):
        write_text_file(path, file, "mine again")
    assert path.read_bytes() == b"theirs"
    write_text_file(path, file, "mine again", is_overwrite_allowed=True)
    assert path.read_bytes() == b"mine again"


def test_a_file_only_touched_has_not_changed(tmp_path: Path) -> None:
    path = written(tmp_path, b"same")
    file = read_text_file(path)
    os.utime(path, ns=(1, 1))
    assert not is_changed_on_disk(file)


def test_saving_twice_is_no_change_by_another_program(tmp_path: Path) -> None:
    path = written(tmp_path, b"one")
    file = write_text_file(path, read_text_file(path), "two")
    write_text_file(path, file, "three")
    assert path.read_bytes() == b"three"


def test_a_deleted_file_is_made_again(tmp_path: Path) -> None:
    path = written(tmp_path, b"one")
    file = read_text_file(path)
    path.unlink()
    write_text_file(path, file, "one")
    assert path.read_bytes() == b"one"


def test_a_new_document_is_utf8_with_line_feeds(tmp_path: Path) -> None:
    write_text_file(tmp_path / "new.md", TextFile(), "\u00fc\r\nb\rc\n")
    assert (tmp_path / "new.md").read_bytes() == b"\xc3\xbc\nb\nc\n"


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "does not allow new files")]
)
def test_a_disk_that_refuses_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(text_file, "replace_file", refuse)
    path = written(tmp_path, b"old")
    with pytest.raises(DocumentError, match=words):
        write_text_file(path, read_text_file(path), "new")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["A plain text.\r\nTwo lines.\r\n", "话说天下大势，\n分久必合。\n", "Привет мир\n"]
)
def test_utf_16_without_a_mark_opens_and_comes_back(
    tmp_path: Path, text: str, encoding: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    file = read_text_file(path)
    assert file.text == text.replace("\r\n", "\n")
    assert (file.encoding, file.mark) == (encoding, b"")
    write_text_file(path, file, file.text + "z")
    assert path.read_bytes() == (text + "z").encode(encoding)


@pytest.mark.parametrize("data", [b"one\0\nab", b"a\0line\0\nof records\0\n", bytes(8)])
def test_zero_bytes_between_letters_are_no_utf_16(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(DocumentError):
        read_text_file(path)
