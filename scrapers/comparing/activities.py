"""Words of an enterprise's activity on a site."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import catalogue
from catalogue.tables import load_table, read_text, read_texts
from scrapers.comparing.findings import Finding
from scrapers.comparing.site_texts import SiteText
from scrapers.finding.names import fold_words
from store.records import Enterprise

FILE = Path(catalogue.__file__).parent / "data" / "activity_words.toml"
FEW = 2
"""So many different words must be met, or one of them in a title or heading."""


@dataclass(frozen=True, slots=True)
class ActivityWords:
    """Words by which sites in a language speak of an activity (section or division of ISIC Rev.4), folded."""

    code: str
    language: str
    words: tuple[tuple[str, ...], ...]
    example: str
    near_miss: str


@cache
def load_activity_words() -> Mapping[tuple[str, str], ActivityWords]:
    """{(code, language): words}."""
    found = {}
    for code, languages in load_table(FILE).items():
        for language, entry in languages.items():
            where = f"{code}.{language}"
            words = tuple(dict.fromkeys(fold_words(text) for text in read_texts(entry, "words", where)))
            texts = read_text(entry, "example", where), read_text(entry, "near_miss", where)
            found[code, language] = ActivityWords(code, language, words, *texts)
    return found


def compare_activity(enterprise: Enterprise, site: SiteText) -> Finding | None:
    """Level yes or none; None where no words are known for the activity in the site's languages."""
    codes = dict.fromkeys(filter(None, ((enterprise.activity or "")[:2], enterprise.section)))
    known = [found for code in codes for language in site.languages if (found := load_activity_words().get((code, language)))]
    if not known:
        return None
    met = [(words, at) for entry in known for words in entry.words if (at := find_words(words, site)) is not None]
    for words, at in met:
        if len(met) >= FEW or site.passage_at(at).place in {"title", "heading", "meta"}:
            return Finding("activity", "yes", " ".join(words), site.passage_at(at))
    return Finding("activity", "none")


def find_words(words: tuple[str, ...], site: SiteText) -> int | None:
    """Where words first stand one behind the other, titles and headings first."""
    places = [site.positions.get(word) for word in words]
    if not all(places):
        return None
    rest = [set(p or ()) for p in places[1:]]
    found = [at for at in (places[0] or ())[:100] if all(at + i in other for i, other in enumerate(rest, 1))]
    return min(found, key=lambda at: site.passage_at(at).place not in {"title", "heading", "meta"}, default=None)
