"""One survey of a wave: whom it asked, what they answered, and the part of the frame that it covers, read when needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.surveys.asked import AskedUnits, read_drawn_units, read_office_units
from aggregate.surveys.frame import CoveredFrame, count_covered
from aggregate.surveys.numbers import Answers, derive_values
from aggregate.tables.domains import Domains
from aggregate.tables.earlier_phases import EarlierPhases
from aggregate.tables.earlier_releases import EarlierReleases
from catalogue.survey_questions import SurveyQuestion
from store import surveys
from store.opening import Store
from store.records import SampleDesign


@dataclass(frozen=True, slots=True)
class SurveyWave:
    """What all surveys of one wave share; `models` maps the capabilities that were decided to the model's version.

    `cells` are the frame's by columns; `earlier` are the phases before samples were drawn, `blind` the capabilities whose model learnt
    from labels of samples without what it would say of them unseen, `releases` those that the wave has already. Open while the frame is
    laid out (`store.layout.counting`).
    """

    store: Store
    country: str
    wave: str
    cells: Mapping[str, Sequence[Any]]
    domains: Domains
    models: Mapping[str, str | None]
    designs: Sequence[SampleDesign]
    level: float
    rules: RuleSet
    notes: list[str]
    earlier: EarlierPhases | None = None
    blind: frozenset[str] = frozenset()
    releases: EarlierReleases | None = None


@dataclass(slots=True)
class Survey:
    """A survey with weights of its own (`design` None), or a sample that we drew and in which survey questions were asked."""

    shared: SurveyWave
    name: str
    design: SampleDesign | None
    _answers: dict[str, Answers] = field(default_factory=dict)
    _asked: dict[str | None, AskedUnits] = field(default_factory=dict)
    _frames: dict[str | None, CoveredFrame] = field(default_factory=dict)

    def find_capability(self, question: SurveyQuestion) -> str | None:
        """The capability whose states help with a question: the nearest one, if it was decided, and of all whom the survey asked."""
        earlier = self.shared.earlier
        if self.design is None and earlier is not None and earlier.is_partial:
            return None  # the office asked others too than those whose websites were looked at
        usable = question.capability in self.shared.models and question.capability not in self.shared.blind
        return question.capability if usable else None

    def read_asked(self, capability: str | None) -> AskedUnits:
        """All units asked, with their states of a capability."""
        if capability not in self._asked:
            where = (self.shared.store, self.shared.country, self.shared.wave, self.name, capability)
            if self.design is None:
                self._asked[capability] = read_office_units(self.name, surveys.read_survey_units(*where))
            else:
                self._asked[capability] = read_drawn_units(self.design, surveys.read_drawn_units(*where), self.shared.earlier)
        return self._asked[capability]

    def read_frame(self, capability: str | None) -> CoveredFrame:
        """The covered part of the frame by state of a capability."""
        if capability not in self._frames:
            shared, cells = self.shared, self.read_asked(capability).cells
            known = (shared.rules, shared.releases)
            self._frames[capability] = count_covered(shared.store, shared.cells, shared.domains, capability, cells, *known)
        return self._frames[capability]

    def read_answers(self, question: str) -> Answers:
        """{unit: (answer, value)} to one question."""
        if question not in self._answers:
            shared, drawn = self.shared, self.design is not None
            where = (shared.store, shared.country, shared.wave, question, self.name)
            self._answers[question] = surveys.read_survey_answers(*where, drawn=drawn)
        return self._answers[question]

    def read_shares(self, question: SurveyQuestion) -> Floats:
        """1 for yes and 0 for no of each unit asked, NaN without an answer."""
        answers = self.read_answers(question.code)
        units: Integers = self.read_asked(None).units
        meant = {"yes": 1.0, "no": 0.0}
        return np.array([meant.get(answers.get(unit, (None, None))[0] or "", np.nan) for unit in units.tolist()], dtype=np.float64)

    def read_values(self, question: SurveyQuestion) -> Floats:
        """The amounts of each unit asked, NaN where nobody knows it."""
        return derive_values(question, self.read_asked(None).units, self.read_answers)

    def count_answers(self, question: SurveyQuestion) -> int:
        """How many of the asked answered."""
        given: Booleans = ~np.isnan(self.read_values(question) if question.is_number else self.read_shares(question))
        return int(given.sum())
