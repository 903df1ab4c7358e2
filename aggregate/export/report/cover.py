"""The cover: what the report is, of whom, by whom, in which vintage; and how to cite it."""

from dataclasses import dataclass

from aggregate.publication.citing import name_publication, tell_citation, tell_outside, tell_scope
from aggregate.publication.naming import name_country
from aggregate.publication.records import Publication
from aggregate.publication.vintages import join_sentences, name_vintage, tell_embargo, tell_vintage
from catalogue.messages import say
from catalogue.numbers import write_day, write_moment, write_number

STATE_RELEASED, STATE_DRAFT, STATE_EMBARGO = "released", "draft", "embargo"


@dataclass(frozen=True, slots=True)
class Cover:
    """`state` is released, draft or embargo; `banner` says it in a sentence; `lines` are (what, text) pairs in the order of reading."""

    title: str
    country: str
    wave: str
    office: str
    state: str
    vintage: str
    banner: str
    lines: tuple[tuple[str, str], ...]
    citation: str
    address: str
    contact: tuple[tuple[str, str], ...]


def describe_cover(publication: Publication) -> Cover:
    """The cover of a publication; an address is given only if it is one of the web."""
    office = publication.facts.office
    address = office.contact if office.contact.startswith(("https://", "http://")) else ""
    country = name_country(publication.country)
    return Cover(
        name_publication(),
        country,
        publication.wave,
        office.name,
        STATE_EMBARGO if publication.embargo else STATE_RELEASED if publication.release else STATE_DRAFT,
        name_vintage(publication.vintage),
        _tell_state(publication),
        tuple((what, text) for what, text in _list_lines(publication) if text),
        tell_citation(publication),
        address,
        _list_contact(publication),
    )


def _tell_state(publication: Publication) -> str:
    if publication.release is None:
        draft = say("DRAFT: not released. Figures may change; do not cite or pass them on.")
        return join_sentences(tell_embargo(publication), draft)
    return tell_embargo(publication) or tell_vintage(publication)


def _list_lines(publication: Publication) -> list[tuple[str, str]]:
    register, release = publication.register, publication.release
    frame = say("{count} enterprises on the register", count=write_number(register.rows_loaded)) if register else ""
    day = say("as of {day}", day=write_day(publication.reference_date)) if publication.reference_date else ""
    return [
        (say("Published by"), publication.facts.office.name),
        (say("Population"), tell_scope(publication)),
        (say("Register"), ", ".join(part for part in (frame, day) if part)),
        (say("Outside of it"), tell_outside(publication)),
        (say("Websites visited"), _tell_visits(publication)),
        (say("Vintage"), name_vintage(publication.vintage)),
        (say("Released"), write_moment(release.released_at) if release else say("not released")),
        (say("Embargo"), write_moment(release.embargo_until) if release and release.embargo_until else ""),
        (say("Estimated"), write_moment(publication.provenance.estimated_at) if publication.provenance.estimated_at else ""),
    ]


def _tell_visits(publication: Publication) -> str:
    first, last = publication.provenance.visited_from, publication.provenance.visited_to
    if not first or not last:
        return ""
    if first[:10] == last[:10]:
        return write_day(first)
    return say("{first} to {last}", first=write_day(first), last=write_day(last))


def _list_contact(publication: Publication) -> tuple[tuple[str, str], ...]:
    office = publication.facts.office
    found = (
        (say("Office"), office.name),
        (say("Unit"), office.unit),
        (say("E-mail"), office.email),
        (say("Page"), office.contact),
        (say("Licence"), publication.facts.licence),
    )
    return tuple((what, text) for what, text in found if text)
