"""What a publication says of itself in its package."""

from aggregate.export.package.zips import digest
from aggregate.packages.contents import FORMAT, Described
from aggregate.publication.records import Publication


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
