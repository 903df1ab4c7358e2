"""Whose figures these are, of what day and population, and how to cite them: the lines that go with every table."""

from babel import Locale
from babel.numbers import format_percent

from aggregate.publication.naming import name_country
from aggregate.publication.records import Publication
from aggregate.publication.vintages import name_vintage
from catalogue.messages import ENGLISH, current_language, known_languages, say


def name_office(publication: Publication) -> str:
    """The office that publishes, or a sentence that nobody named it."""
    return publication.facts.office.name or say("Statistical office of {country}", country=name_country(publication.country))


def tell_population(publication: Publication) -> str:
    """Who is described: the register's scope, its day, and how much employment is outside of it, if the office gave that."""
    scope = publication.scope.rstrip(".")
    if publication.reference_date:
        told = say("Registered enterprises only: {scope}; register of {date}.", scope=scope, date=publication.reference_date)
    else:
        told = say("Registered enterprises only: {scope}; date of the register not stated.", scope=scope)
    outside = publication.facts.employment_outside
    if outside is None:
        return told
    share = format_percent(outside, format="#,##0.#\u00a0%", locale=_locale())
    return f"{told} " + say("Enterprises outside of it have {share} of all employment.", share=share)


def tell_source(publication: Publication) -> str:
    """The source line under a table: office, sources of the figures, version of the software."""
    provenance = publication.provenance
    version = provenance.version or say("unknown")
    if provenance.visited_from:
        first, last = provenance.visited_from[:10], (provenance.visited_to or "")[:10]
        days = first if first == last else f"{first} – {last}"
        return say(
            "Source: {office}; business register, websites of enterprises visited {days}, and labels; ecomstat {version}.",
            office=name_office(publication),
            days=days,
            version=version,
        )
    return say(
        "Source: {office}; business register and answers of enterprises; ecomstat {version}.",
        office=name_office(publication),
        version=version,
    )


def tell_citation(publication: Publication) -> str:
    """How to cite: office, year, title, vintage with its number and day, and the page where there is one."""
    release, contact = publication.release, publication.facts.office.contact
    vintage = name_vintage(publication.vintage)
    when = (publication.made_at or "")[:10]
    status = (
        say("{vintage} (release {number}), {date}", vintage=vintage, number=release.number, date=when)
        if release
        else say("{vintage}, estimated {date}, not to be cited as released", vintage=vintage, date=when)
    )
    title = say(
        "Business use of the web and of electronic commerce, {country} {wave}",
        country=name_country(publication.country),
        wave=publication.wave,
    )
    return ". ".join(
        part for part in (f"{name_office(publication)} ({when[:4]})" if when else name_office(publication), title, status) if part
    ) + (f". {contact}" if contact else ".")


def _locale() -> Locale:
    language = current_language()
    return Locale.parse(language if language in known_languages() else ENGLISH)
