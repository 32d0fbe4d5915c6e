"""The training run: draw, learn, report, measure, keep, and end decayed.

Part of the package that travels: torch and numpy. Thread: main.
"""

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from models.training.batches import Batch, WindowSampler, even_windows, parse_mix, to_batch
from models.training.checkpoints import load_checkpoint, save_checkpoint
from models.training.llama import Llama
from models.training.muon import Optimizers, Rates
from models.training.pieces import write_pieces
from models.training.schedule import Budget, Schedule
from models.training.shape import ModelShape
from models.training.shards import Part, Shards, UnusableInput
from models.training.start import StartWeights

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Options:
    """All that a run depends on, beside its shards.

    Attributes:
        out: folder of checkpoint, log and pieces. shape: of the model.
        budget, schedule, rates: see there.
        step_tokens: of one step, all its micro-batches together.
        micro_windows: windows that go through the model at once.
        mix, decay_mix: see `parse_mix`; an empty decay mix keeps the first.
        seed: of weights and order. device: "cpu" or "cuda". is_bfloat16, is_compiled.
        report_steps, valid_steps: between lines, and between validations.
        valid_windows: of each held-out part. checkpoint_s: seconds between checkpoints.
        piece_bytes: of the exported weights. start: another run's weights to begin with;
            None: drawn by chance. stop_at_step: end early there, undecayed, as
            SIGTERM would; 0: never (for rehearsals).
    """

    out: Path
    shape: ModelShape
    budget: Budget
    schedule: Schedule = field(default_factory=Schedule)
    rates: Rates = field(default_factory=Rates)
    step_tokens: int = 12_288
    micro_windows: int = 8
    mix: str = ""
    decay_mix: str = ""
    seed: int = 1
    device: str = "cpu"
    is_bfloat16: bool = False
    is_compiled: bool = False
    report_steps: int = 10
    valid_steps: int = 100
    valid_windows: int = 32
    checkpoint_s: float = 180.0
    piece_bytes: int = 15 * 2**20
    stop_at_step: int = 0
    start: StartWeights | None = None


