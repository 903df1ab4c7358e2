"""`ecomstat frame`: load a register extract."""

from pathlib import Path

import click

from catalogue.messages import say, say_count
from cli.session import Session, country_argument, with_session
from store.candidates import count_lacking
from store.opening import Store
from store.runs import recording


@click.command(help=say("Load a register extract (CSV, Excel, Stata or SPSS). Bad rows are listed with their reasons, good ones are kept."))
@country_argument
@click.argument("register", type=click.Path(path_type=Path))
@click.option(
    "--columns",
    "pairs",
    multiple=True,
    metavar="OURS=THEIRS",
    help=say("Which column is which, such as name=COMPANY_NAME. Repeat it, or separate by commas."),
)
@click.option("--classification", help=say("The activity classification of the register, such as ISIC4, NACE2 or ISIC3.1."))
@click.option("--reference-date", help=say("The day on which the register was true, such as 2026-01-01."))
@click.option("--scope", help=say("Which units the register holds, in words; tables will say so."))
@click.option("--sheet", help=say("The sheet of an Excel file (otherwise the first)."))
@click.option("--encoding", help=say("The text encoding (otherwise recognised)."))
@click.option("--delimiter", help=say("The character between columns (otherwise recognised)."))
@click.option("--unit-type", type=click.Choice(["enterprise", "establishment", "group"]), help=say("What a row is, if no column says it."))
@with_session
def command(session: Session, country: str, register: Path, pairs: tuple[str, ...], **options: str | None) -> None:
    """Loads the register and says what was kept and what was not."""
    from scrapers.frame import load_register

    with session.open(create=True) as store:
        wave = session.begin(store, country, needs_frame=False)
        with recording(store, "frame", {"register": register.name, "columns": list(pairs), **options}, country, wave) as counts:
            report = load_register(
                store, register, country=country, wave=wave, columns=_read_pairs(pairs), progress=session.progress, **options
            )
            counts.update(read=report.read, loaded=report.loaded, new=report.new, updated=report.updated, rejected=report.rejected)
    session.progress.finish()
    for warning in report.warnings:
        click.echo(say("Note: {warning}", warning=warning))
    if report.rejected:
        sentence = say_count(
            "{count} row was not loaded; it is listed with the reason in {file}.",
            "{count} rows were not loaded; they are listed with their reasons in {file}.",
            report.rejected,
            file=report.rejects_path,
        )
        click.echo(sentence)
    click.echo(
        say(
            "Loaded {loaded} of {read} rows: {new} new enterprises, {updated} updated. Next: ecomstat crawl {country}",
            loaded=report.loaded, read=report.read, new=report.new, updated=report.updated, country=country,
        )
    )  # fmt: skip
    with session.open() as store:
        _tell_lacking(store, country, wave)


def _tell_lacking(store: Store, country: str, wave: str) -> None:
    """Says how many enterprises name no website, and what looks for some."""
    if lacking := count_lacking(store, country, wave):
        told = say_count("{count} enterprise of the wave names no website", "{count} enterprises of the wave name no website", lacking)
        click.echo(say("{told}: `ecomstat find {country}` looks for some.", told=told, country=country))


def _read_pairs(pairs: tuple[str, ...]) -> dict[str, str] | None:
    """{our column: the register's column} from `ours=theirs` words."""
    found = {}
    for pair in (part for word in pairs for part in word.split(",")):
        ours, equals, theirs = pair.partition("=")
        if not equals or not ours.strip() or not theirs.strip():
            raise click.UsageError(say("--columns takes pairs such as name=COMPANY_NAME, not {pair}.", pair=pair))
        found[ours.strip()] = theirs.strip()
    return found or None
