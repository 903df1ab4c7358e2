"""Official figures beside those of a publication: compared with what it publishes, not with what the store holds by now."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aggregate.comparison.comparing import Comparison, compare_published
from aggregate.comparison.definitions import DefinitionDifference, list_differences
from aggregate.comparison.published import PublishedTable, read_published
from aggregate.comparison.verdicts import NONE
from aggregate.publication.naming import name_population, name_shortly
from aggregate.publication.passages import Grid
from aggregate.publication.records import Publication
from catalogue.errors import EstimateError
from catalogue.messages import say


def read_official(paths: Sequence[Path], country: str, wave: str) -> tuple[PublishedTable, ...]:
    """The official figures of a country in these files, those of the wave's year where a file has them.

    Raises:
        EstimateError: a file cannot be used.
    """
    return tuple(read_published(path, country, wave) for path in paths)


def add_official(publication: Publication, given: Sequence[PublishedTable]) -> Publication:
    """The publication with these official figures beside those it has already; the same ones count once.

    Raises:
        EstimateError: of one of the given files nothing can be set beside a figure of the publication.
    """
    beside = compare_official(replace(publication, official=tuple(dict.fromkeys((*publication.official, *given)))))
    for table in given:
        _check_found(beside.comparison, table)
    return beside


def compare_official(publication: Publication) -> Publication:
    """The publication compared with its official figures, in the words of the language spoken now."""
    official = publication.official
    return replace(publication, comparison=compare_published(publication.cells, official, publication.wave) if official else None)


def describe_differences(comparison: Comparison) -> Grid:
    """In what each official item is defined otherwise than the indicator beside it."""
    header = (say("Official item"), say("Indicator"), say("Concept"), say("Population"), say("Period"), say("Denominator"))
    found = list_differences(comparison)
    rows = tuple((d.item, name_shortly(d.indicator), d.concept, _tell_population(d), d.period, d.denominator) for d in found)
    return Grid(say("What differs in the definitions"), header, rows, (False,) * len(header))


def _tell_population(found: DefinitionDifference) -> str:
    return say("{both} Here, ours: {whom}.", both=found.population, whom=name_population(found.whom))


def _check_found(comparison: Comparison | None, given: PublishedTable) -> None:
    if comparison is None:
        return
    rows = comparison.table[comparison.table["source"] == given.source]
    if (rows["verdict"] == NONE).all():
        raise EstimateError(
            say(
                "Nothing in {file} stands beside a figure of ours; of its first figure, {item}: {reason}.",
                file=given.source,
                item=rows["item"].iloc[0],
                reason=rows["remarks"].iloc[0],
            )
        )
