"""`ecomstat crawl --render`: a second pass, with a browser, over websites that are empty without scripts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from catalogue.messages import say, say_count
from cli.session import Session
from store.opening import Store
from store.shells import count_shells


@dataclass(frozen=True, slots=True)
class Shells:
    """The wave whose shells are opened, and how they are visited."""

    wave: str
    options: dict[str, Any]


def render_options(function: Any) -> Any:
    """The options of the second pass."""
    options = [
        click.option(
            "--render", is_flag=True, help=say("Visit only websites that are empty without scripts, and open them in an installed browser.")
        ),
        click.option(
            "--browser",
            type=click.Path(path_type=Path),
            help=say("The program of the browser for --render (otherwise the first Chromium, Chrome or Edge that is found)."),
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def begin_rendering(session: Session, country: str, browser: Path | None, options: dict[str, Any]) -> Shells | None:
    """What is to be visited with a browser; None where nothing is, which is said.

    Raises:
        CrawlError: the extra is not installed, or no browser.
    """
    from scrapers.rendering.browsers import WINDOWS_AT_ONCE, check_extra, find_browser

    if options.pop("phase_one") is not None:
        raise click.UsageError(say("--phase-one goes with the first crawl, not with --render."))
    with session.open() as store:
        wave = session.begin(store, country)
        count = count_shells(store, country, wave)
    if not count:
        click.echo(say("No website waits for a browser: none that was read is empty without scripts, or each was opened already."))
        return None
    check_extra()
    program = find_browser(str(browser or ""))
    click.echo(
        say_count("{count} website is opened with {program}.", "{count} websites are opened with {program}.", count, program=program)
    )
    told = {"spider": "shells", "browser": program, "same_day": True, "concurrency": WINDOWS_AT_ONCE}
    return Shells(wave, {**options, **told})


def tell_shells(store: Store, country: str, wave: str) -> None:
    """Says how many websites wait for a browser, if any do."""
    if count := count_shells(store, country, wave):
        click.echo(
            say_count(
                "{count} website is empty without scripts: `ecomstat crawl {country} --render` opens it in a browser.",
                "{count} websites are empty without scripts: `ecomstat crawl {country} --render` opens them in a browser.",
                count,
                country=country,
            )
        )
