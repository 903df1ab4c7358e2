"""Footnotes of a table: numbered as they are met, and only those that are used."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from aggregate.export.excel.tables import Cell
from aggregate.publication.statuses import WEAK
from aggregate.quality import FEW_LABELS
from catalogue.messages import say

SYMBOLS = {"confidential": "c", "unreliable": "u"}
EMPTY = "–"
BREAK = "break "


@dataclass(slots=True)
class Footnotes:
    """The flags and sentences met so far, each with its number; `has_empty`: a cell without an enterprise was met."""

    numbers: dict[str, int] = field(default_factory=dict)
    has_empty: bool = False

    def mark(self, cell: Cell) -> str:
        """What stands beside a figure: its letter of quality and the numbers of its footnotes, such as `E (1, 2)`."""
        found = [self._number(flag) for flag in find_flags(cell)]
        letter = cell["quality"] if isinstance(cell["quality"], str) and not cell["suppressed"] else ""
        return f"{letter} ({', '.join(found)})".strip() if found else letter

    def remark(self, sentence: str) -> str:
        """The number of a footnote of its own, such as `(3)`, in place of a figure."""
        return f"({self._number(sentence)})"

    def _number(self, flag: str) -> str:
        return str(self.numbers.setdefault(flag, len(self.numbers) + 1))

    def list_texts(self) -> Iterator[str]:
        """The footnotes in the order of their numbers."""
        for flag, number in self.numbers.items():
            yield f"({number}) {explain_flag(flag)}"
        if self.has_empty:
            yield say("{symbol}: no enterprise of the register in this cell, or none to estimate from.", symbol=EMPTY)


def find_flags(cell: Cell) -> list[str]:
    """What is to be said of one figure beside its value and its letter."""
    if cell["suppressed"]:
        return [str(cell["suppressed"]), *_find_break(cell)]
    flags = ["caution"] if cell["quality"] == WEAK else []
    flags += ["few"] if cell.get("few_labels") == 1 else []
    flags += ["partly"] if cell.get("is_partial") else []
    return [*flags, *_find_break(cell)]


def explain_flag(flag: str) -> str:
    """A flag as a sentence; a sentence as it is."""
    if flag.startswith(BREAK):
        wave, _, reason = flag.removeprefix(BREAK).partition(" ")
        return say(
            "Break in the series since {wave} ({reason}): not comparable with earlier waves; see the notes.", wave=wave, reason=reason
        )
    return {
        "confidential": say("c: confidential, not shown: few enterprises, or the figure would give away one that is not shown."),
        "unreliable": say("u: too unreliable to be shown: the margin is too wide or too few labels stand behind it."),
        "caution": say("Use with caution: the margin is wide."),
        "few": say("Fewer than {few} labels stand behind the figure: its margin is less sure.", few=FEW_LABELS),
        "partly": say("The survey covers only a part of these enterprises."),
    }.get(flag, flag)


def _find_break(cell: Cell) -> list[str]:
    return [f"{BREAK}{cell['break_since']} {cell['break_reason']}"] if cell.get("break_since") else []
