"""The trainer's model is Hugging Face's Llama, number for number."""

from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - PyTorch's own name for it

from models.training.llama import IGNORED, Llama, attend_in_blocks
from models.training.shape import ModelShape, named_shape
from tests.reference import quiet

SHAPE = ModelShape(2, 64, 4, 2, 96, 100, 32)


def theirs(shape: ModelShape, ours: Llama) -> torch.nn.Module:
    with quiet():
        from transformers import LlamaConfig, LlamaForCausalLM

        config = LlamaConfig(
            vocab_size=shape.n_vocabulary, hidden_size=shape.width,
            intermediate_size=shape.ffn_width, num_hidden_layers=shape.n_layers,
            num_attention_heads=shape.n_heads, num_key_value_heads=shape.n_kv_heads,
            max_position_embeddings=shape.context_tokens, rms_norm_eps=shape.norm_epsilon,
            rope_theta=shape.rope_theta, tie_word_embeddings=True,
        )  # fmt: skip
        model = LlamaForCausalLM(config).eval()
        state = dict(ours.state_dict())
        state["lm_head.weight"] = state["model.embed_tokens.weight"]
        model.load_state_dict(state)
        return model


def loud(shape: ModelShape) -> Llama:
    """Give a model whose logits have clear margins."""
    torch.set_num_threads(1)
    torch.manual_seed(3)
    model = Llama(shape).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(torch.randn_like(weight) * 0.15)
    return model


@pytest.mark.parametrize("n_kv_heads", [1, 2, 4])
def test_logits_are_those_of_transformers(n_kv_heads: int) -> None:
    shape = ModelShape(2, 64, 4, n_kv_heads, 96, 100, 32)
    model = loud(shape)
    ids = torch.from_numpy(np.random.default_rng(1).integers(0, 100, (2, 32)))
    with torch.no_grad(), quiet():
        expected = theirs(shape, model)(ids).logits
        assert torch.allclose(model(ids), expected, atol=2e-5)


def test_the_loss_is_summed_over_what_is_learnt() -> None:
    model = loud(SHAPE)
    ids = torch.arange(10).reshape(1, 10)
    targets = torch.arange(1, 11).reshape(1, 10).clone()
    targets[0, :4] = IGNORED
    with torch.no_grad():
        rows = torch.log_softmax(model(ids)[0], -1)
        expected = -sum(float(rows[i, i + 1]) for i in range(4, 10))
        assert float(model(ids, targets)) == pytest.approx(expected, rel=1e-5)


def test_the_named_sizes_have_the_parameters_they_promise() -> None:
    base = named_shape("base", 16_384)
    assert base.n_parameters == sum(p.numel() for p in Llama(base).parameters())
    assert base.n_parameters == pytest.approx(59e6, rel=0.02)
    assert named_shape("seed", 8192).n_parameters == pytest.approx(6.9e6, rel=0.01)


@pytest.mark.parametrize("numbers", [(1, 60, 7, 1), (1, 64, 4, 3), (0, 64, 4, 2), (1, 12, 4, 2)])
def test_impossible_shapes_are_refused(numbers: tuple[int, int, int, int], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"head|at least"):
        ModelShape(*numbers, 96, 100, 32)


@pytest.mark.parametrize("n_tokens", [1, 128, 129, 300])
def test_attending_in_blocks_gives_what_attending_at_once_gives(n_tokens: int) -> None:
    heads = torch.randn(3, 2, 4, n_tokens, 16, generator=torch.Generator().manual_seed(1))
    expected = F.scaled_dot_product_attention(*heads, is_causal=True)
    assert torch.allclose(attend_in_blocks(*heads), expected, atol=1e-5)
