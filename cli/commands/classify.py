"""`ecomstat classify`: decide what the websites can do."""

import click

from catalogue.messages import say
from cli.session import Session, country_argument, with_session
from store.opening import Store
from store.runs import recording


@click.command(help=say("Decide, from the signals, what each enterprise's website can do: yes, no or unknown."))
@country_argument
@with_session
def command(session: Session, country: str) -> None:
    """Decides and says how many."""
    with session.open() as store:
        classify_wave(session, store, country, session.begin(store, country))


def classify_wave(session: Session, store: Store, country: str, wave: str) -> None:
    """Decides a wave's capabilities."""
    from classify import classify

    with recording(store, "classify", {}, country, wave) as counts:
        report = classify(store, country, wave, session.progress)
        counts.update(report.counts)
    click.echo(report.sentence)
