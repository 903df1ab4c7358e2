"""`ecomstat aggregate`: estimates with margins."""

import click

from catalogue.messages import say
from cli.printing import print_wrapped
from cli.session import Session, country_argument, with_session
from store.opening import Store
from store.runs import recording

BY = (
    "What to cross, separated by commas: activity, division, size_class, region, urbanisation, owner_sex, or other:COLUMN for a further"
    " column of the register. Give it again for further tables; all margins come by themselves. Without it: activity,size_class,region and"
    " each of division, urbanisation, owner_sex."
)


@click.command(help=say("Estimate shares and numbers of enterprises, with margins, from decisions and labels."))
@country_argument
@click.option("--by", "by", multiple=True, metavar="BREAKDOWNS", help=say(BY))
@with_session
def command(session: Session, country: str, by: tuple[str, ...]) -> None:
    """Estimates and says what came out."""
    with session.open() as store:
        aggregate_wave(session, store, country, session.begin(store, country), by)


def aggregate_wave(session: Session, store: Store, country: str, wave: str, by: tuple[str, ...] = ()) -> None:
    """Estimates one wave, broken down as asked for."""
    from aggregate import aggregate

    with recording(store, "aggregate", {"by": list(by)} if by else {}, country, wave) as counts:
        report = aggregate(store, country, wave, by=by, run=counts["run"], progress=session.progress)
        counts.update(report.counts)
    session.progress.finish()
    click.echo(report.sentence)
    for warning in report.warnings:
        print_wrapped(f"- {warning}", hanging=2)
