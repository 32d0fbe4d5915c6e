"""How far a run is, and how large its steps are.

Pure; the caller passes steps and seconds in. Standard library only.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """When a run ends: by steps, by seconds, or by whichever comes first.

    Attributes:
        n_steps: 0: no limit. seconds: wall clock of all its processes; 0: no limit.

    Raises: ValueError when neither is set.
    """

    n_steps: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.n_steps <= 0 and self.seconds <= 0:
            raise ValueError("a run needs a number of steps or of seconds")

    def progress(self, step: int, elapsed_s: float) -> float:
        """Give the share that is done, 0..1, by the budget that is nearer its end.

        Example: Budget(n_steps=10, seconds=100).progress(2, 50.0) -> 0.5
        """
        by_steps = step / self.n_steps if self.n_steps > 0 else 0.0
        by_clock = elapsed_s / self.seconds if self.seconds > 0 else 0.0
        return min(1.0, max(by_steps, by_clock))


@dataclass(frozen=True, slots=True)
class Schedule:
    """Warm-up, a constant stretch, and a linear decay to nothing.

    Attributes:
        n_warm_up: steps to full height. decay_share: last part of the run, 0..1.

    Source: Haegele et al. 2024, "Scaling laws beyond fixed training durations".
    """

    n_warm_up: int = 100
    decay_share: float = 0.4

    def height(self, step: int, progress: float) -> float:
        """Give the factor of the learning rates, 0..1, before step number `step`.

        Example: Schedule(4, 0.5).height(1, 0.0), Schedule(4, 0.5).height(9, 0.75) -> 0.5, 0.5
        """
        rising = min(1.0, (step + 1) / self.n_warm_up) if self.n_warm_up > 0 else 1.0
        falling = min(1.0, (1.0 - progress) / self.decay_share) if self.decay_share > 0 else 1.0
        return rising * falling

    def is_decaying(self, progress: float) -> bool:
        """Tell whether the last part of the run has begun."""
        return progress >= 1.0 - self.decay_share
