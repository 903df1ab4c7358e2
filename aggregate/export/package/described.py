"""What `ecomstat import` goes by: which figures a package holds, of which register, by which program."""

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from aggregate.export.package.zips import digest
from aggregate.publication.records import Publication

FORMAT = 1
"""Of packages that `ecomstat import` reads: raised where an older ecomstat would misread them."""
Text = Annotated[str, Meta(max_length=2000)]
Digest = Annotated[str, Meta(pattern=r"^sha256:[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class Described:
    """The part `ecomstat` of a package's descriptor. `release` is 0 for a draft, `embargo_until` empty where there is none (any more).

    Of the register only its day, scope and digest are told, the digest empty where nobody loaded one.
    """

    format: int
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    wave: Annotated[str, Meta(pattern=r"^[\w-][\w.-]{0,19}$")]
    vintage: Annotated[str, Meta(pattern="^(DRAFT|provisional|final|revised)$")]
    release: Annotated[int, Meta(ge=0)]
    made_at: Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$")]
    embargo_until: Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$")]
    reason: Text
    office: Text
    licence: Text
    scope: Text
    register_date: Text
    register_digest: Text
    unit_type: Text
    activity_classification: Text
    employment_outside: Annotated[float, Meta(ge=0, le=1)] | None
    program: Text
    figures_digest: Digest


def describe_publication(publication: Publication, figures: bytes) -> Described:
    """The description of a publication whose figures are these bytes."""
    register, release, facts = publication.register, publication.release, publication.facts
    return Described(
        FORMAT,
        publication.country,
        publication.wave,
        publication.vintage,
        release.number if release else 0,
        publication.made_at or "",
        publication.embargo or "",
        _on_one_line(release.reason if release else ""),
        facts.office.name,
        facts.licence,
        _on_one_line(publication.scope),
        publication.reference_date,
        f"sha256:{register.file_digest}" if register else "",
        (register.unit_type if register else None) or "",
        (register.activity_classification if register else None) or "",
        facts.employment_outside,
        publication.provenance.version or "",
        f"sha256:{digest(figures)}",
    )


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
