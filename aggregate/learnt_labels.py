"""Labels that also taught the model: sampled units in the states that a model gives them which had not seen their labels.

Where a model learnt from the very labels that correct it, its errors on them are too few: shares come out as the crawl says, with margins
far too narrow. Cross-fitting puts it right (Zrnic and Candès, PNAS 121, 2024; `estimators/cross_fitting.py`): `classify` keeps for every
labelled enterprise what the weights learnt without its fold say, and of all others where the weights without a fold differ.
"""

from collections.abc import Container
from typing import Any

from aggregate.indicators import Question
from aggregate.states import NOT_READ
from aggregate.wave import Wave
from catalogue.messages import say
from store.cells import read_sampled_units
from store.cross_fits import read_learnt
from store.opening import Store


def read_units(
    where: tuple[Store, str, str], sample: str, capability: str, blind: Container[str], *, redecided: bool = False
) -> dict[str, list[Any]]:
    """A sample's units by columns, as `read_sampled_units`, with cells counted from 0.

    What a blind model says of a labelled unit is no prediction: then a state only tells whether there is a website.
    """
    units = read_sampled_units(*where, sample, capability, redecided=redecided)
    states = [min(state, NOT_READ) for state in units["state"]] if capability in blind else units["state"]
    return {**units, "cell": [cell - 1 for cell in units["cell"]], "state": states}


def note_learnt(shared: Wave, question: Question, sample: str, answered: set[int]) -> None:
    """Says what was done where the model learnt from labels of this sample's `answered` units; nothing where it did not."""
    learnt = len(answered & read_learnt(shared.store, shared.country, shared.wave, question.capability))
    told = {"question": question.question, "learnt": learnt, "labelled": len(answered), "sample": sample, "country": shared.country}
    if question.capability in shared.blind:
        shared.notes.append(
            say(
                "{question}: the model learnt from {learnt} of the {labelled} labels of sample {sample}, and what it would have decided"
                " without them was not kept. Its predictions were left out, so that margins are honest, but wider than they need be: type"
                " `ecomstat train {country} --with-audit` and `ecomstat classify {country}`, then aggregate again.",
                **told,
            )
        )
    elif learnt:
        shared.notes.append(
            say(
                "{question}: the model learnt from {learnt} of the {labelled} labels of sample {sample}; these enterprises count as decided"
                " by weights that had not seen their labels (cross-fitting).",
                **told,
            )
        )
