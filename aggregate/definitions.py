"""What an indicator means, in words, and a short mark of the words by which a later wave sees that they are others now."""

import hashlib

from catalogue.indicators import find_indicator
from catalogue.survey_questions import find_survey_question

MARK = 8


def find_definition(code: str) -> str:
    """The definition of an indicator or survey question; empty where the catalogue has none."""
    found = find_indicator(code) or find_survey_question(code)
    return found.definition if found else ""


def version_definition(code: str) -> str:
    """The first eight hexadecimal digits of the definition's SHA-256: another definition has another mark."""
    return hashlib.sha256(" ".join(find_definition(code).split()).encode()).hexdigest()[:MARK]
