"""Tensors are read in pieces, and headers that lie are refused."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from writer_app.errors import ModelCorrupt
from writer_app.library.tensor_file import MAX_HEADER_BYTES, index_tensors


def raw(header: Any, data: bytes = b"\0" * 16, *, n_header: int | None = None) -> bytes:
    text = json.dumps(header).encode() if not isinstance(header, bytes) else header
    return (len(text) if n_header is None else n_header).to_bytes(8, "little") + text + data


def entry(start: int = 0, end: int = 16, shape: Any = (2, 2), dtype: str = "F32") -> Any:
    return {"w": {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}}


def test_rows_are_read_alone(tmp_path: Path) -> None:
    values = np.arange(60, dtype=np.float16).reshape(10, 6)
    save_file({"a": np.zeros(3, np.float32), "w": values}, tmp_path / "m.safetensors")
    rows = index_tensors(tmp_path)["w"].rows(4, 7)
    assert rows.dtype == np.float32
    np.testing.assert_array_equal(rows, values[4:7])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 7,
        raw({}, n_header=MAX_HEADER_BYTES + 1),
        raw({}, n_header=2**63),
        raw(b"{"),
        raw(b"[1]"),
        raw(b"[" * 100_000),
        raw(b'{"w": 3}'),
        raw(entry(0, 32)),
        raw(entry(-16, 0)),
        raw(entry(shape=(2, 3))),
        raw(entry(shape=(2**40, 2**40))),
        raw(entry(shape="x")),
        raw(entry(dtype="OBJECT")),
        raw({**entry(), "v": entry()["w"]}),
    ],
    ids=lambda content: repr(content[:24]),
)
def test_a_header_that_lies_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.safetensors").write_bytes(content)
    with pytest.raises(ModelCorrupt, match="damaged"):
        index_tensors(tmp_path)


def test_a_file_that_shrinks_after_it_was_indexed_is_told(tmp_path: Path) -> None:
    save_file({"w": np.ones((4, 4), np.float32)}, tmp_path / "m.safetensors")
    place = index_tensors(tmp_path)["w"]
    with place.path.open("r+b") as file:
        file.truncate(100)
    with pytest.raises(ModelCorrupt, match="damaged"):
        place.rows(0, 4)
