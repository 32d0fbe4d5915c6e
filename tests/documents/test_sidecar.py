"""Summaries kept beside a document."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.documents.sidecar import (
    MOST_SUMMARIES,
    KeptSentence,
    KeptSummaries,
    KeptSummary,
    digest_of,
    find_passage,
    passage_of,
    read_sidecar,
    sidecar_of,
    write_sidecar,
)
from writer_app.errors import DocumentError

TEXT = "It rained all day. The keeper stood at the door. It rained all night."


def summary_of(text: str, scope: str = "document", length: str = "short") -> KeptSummary:
    """Make a summary of one sentence, the second."""
    start = text.index("The")
    sentence = KeptSentence("The keeper stood.", (passage_of(text, start, start + 29),))
    made = "2026-11-22T10:00:00+00:00"
    return KeptSummary(
        scope, digest_of(text), length, False, "extractive", "", made, "Kept.", (sentence,)
    )


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    kept = KeptSummaries((summary_of(TEXT),), is_shown=True)
    write_sidecar(tmp_path / "a.md", kept)
    assert read_sidecar(tmp_path / "a.md") == kept


def test_sidecar_is_its_owners_alone(tmp_path: Path) -> None:
    write_sidecar(tmp_path / "a.md", KeptSummaries((summary_of(TEXT),)))
    assert stat.S_IMODE(sidecar_of(tmp_path / "a.md").stat().st_mode) == 0o600


def test_without_a_sidecar_nothing_is_kept(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path / "a.md") == KeptSummaries()


def test_sidecar_goes_with_its_last_summary(tmp_path: Path) -> None:
    write_sidecar(tmp_path / "a.md", KeptSummaries((summary_of(TEXT),)))
    write_sidecar(tmp_path / "a.md", KeptSummaries())
    assert not sidecar_of(tmp_path / "a.md").exists()


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b'{"kind": "other", "format": 1}', b"\xff", b"[" * 100_000]
)
def test_file_that_is_no_sidecar_is_neither_read_nor_replaced(tmp_path: Path, data: bytes) -> None:
    path = sidecar_of(tmp_path / "a.md")
    path.write_bytes(data)
    with pytest.raises(DocumentError):
        read_sidecar(tmp_path / "a.md")
    with pytest.raises(DocumentError):
        write_sidecar(tmp_path / "a.md", KeptSummaries((summary_of(TEXT),)))
    assert path.read_bytes() == data


def test_damaged_places_are_refused(tmp_path: Path) -> None:
    write_sidecar(tmp_path / "a.md", KeptSummaries((summary_of(TEXT),)))
    path = sidecar_of(tmp_path / "a.md")
    data = json.loads(path.read_text())
    data["summaries"][0]["sentences"][0]["passages"][0]["start"] = "x"
    path.write_text(json.dumps(data))
    with pytest.raises(DocumentError):
        read_sidecar(tmp_path / "a.md")


def test_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"a\.md\.summary\.json"):
        write_sidecar(tmp_path / "none" / "a.md", KeptSummaries((summary_of(TEXT),)))


def test_newer_summary_of_the_whole_takes_the_older_ones_place() -> None:
    kept = KeptSummaries().with_newest(summary_of(TEXT))
    kept = kept.with_newest(summary_of(TEXT, length="long"))
    newer = summary_of(TEXT + " More.")
    assert kept.with_newest(newer).summaries == (newer, summary_of(TEXT, length="long"))


def test_old_summaries_of_parts_go_in_the_end() -> None:
    kept = KeptSummaries()
    for number in range(MOST_SUMMARIES + 3):
        kept = kept.with_newest(summary_of(f"The {number} keeper stood at the door.", "selection"))
    assert len(kept.summaries) == MOST_SUMMARIES


def test_passage_in_its_place_is_found() -> None:
    assert find_passage(TEXT, passage_of(TEXT, 19, 48)) == 19


def test_moved_passage_is_found() -> None:
    passage = passage_of(TEXT, 19, 48)
    assert find_passage("Before that, it was dry. " + TEXT, passage) == 44
    assert find_passage(TEXT[19:], passage) == 0


def test_changed_passage_is_not_found() -> None:
    passage = passage_of(TEXT, 19, 48)
    assert find_passage(TEXT.replace("door", "window"), passage) is None
    assert find_passage("", passage) is None


def test_of_equal_passages_the_nearest_is_found() -> None:
    text = "It rained. Here it is dry. It rained. There too. It rained."
    passage = passage_of(text, 27, 37)
    assert find_passage("No. " + text, passage) == 31
    assert find_passage(text, passage, expected=47) == 49


@given(st.text(max_size=40), st.text(min_size=1, max_size=60), st.text(max_size=40))
def test_passage_is_found_wherever_it_stands(before: str, passage: str, after: str) -> None:
    kept = passage_of(passage, 0, len(passage))
    place = find_passage(before + passage + after, kept)
    assert place is not None
    assert (before + passage + after)[place : place + len(passage)] == passage
