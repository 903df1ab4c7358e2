"""`ecomstat release`: freeze what is published, as a vintage that never changes."""

from pathlib import Path

import click

from catalogue.messages import say
from catalogue.settings import YES
from cli.commands.export import official_option
from cli.printing import print_table, print_wrapped
from cli.session import Session, country_argument, with_session
from store.opening import Store
from store.releases import VINTAGES, Release, read_releases
from store.runs import recording
from store.settings import find_settings


@click.command(help=say("Freeze the estimates of a country as a vintage that never changes; without it, exports say DRAFT."))
@country_argument
@click.option("--vintage", type=click.Choice(VINTAGES), help=say("Provisional, then final; revised after a release, with --reason."))
@click.option(
    "--by", metavar="NAME", help=say("Who approves the release; files name the office only, unless `settings name-approver` says yes.")
)
@click.option(
    "--reason",
    default="",
    metavar="TEXT",
    help=say("Why figures were revised, or why a failed check does not matter; published with the release."),
)
@click.option("--embargo", metavar="TIME", help=say("Before this time exports need --under-embargo: 2026-12-01T09:00+03:00."))
@click.option("--despite", multiple=True, metavar="CHECK", help=say("Release although this check failed; none of confidentiality."))
@click.option("--rules", type=click.Path(path_type=Path, dir_okay=False), help=say("The rules of disclosure control, as in aggregate."))
@click.option("--list", "lists", is_flag=True, help=say("List the releases, of all waves where none is named, and change nothing."))
@official_option
@with_session
def command(
    session: Session,
    country: str,
    vintage: str | None,
    by: str | None,
    reason: str,
    embargo: str | None,
    despite: tuple[str, ...],
    rules: Path | None,
    lists: bool,
    official: tuple[Path, ...],
) -> None:
    """Releases, or lists what was released."""
    if vintage and not by and not lists:
        raise click.UsageError(say("A release needs a name: who approves it? Add --by NAME."))
    if lists == bool(vintage) or bool(vintage) != bool(by):
        raise click.UsageError(say("Either --vintage and --by, for a release, or --list."))
    with session.open() as store:
        if vintage is None or by is None:
            _print_releases(store, country, session.asked_wave)
            return
        wave = session.begin(store, country)
        _release(session, store, country, wave, vintage, by, reason, embargo, despite, rules, official)


def _release(
    session: Session,
    store: Store,
    country: str,
    wave: str,
    vintage: str,
    by: str,
    reason: str,
    embargo: str | None,
    despite: tuple[str, ...],
    rules: Path | None,
    official: tuple[Path, ...],
) -> None:
    from aggregate.publication.beside import read_official
    from aggregate.publication.releasing import Approval, release_wave
    from cli.facts import gather_facts

    with recording(store, "release", {"vintage": vintage, "despite": list(despite)}, country, wave) as counts:
        facts = gather_facts(store, country, wave)
        named = find_settings(store, country, wave).get("name_approver") == YES
        given = Approval(by, reason, embargo, despite, named)
        beside = read_official(official, country, wave)
        made = release_wave(store, country, wave, vintage, given, facts=facts, rules=rules, official=beside, progress=session.progress)
        counts["release"] = made.number
    session.progress.finish()
    _print_checks(made)
    click.echo(
        say(
            "Release {number} of {country} {wave}: {vintage}, approved by {by} at {at}."
            " Its files: `ecomstat export {country} --wave {wave}`.",
            **{"number": made.number, "country": country, "wave": wave, "vintage": vintage, "by": made.released_by, "at": made.released_at},
        )
    )
    if made.embargo_until:
        click.echo(say("Under embargo until {until}: before, exports need --under-embargo.", until=made.embargo_until))


def _print_checks(made: Release) -> None:
    from aggregate.publication.checking import name_check, tell_check

    for check in made.checks:
        if not check.passed:
            print_wrapped(f"- {tell_check(check)}", hanging=2)
    passed = [name_check(check.code) for check in made.checks if check.passed]
    print_wrapped(say("Checks that passed: {checks}.", checks=", ".join(passed)))


def _print_releases(store: Store, country: str, wave: str | None) -> None:
    releases = read_releases(store, country, wave)
    if not releases:
        click.echo(say("Nothing of {country} has been released yet.", country=country))
        return
    print_releases(releases)
    failed = sum(not check.passed for found in releases for check in found.checks)
    click.echo(say("Failed checks that were kept with these releases: {count}.", count=failed))


def print_releases(releases: list[Release], *, indent: str = "") -> None:
    """A table of releases."""
    header = [say("wave"), say("release"), say("vintage"), say("approved by"), say("at"), say("embargo until"), say("reason")]
    rows = [
        (found.wave, found.number, found.vintage, found.released_by, found.released_at, found.embargo_until, found.reason)
        for found in releases
    ]
    print_table(header, rows, indent=indent)
