import stat
from pathlib import Path

import pytest

from writer_app.documents.never_send import NeverSend, says_never_send
from writer_app.errors import DocumentError


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "data" / "never-send"


def test_a_mark_is_there_the_next_time(kept: Path, tmp_path: Path) -> None:
    NeverSend(kept).set(tmp_path / "a.md", is_on=True)
    again = NeverSend(kept)
    assert again.has(tmp_path / "a.md") and not again.has(tmp_path / "b.md")
    assert not again.has(None)


def test_a_mark_is_known_by_every_name_of_the_file(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    marks = NeverSend(kept)
    marks.set(tmp_path / "link.md", is_on=True)
    assert marks.has(tmp_path / "x" / ".." / "a.md")


def test_texts_without_a_file_share_a_mark(kept: Path) -> None:
    NeverSend(kept).set(None, is_on=True)
    assert NeverSend(kept).has(None)


def test_a_mark_can_be_taken_off(kept: Path, tmp_path: Path) -> None:
    marks = NeverSend(kept)
    for is_on in (True, False):
        marks.set(tmp_path / "a.md", is_on=is_on)
    assert not NeverSend(kept).has(tmp_path / "a.md")


def test_the_list_is_its_owners_alone(kept: Path, tmp_path: Path) -> None:
    NeverSend(kept).set(tmp_path / "a.md", is_on=True)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["bytes", "folder"])
def test_while_the_list_cannot_be_read_nothing_is_sent(kept: Path, damage: str) -> None:
    kept.parent.mkdir()
    kept.write_bytes(b"\xff\xfe") if damage == "bytes" else kept.mkdir()
    marks = NeverSend(kept)
    assert marks.has(Path("any.md")) and marks.has(None)
    with pytest.raises(DocumentError, match="damaged"):
        marks.set(Path("other.md"), is_on=True)


@pytest.mark.parametrize(
    "line", ["never-send: true", "Never_Send: yes  # my diary", '"never send": "on"']
)
def test_front_matter_can_keep_a_document_here(line: str) -> None:
    assert says_never_send(["---", "title: x", line, "---", "Text"])
    assert says_never_send(["\ufeff---", line])


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["never-send: true"],
        ["---", "never-send: false", "---"],
        ["---", "---", "never-send: true"],
        ["---", *["x: y"] * 60, "never-send: true"],
    ],
)
def test_nothing_else_in_a_document_does(lines: list[str]) -> None:
    assert not says_never_send(lines)
