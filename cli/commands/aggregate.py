"""`ecomstat aggregate`: estimates with margins."""

from pathlib import Path

import click

from catalogue.messages import say
from cli.session import Session, country_argument, with_session
from store.opening import Store
from store.runs import recording


@click.command(help=say("Estimate shares and numbers of enterprises, with margins, from decisions and labels."))
@country_argument
@click.option(
    "--rules",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("The office's rules of disclosure control; without, the file disclosure.toml beside the store, else the shipped rules."),
)
@with_session
def command(session: Session, country: str, rules: Path | None) -> None:
    """Estimates and says what came out."""
    with session.open() as store:
        aggregate_wave(session, store, country, session.begin(store, country), rules)


def aggregate_wave(session: Session, store: Store, country: str, wave: str, rules: Path | None = None) -> None:
    """Estimates one wave."""
    from aggregate import aggregate

    with recording(store, "aggregate", {}, country, wave) as counts:
        report = aggregate(store, country, wave, rules=rules, run=counts["run"], progress=session.progress)
        counts.update(report.counts)
    session.progress.finish()
    click.echo(report.sentence)
