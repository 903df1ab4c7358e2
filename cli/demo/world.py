"""The country's facts: regions, trades, sizes and phrases, read from the files beside this one."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from catalogue.tables import load_table

FOLDER = Path(__file__).parent
SIZES = ("S0T9", "S10T49", "S50T249", "S_GE250")


@cache
def load_world() -> dict[str, Any]:
    """What world.toml holds."""
    return load_table(FOLDER / "world.toml")


@cache
def load_phrasebook(language: str) -> dict[str, Any]:
    """What phrases/<language>.toml holds."""
    return load_table(FOLDER / "phrases" / f"{language}.toml")


@cache
def list_languages() -> tuple[str, ...]:
    """The languages that the country's sites speak."""
    return tuple(sorted(path.stem for path in (FOLDER / "phrases").glob("*.toml")))


def choose_by_weight(rng: Random, weights: dict[str, float]) -> str:
    """One key, by its weight."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]
