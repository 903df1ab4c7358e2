"""The probability that an enterprise has a website before anything is found of it: `priors.toml`, by size, activity and country."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.profiles import CountryProfile
from catalogue.tables import load_table

FILE = Path(__file__).parent / "priors.toml"
RICH = frozenset({"Europe", "Northern America"})


@dataclass(frozen=True, slots=True)
class Priors:
    """Log-odds of having a website by size and section, with the country's part in `country`; the other fields as in `priors.toml`."""

    size: Mapping[str, float]
    section: Mapping[str, float]
    country: float
    reference: float
    among: float
    second: float
    most_shift: float
    still_mailed: float
    still_read: float
    still_there: Mapping[str, float]

    def log_odds(self, size_class: str, section: str) -> float:
        """Log-odds that an enterprise of this size class and section has a website."""
        return self.size.get(size_class, self.size["_U"]) + self.section.get(section, 0.0) + self.country

    def shift(self, log_odds: float) -> float:
        """What the share of enterprises with a website adds to every candidate, bounded."""
        return max(-self.most_shift, min(self.most_shift, log_odds - self.reference))

    def split_missing(self, log_odds: float) -> float:
        """Where no candidate is right: the probability that there is no website at all, rather than one that nobody proposed."""
        has = expit(log_odds)
        return (1 - has) / (1 - has + has * (1 - self.among))

    def is_silent(self, status: str) -> bool:
        """Whether a visit that ended so found nothing to read, and nothing that says what became of the site."""
        return status in self.still_there

    def find_still_there(self, status: str, *, is_mailed: bool, was_read: bool) -> float:
        """Which share of known sites with such a silent end of the visit is still their enterprise's website.

        `is_mailed`: the enterprise writes from the domain; `was_read`: the site was read the wave before.
        """
        share = self.still_there[status]
        kept = max(share, self.still_mailed) if is_mailed and share >= 0.5 else share
        return min(kept, self.still_read) if was_read else kept


def load_priors(profile: CountryProfile, moved: float = 0.0) -> Priors:
    """The priors of a country, moved by what the wave's evidence or labels say (log-odds)."""
    entries = _load()
    size = {name: logit(share) for name, share in entries["size"].items()}
    country = sum(entries["development"].get(m.group, 0.0) for m in profile.groups if m.until is None)
    if profile.un_region is not None and profile.un_region.region in RICH:
        country += entries["development"]["europe_and_northern_america"]
    names = ("among", "second", "most_shift", "still_mailed", "still_read")
    figures = {name: float(entries[name]) for name in names}
    return Priors(size, entries["section"], country + moved, logit(entries["reference"]), **figures, still_there=entries["still_there"])


def logit(share: float) -> float:
    """The log-odds of a share."""
    return math.log(share / (1 - share))


def expit(log_odds: float) -> float:
    """The share of log-odds."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0


@cache
def _load() -> dict[str, Any]:
    return load_table(FILE)
