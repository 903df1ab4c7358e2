"""What charts are drawn from: plain records, without anything that must not be shown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure with its interval, in the chart's unit; `text` is the figure as it reads, `weak` draws it hollow (read with caution).

    `low` and `high` are None where there is no margin, `value` where there is nothing but these two. What is not shown makes no dot.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    text: str = ""
    panel: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled amount; `text` is the amount as it reads, `kind` a key of `theme.KINDS`."""

    label: str
    amount: float
    text: str = ""
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar that adds up to 1: `share` of the bar `label`, named `part` in the legend."""

    label: str
    part: str
    share: float
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """How much fell into a stretch of time; `begins` and `ends` are ISO times in UTC."""

    begins: str
    ends: str
    amount: float


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated and what came true, each from 0 to 1, with the interval of the latter and the number of cases."""

    stated: float
    observed: float
    low: float
    high: float
    cases: int


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a chart: a title and a description for those who cannot see it, and names for its axis and reference line."""

    title: str
    description: str
    axis: str = ""
    reference: str = ""


def list_labels(rows: Sequence[Dot] | Sequence[Bar] | Sequence[Part]) -> list[str]:
    """The labels in the order of their rows, each once."""
    return list(dict.fromkeys(row.label for row in rows))
