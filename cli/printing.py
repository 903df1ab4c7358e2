"""Plain tables on the screen: aligned, no colours needed, numbers to the right."""

import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from rich.cells import cell_len

if TYPE_CHECKING:
    from classify.intervals import Rate

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters but line feeds and tabs, and marks that turn the direction of writing."""


def print_table(header: Sequence[str], rows: Sequence[Sequence[object]], *, indent: str = "") -> None:
    """Prints rows under a header, numbers to the right; on a terminal that is too narrow, each row as a few lines of `name: value`."""
    texts = [[_show(value) for value in row] for row in rows]
    widths = [max(cell_len(row[i]) for row in [list(header), *texts]) for i in range(len(header))]
    if sys.stdout.isatty() and len(indent) + sum(widths) + 2 * (len(widths) - 1) > shutil.get_terminal_size().columns:
        _print_narrow(header, texts, indent)
        return
    right = [_is_numeric([row[i] for row in rows]) for i in range(len(header))]
    for row in [list(header), ["-" * width for width in widths], *texts]:
        click.echo(
            (indent + "  ".join(_pad(text, width, to_right) for text, width, to_right in zip(row, widths, right, strict=True))).rstrip()
        )


def _print_narrow(header: Sequence[str], rows: Sequence[Sequence[str]], indent: str) -> None:
    """Each row under its first cell; its other cells in lines that fit."""
    width = max(20, shutil.get_terminal_size().columns - 1)
    for row in rows:
        click.echo(indent + row[0])
        told = " · ".join(f"{name}: {text}" for name, text in zip(header[1:], row[1:], strict=True) if text)
        click.echo(textwrap.fill(told, width, initial_indent=indent + "  ", subsequent_indent=indent + "  "))


def print_wrapped(text: str, *, hanging: int = 0) -> None:
    """Prints a line; on a terminal that is too narrow, in several, the later ones `hanging` columns further in than the first.

    Signs that steer terminals are left out, since the words may be those of anybody's page.
    """
    text = _STEERING.sub("", text)
    width = shutil.get_terminal_size().columns - 1
    if not sys.stdout.isatty() or cell_len(text) <= width:
        click.echo(text)
        return
    indent = len(text) - len(text.lstrip(" "))
    later = " " * (indent + hanging)
    click.echo(textwrap.fill(text, max(40, width), subsequent_indent=later, break_long_words=False, break_on_hyphens=False))


def percent(share: float | None, digits: int = 1) -> str:
    """A share as a percentage; an en dash where there is none."""
    return "–" if share is None or share != share else f"{100 * share:.{digits}f} %"


def write_rate(rate: "Rate | None") -> str:
    """A rate with its interval in brackets; an en dash where there is none."""
    return "–" if rate is None else f"{rate.value:.2f} [{rate.low:.2f}, {rate.high:.2f}]"


def _pad(text: str, width: int, to_right: bool) -> str:
    space = " " * (width - cell_len(text))
    return space + text if to_right else text + space


def _show(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _is_numeric(values: Sequence[object]) -> bool:
    shown = [v for v in values if v is not None]
    return bool(shown) and all(
        isinstance(v, (int, float)) or (isinstance(v, str) and v.rstrip(" %").replace(".", "").replace("–", "0").isdigit()) for v in shown
    )
