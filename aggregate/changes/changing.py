"""Changes of a wave's published shares since another wave, from the store to the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t as student

from aggregate.changes.overlap import find_covariances
from aggregate.changes.reading import LabelledWave, read_labelled_wave
from aggregate.estimators.arrays import Floats
from aggregate.indicators import list_questions
from aggregate.quality import grade
from aggregate.tables.breakdowns import Breakdowns
from aggregate.tables.domains import KEY, build_domains
from aggregate.tables.frame_counts import count_frame
from aggregate.tables.populations import name_group
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.cells import read_decided, read_questions
from store.estimates import read_estimates, replace_changes
from store.frame import read_waves
from store.layout import counting
from store.opening import Store

METHOD = "post_stratified"
SINGLY = Breakdowns((("activity",), ("size_class",), ("region",), ("urbanisation",), ("owner_sex",)))
WORST = {"primary": 3, "secondary": 2, "quality": 1, "none": 0}


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """`table` has the rows that were written, hidden ones too; `warnings` say what else changed between the waves."""

    since: str
    table: pd.DataFrame
    warnings: tuple[str, ...]


def find_wave_before(store: Store, country: str, wave: str) -> str | None:
    """The country's newest wave that is older, or None."""
    return max((w for c, w, _ in read_waves(store) if c == country and w < wave), default=None)


def check_since(store: Store, country: str, wave: str, since: str | None) -> None:
    """Raises EstimateError where no change since the wave that was named can be estimated; says so before anything is computed."""
    if since is None:
        return
    if since == wave:
        raise EstimateError(say("A change since {wave} needs another wave than {wave} itself: name an earlier one.", wave=wave))
    known = sorted(w for c, w, _ in read_waves(store) if c == country and w != wave)
    if since not in known:
        sentence = "The store holds no wave {since} of {country} to compare with; other waves than {wave}: {known}."
        raise EstimateError(say(sentence, since=repr(since), country=country, wave=wave, known=", ".join(known) or say("none")))
    if _read_shares(store, country, since).empty:
        raise _refuse(country, since)


def _refuse(country: str, since: str) -> EstimateError:
    sentence = "There are no estimates with margins for {country} {wave}: run `ecomstat aggregate {country} --wave {wave}` first."
    return EstimateError(say(sentence, country=country, wave=since))


def estimate_changes(
    store: Store, country: str, wave: str, since: str | None = None, *, level: float = 0.95, run: int | None = None
) -> ChangeReport | None:
    """Writes the changes since a wave (the one before) in total and by each breakdown; None where there is nothing to compare with.

    Raises:
        EstimateError: a wave was named that has no estimates with margins.
    """
    before = since or find_wave_before(store, country, wave)
    tables = {w: _read_shares(store, country, w) for w in (before, wave) if w is not None}
    if before is None or before == wave or any(table.empty for table in tables.values()):
        if since is not None:
            raise _refuse(country, since)
        return None
    merged = tables[before].merge(tables[wave], on=["indicator", *KEY], suffixes=("_before", ""))
    samples = {w: _read_samples(store, country, w, tables[w]) for w in (before, wave)}
    rows = [_change(part, str(name), samples[before], samples[wave], level) for name, part in merged.groupby("indicator", sort=False)]
    if not rows:
        return None
    table = pd.concat(rows, ignore_index=True).assign(country=country, wave=wave, since=before, run=run)
    replace_changes(store, country, wave, table.astype(object).where(table.notna(), None).to_dict("records"))
    return ChangeReport(before, table, tuple(_warn_of_models(merged, before, wave)))


def _read_shares(store: Store, country: str, wave: str) -> pd.DataFrame:
    table = pd.DataFrame(read_estimates(store, country, wave, safe=False))
    chosen = (table["method"] == METHOD) & (table["measure"] == "share") & table["standard_error"].notna() & table["sample"].notna()
    columns = ["value", "standard_error", "n_frame", "n_labelled", "n_effective", "suppressed", "denominator", "model", "sample"]
    return table.loc[chosen, ["indicator", *KEY, *columns]]


