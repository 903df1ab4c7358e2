"""Guessed domain names that exist, as candidates."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from catalogue.messages import say
from catalogue.profiles import CountryProfile
from scrapers.finding.guessing.guesses import Guess, guess_for
from scrapers.finding.name_servers import open_name_server
from scrapers.finding.quests import Quest
from scrapers.finding.resolving import NameBook
from store.records import Candidate, Enterprise

CHUNK = 500
"""Enterprises whose guesses are looked up together."""

GuessFor = Callable[[Enterprise, CountryProfile, int], Sequence[Guess]]
"""The guesses for an enterprise, so many at most, the likeliest first."""


def propose_guessed(quest: Quest, guess: GuessFor = guess_for) -> Iterator[Candidate]:
    """The domain names guessed from the names of enterprises without a website, as far as name servers know them.

    Nothing is guessed from names that may not leave.
    """
    options, left_out = quest.options, 0
    book = NameBook(quest.store, quest.country, quest.wave, open_name_server(options.name_server), allow_private=options.allow_private)
    lacking = quest.read_lacking()
    while chunk := list(islice(lacking, CHUNK)):
        guessed = [(e.enterprise_id, guess(e, quest.profile, options.guesses)) for e in chunk if quest.may_leave(e)]
        left_out += len(chunk) - len(guessed)
        existing = book.find_existing(found.domain for _, guesses in guessed for found in guesses)
        for key, guesses in guessed:
            for found in guesses:
                if found.domain in existing:
                    yield Candidate(key, found.domain, "guess", round(found.score, 4), words=found.pattern)
        quest.progress.advance(len(chunk))
    _tell(quest, book, left_out)


def _tell(quest: Quest, book: NameBook, left_out: int) -> None:
    """What was asked of name servers, and of whom nothing was."""
    quest.progress.note(say("Looked up {asked} guessed names.", asked=book.asked))
    if left_out:
        sentence = "{count} enterprises are natural persons, or may be: their names were told to nobody."
        quest.progress.note(say(sentence, count=left_out))
    if zones := sorted(zone for zone, addresses in book.wildcards.items() if addresses):
        sentence = "Under {zones} every name has an address: what exists there cannot be told from what does not."
        quest.progress.note(say(sentence, zones=", ".join(f".{zone}" for zone in zones)))
    if book.failed:
        quest.progress.note(say("{count} names got no answer: run the command again to ask for them again.", count=book.failed))
