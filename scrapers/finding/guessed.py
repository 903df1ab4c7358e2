"""Guessed domain names that exist, as candidates."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol

from catalogue.messages import say
from catalogue.profiles import CountryProfile
from scrapers.finding.name_servers import open_name_server
from scrapers.finding.quests import Quest
from scrapers.finding.resolving import NameBook
from store.records import Candidate, Enterprise

CHUNK = 500
"""Enterprises whose guesses are looked up together."""


class Guess(Protocol):
    """Guesses domain names of enterprises whose names may leave, and gives those that exist, by `resolves`."""

    def __call__(
        self,
        enterprises: Iterable[Enterprise],
        profile: CountryProfile,
        resolves: Callable[[str], bool],
        may_leave: Callable[[Enterprise], bool],
        limit: int,
    ) -> Iterator[Candidate]:
        """Candidates, the likeliest of an enterprise first."""


def propose_guessed(quest: Quest, guess: Guess) -> Iterator[Candidate]:
    """The domain names guessed from the names of enterprises without a website, as far as name servers know them."""
    options, left_out = quest.options, 0
    book = NameBook(quest.store, quest.country, quest.wave, open_name_server(options.name_server), allow_private=options.allow_private)
    lacking = quest.read_lacking()
    while chunk := list(islice(lacking, CHUNK)):
        may = [enterprise for enterprise in chunk if quest.may_leave(enterprise)]
        left_out += len(chunk) - len(may)
        existing = book.find_existing(_list_guesses(quest, guess, may))
        yield from guess(may, quest.profile, existing.__contains__, quest.may_leave, options.guesses)
        quest.progress.advance(len(chunk))
    _tell(quest, book, left_out)


def _list_guesses(quest: Quest, guess: Guess, enterprises: list[Enterprise]) -> list[str]:
    """All names that are guessed for enterprises, before any of them is known to exist."""
    names: list[str] = []

    def note(name: str) -> bool:
        names.append(name)
        return False

    deque(guess(enterprises, quest.profile, note, quest.may_leave, quest.options.guesses), maxlen=0)
    return names


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
