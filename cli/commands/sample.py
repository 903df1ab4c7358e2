"""`ecomstat sample`: draw whom people review."""

from pathlib import Path

import click

from catalogue.messages import say
from cli.session import Session, WholeNumber, country_argument, with_session
from store.cells import read_decided
from store.opening import Store
from store.reviews import read_designs
from store.runs import recording


@click.command(help=say("Draw a stratified probability sample of enterprises to review, from the whole register."))
@country_argument
@click.option("--size", type=WholeNumber(1), help=say("How many enterprises to draw."))
@click.option("--for", "capability", default="online_ordering", show_default=True, help=say("The capability whose states are the strata."))
@click.option("--seed", type=WholeNumber(0), default=1, show_default=True, help=say("The same seed draws the same sample."))
@click.option("--name", help=say("The sample's name (otherwise made from the wave)."))
@click.option(
    "--to",
    "sheet",
    type=click.Path(path_type=Path),
    help=say("Also write the sample as a sheet for reviewers to fill: CSV, or Excel where the name ends in .xlsx."),
)
@with_session
def command(session: Session, country: str, size: int | None, capability: str, seed: int, name: str | None, sheet: Path | None) -> None:
    """Draws the sample, writes the sheet, and says how."""
    if size is None and sheet is None:
        raise click.UsageError(say("Say how many to draw, as in `--size 400`, or where to write the newest sample, with `--to FILE.csv`."))
    with session.open() as store:
        wave = session.begin(store, country)
        if size is not None:
            known = _find_drawn(store, country, wave, size, capability, seed) if name is None else None
            name = known or _draw(store, country, wave, size, capability, seed, name)
        if sheet is not None:
            _write_sheet(store, country, wave, sheet, name)


def _find_drawn(store: Store, country: str, wave: str, size: int, capability: str, seed: int) -> str | None:
    """The sample that the same command has drawn before, so that typing it twice draws once."""
    asked = (size, capability, seed, read_decided(store, country, wave).get(capability))
    same = [d.sample for d in read_designs(store, country, wave) if (d.size, d.capability, d.seed, d.model) == asked]
    if not same:
        return None
    sentence = "The sample {sample} was drawn so already, and stays as it is. For another one, give it a --name and another --seed."
    click.echo(say(sentence, sample=same[-1]))
    return same[-1]


def _draw(store: Store, country: str, wave: str, size: int, capability: str, seed: int, name: str | None) -> str:
    from aggregate import draw_sample

    with recording(store, "sample", {"size": size, "for": capability, "seed": seed, "name": name}, country, wave) as counts:
        report = draw_sample(store, country, wave, size=size, capability=capability, seed=seed, name=name)
        counts.update(report.counts)
    click.echo(report.sentence)
    return report.sample


def _write_sheet(store: Store, country: str, wave: str, sheet: Path, name: str | None) -> None:
    from aggregate.sampling.sheet import write_review_sheet

    rows = write_review_sheet(store, country, wave, sheet, name)
    click.echo(
        say(
            "Wrote {rows} enterprises to {file}. Fill in yes, no or unknown, then type `ecomstat labels {country} import {file} "
            "--labeller NAME`.",
            rows=rows,
            file=sheet,
            country=country,
        )
    )
