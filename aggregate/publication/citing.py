"""Whose figures these are, of what day and population, and how to cite them: the lines that go with every table."""

from aggregate.publication.naming import name_country
from aggregate.publication.records import Publication
from aggregate.publication.vintages import name_vintage
from catalogue.messages import say
from catalogue.numbers import write_day, write_stated_share


def name_office(publication: Publication) -> str:
    """The office that publishes, or a sentence that nobody named it."""
    return publication.facts.office.name or say("Statistical office of {country}", country=name_country(publication.country))


def name_publication() -> str:
    """The title that all publications bear, of whatever country and wave."""
    return say("Business use of the web and of electronic commerce")


def name_place(publication: Publication) -> str:
    """Country and wave."""
    return f"{name_country(publication.country)} {publication.wave}"


def tell_scope(publication: Publication) -> str:
    """Who is described, in the register's words."""
    scope = publication.register.scope if publication.register else None
    return say("Registered enterprises only: {scope}.", scope=scope.rstrip(".")) if scope else say("Registered enterprises only.")


def tell_outside(publication: Publication) -> str:
    """How much employment is outside of the register; empty where the office has not given it."""
    outside = publication.facts.employment_outside
    return (
        ""
        if outside is None
        else say("Enterprises outside of the register have {share} of all employment.", share=write_stated_share(outside))
    )


def tell_population(publication: Publication) -> str:
    """Who is described: the register's scope, its day, and how much employment is outside of it, if the office gave that."""
    date = publication.reference_date
    day = say("Register of {date}.", date=write_day(date)) if date else say("Date of the register not stated.")
    return " ".join(filter(None, (tell_scope(publication), day, tell_outside(publication))))


def tell_source(publication: Publication) -> str:
    """The source line under a table: office, sources of the figures, version of the software."""
    provenance = publication.provenance
    version = provenance.version or say("unknown")
    if provenance.visited_from:
        first, last = (write_day(moment or "") for moment in (provenance.visited_from, provenance.visited_to))
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
        say("{vintage} (release {number}), {date}", vintage=vintage, number=release.number, date=write_day(when))
        if release
        else say("{vintage}, estimated {date}, not to be cited as released", vintage=vintage, date=write_day(when))
    )
    title = f"{name_publication()}, {name_place(publication)}"
    return ". ".join(
        part for part in (f"{name_office(publication)} ({when[:4]})" if when else name_office(publication), title, status) if part
    ) + (f". {contact}" if contact else ".")
