"""The sheets of the workbook: their columns, and what ships as rows of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from catalogue.fingerprints import Fingerprint, load_fingerprints
from catalogue.hosts import KnownHost, load_known_hosts
from catalogue.words import Vocabulary, WordEntry, load_vocabularies
from scrapers.signals.matching import find_wrong_words

WORDS, MARKETPLACES, PAYMENTS = "Words", "Marketplaces", "Payments"
COLUMNS = {
    WORDS: ("language", "concept", "phrase", "places", "example", "near miss", "standing", "whose"),
    MARKETPLACES: ("key", "name", "hosts", "path segments", "not pages", "countries", "whose"),
    PAYMENTS: ("key", "name", "of", "proves", "pattern", "example", "near miss", "countries", "whose"),
}
SHIPPED, OFFICE = "shipped", "office"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as somebody filled it: its number as Excel counts, its cells by column, and the columns that hold formulas."""

    sheet: str
    number: int
    cells: dict[str, str]
    formulas: frozenset[str] = field(default=frozenset())

    @property
    def content(self) -> tuple[str, ...]:
        """What the row says, without whose it is."""
        return tuple(self.cells[name] for name in COLUMNS[self.sheet] if name != "whose")


def list_words(vocabularies: tuple[Vocabulary, ...], whose: str) -> Iterator[tuple[str, ...]]:
    """A row for each phrase."""
    for vocabulary in vocabularies:
        for entry in vocabulary.entries:
            for single in split_entry(entry, vocabulary.accents):
                phrase = single.phrases[0]
                places = ", ".join(sorted(phrase.places))
                standing = entry.standing or vocabulary.standing
                yield (vocabulary.language, entry.concept, phrase.text, places, single.example, entry.near_miss, standing, whose)


def split_entry(entry: WordEntry, accents: str) -> Iterator[WordEntry]:
    """An entry for each phrase; a phrase that the common example lacks is an example of itself."""
    for phrase in entry.phrases:
        plain = "/" + phrase.text.replace(" ", "-") if phrase.places == {"url"} else phrase.text
        single = WordEntry(entry.concept, (phrase,), entry.example, entry.near_miss, entry.standing)
        wrong = len(entry.phrases) > 1 and find_wrong_words(single, accents) is not None
        yield WordEntry(entry.concept, (phrase,), plain, entry.near_miss, entry.standing) if wrong else single


def list_marketplaces(hosts: tuple[KnownHost, ...], whose: str) -> Iterator[tuple[str, ...]]:
    """A row for each marketplace."""
    for known in hosts:
        lists = [", ".join(known.hosts), str(known.path_segments), ", ".join(sorted(known.not_profiles)), ", ".join(known.countries)]
        yield (known.key, known.name, *lists, whose)


def list_payments(payments: tuple[Fingerprint, ...], whose: str) -> Iterator[tuple[str, ...]]:
    """A row for each means of payment; its patterns stand in lines of one cell."""
    for found in payments:
        traces = ["\n".join(found.patterns), found.example, found.near_miss, ", ".join(found.countries)]
        yield (found.key, found.name, found.subject, found.proves, *traces, whose)


def shipped_vocabularies(languages: frozenset[str] | None = None) -> tuple[Vocabulary, ...]:
    """The vocabularies that ship, in these languages."""
    return tuple(v for v in load_vocabularies() if languages is None or v.language in languages)


def shipped_marketplaces(country: str | None = None) -> tuple[KnownHost, ...]:
    """The marketplaces that ship: all, or those of a country and those of no country in particular."""
    return tuple(known for known in load_known_hosts("marketplaces") if not country or not known.countries or country in known.countries)


def shipped_payments(country: str | None = None) -> tuple[Fingerprint, ...]:
    """The payment means that ship: all, or those of a country and those of no country in particular."""
    means = (found for found in load_fingerprints() if found.category == "payment")
    return tuple(found for found in means if not country or not found.countries or country in found.countries)
