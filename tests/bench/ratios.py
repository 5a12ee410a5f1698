"""What a benchmark answers: ours against the bare equivalent, both measured in the same run."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Ratio:
    """How fast ours is, as a part of how fast the bare equivalent is. At least `goal` is wanted."""

    name: str
    ours: float
    bare: float
    unit: str
    goal: float

    @property
    def value(self) -> float:
        return self.ours / self.bare

    def line(self) -> str:
        word = "ok  " if self.value >= self.goal else "MISS"
        numbers = f"{self.ours:,.0f} against {self.bare:,.0f} {self.unit}"
        return f"{word} {self.name:<44} {self.value:5.2f} (at least {self.goal})   {numbers}"


def side_by_side(ours: Callable[[int], float], bare: Callable[[int], float], rounds: int = ROUNDS):
    """The medians of both, run in turns so that what disturbs one disturbs the other as well.

    Each is called with the number of the round and answers a speed.
    """
    pairs = [(ours(turn), bare(turn)) for turn in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
