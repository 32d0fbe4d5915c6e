"""Train a model from token shards; needs torch and numpy alone.

    python models/train.py --shards scratch/shards scratch/skills --out scratch/run \
        --size base --device cuda --bfloat16 --compile --budget-s 1320 ...

Run it again with the same words to resume. SIGTERM or Ctrl-C: it keeps a checkpoint
and the weights as they are, then ends. Files: train.py and training/ beside it.
"""

import argparse
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
if TYPE_CHECKING:
    from models.training.loop import Options

STARTED_S = time.monotonic()


def main() -> int:
    """Read the flags, train, say what came out."""
    arguments = _flags().parse_args()
    try:
        import torch

        from models.training.loop import Run
        from models.training.shards import UnusableInput, open_shards
    except ImportError as error:
        print(f"Training needs torch and numpy ({error}).", file=sys.stderr)
        return 1
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    if arguments.device == "cuda" and not torch.cuda.is_available():
        print("No CUDA device is usable here; train with --device cpu.", file=sys.stderr)
        return 1
    torch.set_float32_matmul_precision("high")
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: stopped.append(received))
    try:
        shards = open_shards(arguments.shards)
        n_tokens = sum(len(part.tokens) for part in shards.parts.values())
        _say(f"{n_tokens:,} tokens in {len(shards.parts)} parts, verified")
        options = _options(arguments, shards.n_vocabulary)
        _say(f"{options.shape.n_parameters:,} parameters")
        run = Run(options, shards, _say, STARTED_S)
        facts = run.train(lambda: bool(stopped))
    except UnusableInput as error:
        print(error, file=sys.stderr)
        return 1
    except torch.OutOfMemoryError:
        print("The device's memory is too small: lower --micro-windows.", file=sys.stderr)
        return 1
    end = "finished, decayed" if facts["is_decayed"] else "stopped early, not decayed"
    _say(f"{end}: {facts['valid']}")
    return 0


def _flags() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").split("\n")[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add("--shards", type=Path, nargs="+", required=True, help="folders with shards.json")
    add("--out", type=Path, required=True, help="checkpoint, log and weights")
    add("--size", choices=("toy", "seed", "base"), default="toy")
    add("--layers", type=int, default=0, help="0: the size's own; so with the next five")
    add("--width", type=int, default=0)
    add("--heads", type=int, default=0)
    add("--kv-heads", type=int, default=0)
    add("--ffn", type=int, default=0)
    add("--context", type=int, default=0, help="tokens of a window")
    add("--budget-s", type=float, default=0.0, help="wall clock of the whole run; 0: none")
    add("--steps", type=int, default=0, help="most steps; 0: none")
    add("--step-tokens", type=int, default=12_288, help="524288 on a GPU")
    add("--micro-windows", type=int, default=8, help="windows in memory at once; 64 on a GPU")
    add("--mix", default="", help='shares, e.g. "books=0.48,modern=0.48,skill-*=0.04"')
    add("--decay-mix", default="", help="shares in the decay; empty: as before")
    add("--warm-up", type=int, default=100, help="steps")
    add("--decay-share", type=float, default=0.4, help="last part of the run")
    add("--matrix-rate", type=float, default=0.01, help="learning rate of Muon")
    add("--other-rate", type=float, default=0.004, help="of AdamW: embedding and norms")
    add("--weight-decay", type=float, default=0.1, help="of the matrices")
    add("--device", choices=("cpu", "cuda"), default="cpu")
    add("--bfloat16", action="store_true")
    add("--compile", action="store_true", help="torch.compile; costs a minute, then saves many")
    add("--threads", type=int, default=0, help="0: torch's choice")
    add("--seed", type=int, default=1)
    add("--start", type=Path, help="checkpoint whose weights to begin with (safetensors)")
    add("--report-steps", type=int, default=10)
    add("--valid-steps", type=int, default=100)
    add("--valid-windows", type=int, default=32, help="of each held-out part")
    add("--checkpoint-s", type=float, default=180.0)
    add("--piece-mib", type=float, default=15.0, help="size of a weight piece")
    add("--stop-at-step", type=int, default=0, help="end early there as SIGTERM would")
    return parser


def _options(arguments: argparse.Namespace, n_vocabulary: int) -> "Options":
    """Turn flags into options. Raises: UnusableInput for impossible ones."""
    from dataclasses import replace

    from models.training.loop import Options
    from models.training.muon import Rates
    from models.training.schedule import Budget, Schedule
    from models.training.shape import named_shape
    from models.training.shards import UnusableInput
    from models.training.start import read_start

    names = ("layers", "width", "heads", "kv_heads", "ffn", "context")
    fields = ("n_layers", "width", "n_heads", "n_kv_heads", "ffn_width", "context_tokens")
    wanted = {f: getattr(arguments, n) for n, f in zip(names, fields, strict=True)}
    try:
        shape = replace(
            named_shape(arguments.size, n_vocabulary), **{k: v for k, v in wanted.items() if v}
        )
        budget = Budget(arguments.steps, arguments.budget_s)
    except ValueError as error:
        raise UnusableInput(f"These flags do not fit: {error}.") from error
    return Options(
        out=arguments.out,
        shape=shape,
        budget=budget,
        schedule=Schedule(arguments.warm_up, arguments.decay_share),
        rates=Rates(arguments.matrix_rate, arguments.other_rate, arguments.weight_decay),
        step_tokens=arguments.step_tokens,
        micro_windows=arguments.micro_windows,
        mix=arguments.mix,
        decay_mix=arguments.decay_mix,
        seed=arguments.seed,
        device=arguments.device,
        is_bfloat16=arguments.bfloat16,
        is_compiled=arguments.compile,
        report_steps=arguments.report_steps,
        valid_steps=arguments.valid_steps,
        valid_windows=arguments.valid_windows,
        checkpoint_s=arguments.checkpoint_s,
        piece_bytes=int(arguments.piece_mib * 2**20),
        stop_at_step=arguments.stop_at_step,
        start=read_start(arguments.start) if arguments.start else None,
    )


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
