"""Where a change of published figures comes from: from the enterprises, from another model, or from other coverage.

The three parts add up to the change, and each has its own error from the panel (`panel`). The first wave decided again by the new model is
what tells model from reality: without it the two cannot be told apart, and the series has a break.
"""

from dataclasses import dataclass

from aggregate.estimators.arrays import Estimates
from aggregate.estimators.panel import Figures, Panel, combine_figures


@dataclass(frozen=True, slots=True)
class ChangeParts:
    """The published change and its parts, each with values and standard errors of shape (rows,): total = real + model + coverage."""

    total: Estimates
    real: Estimates
    model: Estimates
    coverage: Estimates


def decompose_change(
    published: tuple[Figures, Figures], first_by_new_model: Figures, panel: Panel, common: tuple[Figures, Figures] | None = None
) -> ChangeParts:
    """Real change, effect of the new model, and effect of other coverage.

    Args:
        published: the figures of the first wave (by the old model) and of the second (by the new one), as they were covered.
        first_by_new_model: the first wave's figures, covered as published, by the new model; the published ones if it is the same.
        panel: both samples; units of a frame that was read whole have sizes equal to their number and no sampling error.
        common: the figures of both waves by the new model among units that both waves cover; None where coverage needs no
            correction, as with labels that stand for all enterprises.
    """
    first, second = published
    both = common or (first_by_new_model, second)
    return ChangeParts(
        total=combine_figures([(1, second), (-1, first)], panel),
        real=combine_figures([(1, both[1]), (-1, both[0])], panel),
        model=combine_figures([(1, first_by_new_model), (-1, first)], panel),
        coverage=combine_figures([(1, second), (-1, both[1]), (1, both[0]), (-1, first_by_new_model)], panel),
    )
