"""Compare an assembled checkpoint with the trainer's own model. Needs `[convert]`."""

from pathlib import Path

import numpy as np


def largest_difference(checkpoint: Path, pieces: Path, n_tokens: int = 64) -> float:
    """Give the largest difference of a logit over a seeded prompt, both in float32.

    Args:
        checkpoint: as `assemble` wrote it. pieces: what it was made of.
    """
    import torch
    from transformers import AutoModelForCausalLM

    from models.training.llama import Llama
    from models.training.pieces import read_pieces

    weights, shape, _ = read_pieces(pieces)
    ours = Llama(shape)
    ours.load_state_dict({k: torch.from_numpy(w.astype(np.float32)) for k, w in weights.items()})
    theirs = AutoModelForCausalLM.from_pretrained(checkpoint, dtype=torch.float32)
    theirs.eval()  # type: ignore[no-untyped-call]
    random = np.random.default_rng(1)
    length = min(n_tokens, shape.context_tokens)
    ids = torch.from_numpy(random.integers(0, shape.n_vocabulary, (1, length)))
    with torch.no_grad():
        return float((ours(ids) - theirs(ids).logits).abs().max())
