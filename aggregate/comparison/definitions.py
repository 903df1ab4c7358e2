"""In what a published item and the indicator beside it differ by definition (`catalogue/data/official_differences.toml`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import catalogue
from aggregate.comparison.codes import OWN
from aggregate.comparison.comparing import Comparison
from catalogue.messages import say_text
from catalogue.tables import load_table

DIFFERENCES = Path(catalogue.__file__).parent / "data" / "official_differences.toml"
ASPECTS = ("concept", "population", "period", "denominator")
ANY, EUROPEAN = "any", "european"


@dataclass(frozen=True, slots=True)
class DefinitionDifference:
    """A published item and ours, each aspect in a sentence of the language spoken now; `whom` is the code of our population."""

    item: str
    indicator: str
    concept: str
    population: str
    period: str
    denominator: str
    whom: str = ""


def list_differences(comparison: Comparison) -> list[DefinitionDifference]:
    """The differences of each published item and indicator that stand beside one another in a comparison, in its order."""
    rows = comparison.table[comparison.table["indicator"].notna()]
    columns = rows[["item", "indicator", "definition", "among", "population"]].itertuples(index=False, name=None)
    return [name_differences(*map(str, found)) for found in dict.fromkeys(columns)]


def name_differences(item: str, indicator: str, definition: str, among: str = "all", whom: str = "") -> DefinitionDifference:
    """In what a published item differs from an indicator of ours; `definition` and `among` as for `Counterpart`, `whom` our population."""
    texts = {aspect: text for entry in _list_entries(indicator, definition, among) for aspect, text in entry.items() if aspect in ASPECTS}
    concept, population, period, denominator = (say_text(texts[aspect]) for aspect in ASPECTS)
    return DefinitionDifference(item, indicator, concept, population, period, denominator, whom)


def _list_entries(indicator: str, definition: str, among: str) -> Iterator[Mapping[str, Any]]:
    """The entries that hold for a pair, the most particular last."""
    entries = _load_entries()
    general, own = entries[OWN if definition == OWN else EUROPEAN], entries.get(definition, {})
    yield from (general, general["beside"][ANY], own, own.get("beside", {}).get(indicator, {}), entries["among"].get(among, {}))


@cache
def _load_entries() -> Mapping[str, Any]:
    return {code.casefold(): entry for code, entry in load_table(DIFFERENCES).items()}
