"""Sessions, threads, devices and stopping; timings are nowhere asserted but idleness."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest

from tests.tiny_model import TinyShape, build_folder, write_checkpoint
from writer_app.engine import runtime
from writer_app.engine.artifact import read_manifest
from writer_app.engine.decoder import example_feeds, open_decoder
from writer_app.engine.gpt import _open_session
from writer_app.engine.model import StopFlag
from writer_app.engine.runtime import RunControl, Session, Stopped, Tensor, controlled
from writer_app.engine.threads import SMALL_MODEL_BYTES, choose_threads
from writer_app.errors import ModelCorrupt, ModelRunFailed
from writer_app.library.package import write_manifest

ROOT = Path(__file__).resolve().parents[2]


def run_python(code: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, cwd=ROOT
    )


OPEN_AND_ASK = """
import sys
from pathlib import Path
from writer_app.engine.gpt import open_model
from writer_app.engine.model import Limits, StopFlag
model = open_model(Path(sys.argv[1]), sys.argv[2])
list(model.complete("The ferry", Limits(3), StopFlag()))
print(model.info.device)
"""

RUN_AND_REST = """
import sys, threading, time
from pathlib import Path
from writer_app.engine.gpt import open_model
from writer_app.engine.model import Limits, StopFlag
model = open_model(Path(sys.argv[1]), n_threads=2)
model.warm("The ferry left at seven. " * 40, StopFlag())
before_s = time.process_time()
threading.Event().wait(1.0)
print(time.process_time() - before_s)
"""


@pytest.fixture
def two_graphs(tmp_path: Path) -> Path:
    """Give a folder that offers a graph for CUDA too."""
    folder = build_folder(write_checkpoint(tmp_path / "c"), tmp_path / "f")
    content = json.loads((folder / "manifest.json").read_text())
    content["graphs"]["cuda"] = {"file": "model.onnx", "layout": "fused"}
    write_manifest(folder, content)
    return folder


@pytest.mark.skipif(not runtime.cuda_obstacle(), reason="this machine has CUDA")
@pytest.mark.parametrize("device", ["auto", "cuda", "cpu"])
def test_without_cuda_the_cpu_is_used_and_no_library_says_a_word(
    two_graphs: Path, device: str
) -> None:
    done = run_python(OPEN_AND_ASK, two_graphs, device)
    assert (done.returncode, done.stdout, done.stderr) == (0, "cpu\n", "")


@pytest.mark.skipif(not runtime.cuda_obstacle(), reason="this machine has CUDA")
def test_the_obstacle_to_cuda_is_told_in_words() -> None:
    assert len(runtime.cuda_obstacle()) > 10
    assert runtime.describe()["cuda"] == runtime.cuda_obstacle()


def test_attention_on_the_cpu_is_recognised(tiny_folder: Path) -> None:
    path = tiny_folder / "model.onnx"
    session = Session(path, "cpu", 1)
    assert runtime.attention_device(path, "cpu", example_feeds(session)) == "cpu"


def test_cuda_is_not_used_when_the_attention_falls_back(
    two_graphs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "cuda_obstacle", lambda: "")
    monkeypatch.setattr(runtime, "_providers", lambda _device: ["CPUExecutionProvider"])
    session, note = _open_session(read_manifest(two_graphs), "cuda", 1)
    assert session.device == "cpu"
    assert note.endswith("runs on the CPU: its attention would not run on this card.")


def test_cuda_is_used_when_the_attention_runs_there(
    two_graphs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "cuda_obstacle", lambda: "")
    monkeypatch.setattr(runtime, "_providers", lambda _device: ["CPUExecutionProvider"])
    monkeypatch.setattr(runtime, "attention_device", lambda *_: "cuda")
    manifest = read_manifest(two_graphs)
    opened = [_open_session(manifest, device, 1) for device in ("auto", "cpu")]
    assert [(session.device, note) for session, note in opened] == [("cuda", ""), ("cpu", "")]


@pytest.mark.parametrize(
    ("device", "has_driver", "is_told"),
    [("auto", False, False), ("auto", True, True), ("cuda", False, True), ("cpu", True, False)],
)
def test_missing_libraries_are_told_with_what_brings_them(
    two_graphs: Path,
    monkeypatch: pytest.MonkeyPatch,
    device: str,
    has_driver: bool,
    is_told: bool,
) -> None:
    missing = f"libcudart.so.13 was not found; {runtime.CUDA_FIX}"
    monkeypatch.setattr(runtime, "cuda_obstacle", lambda: missing)
    monkeypatch.setattr(runtime, "has_nvidia_driver", lambda: has_driver)
    session, note = _open_session(read_manifest(two_graphs), device, 1)
    assert session.device == "cpu"
    assert ("pip install 'foreword[cuda]'" in note) is is_told


def test_a_model_without_a_graph_for_cuda_says_so_only_when_asked(tiny_folder: Path) -> None:
    manifest = read_manifest(tiny_folder)
    notes = [_open_session(manifest, device, 1)[1] for device in ("auto", "cuda")]
    assert notes == ["", f"{manifest.name} has no graph for CUDA, so it runs on the CPU."]


@pytest.mark.parametrize(
    ("providers", "devices"),
    [
        (["CUDAExecutionProvider", "CPUExecutionProvider"], ("cpu", "cuda")),
        (["CoreMLExecutionProvider", "CPUExecutionProvider"], ("cpu",)),
        (["DmlExecutionProvider", "CPUExecutionProvider"], ("cpu",)),
    ],
)
def test_only_what_can_run_the_attention_is_offered(
    monkeypatch: pytest.MonkeyPatch, providers: list[str], devices: tuple[str, ...]
) -> None:
    monkeypatch.setattr(runtime.ort, "get_available_providers", lambda: providers)
    assert runtime.offered_devices() == devices
    assert bool(runtime.cuda_obstacle()) or "cuda" in devices


def test_a_graph_that_fails_when_profiled_is_a_model_error(tiny_folder: Path) -> None:
    with pytest.raises(ModelRunFailed):
        runtime.attention_device(tiny_folder / "model.onnx", "cpu", {})


def test_example_feeds_run_any_plain_graph(tiny_folder: Path) -> None:
    session = Session(tiny_folder / "model.onnx", "cpu", 1)
    feeds = example_feeds(session)
    assert set(feeds) == set(session.inputs)
    logits = session.run(feeds, ["logits"], RunControl(StopFlag()))[0]
    assert logits.shape[:2] == (1, 1)


@pytest.mark.parametrize(("cores", "expected"), [(1, 1), (2, 2), (3, 2), (4, 2), (8, 4), (64, 4)])
def test_threads_leave_room_for_the_window(
    monkeypatch: pytest.MonkeyPatch, cores: int, expected: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(cores)), raising=False)
    assert choose_threads(100_000_000) == expected


def test_a_battery_gets_half_the_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(8)), raising=False)
    assert choose_threads(100_000_000, is_sparing=True) == 2
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0}, raising=False)
    assert choose_threads(100_000_000, is_sparing=True) == 1


def test_a_small_model_runs_on_one_thread() -> None:
    assert choose_threads(SMALL_MODEL_BYTES - 1) == 1


def test_threads_sleep_between_runs(tmp_path: Path) -> None:
    shape = TinyShape(width=512, ffn_width=1024, n_heads=8, n_kv_heads=8, head_size=64)
    folder = build_folder(write_checkpoint(tmp_path / "c", shape), tmp_path / "f")
    done = run_python(RUN_AND_REST, folder)
    assert done.returncode == 0, done.stderr
    # The default would spin for 40 ms after the last run, or for ever.
    assert float(done.stdout) < 0.02


def test_a_raised_flag_stops_before_the_run(tiny_folder: Path) -> None:
    stop = StopFlag()
    stop.raise_flag()
    decoder = open_decoder(Session(tiny_folder / "model.onnx", "cpu", 1), 64)
    with pytest.raises(Stopped):
        decoder.append([1, 2, 3], 1, RunControl(stop))
    assert decoder.length == 0


def test_a_flag_of_an_ended_request_touches_no_later_run(tiny_folder: Path) -> None:
    decoder = open_decoder(Session(tiny_folder / "model.onnx", "cpu", 1), 64)
    old = StopFlag()
    with controlled(old) as control:
        decoder.append([1], 1, control)
    old.raise_flag()
    with controlled(StopFlag()) as control:
        decoder.append([2], 1, control)
    assert decoder.length == 2


def test_a_tensor_on_the_cpu_shares_its_memory_with_the_runtime() -> None:
    array = np.zeros((2, 2), np.float32)
    tensor = Tensor(array)
    array[0, 0] = 7
    assert tensor.value.numpy()[0, 0] == 7


def test_a_type_nobody_knows_is_refused(tmp_path: Path) -> None:
    info = onnx.helper.make_tensor_value_info
    node = onnx.helper.make_node("Identity", ["a"], ["b"])
    graph = onnx.helper.make_graph(
        [node], "g", [info("a", onnx.TensorProto.STRING, [1])],
        [info("b", onnx.TensorProto.STRING, [1])],
    )  # fmt: skip
    opsets = [onnx.helper.make_opsetid("", 18)]
    onnx.save(onnx.helper.make_model(graph, opset_imports=opsets, ir_version=10),
              str(tmp_path / "a.onnx"))  # fmt: skip
    with pytest.raises(ModelCorrupt, match="type"):
        _ = Session(tmp_path / "a.onnx", "cpu", 1).inputs
