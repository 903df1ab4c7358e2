"""`ecomstat classify`: decide what the websites can do."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from catalogue.messages import say
from cli.session import Session, country_argument, with_session
from store.opening import Store

LOCK_SECONDS = 2.0


@click.command(help=say("Decide, from the signals, what each enterprise's website can do: yes, no or unknown."))
@country_argument
@click.option(
    "--beside",
    is_flag=True,
    help=say("Decide an earlier wave again by the model of now, beside its published answers: `aggregate --since` then tells its effect."),
)
@with_session
def command(session: Session, country: str, beside: bool) -> None:
    """Decides and says how many."""
    with session.open() as store:
        decide = classify_wave_beside if beside else classify_wave
        decide(session, store, country, session.begin(store, country))


@contextmanager
def deciding(store: Store, country: str) -> Iterator[None]:
    """Keeps purges away for this block, and says it where websites are being read at the same time.

    Raises:
        CrawlError: a purge, or another command that decides, is running.
    """
    from scrapers.crawling.locking import is_locked, lock_decisions

    with lock_decisions(store.path, country, LOCK_SECONDS):
        if is_locked(store.path, country):
            click.echo(
                say(
                    "Note: websites of {country} are being read at this moment. Those not read yet are unknown: run `ecomstat classify"
                    " {country}` again when that has ended.",
                    country=country,
                )
            )
        yield


def classify_wave(session: Session, store: Store, country: str, wave: str) -> None:
    """Decides a wave's capabilities."""
    from classify import classify

    with deciding(store, country):
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


def classify_wave_beside(session: Session, store: Store, country: str, wave: str) -> None:
    """Decides a wave again without touching its published answers."""
    from classify import classify_beside

    with deciding(store, country):
        report = classify_beside(store, country, wave, session.progress)
    session.progress.finish()
    told = {"enterprises": report.decided.enterprises, "wave": wave, "model": report.decided.model, "country": country}
    if report.decided.model == report.published:
        click.echo(
            say(
                "Decided {enterprises} enterprises of {wave} again by {model}, the very model of the published answers: it changed nothing"
                " that `ecomstat aggregate {country} --since {wave}` could tell.",
                **told,
            )
        )
        return
    click.echo(
        say(
            "Decided {enterprises} enterprises of {wave} again by {model}, beside the published answers of {published}, which stay as they"
            " are. Online ordering differs for {differing}. `ecomstat aggregate {country}` for a later wave with --since {wave} now tells"
            " what the model changed.",
            published=report.published,
            differing=report.differing.get("online_ordering", 0),
            **told,
        )
    )