class Run:
    """One training run, fresh or resumed from `options.out`.

    Args:
        options: of the run. shards: verified. report: takes one line for people.
        started_s: of `clock`, when this process began. clock: seconds, ever rising.

    Raises: UnusableInput: the checkpoint or the parts do not fit.
    """

    def __init__(
        self,
        options: Options,
        shards: Shards,
        report: Callable[[str], None],
        started_s: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._options = options
        self._shards = shards
        self._report = report
        self._clock = clock
        self._started_s = clock() if started_s is None else started_s
        self._device = torch.device(options.device)
        self._mixes = _read_mixes(options, shards)
        names = {name for mix in self._mixes for name in mix}
        drawn = {name: part for name, part in shards.parts.items() if name in names}
        self._sampler = WindowSampler(drawn, options.shape.context_tokens, options.seed)
        torch.manual_seed(options.seed)
        stream = torch.bfloat16 if options.is_bfloat16 else torch.float32
        self._model = Llama(options.shape, stream).to(self._device)
        if options.start is not None:
            self._start_from(options.start)
        self._optimizers = Optimizers(self._model, options.rates)
        self._loss: Callable[..., Tensor] = self._model
        if options.is_compiled:
            self._loss = torch.compile(self._model, dynamic=False)
        self._n_windows = max(1, round(options.step_tokens / options.shape.context_tokens))
        self._step, self._earlier_s, self._earlier_progress = 0, 0.0, 0.0
        self._valid: dict[str, float] = {}
        self.losses: list[float] = []
        options.out.mkdir(parents=True, exist_ok=True)
        self._resume()

    @property
    def model(self) -> Llama:
        """Give the model, for measurements."""
        return self._model

    def train(self, is_stopped: Callable[[], bool] = lambda: False) -> dict[str, Any]:
        """Train until the budget is spent or `is_stopped`; give the facts of the run.

        The checkpoint and the pieces are written in either case.
        """
        options, is_finished = self._options, False
        last_kept_s, reported = self._clock(), _Mark(self._step, self._clock())
        sums: list[Tensor] = []
        while True:
            progress = self._progress()
            if progress >= 1.0:
                is_finished = True
                break
            if is_stopped() or (options.stop_at_step and self._step >= options.stop_at_step):
                break
            sums.append(self._learn(progress))
            self._step += 1
            if self._step % options.report_steps == 0:
                reported = self._report_step(sums, reported, progress)
                sums = []
            if self._step % options.valid_steps == 0:
                self._validate()
            if self._clock() - last_kept_s > options.checkpoint_s:
                reported = self._report_step(sums, reported, progress)
                sums = []  # looked at first: a diverged run must not replace a sound checkpoint
                self._keep()
                last_kept_s = self._clock()
        self._report_step(sums, reported, self._progress())
        return self._end(is_finished)

    def validate(self) -> dict[str, float]:
        """Give bits per byte (nats per token where bytes are unknown) of held-out parts."""
        found = {}
        for name, part in self._shards.parts.items():
            if part.is_valid:
                found[name] = round(self._valid_bits(part), 5)
        return found

    def _progress(self) -> float:
        """Give the share done; never less than before, whatever the budget became."""
        elapsed_s = self._earlier_s + self._clock() - self._started_s
        now = self._options.budget.progress(self._step, elapsed_s)
        return max(now, min(self._earlier_progress, 1.0 - 1e-9))

    def _learn(self, progress: float) -> Tensor:
        """Take one step; give its mean loss, still on the device."""
        mix = self._mixes[1 if self._options.schedule.is_decaying(progress) else 0]
        batch = self._sampler.draw(self._n_windows, mix)
        try:
            loss = self._accumulate(batch)
        except torch.OutOfMemoryError:
            raise
        except Exception as error:
            if self._loss is self._model:
                raise
            # A machine without a compiler must not cost the session.
            reason = str(error).strip().splitlines() or [type(error).__name__]
            self._report(f"not compiled, going on without ({reason[0][:200]})")
            self._loss = self._model
            self._model.zero_grad(set_to_none=True)
            loss = self._accumulate(batch)
        self._optimizers.step(self._options.schedule.height(self._step, progress))
        return loss

    def _accumulate(self, batch: Batch) -> Tensor:
        """Give the mean loss of a batch, its gradients summed into the weights."""
        ids, targets = self._moved(batch.ids), self._moved(batch.targets)
        total = torch.zeros((), device=self._device)
        scale = 1.0 / max(1, batch.n_learnt)
        for start in range(0, self._n_windows, self._options.micro_windows):
            rows = slice(start, start + self._options.micro_windows)
            with self._mixed_precision():
                loss = self._loss(ids[rows], targets[rows]) * scale
            loss.backward()  # type: ignore[no-untyped-call]
            total += loss.detach()
        return total

    def _mixed_precision(self) -> torch.autocast:
        enabled = self._options.is_bfloat16
        return torch.autocast(self._device.type, dtype=torch.bfloat16, enabled=enabled)

    def _moved(self, array: Array) -> Tensor:
        tensor = torch.from_numpy(np.ascontiguousarray(array))
        if self._device.type == "cuda":
            return tensor.pin_memory().to(self._device, non_blocking=True)
        return tensor

    def _report_step(self, sums: list[Tensor], mark: "_Mark", progress: float) -> "_Mark":
        """Write one line; the only place where the host waits for the device."""
        now_s = self._clock()
        if not sums:
            return mark
        losses = torch.stack(sums).tolist()
        self.losses += losses
        loss = sum(losses) / len(losses)
        if not math.isfinite(loss):
            raise UnusableInput(
                f"The loss is no number at step {self._step}: lower the learning rates and "
                "resume from the last checkpoint."
            )
        speed = (self._step - mark.step) * self._step_tokens / max(1e-9, now_s - mark.at_s)
        elapsed_s = self._earlier_s + now_s - self._started_s
        left_s = elapsed_s / progress - elapsed_s if progress > 0 else float("nan")
        line = {
            "step": self._step,
            "loss": round(loss, 4),
            "tokens": self._step * self._step_tokens,
            "tokens_per_s": round(speed),
            "height": round(self._options.schedule.height(self._step, progress), 4),
            "progress": round(progress, 4),
            "elapsed_s": round(elapsed_s, 1),
            "left_s": None if math.isnan(left_s) else round(left_s),
        }
        self._log(line)
        self._report(
            f"step {self._step}  loss {loss:.4f}  {speed:,.0f} tokens/s  "
            f"{100 * progress:.1f} %  {elapsed_s:.0f} s, {left_s:.0f} s left"
        )
        return _Mark(self._step, now_s)

    @property
    def _step_tokens(self) -> int:
        return self._n_windows * self._options.shape.context_tokens

    def _validate(self) -> None:
        self._valid = self.validate()
        if self._valid:
            self._log({"step": self._step, "valid": self._valid})
            shown = "  ".join(f"{name} {bits:.4f}" for name, bits in self._valid.items())
            self._report(f"step {self._step}  bits per byte: {shown}")

    @torch.no_grad()
    def _valid_bits(self, part: Part) -> float:
        rows = even_windows(part, self._options.shape.context_tokens, self._options.valid_windows)
        batch = to_batch(rows)
        nats = 0.0
        for start in range(0, len(rows), self._options.micro_windows):
            chosen = slice(start, start + self._options.micro_windows)
            ids, targets = self._moved(batch.ids[chosen]), self._moved(batch.targets[chosen])
            # Not the compiled one: without gradients it would be compiled anew.
            with self._mixed_precision():
                nats += float(self._model(ids, targets))
        per_token = nats / max(1, batch.n_learnt)
        return per_token / math.log(2) / part.bytes_per_token if part.bytes_per_token else per_token

    def _keep(self) -> None:
        content = {
            "shape": self._options.shape.as_dict(),
            "tokenizer_sha256": self._shards.tokenizer_sha256,
            "step": self._step,
            "elapsed_s": self._earlier_s + self._clock() - self._started_s,
            "progress": self._progress(),
            "valid": self._valid,
            "model": self._model.state_dict(),
            "optimizers": self._optimizers.state_dict(),
            "sampler": self._sampler.state_dict(),
        }
        path = save_checkpoint(self._options.out, content)
        self._report(f"step {self._step}  kept {path}")

    def _resume(self) -> None:
        content = load_checkpoint(self._options.out, self._device)
        if content is None:
            return
        if content["shape"] != self._options.shape.as_dict():
            raise UnusableInput("The checkpoint has another shape; choose another --out.")
        if content["tokenizer_sha256"] != self._shards.tokenizer_sha256:
            raise UnusableInput("The checkpoint has another tokenizer; choose another --out.")
        self._model.load_state_dict(content["model"])
        self._optimizers.load_state_dict(content["optimizers"])
        self._sampler.load_state_dict(content["sampler"])
        self._step = int(content["step"])
        self._earlier_s = float(content["elapsed_s"])
        self._earlier_progress = float(content["progress"])
        self._valid = dict(content["valid"])
        self._report(f"step {self._step}  resumed after {self._earlier_s:.0f} s")

    def _start_from(self, start: StartWeights) -> None:
        try:
            self._model.load_state_dict(start.tensors)
        except RuntimeError as error:
            words = "The weights to start from are of another shape; give --layers and so on."
            raise UnusableInput(words) from error

    def _end(self, is_finished: bool) -> dict[str, Any]:
        self._validate()
        self._keep()
        facts = self._facts(is_finished)
        weights = {
            name: weight.detach().float().cpu().numpy()
            for name, weight in self._model.state_dict().items()
        }
        folder = self._options.out / "pieces"
        write_pieces(folder, weights, self._options.shape, facts, self._options.piece_bytes)
        self._report(f"step {self._step}  weights in {folder}")
        return facts

    def _facts(self, is_finished: bool) -> dict[str, Any]:
        options = self._options
        elapsed_s = self._earlier_s + self._clock() - self._started_s
        return {
            "is_decayed": is_finished,
            "steps": self._step,
            "tokens": self._step * self._step_tokens,
            "step_tokens": self._step_tokens,
            "seconds": round(elapsed_s, 1),
            "passes": {name: round(n, 3) for name, n in self._sampler.passes().items()},
            "mix": self._mixes[0],
            "decay_mix": self._mixes[1],
            "valid": self._valid,
            "valid_unit": "bits per byte",
            "n_parameters": options.shape.n_parameters,
            "rates": {"matrices": options.rates.matrices, "others": options.rates.others},
            "weight_decay": options.rates.weight_decay,
            "warm_up_steps": options.schedule.n_warm_up,
            "decay_share": options.schedule.decay_share,
            "seed": options.seed,
            "started_from_sha256": options.start.sha256 if options.start else None,
            "device": _device_name(self._device),
            "torch": torch.__version__,
            "tokenizer_sha256": self._shards.tokenizer_sha256,
        }

    def _log(self, line: dict[str, Any]) -> None:
        with (self._options.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where the last line was written."""

    step: int
    at_s: float


def _read_mixes(options: Options, shards: Shards) -> tuple[dict[str, float], dict[str, float]]:
    first = parse_mix(options.mix, shards.parts)
    return first, parse_mix(options.decay_mix, shards.parts) if options.decay_mix else first


def _device_name(device: torch.device) -> str:
    return torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"
