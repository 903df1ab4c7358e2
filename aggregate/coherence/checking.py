"""Checks of a wave's shown estimates: plausibility by the rules, and numbers that should add up.

Only figures that are shown take part, so that a warning says nothing of a hidden one; only those with a margin.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from aggregate.coherence.rules import SURE, Rule, Share, load_rules
from aggregate.tables.populations import ALL, BY_NAME, SCOPE, TEN_OR_MORE, Population
from catalogue.aggregates import load_aggregates
from catalogue.messages import say, say_text
from catalogue.sizes import list_size_classes

METHOD = "post_stratified"
BREAKDOWNS = ("size_class", "activity", "region", "urbanisation", "owner_sex")
DIMENSIONS = ("activity", "size_class", "region", "urbanisation", "owner_sex", "other_dimension")
WHOLES = (ALL, SCOPE, TEN_OR_MORE)
Key = tuple[str, ...]
Figures = Mapping[Key, Share]


def check_coherence(table: pd.DataFrame) -> list[str]:
    """Sentences on figures that are not plausible or do not add up; none where all is as expected.

    `table` has the columns of `estimates`; hidden figures are left out, whether or not they are blank.
    """
    if "standard_error" not in table:
        return []
    shown = table[table["suppressed"].isin(["none", ""]) & (table["method"] == METHOD) & table["standard_error"].notna()]
    broken = sum((~shown[name].isin(WHOLES)).astype(int) for name in DIMENSIONS)
    shown = shown[shown["population"].isin(BY_NAME) & (broken <= 1)]
    shares, counts = (_index(shown[shown["measure"] == measure]) for measure in ("share", "count"))
    populations = [population for name, population in BY_NAME.items() if name in set(shown["population"])]
    found = [text for rule in load_rules() for population in populations for text in _check_rule(rule, population, shares)]
    return list(dict.fromkeys([*found, *_check_sums(counts, populations)]))


def _index(table: pd.DataFrame) -> dict[Key, Share]:
    """{(indicator, population, the DIMENSIONS): figure}; the figures with the enterprises of their cell."""
    names = ["indicator", "population", *DIMENSIONS]
    figures = zip(*(table[name].astype(float) for name in ("value", "standard_error", "n_frame")), strict=True)
    return {tuple(map(str, key)): Share(*figure) for key, figure in zip(table[names].itertuples(index=False), figures, strict=True)}


def _key(indicator: str, population: Population, **chosen: str) -> Key:
    """The key of a whole population, with the breakdowns that are named."""
    return (indicator, population.name, *(chosen.get(name, population.total_of(name)) for name in DIMENSIONS))


def _check_rule(rule: Rule, population: Population, shares: Figures) -> Iterator[str]:
    keys = _list_keys(rule, population)
    known = [(name, shares[key]) for name, key in keys if key in shares]
    if len(known) < (2 if rule.kind == "rises" else len(keys)) or rule.is_kept([share for _, share in known]):
        return
    figures = ", ".join(f"{name} {100 * share.value:.1f} %" for name, share in known)
    expected = _describe(rule)
    yield say(
        "Not plausible ({population}): {text}: {figures}{expected}. Look at the labels and the words of these cells. [{source}]",
        population=population.name,
        text=say_text(rule.text),
        figures=figures,
        expected=expected,
        source=rule.source,
    )


def _list_keys(rule: Rule, population: Population) -> list[tuple[str, Key]]:
    """(what to call it, key) of each share that the rule looks at, in its order."""
    if rule.kind in ("part", "ratio"):
        return [(name, _key(name, population)) for name in (rule.indicator, str(rule.facts["of"]))]
    if rule.kind == "between":
        return [(str(rule.facts["activity"]), _key(rule.indicator, population, activity=str(rule.facts["activity"])))]
    sizes = [str(rule.facts["above"]), str(rule.facts["below"])] if rule.kind == "sizes" else list(list_size_classes())
    return [(size, _key(rule.indicator, population, size_class=size)) for size in sizes]


def _describe(rule: Rule) -> str:
    if "low" not in rule.facts:
        return ""
    low, high = rule.facts["low"], rule.facts["high"]
    if rule.kind == "between":
        return say("; expected {low:.0f} to {high:.0f} %", low=100 * low, high=100 * high)
    return say("; expected the first to be {low} to {high} times the second", low=low, high=high)


def _check_sums(counts: Figures, populations: Iterable[Population]) -> Iterator[str]:
    """Numbers of a breakdown that add up to another total than the one shown, by more than the total's own margin."""
    for population in populations:
        for indicator in dict.fromkeys(key[0] for key in counts if key[1] == population.name):
            total = counts.get(_key(indicator, population))
            for name in BREAKDOWNS if total else ():
                parts = _list_parts(counts, indicator, population, name)
                if total and len(parts) > 1 and _is_off(parts, total):
                    yield _tell_sum(indicator, population, name, sum(part.value for part in parts), total)


def _list_parts(counts: Figures, indicator: str, population: Population, name: str) -> list[Share]:
    """The figures of one breakdown's codes that do not overlap."""
    place = 2 + DIMENSIONS.index(name)
    whole = _key(indicator, population)
    keys = [key for key in counts if key[:place] == whole[:place] and key[place + 1 :] == whole[place + 1 :] and key[place] != whole[place]]
    return [counts[key] for key in keys if _is_leaf(name, key[place])]


def _is_leaf(name: str, code: str) -> bool:
    """Whether no other code of the breakdown holds this one's enterprises too."""
    unions: dict[str, Any] = {"size_class": {"S_GE10"}, "activity": {a.code for a in load_aggregates() if len(a.code) > 1} - {"_U"}}
    return code not in unions.get(name, ()) and not (name == "activity" and code.isdigit())


def _is_off(parts: list[Share], total: Share) -> bool:
    """Whether the sum is too far from the total; too low it can only be where all parts are shown, which the frame's numbers tell."""
    gap = sum(part.value for part in parts) - total.value
    is_whole = sum(part.enterprises for part in parts) == total.enterprises
    return (abs(gap) if is_whole else gap) > SURE * math.hypot(total.error, *(part.error for part in parts)) + 1e-9


def _tell_sum(indicator: str, population: Population, name: str, added: float, total: Share) -> str:
    return say(
        "Does not add up ({population}): {indicator} by {breakdown} makes {added:,.0f} enterprises,"
        " the total is {total:,.0f} ± {half:,.0f}.",
        population=population.name,
        indicator=indicator,
        breakdown=name,
        added=added,
        total=total.value,
        half=SURE * total.error,
    )
