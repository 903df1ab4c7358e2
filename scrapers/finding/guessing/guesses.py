"""Guessed domains of an enterprise, the likeliest first, and candidates for many enterprises."""

import heapq
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from catalogue.profiles import CountryProfile
from catalogue.suffixes import find_registered_domain
from scrapers.finding.guessing.model import GuessModel, NameContext, describe, length_feature, list_features, load_model, logistic
from scrapers.finding.guessing.patterns import list_cores, load_word_kinds, surround
from scrapers.finding.guessing.spelling import find_script, find_syllable_initials, list_spellings
from scrapers.finding.guessing.suffixes import find_part, list_suffixes
from scrapers.finding.names import cut_legal_forms, read_name
from store.records import Candidate, Enterprise

SOURCE = "guess"
MOST_NAMES = 4
WRITTEN = re.compile(r"(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})", re.ASCII)
BRACKETS = re.compile(r"[(\[（【]([^)\]）】]{2,})[)\]）】]")


class Guess(NamedTuple):
    """A guessed domain, how likely it is to be the enterprise's (0 to 1), and the pattern that gave it."""

    domain: str
    score: float
    pattern: str


class Core(NamedTuple):
    """A domain name without its suffix, with the features that speak for it."""

    pattern: str
    context: NameContext
    later: bool


def guess_domains(
    names: Sequence[str], place: str | None, activity: str | None, profile: CountryProfile, limit: int = 20
) -> list[tuple[str, float]]:
    """(domain, score) guessed from an enterprise's names, the likeliest first; see `rank_guesses`."""
    return [(guess.domain, guess.score) for guess in rank_guesses(names, place, activity, profile, limit)]


def rank_guesses(
    names: Sequence[str],
    place: str | None,
    activity: str | None,
    profile: CountryProfile,
    limit: int = 20,
    model: GuessModel | None = None,
) -> list[Guess]:
    """The likeliest domains of an enterprise by its names (the one it trades under first), the likeliest first.

    `activity` is a section of ISIC Rev. 4, a letter. The score is the chance that the core is right by the learnt
    weights of its pattern, times the share of the country's enterprises under the suffix. Names without letters give no guess.
    """
    model = model or load_model()
    cores, suffixes = list_name_cores(names, place, activity, profile, model), list_suffixes(profile, model)
    likely = heapq.nlargest(limit, ((weigh(core, found, model), core, found.pattern) for core, found in cores.items()))
    pairs = [
        (odds * share, core, suffix, pattern)
        for at, (odds, core, pattern) in enumerate(likely)
        for suffix, share in suffixes[: -(-limit // (at + 1))]
    ]
    guesses = [Guess(f"{core}.{suffix}", score, pattern) for score, core, suffix, pattern in heapq.nlargest(limit, pairs)]
    written = [Guess(domain, 0.9, "written in the name") for domain in _find_written(names)]
    return [*written, *(guess for guess in guesses if guess.domain not in {w.domain for w in written})][:limit]


def propose_guesses(
    enterprises: Iterable[Enterprise],
    profile: CountryProfile,
    resolves: Callable[[str], bool],
    may_leave: Callable[[Enterprise], bool] = lambda enterprise: False,
    limit: int = 20,
) -> Iterator[Candidate]:
    """Candidates of the guessed domains that exist: `resolves` says so of a host name, which tells a name server of it.

    Enterprises whose names may not leave (`may_leave`; without it none may) are left out.
    """
    for enterprise in enterprises:
        if may_leave(enterprise):
            for guess in guess_for(enterprise, profile, limit):
                if resolves(guess.domain):
                    yield Candidate(enterprise.enterprise_id, guess.domain, SOURCE, round(guess.score, 4), words=guess.pattern)


def guess_for(enterprise: Enterprise, profile: CountryProfile, limit: int = 20) -> list[Guess]:
    """The guesses for an enterprise of the register."""
    names = [name for name in (enterprise.trade_name, enterprise.name) if name]
    section = None if enterprise.section == "_U" else enterprise.section
    return rank_guesses(names, enterprise.place, section, profile, limit)


def list_name_cores(
    names: Sequence[str], place: str | None, activity: str | None, profile: CountryProfile, model: GuessModel
) -> dict[str, Core]:
    """{core: how it was made} from all names and their spellings."""
    around, part, links = surround(profile, place, activity), find_part(profile), load_word_kinds().links
    cores: dict[str, Core] = {}
    for words, forms, script, later in _read_names(names, profile):
        if words == ("and",) or (later and around.country.union(around.place).issuperset(words)):
            continue
        kept = tuple(word for word in words if word not in links) or words
        context = describe(kept, script, part, model.words, bool(forms))
        for core, pattern in list_cores(words, forms, around).items():
            if core not in cores:
                cores[core] = Core(pattern, context, later)
    for name in names:
        if not name.isascii() and (letters := find_syllable_initials(cut_legal_forms(name, profile))):
            cores.setdefault(letters, Core("initials", NameContext(2, 2, 0, "Latin", part, False), False))
    return cores


def weigh(core: str, found: Core, model: GuessModel) -> float:
    """The chance that a core is the one of the enterprise's domain."""
    odds = _weigh_pattern(found.pattern, found.context, model) + model.weights.get(length_feature(len(core)), 0.0)
    return logistic(odds + model.weights["later name"] if found.later else odds)


def _read_names(names: Sequence[str], profile: CountryProfile) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str, bool]]:
    """(words, legal forms, script or custom, whether of a later name or language) of each spelling of each name, brackets apart."""
    inner = [found[1] for name in names if not name.isascii() or "(" in name or "[" in name for found in BRACKETS.finditer(name)]
    outer = [BRACKETS.sub(" ", name).strip() or name for name in names] if inner else names
    seen: set[tuple[str, ...]] = set()
    for at, name in enumerate(dict.fromkeys([*outer, *inner])):
        if len(seen) >= MOST_NAMES:
            return
        for words, forms, script, foreign in _read_spellings(name, profile):
            if words and words not in seen:
                seen.add(words)
                yield words, forms, script, foreign or at > 0


def _read_spellings(name: str, profile: CountryProfile) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str, bool]]:
    if name.isascii():
        reading = read_name(name, profile)
        yield reading.words, reading.legal_forms, "Latin", False
        return
    script, language = find_script(name), profile.languages[0] if profile.languages else ""
    forms = read_name(name, profile).legal_forms if script == "Latin" else ()
    for spelling in list_spellings(cut_legal_forms(name, profile), profile):
        words = read_name(spelling.text, profile).words
        of = f" {language}" if script == "Han" else ""
        yield (
            words,
            forms,
            f"{script}{of}, {'by custom' if spelling.custom else 'plain'}",
            bool(spelling.custom) and spelling.custom != language,
        )


@lru_cache(maxsize=200_000)
def _weigh_pattern(pattern: str, context: NameContext, model: GuessModel) -> float:
    return model.weights["intercept"] + sum(model.weights.get(feature, 0.0) for feature in list_features(pattern, context))


def _find_written(names: Sequence[str]) -> list[str]:
    """Domains that stand in a name themselves."""
    found = dict.fromkeys(match[1] for name in names if "." in name for match in WRITTEN.finditer(name.lower()))
    return [domain for domain in found if find_registered_domain(domain) == domain]
