"""What training came to, as a table: before and after, what changed most, and the country's shares of yes."""

from collections.abc import Callable

import click

from catalogue.messages import say
from classify.trained.card import find_changes
from classify.trained.records import LearnedCapability, Performance, TrainedModel
from cli.printing import percent, print_table

SAID = {
    "better": say("learnt weights"),
    "not_better": say("as before: learnt was no better"),
    "few_labels": say("as before: too few labels"),
}


def print_learned(model: TrainedModel) -> None:
    """Prints the table and what it means."""
    scored = [c for c in model.capabilities.values() if c.before is not None]
    header = [
        say("capability"),
        say("labels yes"),
        say("no"),
        say("precision"),
        say("recall"),
        "F1",
        "Brier",
        say("log loss"),
        say("decided by"),
    ]
    click.echo(say("Before → learnt; learnt figures are cross-fitted: each website is decided by weights learnt from the others."))
    print_table(header, [_row(c) for c in scored])
    for learned in scored:
        if learned.adopted:
            changes = "; ".join(f"{name} {old:+.1f} → {new:+.1f}" for name, old, new in find_changes(learned))
            click.echo(say("{capability}, what changed most (log-odds): {changes}", capability=learned.capability, changes=changes))
    _print_shares(model)


def _print_shares(model: TrainedModel) -> None:
    for method in ("sample", "unlabelled"):
        names = ", ".join(f"{name} {percent(s.share, 0)}" for name, s in model.shares.items() if s.method == method)
        if names and method == "sample":
            click.echo(say("Share of yes among readable websites, from the probability sample: {names}.", names=names))
        elif names:
            click.echo(
                say(
                    "Share of yes among readable websites, guessed from predictions alone, since no sample has labels enough: {names}.",
                    names=names,
                )
            )


def _row(c: LearnedCapability) -> list[object]:
    figures = [
        _pair(c, lambda p: p.precision, 2),
        _pair(c, lambda p: p.recall, 2),
        _pair(c, lambda p: p.f1, 2),
        _pair(c, lambda p: p.brier, 3),
        _pair(c, lambda p: p.log_loss, 3),
    ]
    return [c.capability, c.yes, c.no, *figures, SAID[c.why]]


def _pair(c: LearnedCapability, figure: Callable[[Performance], float | None], digits: int) -> str:
    found = [figure(p) for p in (c.before, c.after) if p is not None]
    return " → ".join("–" if value is None else f"{value:.{digits}f}" for value in found)
