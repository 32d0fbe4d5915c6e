"""Write the reference answers of a checkpoint: transformers, float32.

The other scripts compare their logits with these, so that a table of speeds is also
a proof that all of them ran the same model.

Environment: the project's own with the [dev] extra (torch, transformers).
Run by hand:
    python tests/bench/peers/reference.py --checkpoint DIR
Thread: main.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from measuring import REFERENCE, prompt_ids
from transformers import LlamaForCausalLM

LENGTHS = tuple(range(8, 129, 8))  # 16 prompts, each a prefix of the next
N_GREEDY = 24


def main() -> None:
    """Run the prompts through transformers and store ids, logits and greedy tokens."""
    parser = argparse.ArgumentParser(description="Write reference logits into a checkpoint.")
    parser.add_argument("--checkpoint", type=Path, required=True)
    flags = parser.parse_args()
    model = LlamaForCausalLM.from_pretrained(flags.checkpoint, dtype=torch.float32).eval()
    prompt = prompt_ids(LENGTHS[-1], model.config.vocab_size)
    with torch.inference_mode():
        logits = model(torch.tensor([prompt])).logits[0]
        rows = logits[[length - 1 for length in LENGTHS]].numpy()
        sequence = list(prompt)
        for _ in range(N_GREEDY):
            step = model(torch.tensor([sequence])).logits[0, -1]
            sequence.append(int(step.argmax()))
    np.savez_compressed(
        flags.checkpoint / REFERENCE,
        prompt=np.array(prompt),
        lengths=np.array(LENGTHS),
        logits=rows.astype(np.float32),
        greedy=np.array(sequence[len(prompt) :]),
    )
    print(f"{flags.checkpoint / REFERENCE}: {len(LENGTHS)} prompts, {N_GREEDY} greedy tokens")


if __name__ == "__main__":
    main()
