"""`ecomstat indicators`: the catalogue of indicators, and which of the core ones a wave publishes."""

from typing import TYPE_CHECKING

import click

from catalogue.errors import ProfileError
from catalogue.indicators import Indicator, find_indicator, load_context, load_indicators
from catalogue.messages import say
from cli.printing import print_table, print_wrapped
from cli.session import Country, Session, with_session

if TYPE_CHECKING:
    from aggregate.publication.core_indicators import CoreIndicator


@click.command(
    help=say(
        "The indicators with their definitions, what the web can show of them, and the SDG targets and WSIS action lines tied to them. With"
        " --country: which of the Partnership's core indicators B1 to B12 a wave publishes, how, and why it lacks the others."
    )
)
@click.argument("code", required=False)
@click.option("--country", type=Country(), help=say("Also whether this country's wave publishes the core indicators, as estimated now."))
@with_session
def command(session: Session, code: str | None, country: str | None) -> None:
    """Prints all indicators, or one whole; for a country what its wave publishes."""
    if country is not None:
        _print_published(session, country, code)
        return
    if code is None:
        _print_all()
        return
    indicator = find_indicator(code)
    if indicator is None:
        known = ", ".join(i.code for i in load_indicators())
        raise ProfileError(say("There is no indicator {code}. Known are {known}.", code=code, known=known))
    _print_one(indicator)


def _print_published(session: Session, country: str, code: str | None) -> None:
    from aggregate.publication.collecting import collect_publication
    from aggregate.publication.core_indicators import list_core_indicators

    with session.open() as store:
        listed = list_core_indicators(collect_publication(store, country, session.begin(store, country)), for_office=True)
    chosen = [found for found in listed if code is None or found.code.casefold() == code.casefold()]
    if not chosen:
        known = ", ".join(found.code for found in listed)
        raise ProfileError(say("{code} is none of the Partnership's core indicators: {known}.", code=code, known=known))
    for found in chosen:
        _print_core(found)


def _print_core(found: "CoreIndicator") -> None:
    from aggregate.publication.core_indicators import name_status

    click.echo(f"{found.code} {found.name}: {name_status(found.status)}")
    print_wrapped(f"  {found.explanation}", hanging=0)
    for tie in found.ties:
        print_wrapped(f"  {tie.framework} {tie.code}: {tie.name} [{tie.source}, {tie.url}]", hanging=2)


def _print_all() -> None:
    header = [say("code"), say("name"), say("on the web"), say("rests on"), say("official item"), say("match")]
    print_table(header, [(i.code, i.name, i.on_web, i.basis, " ".join(i.eurostat) or None, i.match) for i in load_indicators()])
    click.echo(say("`ecomstat indicators B5` shows one whole: definition, denominator, sources and ties."))
    click.echo(say("\nFrameworks around these indicators (context, not ties):"))
    for statement in load_context():
        click.echo(f"  {statement.framework}: {statement.statement} [{statement.source}]")


def _print_one(indicator: Indicator) -> None:
    click.echo(f"{indicator.code}: {indicator.name}")
    facts = {
        say("definition"): indicator.definition,
        say("numerator"): indicator.numerator,
        say("denominator"): indicator.denominator,
        say("what the web shows"): f"{indicator.on_web}: {indicator.web_reason}",
        say("must rest on"): indicator.basis,
        say("Eurostat"): ", ".join(indicator.eurostat),
        say("OECD"): ", ".join(indicator.oecd),
        say("match with the official item"): indicator.match,
        say("note"): indicator.note,
        say("sources"): "; ".join(indicator.sources),
    }
    for name, value in facts.items():
        if value:
            click.echo(f"  {name}: {value}")
    for tie in indicator.ties:
        click.echo(f"  {tie.framework} {tie.code}: {tie.name} [{tie.source}, {tie.url}]")
    if not indicator.ties:
        click.echo("  " + say("SDG targets and WSIS action lines: no tie with a source that we could read."))
