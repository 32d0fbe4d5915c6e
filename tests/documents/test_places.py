"""What is remembered of the last time: whole, private, and never in the way."""

from pathlib import Path

import pytest

from writer_app.documents.places import MAX_RECENT, Place, Places, merged, read_places, write_places


def test_places_come_back_and_are_private(tmp_path: Path) -> None:
    recent = (Place("/a \udcff.md", 3, 2, ("teh", "caf\u00e9")), Place("/b.md"))
    places = Places(recent, ("/b.md",), "/b.md")
    write_places(tmp_path, places)
    assert read_places(tmp_path) == places
    assert (tmp_path / "places.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"[]", b"{}", b'{"recent": [1], "open_paths": [], "current": ""}', b"[" * 9_999],
)
def test_damaged_file_counts_as_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "places.json").write_bytes(data)
    assert read_places(tmp_path) == Places()


def test_words_of_another_form_cost_the_words_alone(tmp_path: Path) -> None:
    write_places(tmp_path, Places((Place("/a.md", 3, 2, ("x" * 61, "teh")),)))
    assert read_places(tmp_path).recent == (Place("/a.md", 3, 2, ("teh",)),)
    values = '{"path": "/a", "caret_u16": 1, "top_block": 0, "ignored": {"teh": 1}}'
    text = f'{{"recent": [{values}], "open_paths": [], "current": ""}}'
    (tmp_path / "places.json").write_text(text)
    assert read_places(tmp_path).recent == (Place("/a", 1),)


def test_last_one_left_comes_first_and_the_list_ends() -> None:
    places = Places()
    for number in range(MAX_RECENT + 5):
        places = places.with_place(Place(f"/{number}"))
    places = places.with_place(Place("/30", 7))
    assert places.recent[0] == Place("/30", 7)
    assert len(places.recent) == MAX_RECENT
    assert len({place.path for place in places.recent}) == MAX_RECENT


def test_other_processes_files_stay_in_the_list() -> None:
    own = Places((Place("/a", 1),), ("/a",), "/a")
    others = Places((Place("/a", 9), Place("/b"), Place("/c")), ("/c",), "/c")
    together = merged(own, others, frozenset({"/c"}))
    assert together == Places((Place("/a", 1), Place("/b")), ("/a",), "/a")
