"""The public suffixes under which an enterprise of a country may have its domain, with how likely each is."""

from collections.abc import Mapping
from functools import lru_cache

from catalogue.name_words import load_guessed_suffixes
from catalogue.profiles import CountryProfile
from scrapers.finding.guessing.model import GuessModel, SuffixCounts

COUNTRY_PAIRS = 20.0
"""Pairs that the part of the world counts as beside a country's own pairs, and the world beside those of the part."""

LEAST_SHARE = 0.002
SUPPOSED, RARER_LEVEL = 0.003, 0.2
"""Supposed, not learnt: the share of a suffix that no pair has, and of a second level against the domain itself where few use it."""

OWN_COMPANY = "own company"
REGIONS = {"Northern America": "Northern America", "Australia and New Zealand": "Oceania"}


def find_part(profile: CountryProfile) -> str:
    """The part of the world of a country, as the model knows it."""
    region = profile.un_region
    return "unknown" if region is None else REGIONS.get(region.subregion, region.region)


def list_suffixes(profile: CountryProfile, model: GuessModel) -> tuple[tuple[str, float], ...]:
    """(suffix, share of the enterprises that have their domain under it) of a country, the commonest first."""
    return _list_suffixes(profile.code, profile.domains, find_part(profile), model)


def list_kinds(domains: tuple[str, ...]) -> dict[str, str]:
    """{suffix: its kind} of a country's own domains: `own`, `own letters`, or `own` and what a second level is for.

    Suffixes that no business takes are left out.
    """
    levels = {label: kind for kind, labels in load_guessed_suffixes().second_levels.items() for label in labels}
    kinds: dict[str, str] = {}
    for domain in domains:
        first, _, rest = domain.partition(".")
        if domain.startswith("xn--") and not rest:
            kinds[domain] = "own letters"
        elif not rest:
            kinds[domain] = "own"
        elif first in levels:
            kinds[domain] = f"own {levels[first]}"
    return kinds


def shape_of(code: str, domains: tuple[str, ...]) -> str:
    """Whether businesses of a country mostly stand under a second level (co.ke), where there is one, or directly under its domain (de)."""
    has_levels = OWN_COMPANY in list_kinds(domains).values() and code not in load_guessed_suffixes().direct
    return "second level" if has_levels else "direct"


@lru_cache(maxsize=300)
def _list_suffixes(code: str, domains: tuple[str, ...], part: str, model: GuessModel) -> tuple[tuple[str, float], ...]:
    counts, kinds = model.suffixes, list_kinds(domains)
    shape = shape_of(code, domains)
    expected = _expect(counts, f"{part}, {shape}", shape)
    if shape == "direct":
        expected[OWN_COMPANY] = expected.get("own", 0.0) * RARER_LEVEL
    shares: dict[str, float] = {}
    for suffix in (*kinds, *_generic_suffixes(part)):
        kind = kinds.get(suffix, suffix)
        alike = sum(1 for other in kinds.values() if other == kind) or 1
        shares[suffix] = max(SUPPOSED, expected.get(kind, 0.0) / alike)
    seen = counts.countries.get(code, {})
    total = sum(seen.values()) + COUNTRY_PAIRS
    found = {s: (seen.get(s, 0) + COUNTRY_PAIRS * share) / total for s, share in shares.items()}
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple((suffix, share) for suffix, share in ranked if share >= LEAST_SHARE)


def _expect(counts: SuffixCounts, group: str, shape: str) -> dict[str, float]:
    """Shares by kind in a group, drawn towards the world's countries of the same shape."""
    world = counts.kinds.get(shape, {})
    near = counts.kinds.get(group, {})
    whole, total = sum(world.values()) or 1, sum(near.values())
    return {k: (near.get(k, 0) + COUNTRY_PAIRS * world.get(k, 0) / whole) / (total + COUNTRY_PAIRS) for k in {*world, *near}}


@lru_cache(maxsize=20)
def _generic_suffixes(part: str) -> tuple[str, ...]:
    suffixes: Mapping[str, tuple[str, ...]] = load_guessed_suffixes().by_region
    return (*load_guessed_suffixes().everywhere, *suffixes.get("Americas" if part == "Northern America" else part, ()))
