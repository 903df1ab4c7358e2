"""`ecomstat evaluate`: the decisions against labels."""

from collections.abc import Sequence

import click

from catalogue.errors import LabelError
from catalogue.messages import say
from classify.intervals import Rate
from classify.scores import Score, evaluate
from classify.truth import BREAKDOWNS
from cli.printing import print_table
from cli.session import Session, country_argument, with_session


@click.command(help=say("Precision, recall, specificity and F1 of the decisions, with 95 % intervals, against labels."))
@country_argument
@click.option("--by", type=click.Choice([*BREAKDOWNS, "all"]), multiple=True, help=say("Also for the groups of this breakdown."))
@with_session
def command(session: Session, country: str, by: tuple[str, ...]) -> None:
    """Prints the scores."""
    with session.open() as store:
        wave = session.begin(store, country)
        scores = evaluate(store, country, wave, by="all" if "all" in by else by)
    if not scores:
        raise LabelError(
            say("There are no labels to compare with: `ecomstat labels {country} import FILE.csv` loads some.", country=country)
        )
    for dimension in dict.fromkeys(score.dimension for score in scores):
        if dimension != "_T":
            click.echo(say("\nBy {dimension}", dimension=dimension))
        print_scores([score for score in scores if score.dimension == dimension])
    for sentence in dict.fromkeys(_describe_labels(score) for score in scores):
        click.echo(sentence)


def print_scores(scores: Sequence[Score]) -> None:
    """A table of scores."""
    grouped = any(score.group != "_T" for score in scores)
    header = [say("capability"), *([say("group")] if grouped else []), "n", "TP", "FP", "FN", "TN", say("unknown"), say("not read")]
    header += [say("precision"), say("recall"), say("specificity"), "F1"]
    print_table(header, [_row(score, grouped) for score in scores])


def _row(score: Score, grouped: bool) -> list[object]:
    c = score.counts
    counts = [score.n, c.tp, c.fp, c.fn, c.tn, c.unknown_yes + c.unknown_no, c.unread]
    rates = [_show(rate) for rate in (score.precision, score.recall, score.specificity, score.f1)]
    return [score.capability, *([score.group] if grouped else []), *counts, *rates]


def _show(rate: Rate | None) -> str:
    return "–" if rate is None else f"{rate.value:.2f} [{rate.low:.2f}, {rate.high:.2f}]"


def _describe_labels(score: Score) -> str:
    if score.weighted:
        return say("Labels: the probability sample {sample}, weighted to the whole register.", sample=score.labels.sample)
    return say("Labels: {source}, not a probability sample; the figures speak of these enterprises only.", source=score.labels.source)
