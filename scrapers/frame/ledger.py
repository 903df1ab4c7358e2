"""What one loading of a register knows while it runs."""

from collections import Counter
from dataclasses import dataclass, field

from scrapers.frame.cleaning import Rules
from scrapers.frame.opening import OpenedRegister
from scrapers.frame.survey import Survey
from store.opening import Store


@dataclass(slots=True)
class Loading:
    """The register, what was decided of it, and what has been stored so far; `seen` holds the ids of stored units."""

    store: Store
    country: str
    wave: str
    opened: OpenedRegister
    survey: Survey
    rules: Rules = field(init=False)
    reference_date: str | None = None
    known_before: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)
    regions: Counter[str] = field(default_factory=Counter)
    unit_types: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    light_weights: int = 0
