"""`ecomstat aggregate`: estimates with margins."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from catalogue.messages import say
from cli.printing import print_wrapped
from cli.session import Session, country_argument, with_session
from store.opening import Store
from store.runs import recording

BY = say(
    "What to cross, separated by commas: activity, division, size_class, region, urbanisation, owner_sex, or other:COLUMN for a further"
    " column of the register. Give it again for further tables; all margins come by themselves. Without it: activity,size_class,region and"
    " each of division, urbanisation, owner_sex."
)
ALSO = say("Experimental methods to set beside, separated by commas: model_based, combined, misclassification, small_areas; or all.")


OPTIONS = (
    click.option("--by", "by", multiple=True, metavar="BREAKDOWNS", help=BY),
    click.option("--also", default="", metavar="METHODS", help=ALSO),
    click.option("--since", metavar="WAVE", help=say("Changes since this wave (otherwise since the one before, if it has margins).")),
    click.option(
        "--rules",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say("The office's rules of disclosure control; without, the file disclosure.toml beside the store, else the shipped rules."),
    ),
)


def aggregate_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What tables are made, by which rules: the options of `aggregate`, which `run` has too."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command(help=say("Estimate shares and numbers of enterprises, with margins, from decisions and labels."))
@country_argument
@aggregate_options
@with_session
def command(session: Session, country: str, by: tuple[str, ...], also: str, since: str | None, rules: Path | None) -> None:
    """Estimates and says what came out."""
    with session.open() as store:
        aggregate_wave(session, store, country, session.begin(store, country), by, also, since, rules)


def check_options(by: tuple[str, ...], also: str, rules: Path | None) -> None:
    """Raises EstimateError for what can be seen to be wrong without a store, so that hours of crawling do not end at it."""
    from aggregate.comparing_methods import read_methods
    from aggregate.disclosure.rules import load_rules
    from aggregate.tables.breakdowns import read_breakdowns

    read_breakdowns(by)
    read_methods(also)
    load_rules(rules)


def aggregate_wave(
    session: Session,
    store: Store,
    country: str,
    wave: str,
    by: tuple[str, ...] = (),
    also: str = "",
    since: str | None = None,
    rules: Path | None = None,
) -> None:
    """Estimates one wave by these breakdowns and rules, with the experimental methods in `also`, and what changed since another."""
    from aggregate import aggregate
    from aggregate.changes import check_since, estimate_changes
    from aggregate.comparing_methods import read_methods
    from cli.changes import print_changes

    methods = read_methods(also)
    if since is not None:
        check_since(store, country, wave, since)
    asked: dict[str, object] = {name: list(given) for name, given in (("by", by), ("also", methods)) if given}
    asked |= {"since": since} if since else {}
    with recording(store, "aggregate", asked, country, wave) as counts:
        report = aggregate(store, country, wave, by=by, also=methods, rules=rules, run=counts["run"], progress=session.progress)
        counts.update(report.counts)
        changes = estimate_changes(store, country, wave, since, rules=rules, run=counts["run"])
    session.progress.finish()
    for note in report.notes:
        click.echo(say("Note: {warning}", warning=note))
    click.echo(report.sentence)
    for warning in report.warnings:
        print_wrapped(f"- {warning}", hanging=2)
    if changes is not None:
        print_changes(changes)
