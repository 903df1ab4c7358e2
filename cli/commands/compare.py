"""`ecomstat compare`: our estimates beside published figures, or beside those of other countries."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.messages import say
from cli.countries import compare_side_by_side, is_country_or_package
from cli.printing import percent, print_table, print_wrapped
from cli.session import Country, Number, Session, with_session

if TYPE_CHECKING:
    from aggregate.comparison import Comparison

VERDICTS = {
    "agrees": say("no difference seen"),
    "differs": say("differs"),
    "differs_if_exact": say("differs, unless theirs is ± {half} or wider"),
    "not_comparable": say("not tested"),
    "within_bounds": say("within our bounds"),
    "outside_bounds": say("outside of our bounds"),
    "not_shown": say("ours is not shown"),
    "no_counterpart": say("nothing of ours"),
}
MOST_LINES = 60


@click.command(
    help=say(
        "Our estimates beside published figures (SDMX of Eurostat or the OECD, CSV or Excel), with tests that know both margins; or"
        " countries side by side, own and imported, or from packages (.zip)."
    )
)
@click.argument("named", nargs=-1, required=True, metavar="COUNTRY FILE | COUNTRY COUNTRY…")
@click.option("--to", "target", type=click.Path(path_type=Path), help=say("Write the whole comparison into this file (.csv or .xlsx)."))
@click.option(
    "--deff",
    "design_effect",
    type=Number(0.1, 50),
    default=1.0,
    show_default=True,
    help=say("Design effect of the other survey, for margins derived from its number of respondents."),
)
@click.option("--indicator", help=say("Of countries side by side, show this indicator by size and activity."))
@with_session
def command(session: Session, named: tuple[str, ...], target: Path | None, design_effect: float, indicator: str | None) -> None:
    """Compares with what was named, prints and writes."""
    others = [text for text in named if not is_country_or_package(text)]
    if len(named) < 2 or (others and (len(named) > 2 or others != [named[1]])):
        raise click.UsageError(
            say("Name a country and a file of published figures (KE official.csv), or countries and packages for side by side (KE UG RW).")
        )
    if others:
        _compare_published(session, Country().convert(named[0], None, None), Path(named[1]), target, design_effect)
    else:
        compare_side_by_side(session, named, target, indicator)


def _compare_published(session: Session, country: str, file: Path, target: Path | None, design_effect: float) -> None:
    """Our estimates beside the figures of a file."""
    from aggregate.comparison import compare
    from aggregate.export.comparison import write_comparison

    with session.open() as store:
        wave = session.begin(store, country)
        comparison = compare(store, country, wave, file, design_effect=design_effect)
    _print(comparison)
    if target is not None:
        click.echo(say("Wrote {files}.", files=write_comparison(comparison, target)))


def _print(comparison: "Comparison") -> None:
    rows = comparison.table.to_dict("records")
    header = [say("item"), say("ours"), say("activity"), say("size"), say("region"), say("our share"), say("±"), say("published")]
    header += [say("±"), say("difference"), say("p"), say("verdict")]
    print_table(header, [_line({str(k): v for k, v in row.items()}) for row in rows[:MOST_LINES]])
    if len(rows) > MOST_LINES:
        click.echo(say("… and {count} more: write all with --to comparison.xlsx.", count=len(rows) - MOST_LINES))
    remarks = dict.fromkeys(f"{row['item']}: {part}" for row in rows for part in str(row["remarks"] or "").split("; ") if part)
    for text in (*remarks, *comparison.notes):
        print_wrapped(f"- {text}", hanging=2)


def _line(row: dict[str, object]) -> list[object]:
    low, high = _number(row["our_low"]), _number(row["our_high"])
    ours = percent(_number(row["ours"]))
    half = percent((high - low) / 2) if low == low and high == high else percent(None)
    if row["verdict"] in ("within_bounds", "outside_bounds"):
        ours, half = f"{percent(low)} … {percent(high)}", percent(None)
    error, gap = _number(row["their_standard_error"]), _number(row["difference"])
    p = _number(row["p"])
    names = [
        row[name] if isinstance(row[name], str) and row[name] else "–" for name in ("item", "indicator", "activity", "size_class", "region")
    ]
    shown = f"{100 * gap:+.1f}" if gap == gap else "–"
    told = ("<0.001" if p < 0.001 else f"{p:.3f}") if p == p else "–"
    margin = percent(1.96 * error) if error == error else say("unknown")
    return [*names, ours, half, percent(_number(row["theirs"])), margin, shown, told, _tell(row)]


def _tell(row: dict[str, object]) -> str:
    """The verdict in words; without their margin, how wide it would have to be."""
    return VERDICTS[str(row["verdict"])].format(half=percent(1.96 * _number(row["error_needed"])))


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else float("nan")
