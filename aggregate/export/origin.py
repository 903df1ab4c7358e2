"""Where figures come from: the register, the visits, what their words are known of, and which versions decided."""

from collections.abc import Iterator, Mapping

from aggregate.publication.citing import tell_citation, tell_outside, tell_scope, tell_source
from aggregate.publication.naming import name_unit
from aggregate.publication.records import Publication
from catalogue.messages import say
from catalogue.numbers import write_day, write_moment, write_number
from catalogue.words import TRUSTED, list_languages
from store.records import Register

Note = tuple[str, str]

FEWEST_OF_LANGUAGE = 5
"""Websites that a language must have to be named in the notes."""


def note_origin(publication: Publication) -> Iterator[Note]:
    """(heading, text) pairs on the register, the first phase, the visits, the languages and the versions."""
    provenance = publication.provenance
    yield say("Country and wave"), f"{publication.country} {publication.wave}"
    yield say("Population"), tell_scope(publication)
    if publication.register:
        yield from _register(publication.register, publication.reference_date)
    if publication.facts.employment_outside is not None:
        yield say("Whom the register lacks"), tell_outside(publication)
    yield say("Source"), tell_source(publication)
    yield say("How to cite"), tell_citation(publication)
    if publication.facts.licence:
        yield say("Licence"), publication.facts.licence
    if publication.phase:
        yield (
            say("First phase"),
            say(
                "Only {size} of the register's enterprises, drawn by chance, were looked at. Margins include that; figures without a margin"
                " are estimated from these enterprises.",
                size=publication.phase.size,
            ),
        )
    if provenance.visited_from:
        text = say(
            "{read} of {known} websites were read, between {first} and {last}.",
            read=provenance.websites_read,
            known=provenance.websites,
            first=write_day(provenance.visited_from),
            last=write_day(provenance.visited_to or ""),
        )
        yield say("Collection"), text
    if provenance.languages:
        yield from _languages(provenance.languages)
    models = ", ".join(sorted(set(publication.table["model"].dropna())))
    version = provenance.version or say("unknown")
    yield say("Versions"), say("ecomstat {version}; classification {models}.", version=version, models=models or say("unknown"))
    if provenance.estimated_at:
        yield say("Estimated at"), write_moment(provenance.estimated_at)


def _register(register: Register, reference_date: str | None) -> Iterator[Note]:
    """Which register, of which day, and whether it is itself a sample."""
    text = say(
        "Reference date {date}, {rows} units ({unit}).",
        date=write_day(reference_date or "") or say("not stated"),
        rows=write_number(register.rows_loaded),
        unit=name_unit(register.unit_type),
    )
    yield say("Register"), text
    if register.is_sample:
        yield (
            say("Weights"),
            say(
                "The register is itself a weighted sample. Margins include its own sampling error, drawn by chance within the strata that"
                " its column of strata names; those of numbers of enterprises take the register's totals as they are."
            ),
        )


def _languages(read: Mapping[str, int]) -> Iterator[Note]:
    """How well the words are known in which the websites read are written; languages of few websites are not named."""
    standings = list_languages()
    named = [
        f"{language or say('not recognised')} {websites} ({standings.get(language) or say('no words yet')})"
        for language, websites in read.items()
        if websites >= FEWEST_OF_LANGUAGE
    ]
    if rare := sum(websites for websites in read.values() if websites < FEWEST_OF_LANGUAGE):
        named.append(say("others {websites}", websites=rare))
    yield say("Languages"), say("Websites read by main language, and what is known of its words: {languages}.", languages="; ".join(named))
    unproven = sum(websites for language, websites in read.items() if standings.get(language) not in TRUSTED)
    if unproven:
        yield (
            say("Words not checked"),
            say(
                "{share:.0f} % of the websites read are in languages whose words no speaker has checked: there a yes needs more than words,"
                " and where no known word was seen the answer is unknown, not no.",
                share=100 * unproven / sum(read.values()),
            ),
        )
