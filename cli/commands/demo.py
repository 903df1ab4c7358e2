"""`ecomstat demo`: a whole wave of an invented country, held against its truth."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.messages import say
from cli.printing import percent, print_table
from cli.session import Session, WholeNumber, with_session
from store.decisions import ANSWERS as ANSWER_CODES
from store.decisions import read_answers
from store.frame import read_frame_columns

if TYPE_CHECKING:
    from cli.demo.comparing import DemoResult, DemoRow

COVERED = {True: "yes", False: "NO", None: None}


@click.command(help=say("A whole wave of an invented country, crawled from this computer; prints estimates beside the truth."))
@click.option("--seed", type=WholeNumber(1), default=1, show_default=True, help=say("Another seed invents another country."))
@click.option(
    "--to",
    "directory",
    type=click.Path(path_type=Path),
    default=Path("demo-output"),
    show_default=True,
    help=say("The folder for its files."),
)
@click.option(
    "--waves",
    type=WholeNumber(1, 2),
    default=1,
    show_default=True,
    help=say("2: a year later, too, when one domain in ten has died or belongs to somebody else."),
)
@with_session
def command(session: Session, seed: int, directory: Path, waves: int) -> None:
    """Runs the demo and prints what came out."""
    from cli.demo.printing import print_finding
    from cli.demo.wave import run_demo

    click.echo(say("Demoland (XD), an invented country, seed {seed}, store {db}", seed=seed, db=session.db))
    result = run_demo(session.db, seed=seed, progress=session.progress, directory=directory, waves=waves)
    session.progress.finish()
    print_finding(result.finding)
    _print_reading(result)
    _print_estimates(result)
    if result.year_later is not None:
        print_finding(result.year_later)
    _print_next(session, result)


def _print_reading(result: "DemoResult") -> None:
    click.echo(
        say(
            "\n{enterprises} enterprises loaded, {rejected} rows rejected; {websites} websites: {statuses}.",
            enterprises=result.enterprises,
            rejected=result.rejected,
            websites=result.websites,
            statuses=", ".join(f"{status} {count}" for status, count in result.statuses.items()),
        )
    )
    click.echo(say("What the machine alone made of online ordering, by size of enterprise:"))
    header = [say("size"), say("enterprises"), say("wrong answers"), say("unread"), say("website not found")]
    rows = [(m.size_class, m.enterprises, percent(m.errors), percent(m.unread), percent(m.missed)) for m in result.misreadings]
    print_table(header, rows, indent="  ")


def _print_estimates(result: "DemoResult") -> None:
    click.echo(
        say("\nShare of all enterprises, estimated with 400 reviewed enterprises, beside the truth that only an invented country has:")
    )
    header = [
        say("indicator"),
        say("estimate"),
        say("95 % interval"),
        say("truth"),
        say("covered"),
        say("naive share"),
        say("of websites read"),
    ]
    rows = [_row(row) for row in result.rows]
    print_table(header, rows, indent="  ")
    click.echo(
        say(
            "The naive share counts the predicted yes; the last column divides them by the websites that were read, not by all enterprises."
        )
    )
    for coverage in result.coverage:
        click.echo(
            say(
                "Over {redraws} redraws of the sample, {share} of the published intervals of {indicator} hold the truth.",
                redraws=coverage.redraws,
                share=percent(coverage.share),
                indicator=coverage.capability,
            )
        )


def _row(row: "DemoRow") -> list[str | None]:
    interval = f"{percent(row.low)} – {percent(row.high)}"
    return [row.indicator, percent(row.estimate), interval, percent(row.truth), COVERED[row.hit], percent(row.counted), percent(row.naive)]


def _print_next(session: Session, result: "DemoResult") -> None:
    db = f" --db {session.db}" if str(session.db) != "ecomstat.db" else ""
    click.echo(say("\nFiles: {files}", files=", ".join(str(f) for f in (result.register_path, result.truth_path, *result.files))))
    if reports := [str(file) for file in result.files if file.suffix == ".html"]:
        click.echo(say("The report, for any browser: {file}", file=reports[0]))
    click.echo(say("Try next:"))
    for line in (
        f"ecomstat status{db}",
        f"ecomstat evaluate XD{db}",
        f"ecomstat explain XD {_find_example(session, result.wave)}{db}",
        f"ecomstat serve{db}",
        f"ecomstat release XD --vintage provisional --by Me{db}",
    ):
        click.echo(f"  {line}")
    click.echo(say("Done in {seconds:.0f} seconds.", seconds=result.seconds))


def _find_example(session: Session, wave: str) -> str:
    """An enterprise whose website takes orders, for `explain`."""
    with session.open() as store:
        answers = read_answers(store, "XD", wave, "online_ordering")
        sellers = {unit for unit, answer in zip(answers["unit"], answers["answer"], strict=True) if answer == ANSWER_CODES.index("yes")}
        frame = read_frame_columns(store, "XD", wave, ["unit", "enterprise_id"])
    return next((e for unit, e in zip(frame["unit"], frame["enterprise_id"], strict=True) if unit in sellers), "000001")
