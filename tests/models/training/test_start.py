"""A run can begin with the weights of another one."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from models.training.shards import UnusableInput
from models.training.start import read_start


def test_weights_are_read_as_safetensors_wrote_them(tmp_path: Path) -> None:
    tensors = {"a": torch.randn(3, 5).half(), "b": torch.randn(7).bfloat16(), "c": torch.ones(2)}
    save_file(tensors, tmp_path / "model.safetensors")
    start = read_start(tmp_path)
    assert set(start.tensors) == {"a", "b", "c"}
    for name, tensor in tensors.items():
        assert torch.equal(start.tensors[name], tensor.float())
    assert len(start.sha256) == 64


def test_a_folder_without_weights_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="No weights to start from"):
        read_start(tmp_path)


@pytest.mark.parametrize("n_kept", [3, 20, 90])
def test_a_file_cut_short_is_refused_in_words(tmp_path: Path, n_kept: int) -> None:
    path = tmp_path / "model.safetensors"
    save_file({"a": torch.randn(3, 5)}, path)
    path.write_bytes(path.read_bytes()[:n_kept])
    with pytest.raises(UnusableInput, match=r"cut short|damaged"):
        read_start(path)
