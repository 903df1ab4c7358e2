"""The quality report of a publication by the concepts of SIMS v2.0 (the Single Integrated Metadata Structure of the ESS), S.1 to S.19.

Texts are said in the language of now and numbers written as it writes them; what only the office knows comes from its settings, and where
it is missing the report of a draft says how to give it.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import catalogue
from aggregate.publication.passages import Concept
from aggregate.publication.records import Publication
from aggregate.publication.sims.accuracy import tell_accuracy
from aggregate.publication.sims.coherence import tell_coherence
from aggregate.publication.sims.errors import tell_errors
from aggregate.publication.sims.policy import measure_told, tell_management, tell_policy
from aggregate.publication.sims.presentation import tell_presentation
from aggregate.publication.sims.processing import tell_processing
from aggregate.publication.sims.timeliness import tell_revision, tell_timeliness
from aggregate.publication.sims.told import Chapter, Told, ask_office
from catalogue.messages import say_text
from catalogue.tables import load_table

CONCEPTS = Path(catalogue.__file__).parent / "data" / "sims.toml"
CHAPTERS: tuple[Chapter, ...] = (
    *(tell_presentation, tell_policy, tell_management, tell_accuracy, tell_errors),
    *(tell_timeliness, tell_coherence, tell_revision, tell_processing),
)


def write_quality_report(publication: Publication) -> list[Concept]:
    """All concepts in the order of SIMS, headings without a text of their own (such as S.13) too."""
    told, is_draft = {found.code: found for chapter in CHAPTERS for found in chapter(publication)}, publication.release is None
    completeness = measure_told(told, len(told))
    told[completeness.code] = completeness
    return [_write(code, entry, told.get(code, Told(code)), is_draft=is_draft) for code, entry in load_concepts().items()]


def write_quality_rows(publication: Publication) -> list[tuple[str, str, str]]:
    """(concept, title, text) rows for a sheet or a CSV: one for each concept that says something, tables as lines of its text."""
    return [(concept.code, concept.title, concept.text) for concept in write_quality_report(publication) if concept.text]


@cache
def load_concepts() -> Mapping[str, Mapping[str, str]]:
    """{code: name, and indicator where it has one}, in the order of SIMS."""
    return load_table(CONCEPTS)


def _write(code: str, entry: Mapping[str, str], told: Told, *, is_draft: bool) -> Concept:
    sentences = (*told.sentences, ask_office(told.asks)) if told.asks and is_draft else told.sentences
    return Concept(code, say_text(entry["name"]), sentences, told.grids, entry.get("indicator", ""), told.is_missing)
