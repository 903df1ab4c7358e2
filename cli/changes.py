"""What changed between waves, as it is printed: of whole populations, in percentage points, with the parts beside."""

from typing import TYPE_CHECKING

import click
import pandas as pd

from catalogue.messages import say
from cli.printing import print_table, print_wrapped

if TYPE_CHECKING:
    from aggregate.changes import ChangeReport

PARTS = ("_in_both", "_by_model", "_by_coverage")


def print_changes(changes: "ChangeReport") -> None:
    """Prints the changes that may be shown, who is in both registers, and what else changed between the waves."""
    from aggregate.tables.populations import is_whole

    shown = changes.table[is_whole(changes.table) & (changes.table["suppressed"] == "none")]
    estimated = _lay_out(shown, "change")
    if estimated:
        click.echo(say("Change since {since}, in percentage points:", since=changes.since))
        print_table([say("indicator"), say("population"), say("change"), say("from"), say("to"), say("quality"), *_name_parts()], estimated)
    read = [[*line[:3], *line[6:]] for line in _lay_out(shown, "read_change")]
    if read:
        click.echo(say("Among websites read, without labels and margins:"))
        print_table([say("indicator"), say("population"), say("change"), *_name_parts()], read)
    if not (estimated or read):
        click.echo(say("No change since {since} of a whole population may be shown.", since=changes.since))
    _print_registers(changes)
    for warning in changes.warnings:
        print_wrapped(f"- {warning}", hanging=2)


def _name_parts() -> list[str]:
    return [say("in both waves"), say("new model"), say("other enterprises"), say("link factor")]


def _lay_out(shown: pd.DataFrame, method: str) -> list[list[str]]:
    """One line for each change of this method: indicator, population, change, from, to, letter, the parts and the link factor."""
    keys = ["indicator", "population"]
    by_method = {name: dict(rows.set_index(keys)["value"].items()) for name, rows in shown.groupby("method")}
    factors = by_method.get(method.replace("change", "link_factor"), {})
    lines = []
    for row in shown[shown["method"] == method].to_dict("records"):
        key = (row["indicator"], row["population"])
        parts = [_show(by_method.get(f"{method}{part}", {}).get(key, float("nan"))) or "–" for part in PARTS]
        factor = f"{float(factors[key]):.3f}" if key in factors else "–"
        figures = [_show(row[name]) for name in ("value", "ci_low", "ci_high")]
        lines.append([*key, *figures, str(row.get("quality", "")), *parts, factor])
    return lines


def _show(share: float) -> str:
    """In points with a sign; nothing where there is none. A zero is positive."""
    return "" if pd.isna(share) else f"{round(100 * share, 1) + 0.0:+.1f}"


def _print_registers(changes: "ChangeReport") -> None:
    if changes.common is None or changes.born is None or changes.died is None:
        click.echo(say("So few enterprises came into the register or left it that it is not said how many."))
        return
    click.echo(
        say(
            "{common} enterprises are in the registers of both waves, {born} are new, {died} are no more in it.",
            common=changes.common,
            born=changes.born,
            died=changes.died,
        )
    )
