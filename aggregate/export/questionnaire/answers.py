"""What the estimates answer of the questionnaire: numerator, denominator, share and margin of each cell, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from aggregate.export.excel.tables import NUMBER, SHARE, Cell, Key, Table, list_tables, name_crossing
from aggregate.export.questionnaire.layout import ENTERPRISES
from aggregate.publication.core_indicators import list_core_indicators
from aggregate.publication.records import Publication
from aggregate.surveys.rows import TREATED, name_whole
from aggregate.tables.domains import KEY
from catalogue.messages import say

NOTHING: Mapping[Key, Cell] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """A cell: the figure, and the row of estimates that it comes from, None where the figure is a count of the register or missing."""

    value: float | None
    source: Cell | None


@dataclass(frozen=True)
class Answers:
    """All that a publication answers. Figures that are not shown have no value in any block."""

    publication: Publication

    @cached_property
    def cells(self) -> pd.DataFrame:
        """All figures, those of crossings that are hidden throughout too: a sheet has a place for each and says why it is empty."""
        return self.publication.cells

    @cached_property
    def tables(self) -> Mapping[tuple[str, str], Table]:
        """{(indicator, kind): table} of estimates with margins; bounds are no answers."""
        found = list_tables(self.cells)
        return {(table.code, table.kind): table for table in found if table.has_margin}

    @cached_property
    def codes(self) -> set[str]:
        """The indicators of which there is any row."""
        return set(self.publication.table["indicator"].unique())

    @cached_property
    def explanations(self) -> Mapping[str, str]:
        """{core indicator: how it is published or why not}."""
        return {found.code: found.explanation for found in list_core_indicators(self.publication)}

    @cached_property
    def enterprises(self) -> Mapping[Key, float]:
        """Enterprises of the register in each cell, as far as any figure of the publication tells them."""
        shown = self.publication.table.dropna(subset=["n_frame"])
        counted = shown[shown["measure"].isin(["share", "count"])]
        return {tuple(key): float(number) for *key, number in counted[[*KEY, "n_frame"]].drop_duplicates(list(KEY)).itertuples(index=False)}

    @cached_property
    def hidden(self) -> Mapping[Key, str]:
        """{cell: why no figure of it is shown} of cells whose enterprises no figure tells."""
        rows = self.cells
        pairs = rows.loc[rows["suppressed"] != "", [*KEY, "suppressed"]].drop_duplicates().sort_values("suppressed", ascending=False)
        return {tuple(key): str(why) for *key, why in pairs.itertuples(index=False) if tuple(key) not in self.enterprises}

    @cached_property
    def crossings(self) -> set[Key]:
        """What the estimates are broken down by, as `name_crossing` names it."""
        return {name_crossing(key) for key in self.cells[list(KEY)].drop_duplicates().itertuples(index=False, name=None)}

    @cached_property
    def totals(self) -> Mapping[str, Mapping[Key, Cell]]:
        """{question: cells} of amounts that surveys asked for, outliers treated."""
        table = self.publication.table
        rows = table[(table["measure"] == "total") & (table["method"] == TREATED)]
        whole = rows["population"].map(name_whole)
        rows = rows.assign(is_partial=whole != rows["population"], population=whole)
        return {str(code): _index(group) for code, group in rows.groupby("indicator")}

    def has(self, item: str) -> bool:
        """Whether there is a share of the item."""
        return (item, SHARE) in self.tables

    def find(self, item: str, denominator: str, block: str, key: Key) -> Answer:
        """One cell of a block."""
        share = self._cells(item, SHARE).get(key)
        if block == "share":
            return Answer(_value(share, "value"), share)
        if block == "margin":
            half = _value(share, "half_width")
            return Answer(None if half is None else 100 * half, share)
        if block == "numerator":
            counted = self._cells(item, NUMBER).get(key) if denominator == ENTERPRISES else self.totals.get(item, NOTHING).get(key)
            return Answer(_value(counted, "value"), counted)
        return self._find_denominator(denominator, key, share)

    def _find_denominator(self, denominator: str, key: Key, share: Cell | None) -> Answer:
        if denominator != ENTERPRISES:
            total = self.totals.get(denominator, NOTHING).get(key)
            return Answer(_value(total, "value"), total)
        if share is not None and share["is_partial"]:
            return Answer(_value(share, "n_frame"), share)
        return Answer(self.enterprises.get(key), None)

    def _cells(self, item: str, kind: str) -> Mapping[Key, Cell]:
        table = self.tables.get((item, kind))
        return table.figures[0] if table else NOTHING


def name_block(block: str, denominator: str) -> str:
    """What a block shows."""
    if denominator == ENTERPRISES:
        names = {"numerator": say("Numerator: number of enterprises"), "denominator": say("Denominator: enterprises of the register")}
    else:
        names = {"numerator": say("Numerator: persons employed"), "denominator": say("Denominator: all persons employed")}
    return {
        **names,
        "share": say("Share: numerator over denominator"),
        "margin": say("Margin of the share: ± half-width of the 95 % interval, in percentage points"),
    }[block]


def _index(rows: pd.DataFrame) -> Mapping[Key, Cell]:
    return {tuple(cell[d] for d in KEY): cell for cell in rows.to_dict("records")}


def _value(cell: Cell | None, name: str) -> float | None:
    return None if cell is None or pd.isna(cell[name]) else float(cell[name])
