"""Invented enterprises and a list of hosts, some of them theirs: words are as unevenly frequent as in real registers."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from store.records import Enterprise

SYLLABLES = (  # noqa: SIM905
    "ma ra lo ke ni sa fa ri ban ka ze wo ti mar tek gon bel sun dar vis nor pol ter lin qua zam bir hol cas den fel gar hur jin"
    " kol lam mun nes ost pra rul sto tum urs vol wex yar zin bro cla dri fro gli hei kra ple sha tro whi ely ano iso uma"
).split()
TRADES = (  # noqa: SIM905
    "hotel lodge services trading company stores construction group supplies motors pharmacy hardware engineering security"
    " logistics agencies solutions enterprises investments foods bakery transport tours travel electronics furniture printers"
    " consultants farm clinic school academy garage cafe restaurant systems technologies media design energy water plastics"
    " textiles timber steel"
).split()
FORMS = ("Ltd", "Limited", "& Sons Ltd", "Co. Ltd", "PLC", "LLP", "")
SUFFIXES = ("co.ke", "com", "ke", "org", "net", "de", "co.uk", "fr", "or.ke", "info", "in", "nl")
SUFFIX_WEIGHTS = (3, 45, 0.5, 6, 7, 9, 7, 4, 0.5, 4, 4, 3)
OWN_HOST = 0.5
"""The share of enterprises whose host is in the list."""
NEW_WORD = 0.35
"""The share of businesses with a word in their name that hardly any other has."""


@dataclass(frozen=True, slots=True)
class Business:
    """An invented business: the words of its name, its legal form and its town."""

    words: tuple[str, ...]
    form: str
    place: str

    @property
    def name(self) -> str:
        """The name as a register writes it."""
        return " ".join([*self.words, self.form]).strip().title()


class NameMaker:
    """Businesses whose words follow a Zipf law over so many words of names, trades and towns; the same seed gives the same ones."""

    def __init__(self, seed: int, vocabulary: int) -> None:
        self.random = random.Random(seed)
        self.names = sorted({self._make_word() for _ in range(vocabulary)})
        self.random.shuffle(self.names)
        self.places = self.names[:: max(1, len(self.names) // 300)][:300]
        self._weights = {len(words): list(accumulate(1 / (rank + 2.7) for rank in range(len(words)))) for words in self._lists()}

    def draw_business(self) -> Business:
        """The next business."""
        own = [self._draw(self.names, 1)[0] if self.random.random() > NEW_WORD else self._make_word() + self._make_word()]
        own += self._draw(self.names, 1) if self.random.random() < 0.4 else []
        trades = self._draw(TRADES, self.random.choices((0, 1, 2), (2, 6, 2))[0])
        return Business(tuple(dict.fromkeys(own + trades)), self.random.choice(FORMS), self._draw(self.places, 1)[0])

    def draw_host(self, business: Business) -> str:
        """A host that such a business may have, at times with a letter lost or another order of words."""
        words = list(business.words)
        kind = self.random.random()
        if kind < 0.25 and len(words) > 1:
            words = words[:-1]
        elif kind < 0.35:
            words.append(business.place)
        elif kind < 0.40:
            words = ["".join(word[0] for word in words), words[-1]]
        label = ("-" if self.random.random() < 0.15 else "").join(words)
        if self.random.random() < 0.1 and len(label) > 7:
            at = self.random.randrange(1, len(label) - 1)
            label = label[:at] + self.random.choice(("", label[at] * 2, "e")) + label[at + 1 :]
        return f"{label[:60].strip('-')}.{self.random.choices(SUFFIXES, SUFFIX_WEIGHTS)[0]}"

    def _draw(self, words: list[str] | tuple[str, ...], count: int) -> list[str]:
        return self.random.choices(words, cum_weights=self._weights[len(words)], k=count)

    def _make_word(self) -> str:
        return "".join(self.random.choices(SYLLABLES, k=self.random.choices((1, 2, 3, 4), (1, 8, 8, 2))[0]))

    def _lists(self) -> tuple[list[str] | tuple[str, ...], ...]:
        return (self.names, TRADES, self.places)


def vocabulary_of(enterprises: int) -> int:
    """How many words names are made of: new ones keep coming as registers grow, more slowly than names (Heaps' law)."""
    return int(10 * enterprises**0.7) + 2000


def write_list(path: Path, enterprises: int, hosts: int, seed: int) -> dict[str, str]:
    """Writes a list of hosts, half of the enterprises' own among those of other businesses; gives {enterprise: its host}."""
    maker, own = NameMaker(seed, vocabulary_of(enterprises)), random.Random(seed + 1)
    true = dict(_own_hosts(maker, enterprises, own))
    with path.open("w", encoding="ascii") as stream:
        rest, waiting = max(0, hosts - len(true)), iter(true.values())
        every = max(1, rest // max(1, len(true)))
        for number in range(rest):
            stream.write(maker.draw_host(maker.draw_business()) + "\n")
            if number % every == 0 and (host := next(waiting, None)):
                stream.write(host + "\n")
        stream.writelines(f"{host}\n" for host in waiting)
    return true


def draw_enterprises(count: int, seed: int) -> Iterator[Enterprise]:
    """The enterprises of a register, by `write_list`'s seed."""
    maker = NameMaker(seed, vocabulary_of(count))
    for number in range(count):
        business = maker.draw_business()
        yield Enterprise("KE", "2026", f"E{number}", business.name, place=business.place.title())


def _own_hosts(maker: NameMaker, count: int, own: random.Random) -> Iterator[tuple[str, str]]:
    businesses = [maker.draw_business() for _ in range(count)]
    for number, business in enumerate(businesses):
        if own.random() < OWN_HOST:
            yield f"E{number}", maker.draw_host(business)
