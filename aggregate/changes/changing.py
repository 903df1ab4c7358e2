"""Changes of a wave's published shares since another wave, from the store to the store."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from aggregate.changes.breaks import find_breaks
from aggregate.changes.labelled_parts import LabelledPair, list_labelled_changes
from aggregate.changes.read_parts import list_read_changes
from aggregate.changes.stayers import Stayers, count_common, find_stayers
from aggregate.changes.waves import METHOD, READ_METHOD, WaveFrame, read_shares, read_wave
from aggregate.disclosure.rules import RuleSet, find_rules_file, load_rules
from aggregate.tables.domains import KEY, POPULATION
from aggregate.tables.populations import BY_NAME, READ
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.estimates import list_estimated_waves, replace_changes
from store.opening import Store

BASES = {name: name for name in BY_NAME} | {READ.format(population=name): name for name in BY_NAME}


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """`table` has the rows that were written, hidden ones too; `warnings` say what else changed between the waves.

    `common`, `born` and `died` count the enterprises in both registers, only in the new and only in the old one; None where that is a few.
    """

    since: str
    table: pd.DataFrame
    warnings: tuple[str, ...]
    common: int | None = None
    born: int | None = None
    died: int | None = None


def find_wave_before(store: Store, country: str, wave: str) -> str | None:
    """The country's newest wave with estimates that is older, or None."""
    return max((w for w in list_estimated_waves(store, country) if w < wave), default=None)


def estimate_changes(
    store: Store,
    country: str,
    wave: str,
    since: str | None = None,
    *,
    level: float = 0.95,
    rules: Path | None = None,
    run: int | None = None,
) -> ChangeReport | None:
    """Writes the changes since a wave (the one before) in total and by each breakdown; None where there is nothing to compare with.

    `rules` is a file of rules of disclosure control, as in `aggregate`.

    Raises:
        EstimateError: a wave was named that is not earlier, has no estimates, or has no figure in common with this one.
    """
    before = since or find_wave_before(store, country, wave)
    if before is None:
        return None
    check_since(store, country, wave, before)
    shares = {w: read_shares(store, country, w) for w in (before, wave)}
    merged = shares[before].merge(shares[wave], on=["indicator", "method", *KEY], suffixes=("_before", ""))
    if merged.empty:
        if since is None:
            return None
        raise EstimateError(
            say(
                "{before} and {wave} have no share of one indicator and population in common: there is no change to estimate.",
                before=before,
                wave=wave,
            )
        )
    first = read_wave(store, country, before, shares[before], again=_has_new_model(merged))
    second = read_wave(store, country, wave, shares[wave])
    known = load_rules(rules or find_rules_file(store.path))
    stayers = find_stayers(first, second, max(known.values(), key=lambda found: found.fewest_enterprises))
    rows = list(_list_changes(_place(merged, stayers), first, second, stayers, known, level))
    if not rows:
        return None
    table = pd.concat(rows, ignore_index=True).assign(country=country, wave=wave, since=before, run=run)
    replace_changes(store, country, wave, table.astype(object).where(table.notna(), None).to_dict("records"))
    breaks = [found.sentence for found in find_breaks(store, country, wave, before)]
    warnings = (*breaks, *_warn(country, merged, first, second, stayers))
    return ChangeReport(before, table, warnings, *_count_all(stayers))


def check_since(store: Store, country: str, wave: str, before: str) -> None:
    """Nothing, where changes can be counted from a wave.

    Raises:
        EstimateError: it is not earlier, or has no estimates.
    """
    if before >= wave:
        raise EstimateError(
            say(
                "A change is counted since an earlier wave, and {since} is not earlier than {wave}: name another one with --since.",
                since=before,
                wave=wave,
            )
        )
    if before not in list_estimated_waves(store, country):
        raise EstimateError(
            say(
                "There are no estimates for {country} {wave}: run `ecomstat aggregate {country} --wave {wave}` first.",
                country=country,
                wave=before,
            )
        )


