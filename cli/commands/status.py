"""`ecomstat status`: what is in the store, what ran, what failed."""

import click

from catalogue.errors import StoreError
from catalogue.messages import say, say_text
from catalogue.statuses import load_statuses
from cli.commands.release import print_releases
from cli.printing import print_table
from cli.session import Session, with_session
from store.frame import read_waves
from store.opening import Store
from store.overview import count_rows
from store.releases import read_releases
from store.runs import read_runs
from store.websites import count_statuses


@click.command(help=say("What is in the store, what ran, what failed."))
@with_session
def command(session: Session) -> None:
    """Prints the store's contents and the newest runs."""
    with session.open() as store:
        click.echo(say("Store {db}", db=session.db))
        waves = read_waves(store)
        asked = [w for w in waves if session.asked_wave in (None, w[1])]
        if waves and not asked:
            known = ", ".join(sorted({wave for _, wave, _ in waves}))
            raise StoreError(say("The store holds no wave {wave}, but {known}.", wave=session.asked_wave, known=known))
        if not waves:
            click.echo(say("The store {db} is empty: begin with `ecomstat frame COUNTRY register.csv`.", db=session.db))
        for country, wave, _ in asked:
            _print_wave(store, country, wave)
        _print_runs(store)


def _print_wave(store: Store, country: str, wave: str) -> None:
    click.echo(say("\n{country}, wave {wave}", country=country, wave=wave))
    counts = count_rows(store, country, wave)
    print_table([say("holds"), say("rows")], list(counts.items()), indent="  ")
    if releases := read_releases(store, country, wave):
        click.echo()
        print_releases(releases, indent="  ")
    if statuses := count_statuses(store, country, wave):
        click.echo()
        known = load_statuses()
        rows = [(status, number, say_text(known[status].meaning) if status in known else None) for status, number in statuses.items()]
        print_table([say("status"), say("websites"), say("meaning")], rows, indent="  ")


def _print_runs(store: Store) -> None:
    runs = read_runs(store, newest=10)
    if not runs:
        return
    click.echo(say("\nNewest runs"))
    header = [say("run"), say("command"), say("country"), say("wave"), say("started"), say("outcome"), say("counts")]
    rows = [
        (
            r.run,
            r.command,
            r.country,
            r.wave,
            r.started,
            r.outcome,
            ", ".join(f"{k} {v}" for k, v in r.counts.items() if not isinstance(v, (dict, list))),
        )
        for r in runs
    ]
    print_table(header, rows, indent="  ")
