"""The optimizers: Muon for matrices, AdamW for the embedding and the norms.

Part of the package that travels: torch only.
Source: Keller Jordan et al., "Muon: An optimizer for hidden layers" (2024) and its
code (KellerJordan/Muon, muon.py): Nesterov momentum, five Newton-Schulz steps with
these coefficients, update scaled by sqrt(max(1, rows / columns)).
"""

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_N_STEPS = 5


def orthogonalize(matrices: Tensor) -> Tensor:
    """Bring the singular values of each matrix (N, rows, columns) near one.

    They land between about 0.7 and 1.2, which is as good as one here. bfloat16 on
    CUDA, float32 elsewhere.
    """
    a, b, c = _COEFFICIENTS
    dtype = torch.bfloat16 if matrices.is_cuda else torch.float32
    x = matrices.to(dtype)
    is_tall = x.shape[-2] > x.shape[-1]
    if is_tall:
        x = x.mT
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(_N_STEPS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    result: Tensor = x.mT if is_tall else x
    return result


@dataclass(slots=True)
class _Stack:
    """Matrices of one shape, updated together; momentum: float32 (N, rows, columns)."""

    parameters: list[Tensor]
    momentum: Tensor

    @property
    def scale(self) -> float:
        """Give the factor of the update that the shape asks for."""
        rows, columns = self.parameters[0].shape
        return math.sqrt(max(1.0, rows / columns))


class Muon:
    """Momentum whose update is made orthogonal.

    Args:
        parameters: matrices, all with gradients at every step.
        momentum: share of the old direction. weight_decay: decoupled, times the rate.
    """

    def __init__(
        self, parameters: list[nn.Parameter], momentum: float = 0.95, weight_decay: float = 0.1
    ) -> None:
        self._momentum = momentum
        self._weight_decay = weight_decay
        by_shape: dict[tuple[int, ...], list[Tensor]] = {}
        for parameter in parameters:
            by_shape.setdefault(tuple(parameter.shape), []).append(parameter)
        self._stacks = [
            _Stack(group, torch.zeros(len(group), *shape, device=group[0].device))
            for shape, group in by_shape.items()
        ]

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Move every matrix against its gradient by `rate`."""
        for stack in self._stacks:
            gradients = torch.stack([_gradient(p) for p in stack.parameters])
            stack.momentum.lerp_(gradients, 1 - self._momentum)
            updates = orthogonalize(gradients.lerp_(stack.momentum, self._momentum))
            torch._foreach_mul_(stack.parameters, 1 - rate * self._weight_decay)
            torch._foreach_add_(
                stack.parameters, list(updates.float().unbind()), alpha=-rate * stack.scale
            )

    def state_dict(self) -> dict[str, Any]:
        """Give the momenta, in the order of the shapes' first appearance."""
        return {"momenta": [stack.momentum for stack in self._stacks]}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take what `state_dict` gave of the same model. Raises: ValueError."""
        for stack, momentum in zip(self._stacks, state["momenta"], strict=True):
            stack.momentum.copy_(momentum)


def _gradient(parameter: Tensor) -> Tensor:
    assert parameter.grad is not None
    return parameter.grad.float()


@dataclass(frozen=True, slots=True)
class Rates:
    """Learning rates at full height.

    Attributes:
        matrices: of Muon. others: of AdamW. weight_decay: of the matrices.
        momentum: of Muon.
    """

    matrices: float = 0.01
    others: float = 0.004
    weight_decay: float = 0.1
    momentum: float = 0.95


class Optimizers:
    """Both optimizers of one model behind one step."""

    def __init__(self, model: nn.Module, rates: Rates) -> None:
        self._rates = rates
        named = list(model.named_parameters())
        matrices = [p for name, p in named if p.ndim == 2 and "embed_tokens" not in name]
        chosen = {id(p) for p in matrices}
        others = [p for _, p in named if id(p) not in chosen]
        self._muon = Muon(matrices, rates.momentum, rates.weight_decay)
        self._adam = torch.optim.AdamW(
            others, lr=rates.others, betas=(0.9, 0.95), weight_decay=0.0, fused=others[0].is_cuda
        )
        self._parameters = matrices + others

    def step(self, height: float) -> None:
        """Update the model; `height` is the schedule's factor, 0..1."""
        self._muon.step(self._rates.matrices * height)
        for group in self._adam.param_groups:
            group["lr"] = self._rates.others * height
        self._adam.step()
        for parameter in self._parameters:
            parameter.grad = None

    def state_dict(self) -> dict[str, Any]:
        """Give all that the next step depends on."""
        return {"muon": self._muon.state_dict(), "adam": self._adam.state_dict()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take what `state_dict` gave. Raises: ValueError for another model's."""
        self._muon.load_state_dict(state["muon"])
        self._adam.load_state_dict(state["adam"])
