import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.engine.remote.events import MOST_EVENT_BYTES, EventReader
from writer_app.errors import RemoteBroken

EVENTS = [{"n": 1, "text": "caf\u00e9 \U0001f600"}, {"n": 2}, {"n": 3}]
STREAM = b"".join(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode() for event in EVENTS)


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_events_are_the_same_however_their_bytes_are_cut(cuts: list[int]) -> None:
    reader, found = EventReader(), []
    places = [0, *sorted(cuts), len(STREAM)]
    for start, end in pairwise(places):
        found += reader.feed(STREAM[start:end])
    assert found == EVENTS


def test_comments_names_and_windows_line_ends_are_read_over() -> None:
    reader = EventReader()
    assert reader.feed(b': hello\r\nevent: x\r\ndata: {"n": 1}\r\n\r\n') == [{"n": 1}]


def test_nothing_is_read_after_the_end() -> None:
    reader = EventReader()
    assert reader.feed(b'data: [DONE]\n\ndata: {"n": 1}\n\n') == []
    assert reader.is_done


def test_a_last_event_without_an_empty_line_counts() -> None:
    reader = EventReader()
    assert reader.feed(b'data: {"n": 1}') == []
    assert reader.end() == [{"n": 1}]


@pytest.mark.parametrize("line", [b"data: {oops", b"data: [1]", b"data: " + b"[" * 99_999])
def test_what_is_no_object_is_refused(line: bytes) -> None:
    reader = EventReader()
    with pytest.raises(RemoteBroken):
        reader.feed(line + b"\n\n")


def test_a_line_without_end_is_refused() -> None:
    reader = EventReader()
    reader.feed(b"x" * MOST_EVENT_BYTES)
    with pytest.raises(RemoteBroken):
        reader.feed(b"x")
