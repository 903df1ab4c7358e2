"""How far calibration may take a weight from its design weight: four distances, each by its F, the ratio of new to old weight.

Source: Deville and Särndal, Calibration Estimators in Survey Sampling, JASA 87 (1992) 376-382, cases 1, 2, 6 and 7.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from aggregate.estimators.arrays import Floats
from catalogue.errors import EstimateError
from catalogue.messages import say

LARGEST_EXPONENT = 100.0


@dataclass(frozen=True, slots=True)
class Distance:
    """F and its derivative at u = x'λ; F(0) = 1. `low` and `high` bound the ratio for `logit` and `truncated` only.

    `linear` F = 1 + u (weights may become negative); `raking` F = exp(u) (never negative, may become very large); `logit` a smooth curve
    between the bounds; `truncated` 1 + u cut off at them.

    Raises:
        EstimateError: bounds that do not enclose 1.
    """

    kind: Literal["linear", "raking", "logit", "truncated"]
    low: float = 0.4
    high: float = 2.5

    def __post_init__(self) -> None:
        if not 0 <= self.low < 1 < self.high < np.inf:
            raise EstimateError(
                say(
                    "The bounds of calibration must enclose 1, such as 0.4 and 2.5; they are {low} and {high}.",
                    low=self.low,
                    high=self.high,
                )
            )

    def find_ratios(self, u: Floats) -> Floats:
        """F(u), the shape of u."""
        match self.kind:
            case "linear":
                return 1 + u
            case "raking":
                return np.asarray(np.exp(np.minimum(u, LARGEST_EXPONENT)))
            case "truncated":
                return np.clip(1 + u, self.low, self.high)
            case _:
                grown = self._grow(u)
                return np.asarray((self.low * self._above + self.high * self._below * grown) / (self._above + self._below * grown))

    def find_slopes(self, u: Floats) -> Floats:
        """F'(u), the shape of u."""
        match self.kind:
            case "linear":
                return np.ones_like(u)
            case "raking":
                return self.find_ratios(u)
            case "truncated":
                return np.asarray((1 + u > self.low) & (1 + u < self.high), dtype=np.float64)
            case _:
                ratios = self.find_ratios(u)
                return np.asarray((ratios - self.low) * (self.high - ratios) / (self._below * self._above))

    @property
    def _below(self) -> float:
        return 1 - self.low

    @property
    def _above(self) -> float:
        return self.high - 1

    def _grow(self, u: Floats) -> Floats:
        steepness = (self.high - self.low) / (self._below * self._above)
        return np.asarray(np.exp(np.clip(steepness * u, -LARGEST_EXPONENT, LARGEST_EXPONENT)))


LINEAR = Distance("linear")
RAKING = Distance("raking")
