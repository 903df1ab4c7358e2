"""What prose about a publication is made of, before any format: passages, tables, concepts of a quality report."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table in words: cells are texts in the language of now, numbers written as it writes them; `caption` says what it shows.

    `numeric` marks the columns that hold numbers, to be set to the right.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A title and paragraphs for readers who know neither statistics nor programs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of SIMS: `code` such as S.13.2.1, `indicator` such as A1 where it is one of the quality and performance indicators.

    `is_missing`: the office has not told what belongs here; the sentences then say how to give it.
    """

    code: str
    title: str
    sentences: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    indicator: str = ""
    is_missing: bool = False

    @property
    def level(self) -> int:
        """1 for S.13, 2 for S.13.2, 3 for S.13.2.1."""
        return self.code.count(".")

    @property
    def text(self) -> str:
        """Everything as plain lines: the sentences, then each table, a row a line, cells parted by ` | `; empty for a mere heading."""
        return "\n".join([*self.sentences, *(line for grid in self.grids for line in list_lines(grid))])


def list_lines(grid: Grid) -> Sequence[str]:
    """The table as lines of text, its caption and header first."""
    return [grid.caption, *(" | ".join(row) for row in (grid.header, *grid.rows))]
