"""How good decisions and reviewers were; no rate stands on fewer than ten labels."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aggregate.publication.facts import FEWEST_LABELS, Agreed, Judged, Rating
from store.opening import Store
from store.reviewing import read_queues

if TYPE_CHECKING:
    from classify.intervals import Rate
    from classify.reviewing.agreement import Agreement
    from classify.scores import Score


def judge_decisions(store: Store, country: str, wave: str) -> Iterator[Judged]:
    """Every capability that ten labelled enterprises with a readable website judge."""
    from classify.scores import evaluate

    yield from (_judge(score) for score in evaluate(store, country, wave) if score.n >= FEWEST_LABELS)


def measure_agreements(store: Store, country: str, wave: str) -> Iterator[Agreed]:
    """How far two reviewers agreed on each question of each audit, where ten enterprises were seen by two."""
    from classify.reviewing.agreement import measure_agreement

    for queue in read_queues(store, country, wave):
        if queue.blind:
            yield from (_agree(found, queue.sample) for found in measure_agreement(store, queue) if found.n >= FEWEST_LABELS)


def _judge(score: "Score") -> Judged:
    """F1 is told only with both rates that it is the mean of: beside one of them it would give the other away."""
    c = score.counts
    precision, recall = _rate(score.precision, c.tp + c.fp), _rate(score.recall, score.positives)
    is_told = precision.value is not None and recall.value is not None
    return Judged(
        score.capability,
        score.n,
        score.weighted,
        score.labels.source,
        precision=precision,
        recall=recall,
        f1=_rate(score.f1, c.tp + c.fp + c.fn + c.unknown_yes) if is_told else Rating(),
        unknown=score.unknown_share,
    )


def _agree(found: "Agreement", sample: str) -> Agreed:
    kappa = Rating(found.kappa.value, found.kappa.low, found.kappa.high) if found.kappa else Rating()
    return Agreed(found.question, found.n, found.raw.value if found.raw else None, found.positive, found.negative, kappa, sample)


def _rate(rate: "Rate | None", labels: int) -> Rating:
    """The rate, or none where it stands on too few labels."""
    return Rating(rate.value, rate.low, rate.high) if rate and labels >= FEWEST_LABELS else Rating()
