"""The one door to onnxruntime: sessions, threads, bindings, stopping a run.

Everything here speaks of graphs and tensors; what the numbers mean is the
decoders' business. Thread: worker, but for what says otherwise.
"""

import ctypes
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort

from writer_app.engine.model import StopFlag
from writer_app.errors import ModelCorrupt, ModelError, ModelRunFailed

Array = np.ndarray[Any, np.dtype[Any]]

# The variable that the package sets silences it elsewhere; on Windows only this does.
ort.disable_telemetry_events()

CUDA_FIX = "run pip install 'foreword[cuda]'"
"""What brings NVIDIA's libraries."""
_FATAL_ONLY = 4
_ERRORS_ONLY = 3


class Stopped(Exception):
    """The run was ended by its stop flag; not an error, never leaves the engine."""


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """What a graph says of one input: its numpy dtype and its dimensions.

    A dimension that may vary is None.
    """

    dtype: np.dtype[Any]
    shape: tuple[int | None, ...]


class Tensor:
    """A tensor that stays in one place, so that it can be bound once.

    `array` is its memory on the CPU (None on CUDA): writing there changes what
    the next run reads.
    """

    def __init__(self, array: Array, device: str = "cpu") -> None:
        self.array: Array | None = array if device == "cpu" else None
        self.value = ort.OrtValue.ortvalue_from_numpy(array, device, 0)

    def numpy(self) -> Array:
        """Give the content (a copy when it lies on a GPU)."""
        if self.array is not None:
            return self.array
        content: Array = self.value.numpy()
        return content


class RunControl:
    """The options of the runs of one request; its flag can end a run midway.

    A terminated RunOptions stays so for ever: one control for each request.
    Source: onnxruntime #20999 and our own probe.
    """

    def __init__(self, stop: StopFlag) -> None:
        self._stop = stop
        self.options = ort.RunOptions()
        self.options.log_severity_level = _FATAL_ONLY
        # The default, said aloud: unsaid, the Python wrapper of every bound run asks for it
        # and is answered by an exception. MEASURED(2026-11-21): 40-70 us a run.
        self.options.add_run_config_entry("gpu_graph_id", "0")

    def terminate(self) -> None:
        """End the run in progress at its next node. Thread: any."""
        self.options.terminate = True

    def check(self) -> None:
        """Raise Stopped when the flag is up."""
        if self._stop.is_raised:
            raise Stopped


@contextmanager
def controlled(stop: StopFlag) -> Iterator[RunControl]:
    """Tie a stop flag to the runs made inside the block."""
    control = RunControl(stop)
    stop.on_raise(control.terminate)
    try:
        yield control
    finally:
        stop.on_raise(None)


class Binding:
    """Inputs and outputs that stay bound from run to run."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._binding = session.raw.io_binding()
        self._kept: dict[str, Tensor] = {}

    def bind_input(self, name: str, tensor: Tensor) -> None:
        """Have the graph read `name` from this tensor from now on."""
        self._kept[f"in:{name}"] = tensor
        self._binding.bind_ortvalue_input(name, tensor.value)

    def bind_output(self, name: str, tensor: Tensor) -> None:
        """Have the graph write `name` into this tensor from now on."""
        self._kept[f"out:{name}"] = tensor
        self._binding.bind_ortvalue_output(name, tensor.value)

    def run(self, control: RunControl) -> None:
        """Run the graph once.

        Raises: Stopped: the control's flag is up. ModelRunFailed: anything else.
        """
        control.check()
        try:
            self._session.raw.run_with_iobinding(self._binding, control.options)
        except Exception as error:
            control.check()
            raise ModelRunFailed(_one_line(error)) from error


class Session:
    """One loaded graph on one device.

    Args:
        path: the .onnx file. device: "cpu" or "cuda".
        n_threads: threads of one operator, on the CPU.

    Raises:
        ModelCorrupt: the file is no graph that onnxruntime can run.
    """

    def __init__(self, path: Path, device: str, n_threads: int) -> None:
        self.device = device
        self.n_threads = n_threads
        try:
            self.raw = ort.InferenceSession(
                str(path), session_options(n_threads), providers=_providers(device)
            )
        except Exception as error:
            raise ModelCorrupt(
                f"{path.name} cannot be loaded ({_one_line(error)}); install the model again."
            ) from error

    @property
    def inputs(self) -> dict[str, TensorSpec]:
        """Give the graph's inputs by name."""
        return {node.name: _spec(node) for node in self.raw.get_inputs()}

    @property
    def outputs(self) -> dict[str, TensorSpec]:
        """Give the graph's outputs by name."""
        return {node.name: _spec(node) for node in self.raw.get_outputs()}

    def run(self, feeds: dict[str, Array], outputs: list[str], control: RunControl) -> list[Array]:
        """Run the graph once on arrays of any shape. Raises: as `Binding.run`."""
        control.check()
        try:
            results: list[Array] = self.raw.run(outputs, feeds, control.options)
        except Exception as error:
            control.check()
            raise ModelRunFailed(_one_line(error)) from error
        return results


