"""Which models decide: those that ship, or those that an office trained for a country, kept beside its store."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.additions import current_additions
from classify.models import CapabilityModel, load_models, weights_version
from classify.trained.applying import apply_model
from classify.trained.files import digest_file, read_model
from classify.trained.records import TrainedModel

SHIPPED, CARD = Path(__file__).parent / "shipped.json", Path(__file__).parent / "card.md"
FAMILY = "trained-1"
DIGITS = 6
"""Hexadecimal digits of an office's own model that stand in versions."""


@dataclass(frozen=True, slots=True)
class CountryModels:
    """The models of a country, by capability, and the version that stands beside its decisions."""

    models: Mapping[str, CapabilityModel]
    version: str


@cache
def load_shipped() -> Mapping[str, CapabilityModel]:
    """{capability: model} as shipped: learnt weights where they were better on unseen sites, else those that experts set.

    Raises:
        ProfileError: a file of weights or the trained model does not hold what it must.
    """
    return apply_model(read_model(SHIPPED), load_models())


@cache
def model_version() -> str:
    """The version of the models that ship: it changes when any weight does."""
    return f"{FAMILY}+{weights_version().partition('+')[2][:6]}{digest_file(SHIPPED, 6)}"


def load_country_models(folder: Path, country: str) -> CountryModels:
    """The models that decide in a country, with the marks of the office's own model and its additions in the version.

    Raises:
        ProfileError: a file of weights or a trained model does not hold what it must.
    """
    own, version = model_file(folder, country), model_version()
    models = load_shipped()
    if own.exists():
        models = apply_model(read_model(own), models)
        version += f"+{country}-{digest_file(own, DIGITS)}"
    return CountryModels(models, version + current_additions().mark)


def find_own_model(folder: Path, country: str) -> TrainedModel | None:
    """The model that the office trained for a country, or None."""
    path = model_file(folder, country)
    return read_model(path) if path.exists() else None


def model_file(folder: Path, country: str) -> Path:
    """Where the office's own model of a country stands."""
    return folder / f"{country}.json"
