"""`ecomstat export`: tables as files."""

from collections.abc import Sequence
from pathlib import Path

import click

from catalogue.messages import current_language, known_languages, say
from cli.progress import ScreenProgress
from cli.session import Session, country_argument, with_session
from store.opening import Store
from store.releases import read_releases
from store.runs import recording

FORMATS = ("csv", "xlsx", "sdmx", "jsonstat", "html", "questionnaire", "package")
DEFAULT = ("csv", "xlsx", "sdmx", "jsonstat", "html")
format_option = click.option(
    "--format",
    "formats",
    default=",".join(DEFAULT),
    show_default=True,
    help=say("Formats, separated by commas: {known}.", known=", ".join(FORMATS)),
)

official_option = click.option(
    "--official",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=say(
        "Official figures to stand beside those of a draft, or of the release that is made: SDMX-CSV, SDMX-ML, CSV or Excel; several times."
    ),
)


@click.command(help=say("Write the safe estimates of a country as files."))
@country_argument
@click.option(
    "--to", "directory", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help=say("The folder to write into.")
)
@format_option
@click.option(
    "--vintage",
    default="latest",
    show_default=True,
    help=say("Which figures: latest (the newest release, else the draft), draft, provisional, final, revised, or a release's number."),
)
@click.option("--under-embargo", is_flag=True, help=say("Also before the embargo ends; every file then says so."))
@click.option(
    "--language",
    "languages",
    help=say("Languages of the files, separated by commas: {known} (otherwise that of this command).", known=", ".join(known_languages())),
)
@official_option
@with_session
def command(
    session: Session,
    country: str,
    directory: Path,
    formats: str,
    vintage: str,
    under_embargo: bool,
    languages: str | None,
    official: tuple[Path, ...],
) -> None:
    """Writes the files and names them."""
    spoken = read_languages(languages)
    with session.open() as store:
        wave, wanted, told = session.begin(store, country), read_formats(formats), session.progress
        export_wave(
            store, country, wave, directory, wanted, vintage, told, under_embargo=under_embargo, languages=spoken, official=official
        )


def export_wave(
    store: Store,
    country: str,
    wave: str,
    directory: Path,
    formats: list[str],
    vintage: str,
    progress: ScreenProgress,
    *,
    under_embargo: bool = False,
    languages: Sequence[str] = (),
    official: Sequence[Path] = (),
) -> None:
    """Writes one wave's tables, of the vintage that is asked for, in each language (that of now if none is named)."""
    from aggregate.export import export
    from cli.facts import gather_facts

    asked = {"to": str(directory), "format": formats, "vintage": vintage}
    with recording(store, "export", asked, country, wave) as counts:
        print_vintage(store, country, wave, vintage, under_embargo=under_embargo)
        facts = gather_facts(store, country, wave)
        files = export(
            store,
            country,
            wave,
            directory,
            formats,
            facts=facts,
            languages=languages,
            vintage=vintage,
            under_embargo=under_embargo,
            official=official,
            progress=progress,
        )
        counts["files"] = len(files)
    progress.finish()
    click.echo(say("Wrote {files}.", files=", ".join(str(file) for file in files)))


def print_vintage(store: Store, country: str, wave: str, vintage: str, *, under_embargo: bool) -> None:
    """Says which release is exported, or that it is the draft, and what else there is."""
    from aggregate.publication.choosing import DRAFT_ONLY, choose_release, find_embargo
    from aggregate.publication.releasing import has_newer_estimates

    chosen = None if vintage == DRAFT_ONLY else choose_release(store, country, wave, vintage, under_embargo=under_embargo)
    if chosen is None:
        until = find_embargo(store, country, wave)
        click.echo(_say_waiting(until) if until else say("DRAFT: estimates as they are now, not released."))
        return
    click.echo(
        say(
            "Release {number} ({vintage}), approved by {by} at {at}.",
            **{"number": chosen.number, "vintage": chosen.vintage, "by": chosen.released_by, "at": chosen.released_at},
        )
    )
    newest = read_releases(store, country, wave)[-1]
    if newest.number > chosen.number:
        click.echo(
            say("There is a newer one, release {number} ({vintage}): --vintage {number}.", number=newest.number, vintage=newest.vintage)
        )
    if has_newer_estimates(store, country, wave, newest):
        click.echo(say("The store holds newer estimates, which are not released: --vintage draft exports them."))


def _say_waiting(until: str) -> str:
    return say("DRAFT: the release is under embargo until {until}, and so are these files; --under-embargo exports it.", until=until)


def read_languages(text: str | None) -> tuple[str, ...]:
    """The languages named in a text such as `en,fr`, that of now for none; else bad usage."""
    if text is None:
        return (current_language(),)
    languages = tuple(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    if not languages or (unknown := [language for language in languages if language not in known_languages()]):
        wrong = ", ".join(unknown) if languages else repr(text)
        raise click.UsageError(say("--language knows {known}, not {wrong}.", known=", ".join(known_languages()), wrong=wrong))
    return languages


def read_formats(text: str) -> list[str]:
    """The formats named in a text such as `csv,xlsx`; else bad usage."""
    formats = [word.strip().lower() for word in text.split(",") if word.strip()]
    if not formats or (unknown := [f for f in formats if f not in FORMATS]):
        wrong = ", ".join(unknown) if formats else repr(text)
        raise click.UsageError(say("--format knows {known}, not {wrong}.", known=", ".join(FORMATS), wrong=wrong))
    return formats
