"""Guessed domains of an enterprise, the likeliest first."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalogue.profiles import CountryProfile
from scrapers.finding.guessing.model import GuessModel, NameContext, describe, find_com_odds, find_odds, load_model, logistic
from scrapers.finding.guessing.patterns import list_cores, load_word_kinds, surround
from scrapers.finding.guessing.readings import find_written_domains, read_names
from scrapers.finding.guessing.spelling import find_own_letters, find_syllable_initials
from scrapers.finding.guessing.suffixes import find_part, list_suffixes
from scrapers.finding.names import cut_legal_forms
from store.records import Enterprise

COM = "com"
MOST_WRITTEN = 3
WRITTEN, OWN_LETTERS = 0.9, 0.05
"""Supposed, not learnt: the score of a domain that stands in the name, and of a name in its own letters under a suffix in such letters."""


class Guess(NamedTuple):
    """A guessed domain, how likely it is to be the enterprise's (0 to 1), and the pattern that gave it."""

    domain: str
    score: float
    pattern: str


class NameCores(NamedTuple):
    """{core: pattern} of one reading of a name, with what is known of the name; a core is a domain without its suffix."""

    cores: dict[str, str]
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
    likely = _weigh_cores(names, place, activity, profile, model)[:limit]
    suffixes = list_suffixes(profile, model)
    com, scored = dict(suffixes).get(COM, 0.0), list[tuple[float, str, str, str]]()
    for at, (odds, core, pattern) in enumerate(likely):
        com_odds = find_com_odds(pattern, len(core), model)
        chance = logistic(odds) / (com_odds * com + 1 - com)
        for suffix, share in suffixes[: limit // (at + 1) + 1]:
            scored.append((chance * share * com_odds if suffix == COM else chance * share, core, suffix, pattern))
    scored += _list_supposed(names, profile)
    scored.sort(reverse=True)
    found: dict[str, Guess] = {}
    for score, core, suffix, pattern in scored[: limit + MOST_WRITTEN]:
        domain = f"{core}.{suffix}"
        if domain not in found:
            found[domain] = Guess(domain, score, pattern)
    return list(found.values())[:limit]


def guess_for(enterprise: Enterprise, profile: CountryProfile, limit: int = 20) -> list[Guess]:
    """The guesses for an enterprise of the register."""
    names = [name for name in (enterprise.trade_name, enterprise.name) if name]
    section = None if enterprise.section == "_U" else enterprise.section
    return rank_guesses(names, enterprise.place, section, profile, limit)


def list_name_cores(
    names: Sequence[str], place: str | None, activity: str | None, profile: CountryProfile, model: GuessModel
) -> Iterator[NameCores]:
    """The cores that patterns make of each reading of each name."""
    around, part, links = surround(profile, place, activity), find_part(profile), load_word_kinds().links
    for words, forms, script, later in read_names(names, profile):
        if not (later and around.own.issuperset(words)):
            kept = tuple([word for word in words if word not in links]) or words
            context = describe(kept, script, part, model.words, bool(forms))
            yield NameCores(list_cores(words, forms, around), context, later)
    for name in names:
        if not name.isascii() and (letters := find_syllable_initials(cut_legal_forms(name, profile))):
            yield NameCores({letters: "initials"}, NameContext(2, 2, 0, "Latin", part, False), False)


def _weigh_cores(
    names: Sequence[str], place: str | None, activity: str | None, profile: CountryProfile, model: GuessModel
) -> list[tuple[float, str, str]]:
    """(log-odds that it is the core of the enterprise's domain, core, pattern), the likeliest first."""
    found: dict[str, tuple[float, str, str]] = {}
    lengths = model.lengths
    for cores, context, later in list_name_cores(names, place, activity, profile, model):
        odds = find_odds(context, later, model)
        for core, pattern in cores.items():
            if core not in found:
                found[core] = (odds[pattern] + lengths[len(core)], core, pattern)
    return sorted(found.values(), reverse=True)


def _list_supposed(names: Sequence[str], profile: CountryProfile) -> list[tuple[float, str, str, str]]:
    """(score, core, suffix, pattern) of domains that stand in names, and of names in their own letters under suffixes in such letters."""
    written = [(WRITTEN, domain.partition("."), "written in the name") for domain in find_written_domains(names)[:MOST_WRITTEN]]
    if not all(name.isascii() for name in names):
        own = (domain for name in names for domain in find_own_letters(cut_legal_forms(name, profile), profile.domains))
        written += [(OWN_LETTERS, domain.partition("."), "own letters") for domain in own]
    return [(score, core, suffix, pattern) for score, (core, _, suffix), pattern in written]
