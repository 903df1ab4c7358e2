"""`ecomstat aggregate`: estimates with margins."""

import click

from catalogue.messages import say
from cli.session import Session, country_argument, with_session
from store.opening import Store
from store.runs import recording


@click.command(help=say("Estimate shares and numbers of enterprises, with margins, from decisions and labels."))
@country_argument
@click.option(
    "--also",
    default="",
    help=say("Experimental methods to set beside: model_based, combined, misclassification, small_areas (with commas), or all."),
)
@with_session
def command(session: Session, country: str, also: str) -> None:
    """Estimates and says what came out."""
    with session.open() as store:
        aggregate_wave(session, store, country, session.begin(store, country), also)


def aggregate_wave(session: Session, store: Store, country: str, wave: str, also: str = "") -> None:
    """Estimates one wave; `also` names experimental methods to set beside the default one."""
    from aggregate import aggregate
    from aggregate.comparing_methods import read_methods

    methods = read_methods(also)
    with recording(store, "aggregate", {"also": list(methods)}, country, wave) as counts:
        report = aggregate(store, country, wave, also=methods, run=counts["run"], progress=session.progress)
        counts.update(report.counts)
    session.progress.finish()
    click.echo(report.sentence)
    if methods:
        for note in report.notes:
            click.echo(note)
