"""`ecomstat evaluate`: the decisions against labels."""

from collections.abc import Sequence
from pathlib import Path

import click

from catalogue.errors import LabelError
from catalogue.messages import say
from classify.linking.weights import link_model_file
from classify.scores import Score, evaluate
from classify.trained.current import find_own_model
from classify.truth import BREAKDOWNS
from cli.link_scores import check_truth, load_known_sites, print_link_scores
from cli.printing import percent, print_table, print_wrapped, write_rate
from cli.session import Session, country_argument, with_session
from store.additions import models_folder

MOST_UNKNOWN = 0.1
"""The share of readable websites that may be left unknown."""


@click.command(help=say("Precision, recall, specificity, F1 and Brier score of the decisions, with 95 % intervals, against labels."))
@country_argument
@click.option("--by", type=click.Choice([*BREAKDOWNS, "all"]), multiple=True, help=say("Also for the groups of this breakdown."))
@click.option("--reliability", is_flag=True, help=say("Also how often what was said with each probability came true."))
@click.option("--links", is_flag=True, help=say("Which website belongs to which enterprise, instead of what websites can do."))
@click.option(
    "--truth",
    type=click.Path(path_type=Path),
    help=say("With --links: a file with the columns enterprise_id and site (empty: it has none), in place of what reviewers answered."),
)
@with_session
def command(session: Session, country: str, by: tuple[str, ...], reliability: bool, links: bool, truth: Path | None) -> None:
    """Prints the scores."""
    if links or truth:
        check_truth(links, truth)
        if by or reliability:
            raise click.UsageError(say("--by and --reliability speak of what websites can do: leave them out with --links."))
        _evaluate_links(session, country, truth)
        return
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
    everyone = [score for score in scores if score.dimension == "_T"]
    if reliability:
        print_reliability(everyone)
    if open_too_often := [f"{s.capability} ({percent(s.unknown_share, 0)})" for s in everyone if s.unknown_share > MOST_UNKNOWN]:
        click.echo(say("Left unknown of more than one readable website in ten: {names}.", names=", ".join(open_too_often)))
    print_wrapped(
        say(
            "n: labelled enterprises whose website was read. TP, FP: yes decided rightly, wrongly. FN, TN: no decided wrongly, rightly;"
            " recall counts an unknown that is yes as missed. Skill: 1 is perfect, 0 no better than always stating the common share."
        )
    )
    for sentence in dict.fromkeys(_describe_labels(score) for score in scores):
        click.echo(sentence)
    own = find_own_model(models_folder(session.db), country)
    if own and any(score.labels.source in own.sources for score in everyone):
        print_wrapped(
            say(
                "Note: your own model has learnt from labels of the same source, so that these figures look better than they are; those of"
                " websites it had not seen are in `ecomstat train {country} --card`.",
                country=country,
            )
        )


def _evaluate_links(session: Session, country: str, file: Path | None) -> None:
    from classify.linking.scores import evaluate_links

    with session.open() as store:
        wave = session.begin(store, country)
        known = load_known_sites(store, country, wave, file)
        print_link_scores(evaluate_links(store, country, wave, known))
        if link_model_file(models_folder(store.path), country).exists():
            print_wrapped(
                say("Note: your own weights of links may have learnt from this file; then the figures look better than they are.")
            )


def print_scores(scores: Sequence[Score]) -> None:
    """A table of scores."""
    grouped = any(score.group != "_T" for score in scores)
    header = [say("capability"), *([say("group")] if grouped else []), "n", "TP", "FP", "FN", "TN", say("unknown"), say("not read")]
    header += [say("precision"), say("recall"), say("specificity"), "F1", "Brier", say("skill")]
    print_table(header, [_row(score, grouped) for score in scores])


def print_reliability(scores: Sequence[Score]) -> None:
    """For each capability and range of probabilities: how many, the mean stated, and the share that came true."""
    click.echo(say("\nReliability: of websites given about this probability, how many have it"))
    rows = [
        [score.capability, f"{b.low:.1f}–{b.high:.1f}", b.n, f"{b.stated:.2f}", write_rate(b.observed)]
        for score in scores
        if score.reliability is not None
        for b in score.reliability.bins
    ]
    print_table([say("capability"), say("probability"), "n", say("mean stated"), say("came true")], rows)


def _row(score: Score, grouped: bool) -> list[object]:
    c = score.counts
    counts = [score.n, c.tp, c.fp, c.fn, c.tn, c.unknown_yes + c.unknown_no, c.unread]
    rates = [write_rate(rate) for rate in (score.precision, score.recall, score.specificity, score.f1)]
    r = score.reliability
    brier = ["–", "–"] if r is None else [f"{r.brier:.3f}", "–" if r.skill is None else f"{r.skill:.2f}"]
    return [score.capability, *([score.group] if grouped else []), *counts, *rates, *brier]


def _describe_labels(score: Score) -> str:
    if score.weighted:
        return say("Labels: the probability sample {sample}, weighted to the whole register.", sample=score.labels.sample)
    return say("Labels: {source}, not a probability sample; the figures speak of these enterprises only.", source=score.labels.source)
