"""By what the published tables are broken down: the breakdowns that are crossed, in the order and words of the command line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from catalogue.errors import EstimateError
from catalogue.messages import say

OTHER = "other:"
COLUMN_OF = {
    "activity": "activity",
    "division": "activity",
    "size_class": "size_class",
    "region": "region",
    "urbanisation": "urbanisation",
    "owner_sex": "owner_sex",
}
SAME_AS = {"section": "activity", "size": "size_class", "urban": "urbanisation", "sex": "owner_sex"}


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """`crossings` are crossed within and not with each other; each is published with all its margins.

    Names are the keys of COLUMN_OF, or `other:COLUMN` for a further column of the register. `activity` means sections and the ICT sector,
    `division` those and their divisions.
    """

    crossings: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> frozenset[str]:
        """All breakdowns that are used."""
        return frozenset(name for crossing in self.crossings for name in crossing)

    @property
    def others(self) -> tuple[str, ...]:
        """The register's further columns that are used, without the prefix."""
        return tuple(sorted(name.removeprefix(OTHER) for name in self.names if name.startswith(OTHER)))

    def list_margins(self) -> list[tuple[str, ...]]:
        """Every crossing and all its subsets, each once, the empty one first; where there are divisions, sections too."""
        found = dict[tuple[str, ...], None]({(): None})
        for crossing in self.crossings:
            for size in range(len(crossing) + 1):
                for chosen in combinations(sorted(crossing), size):
                    found[chosen] = None
                    found[tuple(sorted("activity" if name == "division" else name for name in chosen))] = None
        return list(found)


USUAL = Breakdowns((("activity", "size_class", "region"), ("division",), ("urbanisation",), ("owner_sex",)))


def read_breakdowns(texts: Sequence[str]) -> Breakdowns:
    """The crossings that somebody asked for, such as `activity,size_class` and `region,other:exporter`; the usual ones for none.

    Raises:
        EstimateError: a breakdown that nobody knows, one twice, or two columns in one crossing for which there is one place.
    """
    return Breakdowns(tuple(dict.fromkeys(tuple(_read_crossing(text)) for text in texts))) if texts else USUAL


def _read_crossing(text: str) -> Iterator[str]:
    """The names in a crossing, checked."""
    places = set[str]()
    for word in text.split(","):
        word = word.strip()
        plain = word.casefold()
        name = word if word.startswith(OTHER) else SAME_AS.get(plain, plain)
        place = OTHER if name.startswith(OTHER) else COLUMN_OF.get(name)
        if place is None or name == OTHER:
            known = ", ".join((*COLUMN_OF, f"{OTHER}COLUMN"))
            raise EstimateError(
                say(
                    "The breakdown {name} is not known: choose from {known}, COLUMN being one of the register.",
                    name=word or '""',
                    known=known,
                )
            )
        if place in places:
            raise EstimateError(
                say(
                    "In {text} two breakdowns need the same place in the table: ask for them one by one, each with its own --by.", text=text
                )
            )
        places.add(place)
        yield name
