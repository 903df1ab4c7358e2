"""The vintage in words, as every sheet, note and page says it."""

from aggregate.publication.records import DRAFT, Publication
from catalogue.messages import say
from catalogue.numbers import write_day, write_moment


def name_vintage(vintage: str) -> str:
    """What figures of a vintage are called in the language spoken now, `DRAFT` too: for readers, not for columns."""
    names = {DRAFT: say("DRAFT"), "provisional": say("Provisional"), "final": say("Final"), "revised": say("Revised")}
    return names.get(vintage, vintage)


def tell_vintage(publication: Publication) -> str:
    """Whether the figures are released, since when and as what; and that they are under embargo, while they are."""
    release = publication.release
    if release is None:
        return join_sentences(tell_embargo(publication), say("DRAFT: not released."))
    day = write_day(release.released_at)
    told = {
        "provisional": say("Provisional figures, released {date}.", date=day),
        "final": say("Final figures, released {date}.", date=day),
        "revised": say("Revised figures, released {date}: {reason}", date=day, reason=release.reason),
    }[release.vintage]
    return join_sentences(tell_embargo(publication), told)


def join_sentences(*told: str) -> str:
    """Sentences one after the other; empty ones leave nothing behind."""
    return " ".join(filter(None, told))


def tell_embargo(publication: Publication) -> str:
    """Until when nobody may publish the figures or pass them on; nothing where they are free."""
    if publication.embargo is None:
        return ""
    return say("UNDER EMBARGO until {until}: not to be published or passed on before.", until=write_moment(publication.embargo))


def tell_marks() -> str:
    """What letters in place of figures mean."""
    return say("c: confidential, u: unreliable, both not shown.")
