"""A row of the sheet Words becomes an entry of one phrase."""

from dataclasses import dataclass

from catalogue.additions import is_language
from catalogue.messages import say
from catalogue.words import PLACES, STANDINGS, Phrase, WordEntry, list_usual_places, load_concepts
from scrapers.office.cells import RowError, check_choice, check_text, split_cell
from scrapers.office.sheets import SheetRow
from scrapers.signals.matching import find_wrong_words
from scrapers.signals.normalising import normalise


@dataclass(frozen=True, slots=True)
class AddedWords:
    """An office's phrase in a language; `entry` has this one phrase and its own standing."""

    language: str
    entry: WordEntry

    @property
    def key(self) -> tuple[str, str, str]:
        """Language, concept and phrase as it is compared."""
        return self.language, self.entry.concept, normalise(self.entry.phrases[0].text)


def read_words(row: SheetRow, accents: dict[str, str]) -> AddedWords:
    """The entry of a row; `accents` says by language whether they are optional, as they are in a language that has no words yet.

    Raises:
        RowError: says what is wrong with the row.
    """
    cells = row.cells
    language = check_text("language", cells["language"]).lower()
    if not is_language(language):
        raise RowError(say("language: {text} is no language code of ISO 639, such as sw or rw.", text=repr(cells["language"])))
    concept = check_choice("concept", check_text("concept", cells["concept"]).lower().replace(" ", "_"), load_concepts())
    text = check_text("phrase", cells["phrase"], 100)
    if not any(c.isalpha() for c in text) or (text.isascii() and len(text) < 2):
        raise RowError(
            say("phrase: {text} must have letters, and must not be too short: of the letters a to z it needs two.", text=repr(text))
        )
    places = split_cell(cells["places"].lower()) or list_usual_places(concept)
    for place in places:
        check_choice("places", place, PLACES)
    standing = check_choice("standing", cells["standing"].lower() or "unverified", STANDINGS)
    example, near_miss = check_text("example", cells["example"]), check_text("near miss", cells["near miss"])
    phrase = Phrase(f"{language}:{concept}:{text}", concept, language, text, frozenset(places))
    entry = WordEntry(concept, (phrase,), example, near_miss, standing)
    if problem := find_wrong_words(entry, accents.get(language, "optional")):
        raise RowError(problem)
    return AddedWords(language, entry)
