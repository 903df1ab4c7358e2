"""`ecomstat words`: an office's own words, marketplaces and payment means."""

from pathlib import Path

import click

from catalogue.additions import load_additions
from catalogue.errors import ProfileError
from catalogue.messages import say, say_count
from cli.session import Country, Session, with_session
from scrapers.office.checking import CheckedWorkbook, check_workbook
from store.additions import additions_folder
from store.runs import recording

MOST_LISTED = 50
MOST_NAMED = 10


@click.command(
    help=say(
        "Add words, marketplaces and payment means of your own: `words export FILE.xlsx` writes what is known as a workbook,"
        " `words check FILE.xlsx` says what is wrong with the rows you added, `words import FILE.xlsx` keeps them beside the store."
    )
)
@click.argument("action", type=click.Choice(["export", "check", "import"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("country", type=Country(), required=False)
@click.option("--language", "languages", multiple=True, help=say("Export the shipped words of this language only, such as sw. Repeat it."))
@click.option("--replace", "only_these", is_flag=True, help=say("Import: drop earlier additions that the workbook lacks."))
@with_session
def command(session: Session, action: str, file: Path, country: str | None, languages: tuple[str, ...], only_these: bool) -> None:
    """Exports, checks or imports."""
    if action != "export" and (country or languages):
        raise click.UsageError(say("A country and --language go with `words export` only."))
    if action != "import" and only_these:
        raise click.UsageError(say("--replace goes with `words import` only."))
    if action == "export":
        _export(session, file, country, languages)
        return
    checked = check_workbook(file, load_additions(additions_folder(session.db)))
    _print_checked(checked, file)
    if action == "import":
        _keep(session, file, checked, only_these)


def _export(session: Session, file: Path, country: str | None, languages: tuple[str, ...]) -> None:
    from scrapers.office.exporting import export_workbook

    rows = export_workbook(
        load_additions(additions_folder(session.db)), file, languages=_choose_languages(country, languages), country=country
    )
    click.echo(
        say(
            "Wrote {rows} rows to {file}. Add yours, marked office; then type `ecomstat words check {file}`.",
            rows=rows,
            file=file,
        )
    )


def _choose_languages(country: str | None, languages: tuple[str, ...]) -> frozenset[str] | None:
    """The languages asked for, else the country's and English, else all."""
    from catalogue.profiles import load_profile
    from catalogue.words import list_languages

    if unknown := set(languages) - set(list_languages()):
        raise ProfileError(
            say(
                "There are no words of {codes} yet; there are words of {all}. Add the first ones as rows of your own.",
                codes=", ".join(sorted(unknown)),
                all=", ".join(list_languages()),
            )
        )
    if languages:
        return frozenset(languages)
    return frozenset((*load_profile(country).languages, "en")) if country else None


def _print_checked(checked: CheckedWorkbook, file: Path) -> None:
    """What was found; where a row cannot be taken, an error that says so."""
    for problem in checked.problems[:MOST_LISTED]:
        click.echo(say("{sheet}, row {row}: {reason}", sheet=problem.sheet, row=problem.row, reason=problem.reason))
    if checked.passed_over:
        rows = ", ".join(f"{sheet} {row}" for sheet, row in checked.passed_over[:MOST_NAMED]) + (
            " …" if len(checked.passed_over) > MOST_NAMED else ""
        )
        click.echo(
            say(
                "Note: rows that are not as shipped, but marked shipped, are passed over: {rows}. Write office in whose to have them"
                " taken.",
                rows=rows,
            )
        )
    if checked.same:
        click.echo(say("Note: office rows that say no more than what ships and are not kept: {count}.", count=checked.same))
    if checked.problems:
        raise ProfileError(
            say_count(
                "{count} row of {file} cannot be taken; nothing was kept. Mend it, then check again.",
                "{count} rows of {file} cannot be taken; nothing was kept. Mend them, then check again.",
                len(checked.problems),
                file=file,
            )
        )
    if not (checked.words or checked.marketplaces or checked.payments):
        click.echo(say("{file} holds nothing of your own yet: add rows at the end of a sheet, with office in whose.", file=file))
        return
    click.echo(
        say(
            "All office rows are sound. New or changed: phrases {words}, marketplaces {marketplaces}, payment means {payments}.",
            words=len(checked.words),
            marketplaces=len(checked.marketplaces),
            payments=len(checked.payments),
        )
    )


def _keep(session: Session, file: Path, checked: CheckedWorkbook, only_these: bool) -> None:
    from scrapers.office.keeping import keep_additions

    folder = additions_folder(session.db)
    with session.open(create=True) as store, recording(store, "words import", {"file": file.name, "replace": only_these}) as counts:
        report = keep_additions(folder, checked, only_these=only_these)
        counts.update(new=report.new, changed=report.changed, unchanged=report.unchanged, others=report.others, mark=report.mark)
    told = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged, "folder": folder}
    click.echo(say("Kept in {folder}: {new} new, {changed} changed, {unchanged} as they were.", **told))
    if report.others and only_these:
        click.echo(say("{count} earlier additions, which {file} lacks, were dropped.", count=report.others, file=file))
    elif report.others:
        click.echo(say("{count} earlier additions, which {file} lacks, stay; `--replace` drops them.", count=report.others, file=file))
    if report.mark:
        click.echo(
            say(
                "Versions now end in {mark}. Websites read from now on use the additions; `ecomstat ingest` reads archived pages again.",
                mark=report.mark,
            )
        )
