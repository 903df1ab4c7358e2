"""`ecomstat burden`: what a wave asked of websites."""

from pathlib import Path

import click

from catalogue.messages import say
from catalogue.numbers import write_number
from cli.new_files import check_new_csv
from cli.printing import print_table
from cli.session import Session, country_argument, with_session


@click.command(
    help=say(
        "What a wave asked of the websites that it visited: requests, bytes and seconds, in all and site by site in a file. Every crawl"
        " writes that file when it ends."
    )
)
@country_argument
@click.option("--to", "path", type=click.Path(path_type=Path), help=say("The CSV file to write (otherwise beside the store)."))
@with_session
def command(session: Session, country: str, path: Path | None) -> None:
    """Writes the report and shows its totals."""
    from scrapers.crawling.burdens import place_burdens, write_burdens

    if path is not None:
        check_new_csv(path)
    with session.open() as store:
        wave = session.begin(store, country, needs_frame=False)
        report = write_burdens(store, country, wave, path or place_burdens(session.db, country, wave))
    names = {"requests": say("Requests"), "bytes": say("Bytes"), "seconds": say("Seconds")}
    header = ("", say("in all"), say("half of the sites, at most"), say("9 in 10"), say("99 in 100"), say("most"))
    amounts = [(names[s.measure], *(write_number(value) for value in (s.total, *s.quantiles, s.most))) for s in report.spreads]
    if amounts:
        print_table(header, amounts)
    if not report.sites:
        click.echo(
            say("No website was asked for anything in wave {wave} yet: `ecomstat crawl {country}` visits them.", wave=wave, country=country)
        )
        return
    click.echo(say("{sites} websites were asked for something; {path} lists them.", sites=write_number(report.sites), path=report.path))
