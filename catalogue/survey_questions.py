"""What surveys ask: the core indicators, their parts and numbers, of `catalogue/data/survey_questions.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from catalogue.tables import load_table

FILE = Path(__file__).parent / "data" / "survey_questions.toml"
PERCENT, PERSONS = "percent", "persons"


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question. `kind`: yes_no, money, persons or percent; `capability` nearest to it or None; who says no to `filter` has 0.

    `part_of`: the number that contains this one; `gives`: the amount that a percentage stands for. Names and definitions of the core
    indicators stand in `catalogue/indicators` and are empty here.
    """

    code: str
    kind: str
    capability: str | None
    filter: str | None = None
    part_of: str | None = None
    gives: str | None = None
    name: str = ""
    definition: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is answered by a number."""
        return self.kind != "yes_no"


@cache
def load_survey_questions() -> Mapping[str, SurveyQuestion]:
    """{code: question}, in the order of the file."""
    entries = load_table(FILE)
    return MappingProxyType({code: SurveyQuestion(code, **{**e, "capability": e["capability"] or None}) for code, e in entries.items()})


def find_survey_question(code: str) -> SurveyQuestion | None:
    """The question of a code, in any case, or None."""
    wanted = code.casefold()
    return next((question for key, question in load_survey_questions().items() if key.casefold() == wanted), None)
