"""What a measurement gives: figures, and how they are computed from what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

RUNS = 3


@dataclass(frozen=True, slots=True)
class Target:
    """What the figure should exceed, and what of the row is compared with it."""

    above: float
    text: str

    def verdict(self, value: float) -> str:
        """The target with `reached` or `not reached`."""
        return f"{self.text}: {'reached' if value > self.above else 'not reached'}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what was measured, the value of each run, and beside it what people compare it with.

    `unit` is `messages/s`, `docs/s` or another rate. `beside` is another figure of the same run whose median
    the median is divided by. A target is of that ratio when there is one, else of the median.
    """

    part: str
    name: str
    unit: str
    values: Sequence[float]
    beside: "Figure | None" = None
    target: Target | None = None

    @property
    def median(self) -> float:
        """The middle value of the runs."""
        return median(self.values)

    @property
    def ratio(self) -> float | None:
        """The median as a part of the other figure's."""
        return None if self.beside is None else self.median / self.beside.median

    @property
    def verdict(self) -> str:
        """Whether the target is reached; empty without one."""
        if self.target is None:
            return ""
        return self.target.verdict(self.median if self.ratio is None else self.ratio)


@dataclass(frozen=True, slots=True)
class Share:
    """A row below a figure: the part of its time, 0 to 1, in each run."""

    part: str
    name: str
    values: Sequence[float]


Row = Figure | Share