def _read_samples(store: Store, country: str, wave: str, shares: pd.DataFrame) -> dict[str, LabelledWave]:
    """{indicator: the labelled units behind its shares}, with domains of one breakdown."""
    of_indicator = dict(zip(shares["indicator"], shares["sample"], strict=True))
    labelled = read_questions(store, country, wave)
    decided = set(read_decided(store, country, wave))
    questions = [q for q in list_questions(decided, labelled) if set(q.names) & set(of_indicator)]
    found: dict[str, LabelledWave] = {}
    with counting(store, country, wave, name_group=name_group) as cells:
        domains = build_domains(cells, SINGLY)
        counts = count_frame(store, (q.capability for q in questions), domains)
        for q in questions:
            sample = str(of_indicator[next(name for name in q.names if name in of_indicator)])
            read = read_labelled_wave((store, country, wave), q, sample, domains, counts[q.capability], cells)
            found |= dict.fromkeys(q.names, read) if read is not None else {}
    return found


def _change(
    part: pd.DataFrame, indicator: str, before: Mapping[str, LabelledWave], now: Mapping[str, LabelledWave], level: float
) -> pd.DataFrame:
    """The rows of one indicator: cells that both waves have, of at most one breakdown."""
    first, second = before.get(indicator), now.get(indicator)
    if first is None or second is None:
        return pd.DataFrame()
    keys = first.keys.reset_index(names="first").merge(second.keys.reset_index(names="second"), on=list(KEY))
    rows = part.merge(keys, on=list(KEY)).reset_index(drop=True)
    if rows.empty:
        return pd.DataFrame()
    members = (first.members[rows["first"].to_numpy()], second.members[rows["second"].to_numpy()])
    covariances = find_covariances(first.wave, second.wave, members)
    degrees = min(first.wave.sample.degrees, second.wave.sample.degrees)
    return _rows(rows, covariances, degrees, level)


def _rows(rows: pd.DataFrame, covariances: Floats, degrees: int, level: float) -> pd.DataFrame:
    """Differences with V1 + V2 - 2·C12 and Student's t; hidden where either of the two shares is."""
    values = (rows["value"] - rows["value_before"]).astype(float).to_numpy()
    one, two = (rows[name].astype(float).to_numpy() for name in ("standard_error_before", "standard_error"))
    errors = np.sqrt(np.maximum(one**2 + two**2 - 2 * covariances, 0))
    reach = student.ppf((1 + level) / 2, degrees) * errors
    low, high = np.maximum(values - reach, -1), np.minimum(values + reach, 1)
    smaller = {name: np.fmin(rows[name].astype(float), rows[f"{name}_before"].astype(float)) for name in ("n_labelled", "n_effective")}
    quality = grade(low, high, smaller["n_labelled"].to_numpy(), smaller["n_effective"].fillna(np.inf).to_numpy())
    worse = [max(pair, key=lambda kind: WORST[kind]) for pair in zip(rows["suppressed"], rows["suppressed_before"], strict=True)]
    figures: dict[str, Any] = {"value": values, "standard_error": errors, "ci_low": low, "ci_high": high, **smaller}
    figures |= {"quality": quality, "suppressed": np.where((np.array(worse) == "none") & (quality == "F"), "quality", worse)}
    kept = ["indicator", *KEY, "n_frame", "denominator", "model", "sample"]
    return rows[kept].assign(measure="change", method="change", unit="proportion", **figures)


def _warn_of_models(merged: pd.DataFrame, before: str, wave: str) -> list[str]:
    """Another classifier is no break where labels decide, but it is said; series without labels are broken by it."""
    other = merged[merged["model"] != merged["model_before"]]
    if other.empty:
        return []
    sentence = (
        "Between {before} and {wave} the classifier changed ({old}, then {new}). Changes of estimates from labels stay right: labels"
        " decide, and the classifier only narrows margins. Bounds and shares among read websites have a break"
        " (OBS_STATUS B) and are not compared."
    )
    models = other.iloc[0]
    return [say(sentence, before=before, wave=wave, old=models["model_before"], new=models["model"])]
