"""`ecomstat labels`: load or save what people answered."""

from pathlib import Path
from typing import Any

import click

from catalogue.errors import LabelError
from catalogue.messages import say, say_count
from classify.labels import LabelReport, export_labels, import_labels
from classify.labels.reports import RejectedAnswer
from cli.elsewhere import Elsewhere, elsewhere_options, work_elsewhere
from cli.new_files import check_new_csv
from cli.session import Session, country_argument, with_session
from store.reviews import read_designs

MOST_LISTED = 10
ELSEWHERE = ("pack", "merge", "recall")
"""What is done for reviewers who work elsewhere."""


@click.command(
    help=say(
        "Load labels from a CSV or Excel file, or save them as CSV. A file is long (enterprise_id,question,answer,labeller,at) or wide"
        " (a column for each capability, with enterprise_id or host). Files of a survey may have the columns weight, stratum and"
        " stratum_size, and numbers such as turnover. `pack FILE --for NAME` seals enterprises for a reviewer elsewhere, `pack FILE"
        " --bundle BUNDLE` there seals the answers, `merge FILE` joins them, `recall --for NAME` gives to others what has not come back."
    )
)
@country_argument
@click.argument("action", type=click.Choice(["import", "export", *ELSEWHERE]))
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--source",
    type=click.Choice(["audit", "training", "survey"]),
    help=say("Where the answers come from, if the file does not say it (otherwise audit where a sample was drawn, else training)."),
)
@click.option("--labeller", default="import", show_default=True, help=say("Who answered, if the file does not say it."))
@click.option("--sample", help=say("The sample that audit answers belong to (otherwise the newest), or the name of your own survey."))
@click.option("--unit", default="", help=say('The unit of amounts, such as "thousand KES", if the file does not say it.'))
@click.option("--period", help=say("The reference period of the answers, such as 2025, if the file does not say it."))
@elsewhere_options
@with_session
def command(
    session: Session, country: str, action: str, file: Path | None, source: str | None, labeller: str, elsewhere: Elsewhere, **given: Any
) -> None:
    """Loads or saves labels and says how many."""
    if action in ELSEWHERE:
        work_elsewhere(session, country, action, file, elsewhere)
        return
    if file is None:
        raise click.UsageError(say("Name the file to load or save."))
    if action == "export":
        check_new_csv(file)
    if not labeller.strip():
        raise click.UsageError(say("--labeller needs a name: who answered?"))
    with session.open() as store:
        wave = session.begin(store, country)
        if action == "export":
            count = export_labels(store, file, country=country, wave=wave).labels
            click.echo(say_count("Wrote {count} label to {file}.", "Wrote {count} labels to {file}.", count, file=file))
            return
        source = source or ("audit" if read_designs(store, country, wave) else "training")
        report = import_labels(
            store, file, country=country, wave=wave, source=source, labeller=labeller, progress=session.progress, **given
        )
    session.progress.finish()
    _print_report(report, source, country)


def _print_report(report: LabelReport, source: str, country: str) -> None:
    for warning in report.warnings:
        click.echo(say("Note: {warning}", warning=warning))
    if report.ignored_columns:
        click.echo(say("Columns that ask no known question were left out: {columns}.", columns=", ".join(report.ignored_columns)))
    _print_strangers(report.not_in_register)
    _print_rejected(report.rejected)
    if not report.new + report.known + len(report.rejected) + len(report.not_in_register):
        click.echo(say("No answer stands in the file: fill in yes, no or unknown, save it, and import it again."))
    _print_counts(report, source)
    if report.new:
        click.echo(_say_next(source, country))
    elif not report.known and (report.rejected or report.not_in_register):
        raise LabelError(say("Nothing of the file was loaded: the lines above say why. Mend it and import it again."))


def _print_counts(report: LabelReport, source: str) -> None:
    click.echo(
        say(
            "Labels ({source}) loaded: {new} new; {known} were there already; {rejected} could not be used; rows read: {rows}.",
            new=report.new,
            source=source,
            rows=report.rows,
            known=report.known,
            rejected=len(report.rejected),
        )
    )
    if report.weighted:
        click.echo(
            say_count(
                "{count} enterprise of your own survey came with its weight or stratum.",
                "{count} enterprises of your own survey came with their weights or strata.",
                report.weighted,
            )
        )
    if report.settled:
        click.echo(
            say_count(
                "{count} task of the review queue is done by it.", "{count} tasks of the review queues are done by it.", report.settled
            )
        )


def _say_next(source: str, country: str) -> str:
    if source == "training":
        return say("Next: `ecomstat train {country}` learns from them.", country=country)
    return say("Next: `ecomstat evaluate {country}` compares, `ecomstat aggregate {country}` estimates.", country=country)


def _print_strangers(strangers: list[str]) -> None:
    if not strangers:
        return
    names = ", ".join(name or say("(empty)") for name in strangers[:MOST_LISTED])
    names += " …" if len(strangers) > MOST_LISTED else ""
    click.echo(
        say_count(
            "{count} row names no enterprise of the register: {names}",
            "{count} rows name no enterprise of the register: {names}",
            len(strangers),
            names=names,
        )
    )


def _print_rejected(rejected: list[RejectedAnswer]) -> None:
    for answer in rejected[:MOST_LISTED]:
        click.echo(say("Row {row}, {column}: {reason}", row=answer.row, column=answer.column, reason=answer.reason))
    if len(rejected) > MOST_LISTED:
        click.echo(say("… and {count} more answers that could not be used.", count=len(rejected) - MOST_LISTED))
    if rejected:
        click.echo(say("Mend these cells in the file and import it again: answers that are loaded already are not doubled."))
