"""What reviewers who differ could do to a share: said beside the estimate, and never corrected."""

from itertools import combinations
from math import isnan

from aggregate.estimators.disagreement import bound_by_disagreement
from catalogue.messages import say
from store.opening import Store
from store.reviews import read_labels, read_sample

FEWEST_PAIRS = 10


def find_disagreement(store: Store, country: str, wave: str, question: str, source: str, sample: str) -> tuple[int, float] | None:
    """How many pairs of reviewers judged the same enterprise, and the share of pairs that differ; None with fewer than ten.

    The share is weighted as the sample was drawn, since audits hold more of what is rare; enterprises outside of the sample weigh 1.
    Adjudications and answers of unknown are no second opinions; who answers again takes back the earlier answer.
    """
    given = dict[str, dict[str, str]]()
    for label in read_labels(store, country, wave, question):
        if label.source == source and label.sample in (None, sample) and label.round != "adjudicated" and label.answer in ("yes", "no"):
            given.setdefault(label.enterprise_id, {})[label.labeller] = label.answer
    weights = _weigh_units(store, country, wave, sample)
    pairs = [
        (weights.get(enterprise, 1.0), first != second)
        for enterprise, answers in given.items()
        for first, second in combinations(answers.values(), 2)
    ]
    if len(pairs) < FEWEST_PAIRS:
        return None
    return len(pairs), sum(weight for weight, differs in pairs if differs) / sum(weight for weight, _ in pairs)


def _weigh_units(store: Store, country: str, wave: str, sample: str) -> dict[str, float]:
    units = read_sample(store, country, wave, sample)
    return {str(unit): 1 / chance for unit, chance in zip(units["enterprise_id"], units["inclusion_probability"], strict=True)}


def note_disagreement(question: str, share: float, pairs: int, disagreeing: float) -> str:
    """A sentence that says between what the share would lie if single reviewers err as often as pairs of them differ.

    Bounds that are none, since errors of one kind cannot have made such a share, are not given.
    """
    bounds = bound_by_disagreement(share, disagreeing)
    told = {"question": question, "differing": _write_percent(disagreeing), "pairs": pairs, "share": _write_percent(share)}
    if isnan(bounds.lowest) or isnan(bounds.highest):
        return say(
            "{question}: two reviewers differed on {differing} % of {pairs} enterprises: too often beside a share of {share} % for errors"
            " of one kind alone, so that it could as well be lower as higher; the margin does not hold this.",
            **told,
        )
    return say(
        "{question}: two reviewers differed on {differing} % of {pairs} enterprises. If single reviewers err as often, the share of"
        " {share} % could stand for {low} % (all errors wrong yes) to {high} % (all wrong no); the margin does not hold this.",
        **told,
        low=_write_percent(bounds.lowest),
        high=_write_percent(bounds.highest),
    )


def _write_percent(share: float) -> str:
    return f"{100 * share:.1f}"