def session_options(n_threads: int) -> ort.SessionOptions:
    """Give options under which threads spin within a run and sleep between runs.

    Source: MEASURED(2026-11-21), 59 M parameters, 2 cores, one interleaved run: a token
    takes 1.98 ms so, 2.66 ms without any spinning, 2.18 ms with the default, which then
    burns a core for 41 ms after each run (this: 0.07 ms).
    """
    options = ort.SessionOptions()
    options.log_severity_level = _ERRORS_ONLY
    options.intra_op_num_threads = n_threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.force_spinning_stop", "1")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    return options


def offered_devices() -> tuple[str, ...]:
    """Give the devices that this build of onnxruntime has and our graphs can use.

    CoreML and DirectML are none of them: see ARCHITECTURE.md. Thread: any.
    """
    has_cuda = "CUDAExecutionProvider" in ort.get_available_providers()
    return ("cpu", "cuda") if has_cuda else ("cpu",)


def has_nvidia_driver() -> bool:
    """Tell whether an NVIDIA driver is installed, and so most likely a card. Thread: any."""
    return _can_load("nvcuda.dll" if os.name == "nt" else "libcuda.so.1")


def cuda_obstacle() -> str:
    """Say in words why CUDA cannot be used here; empty when it can be tried.

    Looks for the libraries before onnxruntime does, which would print a wall of errors.
    """
    if "cuda" not in offered_devices():
        return "this onnxruntime is built without CUDA"
    if not has_nvidia_driver():
        return "no NVIDIA driver was found"
    if hasattr(ort, "preload_dlls"):
        _preload_quietly()
    if os.name == "posix":
        for name in ("libcudart.so.13", "libcublasLt.so.13", "libcudnn.so.9"):
            if not _can_load(name):
                return f"{name} was not found; {CUDA_FIX}"
    return ""


def attention_device(path: Path, device: str, feeds: dict[str, Array]) -> str:
    """Tell on which device the graph's attention nodes really run.

    A session lists CUDA even when its attention fell back to the CPU, so one
    profiled run is read back. Returns "cuda" or "cpu" (also without any attention).

    Raises: ModelRunFailed: the graph does not run there at all.
    """
    with tempfile.TemporaryDirectory() as folder:
        options = session_options(1)
        options.enable_profiling = True
        options.profile_file_prefix = str(Path(folder) / "run")
        try:
            session = ort.InferenceSession(str(path), options, providers=_providers(device))
            session.run(None, feeds)
            events = json.loads(Path(session.end_profiling()).read_text(encoding="utf-8"))
        except Exception as error:
            raise ModelRunFailed(_one_line(error)) from error
    providers = {
        event["args"].get("provider", "")
        for event in events
        if "Attention" in event.get("args", {}).get("op_name", "")
    }
    return "cuda" if providers == {"CUDAExecutionProvider"} else "cpu"


def describe() -> dict[str, object]:
    """Give versions and providers for a bug report. Thread: any."""
    return {
        "onnxruntime": ort.__version__,
        "providers_built_in": list(ort.get_available_providers()),
        "cuda": cuda_obstacle() or "can be tried",
    }


def _preload_quietly() -> None:
    """Load the CUDA wheels' libraries; onnxruntime prints what it misses, so not aloud."""
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(OSError, ModelError):
        ort.preload_dlls()


def _can_load(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _providers(device: str) -> list[str]:
    if device == "cuda":
        return ["CUDAExecutionProvider", "CPUExecutionProvider"]
    return ["CPUExecutionProvider"]


_DTYPES = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(bool)": np.bool_,
}


def _spec(node: Any) -> TensorSpec:
    dtype = _DTYPES.get(node.type)
    if dtype is None:
        raise ModelCorrupt(f"The graph's {node.name} has a type that is not supported.")
    shape = tuple(d if isinstance(d, int) else None for d in node.shape)
    return TensorSpec(np.dtype(dtype), shape)


def _one_line(error: Exception) -> str:
    """Shorten a library's message to one line without line feeds."""
    return " ".join(str(error).split())[:200]
