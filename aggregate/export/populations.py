"""Notes on whom the figures are about and by what they are broken down."""

from collections.abc import Iterator

from aggregate.publication.records import Publication
from aggregate.tables.populations import ICT, IN_SCOPE, READ, REGISTERED, SCOPE, TEN_OR_MORE, WITH_WEBSITE
from catalogue.aggregates import load_aggregates
from catalogue.messages import say


def write_populations(publication: Publication) -> Iterator[tuple[str, str]]:
    """(heading, text) for each population, activity group and register column that the figures use."""
    used = set(publication.table["population"])
    if REGISTERED in used:
        yield say("Whom: {population}", population=REGISTERED), say("Every unit of the register, whatever its activity and size.")
    if IN_SCOPE in used:
        definition = next(a.source for a in load_aggregates() if a.code == SCOPE)
        yield (
            say("Whom: {population}", population=IN_SCOPE),
            say(
                "The scope of the European survey of ICT use in enterprises ({definition}). The whole of it has the codes {activity} and"
                " {size}; of each section only the part in the scope counts, so that M is without veterinaries and S repair of computers."
                " Enterprises whose activity or size is known too coarsely to tell are left out.",
                definition=definition,
                activity=SCOPE,
                size=TEN_OR_MORE,
            ),
        )
    yield from _parts(used)
    if ICT in set(publication.table["activity"]):
        source = next(a.source for a in load_aggregates() if a.code == ICT)
        yield (
            say("Activity {code}", code=ICT),
            say(
                "{source}. It takes parts of several sections and is counted in them too, so it is not to be added to them.", source=source
            ),
        )
    for column in sorted(set(publication.table["other_dimension"]) - {"_T"}):
        yield (
            say("Breakdown {column}", column=column),
            say("As the register has it in its column {column}; _U: nothing there.", column=column),
        )


def _parts(used: set[str]) -> Iterator[tuple[str, str]]:
    """Populations within a population: those read, those with a website."""
    of_read, of_websites = (
        {whole for whole in (REGISTERED, IN_SCOPE) if form.format(population=whole) in used} for form in (READ, WITH_WEBSITE)
    )
    if of_read:
        yield (
            say("Whom: … whose website was read"),
            say("Only the enterprises whose website was read; n_frame is that of all enterprises of the cell."),
        )
    if of_websites:
        yield (
            say("Whom: … that have a website"),
            say(
                "Only the enterprises that have a website of their own, as people found in the sample: their number is estimated too, and"
                " n_labelled counts the labelled ones among them; n_frame is that of all enterprises of the cell."
            ),
        )
