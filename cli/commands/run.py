"""`ecomstat run`: the chain in one go."""

from pathlib import Path
from typing import Any

import click

from catalogue.messages import say
from cli.commands.aggregate import aggregate_options, aggregate_wave, check_options
from cli.commands.classify import classify_wave
from cli.commands.crawl import choose_phase, crawl_options, visit_websites
from cli.commands.export import export_wave, format_option, read_formats
from cli.commands.find import find_options, find_websites
from cli.session import Session, country_argument, with_session

FINDING = (
    *("allowed", "lists", "search", "search_results", "search_headers", "search_query", "search_seconds"),
    *("name_server", "guesses"),
)  # fmt: skip
"""The options that only `find` knows."""


@click.command(help=say("Find, crawl, classify, aggregate and export in one go. Interrupted, it goes on where it stopped."))
@country_argument
@crawl_options
@find_options
@aggregate_options
@format_option
@click.option(
    "--to", "directory", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help=say("The folder for the tables.")
)
@with_session
def command(
    session: Session,
    country: str,
    directory: Path,
    by: tuple[str, ...],
    also: str,
    since: str | None,
    rules: Path | None,
    formats: str,
    **options: Any,
) -> None:
    """Runs the stages one after the other."""
    from aggregate.export.writing import make_folder

    check_options(by, also, rules)
    chosen = read_formats(formats)
    make_folder(directory)  # before the crawl, so that work of hours does not end at a folder's name
    size, finding = options.pop("phase_one"), {name: options[name] for name in FINDING}
    with session.open() as store:
        wave = session.begin(store, country)
        choose_phase(store, country, wave, size)
    crawling = {name: value for name, value in options.items() if name not in FINDING}
    find_websites(session, country, wave, finding | crawling)
    visit_websites(session, country, wave, crawling)
    with session.open() as store:
        classify_wave(session, store, country, wave)
        aggregate_wave(session, store, country, wave, by, also, since, rules)
        export_wave(store, country, wave, directory, chosen, "draft", session.progress)
