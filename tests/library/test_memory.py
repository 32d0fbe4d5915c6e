"""How much memory a model needs and how much there is, as each system tells it."""

import json
import sys
from pathlib import Path

import pytest

from writer_app import paths
from writer_app.engine.artifact import graph_bytes, read_manifest
from writer_app.library.memory import (
    available_bytes,
    cache_bytes,
    give_back,
    linux_bytes_in,
    mac_bytes_in,
    needed_bytes,
)

VM_STAT = """Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                               10000.
Pages active:                            200000.
Pages inactive:                           20000.
Pages speculative:                         1000.
Pages purgeable:                            500.
"""


def test_weights_are_counted_packed_and_caches_in_full() -> None:
    manifest = read_manifest(paths.default_model_dir())
    shape = json.loads((manifest.folder / "manifest.json").read_text())["shape"]
    width = shape["n_kv_heads"] * shape["head_size"]
    one_cache = 2 * 4 * shape["n_layers"] * width * manifest.context_tokens
    assert cache_bytes(manifest) == one_cache
    assert needed_bytes(manifest) == round(1.75 * graph_bytes(manifest)) + 2 * one_cache


def test_weights_beside_the_graph_are_counted(tmp_path: Path) -> None:
    for path in paths.default_model_dir().iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    manifest = read_manifest(tmp_path)
    before = graph_bytes(manifest)
    (tmp_path / "model.onnx.data").write_bytes(b"x" * 1000)
    assert graph_bytes(manifest) == before + 1000
    assert graph_bytes(manifest, "cuda") == 0


def test_memory_is_read_as_linux_and_macos_tell_it() -> None:
    assert linux_bytes_in("MemTotal: 9 kB\nMemAvailable:    2048 kB\n") == 2_097_152
    assert linux_bytes_in("nothing of the kind") is None
    assert mac_bytes_in(VM_STAT) == 31_500 * 16_384
    assert mac_bytes_in("nothing of the kind") is None


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_this_machine_tells_and_takes_back() -> None:
    free = available_bytes()
    assert free is not None and free > 0
    assert give_back() in (True, False)
