import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from tests.tiny_model import TinyShape, write_checkpoint
from writer_app.errors import ModelCorrupt, ModelError, ModelMissing
from writer_app.library.checkpoint import Checkpoint
from writer_app.library.llama_graph import Recipe, build_llama_graph

NAME = "model.layers.1.mlp.up_proj.weight"


def change_config(folder: Path, **changes: Any) -> Path:
    path = folder / "config.json"
    config = {**json.loads(path.read_text()), **changes}
    path.write_text(json.dumps({k: v for k, v in config.items() if v is not None}))
    return folder


def write_bfloat16(folder: Path) -> np.ndarray:
    """Turn a checkpoint's tensors into bfloat16 by cutting float32; give one as cut."""
    import torch
    from safetensors.torch import save_file as save_torch

    tensors = load_file(folder / "model.safetensors")
    cut = {k: torch.from_numpy(v).to(torch.bfloat16) for k, v in tensors.items()}
    save_torch(cut, folder / "model.safetensors")
    result: np.ndarray = cut[NAME].to(torch.float32).numpy()
    return result


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_floats_are_read_as_they_stand(tmp_path: Path, dtype: str) -> None:
    folder = write_checkpoint(tmp_path, dtype=dtype)
    tensor = Checkpoint(folder).tensor(NAME)
    assert tensor.dtype == np.float32
    np.testing.assert_array_equal(tensor, load_file(folder / "model.safetensors")[NAME])


def test_bfloat16_is_read_exactly(tmp_path: Path) -> None:
    expected = write_bfloat16(write_checkpoint(tmp_path))
    np.testing.assert_array_equal(Checkpoint(tmp_path).tensor(NAME), expected)


def test_shards_are_read_as_one(tmp_path: Path) -> None:
    whole = write_checkpoint(tmp_path / "whole")
    tensors = load_file(whole / "model.safetensors")
    names = sorted(tensors)
    sharded = write_checkpoint(tmp_path / "sharded")
    (sharded / "model.safetensors").unlink()
    save_file({n: tensors[n] for n in names[:5]}, sharded / "model-00001-of-00002.safetensors")
    save_file({n: tensors[n] for n in names[5:]}, sharded / "model-00002-of-00002.safetensors")
    graphs = [build_llama_graph(Checkpoint(f), Recipe(bits=0)) for f in (whole, sharded)]
    assert graphs[0].SerializeToString() == graphs[1].SerializeToString()


def test_a_missing_tensor_is_named(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path)
    tensors = load_file(folder / "model.safetensors")
    del tensors[NAME]
    save_file(tensors, folder / "model.safetensors")
    with pytest.raises(ModelCorrupt, match=r"lacks model\.layers\.1\.mlp\.up_proj"):
        build_llama_graph(Checkpoint(folder), Recipe())


def test_a_tensor_of_another_shape_is_named(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path)
    tensors = load_file(folder / "model.safetensors")
    tensors[NAME] = np.zeros((3, 5), np.float32)
    save_file(tensors, folder / "model.safetensors")
    with pytest.raises(ModelCorrupt, match="up_proj"):
        build_llama_graph(Checkpoint(folder), Recipe())


def unlink(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def truncate(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize(
    ("damage", "error", "words"),
    [
        (unlink("config.json"), ModelMissing, "config.json"),
        (unlink("model.safetensors"), ModelMissing, "safetensors"),
        (truncate, ModelCorrupt, "damaged"),
        (lambda f: (f / "config.json").write_text("[1]"), ModelCorrupt, "damaged"),
        (lambda f: (f / "config.json").write_text("{"), ModelCorrupt, "damaged"),
        (lambda f: change_config(f, architectures=["MambaForCausalLM"]), ModelCorrupt, "Mamba"),
        (lambda f: change_config(f, architectures=None), ModelCorrupt, "unknown"),
        (lambda f: change_config(f, hidden_size="wide"), ModelCorrupt, "numbers"),
        (lambda f: change_config(f, num_attention_heads=0), ModelCorrupt, "numbers"),
        (lambda f: change_config(f, num_hidden_layers=None), ModelCorrupt, "num_hidden_layers"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    tmp_path: Path, damage: Callable[[Path], Any], error: type[ModelError], words: str
) -> None:
    damage(write_checkpoint(tmp_path))
    with pytest.raises(error, match=words) as caught:
        Checkpoint(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "unusual",
    [
        {"rope_scaling": {"rope_type": "dynamic", "factor": 2.0}},
        {"rope_parameters": {"rope_type": "yarn", "rope_theta": 1e6}},
        {"partial_rotary_factor": 0.5},
        {"hidden_act": "gelu"},
        {"mlp_bias": True},
        {"use_sliding_window": True},
        {"quantization_config": {"bits": 4}},
    ],
)
def test_what_the_graph_would_compute_wrongly_is_refused(
    tmp_path: Path, unusual: dict[str, Any]
) -> None:
    change_config(write_checkpoint(tmp_path), **unusual)
    with pytest.raises(ModelCorrupt, match="optimum"):
        Checkpoint(tmp_path)


def test_the_rotary_base_is_found_where_newer_versions_put_it(tmp_path: Path) -> None:
    parameters = {"rope_type": "default", "rope_theta": 500000.0}
    change_config(write_checkpoint(tmp_path), rope_theta=None, rope_parameters=parameters)
    assert Checkpoint(tmp_path).shape.rope_theta == 500000.0


def test_parameters_are_counted_once_when_the_head_is_tied(tmp_path: Path) -> None:
    tied = Checkpoint(write_checkpoint(tmp_path / "tied")).shape.n_parameters
    free = Checkpoint(write_checkpoint(tmp_path / "free", TinyShape(is_tied=False))).shape
    assert free.n_parameters - tied == free.n_vocabulary * free.width
