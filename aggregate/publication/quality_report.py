"""The quality report of a publication by the concepts of SIMS v2.0 (the Single Integrated Metadata Structure of the ESS), S.1 to S.19.

Texts are said in the language of now and numbers written as it writes them; what only the office knows comes from its settings, and where
it is missing the report says how to give it.
"""

from aggregate.publication.passages import Concept
from aggregate.publication.records import Publication


def write_quality_report(publication: Publication) -> list[Concept]:
    """All concepts in the order of SIMS, headings without a text of their own (such as S.13) too."""
    return []


def write_quality_rows(publication: Publication) -> list[tuple[str, str, str]]:
    """(concept, title, text) rows for a sheet or a CSV: one for each concept that says something, tables as lines of its text."""
    return [(concept.code, concept.title, concept.text) for concept in write_quality_report(publication) if concept.text]
