"""`ecomstat indicators`: the catalogue of indicators."""

import click

from catalogue.errors import ProfileError
from catalogue.indicators import Indicator, find_indicator, load_context, load_indicators
from catalogue.messages import say
from cli.printing import print_table


@click.command(
    help=say(
        "The indicators with their definitions, what the web can show of them, and the SDG targets and WSIS action lines tied to them."
    )
)
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Prints all indicators, or one whole."""
    if code is None:
        _print_all()
        return
    indicator = find_indicator(code)
    if indicator is None:
        known = ", ".join(i.code for i in load_indicators())
        raise ProfileError(say("There is no indicator {code}. Known are {known}.", code=code, known=known))
    _print_one(indicator)


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
