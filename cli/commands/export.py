"""`ecomstat export`: tables as files."""

from pathlib import Path

import click

from catalogue.messages import say
from cli.session import Session, country_argument, with_session
from store.opening import Store
from store.runs import recording

FORMATS = ("csv", "xlsx", "questionnaire")
DEFAULT = ("csv", "xlsx")
format_option = click.option(
    "--format",
    "formats",
    default=",".join(DEFAULT),
    show_default=True,
    help=say("Formats, separated by commas: {known}.", known=", ".join(FORMATS)),
)


@click.command(help=say("Write the safe estimates of a country as files."))
@country_argument
@click.option(
    "--to", "directory", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help=say("The folder to write into.")
)
@format_option
@with_session
def command(session: Session, country: str, directory: Path, formats: str) -> None:
    """Writes the files and names them."""
    with session.open() as store:
        export_wave(store, country, session.begin(store, country), directory, read_formats(formats))


def export_wave(store: Store, country: str, wave: str, directory: Path, formats: list[str]) -> None:
    """Writes one wave's tables."""
    from aggregate.export import export

    with recording(store, "export", {"to": str(directory), "format": formats}, country, wave) as counts:
        files = export(store, country, wave, directory, formats)
        counts["files"] = len(files)
    click.echo(say("Wrote {files}.", files=", ".join(str(file) for file in files)))


def read_formats(text: str) -> list[str]:
    """The formats named in a text such as `csv,xlsx`; else bad usage."""
    formats = [word.strip().lower() for word in text.split(",") if word.strip()]
    if not formats or (unknown := [f for f in formats if f not in FORMATS]):
        wrong = ", ".join(unknown) if formats else repr(text)
        raise click.UsageError(say("--format knows {known}, not {wrong}.", known=", ".join(FORMATS), wrong=wrong))
    return formats
