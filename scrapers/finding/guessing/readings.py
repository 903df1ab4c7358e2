"""The names of an enterprise as words in Latin letters: every name, what stands in brackets, every spelling."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalogue.profiles import CountryProfile
from catalogue.suffixes import find_registered_domain
from scrapers.finding.guessing.spelling import find_script, list_spellings
from scrapers.finding.names import cut_legal_forms, read_name

MOST_READINGS = 4
LONGEST_NAME = 200
BRACKETS = re.compile(r"[(\[（【]([^)\]）】]{2,})[)\]）】]")
WRITTEN = re.compile(r"(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})", re.ASCII)


class Reading(NamedTuple):
    """A name's words and legal forms by one spelling; `later`: not of the first name, or by a custom of no main language."""

    words: tuple[str, ...]
    forms: tuple[str, ...]
    script: str
    later: bool


def read_names(names: Sequence[str], profile: CountryProfile) -> Iterator[Reading]:
    """The readings of names, each once, at most four; brackets are names of their own."""
    seen: set[tuple[str, ...]] = set()
    for at, name in enumerate(_open_brackets([name[:LONGEST_NAME] for name in names])):
        for reading in _read_spellings(name, profile):
            if reading.words and reading.words not in seen and reading.words != ("and",):
                seen.add(reading.words)
                yield reading._replace(later=True) if at else reading
        if len(seen) >= MOST_READINGS:
            return


def find_written_domains(names: Sequence[str]) -> list[str]:
    """Domains that stand in names themselves."""
    found = dict.fromkeys(match[1] for name in names if "." in name for match in WRITTEN.finditer(name.lower()))
    return [domain for domain in found if find_registered_domain(domain) == domain]


def _open_brackets(names: Sequence[str]) -> list[str]:
    inner = [found[1] for name in names if not name.isascii() or "(" in name or "[" in name for found in BRACKETS.finditer(name)]
    outer = [BRACKETS.sub(" ", name).strip() or name for name in names] if inner else names
    return list(dict.fromkeys([*outer, *inner]))


def _read_spellings(name: str, profile: CountryProfile) -> Iterator[Reading]:
    """Readings by each spelling; `script` says which script or custom it was, with the language for Han, which several read otherwise."""
    if name.isascii():
        reading = read_name(name, profile)
        yield Reading(reading.words, reading.legal_forms, "Latin", False)
        return
    script, language = find_script(name), profile.languages[0] if profile.languages else ""
    forms = read_name(name, profile).legal_forms if script == "Latin" else ()
    of = f"{script} {language}" if script == "Han" else script
    for spelling in list_spellings(cut_legal_forms(name, profile), profile):
        words = read_name(spelling.text, profile).words
        is_foreign = spelling.custom not in ("", language)
        yield Reading(words, forms, f"{of}, {'by custom' if spelling.custom else 'plain'}", is_foreign)
