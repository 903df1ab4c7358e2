"""`ecomstat classify`: decide what the websites can do."""

import click

from catalogue.messages import say
from cli.session import Session, country_argument, with_session
from store.opening import Store


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

    report = classify(store, country, wave, session.progress)
    session.progress.finish()
    if not report.enterprises:
        click.echo(
            say("No enterprise of the register has a website, so nothing was decided: `ecomstat frame` takes them from the column url.")
        )
        return
    ordering = report.answers.get("online_ordering", {})
    click.echo(
        say(
            "Decided {enterprises} enterprises with {sites} websites by {model}. Online ordering: {yes} yes, {no} no, {unknown} unknown.",
            enterprises=report.enterprises,
            sites=report.sites,
            model=report.model,
            yes=ordering.get("yes", 0),
            no=ordering.get("no", 0),
            unknown=ordering.get("unknown", 0),
        )
    )
