"""What is true of a whole dataset: who gives it, of which enterprises, when it was collected, with which versions, released how."""

from aggregate.publication.records import Publication
from catalogue.spreadsheets import disarm_cell


def gather_attributes(publication: Publication) -> dict[str, str]:
    """{attribute: text} of what is known; in no language but the register's own words for whom it holds."""
    provenance, facts = publication.provenance, publication.facts
    first, last = provenance.visited_from or "", provenance.visited_to or ""
    outside = facts.employment_outside
    models = sorted(set(publication.table["model"].dropna()))
    known = {
        "UNIT_MULT": "0",
        "VINTAGE": publication.vintage.upper(),
        "EMBARGO_TIME": publication.embargo or "",
        "POPULATION_SCOPE": (publication.register.scope if publication.register else None) or "registered enterprises only",
        "REGISTER_DATE": publication.reference_date,
        "EMPLOYMENT_OUTSIDE": "" if outside is None else f"{100 * outside:.4g}",
        "REF_PERIOD_DETAIL": f"{first[:10]}/{last[:10]}" if first and last else "",
        "CRAWL_START": first,
        "CRAWL_END": last,
        "CLASSIFIER_VERSION": " ".join((*([f"ecomstat-{provenance.version}"] if provenance.version else []), *models)),
        "DATA_PROVIDER": facts.office.name,
        "LICENCE": facts.licence,
        "METHOD_URL": facts.office.contact,
    }
    return {name: disarm_cell(" ".join(text.split())) for name, text in known.items() if text.strip()}
