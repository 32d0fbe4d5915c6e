"""Muon's update is right, and each weight has the optimizer that it should."""

import pytest
import torch
from torch import nn

from models.training.llama import Llama
from models.training.muon import Muon, Optimizers, Rates, orthogonalize
from models.training.shape import ModelShape


@pytest.mark.parametrize("size", [(8, 8), (4, 16), (16, 4)])
def test_singular_values_come_near_one(size: tuple[int, int]) -> None:
    torch.manual_seed(1)
    update = orthogonalize(torch.randn(3, *size))
    values = torch.linalg.svdvals(update)
    assert update.shape == (3, *size)
    assert float(values.min()) > 0.4
    assert float(values.max()) < 1.3


def test_directions_stay() -> None:
    torch.manual_seed(2)
    gradient = torch.randn(1, 6, 6)
    left, _, right = torch.linalg.svd(gradient[0])
    inner = left.T @ orthogonalize(gradient)[0] @ right.T
    assert float((inner - torch.diag(inner.diagonal())).abs().max()) < 1e-4
    assert float(inner.diagonal().min()) > 0


def test_a_step_follows_the_written_formula() -> None:
    torch.manual_seed(3)
    weight = nn.Parameter(torch.randn(6, 3))
    before, first, second = weight.detach().clone(), torch.randn(6, 3), torch.randn(6, 3)
    muon = Muon([weight], momentum=0.9, weight_decay=0.1)
    expected, momentum = before.clone(), torch.zeros(6, 3)
    for gradient in (first, second):
        weight.grad = gradient.clone()
        muon.step(0.02)
        momentum = 0.9 * momentum + 0.1 * gradient
        nesterov = 0.1 * gradient + 0.9 * momentum
        update = orthogonalize(nesterov[None])[0] * 2**0.5  # sqrt(6 rows / 3 columns)
        expected = expected * (1 - 0.02 * 0.1) - 0.02 * update
    assert torch.allclose(weight.detach(), expected, atol=1e-6)


def test_matrices_decay_and_norms_do_not() -> None:
    torch.manual_seed(4)
    model = Llama(ModelShape(1, 16, 2, 1, 24, 32, 8))
    before = {name: weight.detach().clone() for name, weight in model.named_parameters()}
    for weight in model.parameters():
        weight.grad = torch.zeros_like(weight)
    Optimizers(model, Rates(0.01, 0.01, 0.5)).step(1.0)
    for name, weight in model.named_parameters():
        is_matrix = weight.ndim == 2 and "embed" not in name
        expected = before[name] * (1 - 0.01 * 0.5) if is_matrix else before[name]
        assert torch.allclose(weight, expected, atol=1e-7), name


def test_at_height_zero_nothing_moves() -> None:
    torch.manual_seed(5)
    model = Llama(ModelShape(1, 16, 2, 1, 24, 32, 8))
    before = [weight.detach().clone() for weight in model.parameters()]
    model(torch.arange(8)[None], torch.arange(8)[None]).backward()
    Optimizers(model, Rates()).step(0.0)
    assert all(torch.equal(a, b) for a, b in zip(before, model.parameters(), strict=True))