def _place(merged: pd.DataFrame, stayers: Stayers) -> pd.DataFrame:
    """The rows with the places of their cells, and how many enterprises stayed, came and went; cells of one breakdown at most."""
    keys = stayers.keys.assign(stayer=range(len(stayers.keys)), n_both=stayers.both, n_born=stayers.born, n_died=stayers.died)
    named = merged.assign(base=merged[POPULATION].map(BASES))
    keys = keys.rename(columns={POPULATION: "base"})
    return named.merge(keys, on=["base", *KEY[1:]]).reset_index(drop=True)


def _list_changes(
    rows: pd.DataFrame, first: WaveFrame, second: WaveFrame, stayers: Stayers, rules: dict[str, RuleSet], level: float
) -> Iterator[pd.DataFrame]:
    """The changes of every indicator."""
    for question in second.questions:
        for name in question.names:
            of_name = rows[rows["indicator"] == name]
            estimated = of_name[of_name["method"] == METHOD].reset_index(drop=True)
            if len(estimated) and name in first.labelled and name in second.labelled:
                again = _find_again(first, second, question.capability)
                pair = LabelledPair(first.labelled[name], second.labelled[name], again.labelled.get(name) if again else None)
                yield from list_labelled_changes(estimated, pair, stayers, level)
            read = of_name[of_name["method"] == READ_METHOD].reset_index(drop=True)
            comparable = _find_comparable(first, second, question.capability)
            if len(read) and comparable is not None:
                yield from list_read_changes(read, comparable, second, question.capability, stayers, rules["web"])


def _find_again(first: WaveFrame, second: WaveFrame, capability: str) -> WaveFrame | None:
    """The first wave as the second's model decided it again; None where that is the model of old, or was not done."""
    again, model = first.redecided, second.models.get(capability)
    is_other = first.models.get(capability) != model
    return again if is_other and again is not None and again.models.get(capability) == model else None


def _find_comparable(first: WaveFrame, second: WaveFrame, capability: str) -> WaveFrame | None:
    """The first wave as decided by the second's model, published or again; None where there is none."""
    if capability in first.models and first.models[capability] == second.models.get(capability):
        return first
    return _find_again(first, second, capability)


def _has_new_model(merged: pd.DataFrame) -> bool:
    return bool((merged["model"] != merged["model_before"]).any())


def _warn(country: str, merged: pd.DataFrame, first: WaveFrame, second: WaveFrame, stayers: Stayers) -> Iterator[str]:
    """What keeps changes from being taken apart."""
    if not count_common(stayers):
        yield say(
            "No enterprise of {before} is in the register of {wave} by its enterprise_id, so that no change is told of those in both.",
            before=first.wave,
            wave=second.wave,
        )
    published = set(first.shares["model"].dropna())
    if published and published != set(first.models.values()):
        yield say(
            "{before} was classified again after it was estimated: run `ecomstat aggregate {country} --wave {before}`, so that its"
            " estimates are those of its answers. (To keep them, classify with --beside.)",
            country=country,
            before=first.wave,
        )
    capabilities = {question.capability for question in second.questions}
    if _has_new_model(merged) and not any(_find_again(first, second, capability) for capability in capabilities):
        yield say(
            "What the new model did to the change is not known: run `ecomstat classify {country} --wave {before} --beside` with the model"
            " of {wave}, then `ecomstat aggregate {country} --wave {wave} --since {before}`.",
            country=country,
            before=first.wave,
            wave=second.wave,
        )


def _count_all(stayers: Stayers) -> tuple[int | None, int | None, int | None]:
    """Of the whole register, which is the first row."""
    first = [figures[0] for figures in (stayers.both, stayers.born, stayers.died)]
    both, born, died = (None if figure != figure else int(figure) for figure in first)
    return both, born, died
