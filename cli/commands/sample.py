"""`ecomstat sample`: draw whom people review."""

import click

from catalogue.messages import say
from cli.session import Session, country_argument, with_session
from store.runs import recording


@click.command(help=say("Draw a stratified probability sample of enterprises to review, from the whole register."))
@country_argument
@click.option("--size", type=click.IntRange(1), required=True, help=say("How many enterprises."))
@click.option("--for", "capability", default="online_ordering", show_default=True, help=say("The capability whose states are the strata."))
@click.option("--seed", type=int, default=1, show_default=True, help=say("The same seed draws the same sample."))
@click.option("--name", help=say("The sample's name (otherwise made from the wave)."))
@with_session
def command(session: Session, country: str, size: int, capability: str, seed: int, name: str | None) -> None:
    """Draws the sample and says how."""
    from aggregate import draw_sample

    with session.open() as store:
        wave = session.begin(store, country)
        with recording(store, "sample", {"size": size, "for": capability, "seed": seed, "name": name}, country, wave) as counts:
            report = draw_sample(store, country, wave, size=size, capability=capability, seed=seed, name=name)
            counts.update(report.counts)
    click.echo(report.sentence)
