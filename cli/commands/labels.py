"""`ecomstat labels`: load or save what people answered."""

from pathlib import Path

import click

from catalogue.messages import say
from cli.session import Session, country_argument, with_session
from store.runs import recording


@click.command(
    help=say(
        "Load labels from a CSV file, or save them into one. A file is long (enterprise_id,question,answer,labeller,at) or wide"
        " (a column for each capability, with enterprise_id or host)."
    )
)
@country_argument
@click.argument("action", type=click.Choice(["import", "export"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--source",
    type=click.Choice(["audit", "training", "survey"]),
    default="training",
    show_default=True,
    help=say("Where the answers come from, if the file does not say it."),
)
@click.option("--labeller", help=say("Who answered, if the file does not say it."))
@click.option("--sample", help=say("The sample that the answers belong to (audit answers: otherwise the newest)."))
@with_session
def command(session: Session, country: str, action: str, file: Path, source: str, labeller: str | None, sample: str | None) -> None:
    """Loads or saves labels and says how many."""
    from classify import export_labels, import_labels

    with session.open() as store:
        wave = session.begin(store, country)
        if action == "export":
            count = export_labels(store, file, country=country, wave=wave)
            click.echo(say("Wrote {count} labels to {file}.", count=count, file=file))
            return
        with recording(store, "labels import", {"file": file.name, "source": source}, country, wave) as counts:
            report = import_labels(
                store, file, country=country, wave=wave, source=source, labeller=labeller, sample=sample, progress=session.progress
            )
            counts.update(report.counts)
    for note in report.notes:
        click.echo(say("Note: {warning}", warning=note))
    click.echo(report.sentence)
