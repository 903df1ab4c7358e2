"""Learning how names become domain names from known pairs: scrapers/finding/guessing/model.json."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.name_pairs import NamePair
from catalogue.profiles import load_profile
from catalogue.suffixes import find_suffix
from scrapers.finding.guessing.guesses import COM, list_name_cores
from scrapers.finding.guessing.model import GuessModel, SuffixCounts, length_feature, list_com_features, list_features
from scrapers.finding.guessing.patterns import load_word_kinds
from scrapers.finding.guessing.suffixes import find_part, list_kinds, list_suffixes, shape_of
from scrapers.finding.names import read_name

PENALTY = 1.0
"""Weight of the squares of the weights, which draws those of rare features towards 0."""

LEAST_WEIGHT = 0.1
COMMON = (5, 15, 60)
"""A word is common, more and most common that begins or makes up so many names; rarer ones are not kept."""

LEAST_PAIRS = 5
"""A suffix is kept for a country where so many pairs have it."""


def learn_model(pairs: Sequence[NamePair], version: str) -> GuessModel:
    """The model that the pairs teach."""
    suffixes = count_suffixes(pairs)
    words = classify_words(pairs)
    with_words = GuessModel(version, {"intercept": 0.0, "later name": 0.0}, words, suffixes)
    rows, answers = list_examples(pairs, with_words)
    return replace(with_words, weights=fit(rows, answers) | learn_com(pairs, with_words))


def write_model(model: GuessModel) -> str:
    """The model as JSON."""
    weights = {
        name: round(w, 2) for name, w in sorted(model.weights.items()) if abs(w) >= LEAST_WEIGHT or name in ("intercept", "later name")
    }
    table = {
        "version": model.version,
        "weights": weights,
        "words": dict(sorted(model.words.items())),
        "countries": model.suffixes.countries,
    }
    return json.dumps({**table, "kinds": model.suffixes.kinds}, indent=0, ensure_ascii=False, sort_keys=True) + "\n"


def classify_words(pairs: Iterable[NamePair]) -> dict[str, int]:
    """{word: class} of the words that stand in the names of many brands."""
    seen: dict[str, set[str]] = defaultdict(set)
    links = load_word_kinds().links
    for pair in pairs:
        for word in read_name(pair.names[0], load_profile(pair.country)).words:
            if word not in links:
                seen[word].add(pair.core)
    counts = {word: sum(len(brands) >= least for least in COMMON) for word, brands in seen.items()}
    return {word: count for word, count in counts.items() if count}


def count_suffixes(pairs: Iterable[NamePair]) -> SuffixCounts:
    """Counts of suffixes by country and of their kinds by part of the world."""
    countries: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        profile, suffix = load_profile(pair.country), find_suffix(pair.domain) or ""
        shape = shape_of(pair.country, profile.domains)
        kind = list_kinds(profile.domains).get(suffix, suffix)
        countries[pair.country][suffix] += 1
        kinds[shape][kind] += 1
        kinds[f"{find_part(profile)}, {shape}"][kind] += 1
    return SuffixCounts(_keep(countries, LEAST_PAIRS), _keep(kinds, 2))


def list_examples(pairs: Iterable[NamePair], model: GuessModel) -> tuple[list[tuple[str, ...]], list[bool]]:
    """(features, whether it is the domain's core) of every core of every pair."""
    rows, answers = list[tuple[str, ...]](), list[bool]()
    for pair in pairs:
        seen: set[str] = set()
        for cores, context, is_later in list_name_cores(pair.names, pair.place, pair.activity, load_profile(pair.country), model):
            later = ("later name",) if is_later else ()
            new = [(core, pattern) for core, pattern in cores.items() if core not in seen]
            rows += [(*list_features(pattern, context), length_feature(len(core)), *later) for core, pattern in new]
            answers += [core == pair.core for core, _ in new]
            seen.update(core for core, _ in new)
    return rows, answers


def learn_com(pairs: Iterable[NamePair], model: GuessModel) -> dict[str, float]:
    """Weights for .com by pattern and length, beside how frequent it is in a country."""
    rows, answers, offsets = list[tuple[str, ...]](), list[bool](), list[float]()
    for pair in pairs:
        profile = load_profile(pair.country)
        share = dict(list_suffixes(profile, model)).get(COM, 0.0)
        named = list_name_cores(pair.names, pair.place, pair.activity, profile, model)
        pattern = next((cores[pair.core] for cores, _, _ in named if pair.core in cores), None)
        if pattern and 0 < share < 1:
            rows.append(list_com_features(pattern, len(pair.core))[1:])
            answers.append(find_suffix(pair.domain) == COM)
            offsets.append(math.log(share / (1 - share)))
    weights = fit(rows, answers, offsets) if rows else {}
    return {COM: weights.get("intercept", 0.0)} | {feature: weight for feature, weight in weights.items() if feature.startswith(f"{COM} ")}


def fit(rows: Sequence[tuple[str, ...]], answers: Sequence[bool], offsets: Sequence[float] = (0.0,)) -> dict[str, float]:
    """Weights of a logistic regression with a quadratic penalty, by feature, and the intercept; `offsets` are log-odds known beforehand."""
    places: dict[str, int] = {"later name": 0}
    columns = np.fromiter((places.setdefault(feature, len(places)) for row in rows for feature in row), dtype=np.int32)
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(places)))
    wanted, known = np.asarray(answers, dtype=float), np.asarray(offsets)

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        odds = matrix @ weights[1:] + weights[0] + known
        error = 1 / (1 + np.exp(-odds)) - wanted
        value = float(np.sum(np.logaddexp(0, odds) - wanted * odds) + PENALTY / 2 * np.sum(weights[1:] ** 2))
        return value, np.concatenate([[error.sum()], matrix.T @ error + PENALTY * weights[1:]])

    found = minimize(loss, np.concatenate([[-4.0], np.zeros(len(places))]), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return {"intercept": float(found.x[0]), **{feature: float(found.x[1 + at]) for feature, at in places.items()}}


def _keep(counts: dict[str, Counter[str]], least: int) -> dict[str, dict[str, int]]:
    kept = {name: {s: n for s, n in sorted(found.items()) if n >= least} for name, found in sorted(counts.items())}
    return {name: found for name, found in kept.items() if found}
