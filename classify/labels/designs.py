"""The design of an office's own survey, from the columns `weight`, `stratum` and `stratum_size` of its file of answers."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from catalogue.errors import LabelError
from catalogue.messages import say
from classify.labels.cells import RowProblem, read_number
from store.records import SurveyUnit

NAME = "survey"
WEIGHTED = ("weight", "stratum_size")


@dataclass(slots=True)
class DesignReader:
    """Collects whom a survey asked, one row after the other; `drawn` are the names of samples that were drawn here."""

    country: str
    wave: str
    columns: Collection[str]
    drawn: Collection[str]
    units: dict[tuple[str, str], SurveyUnit] = field(default_factory=dict)

    @property
    def is_given(self) -> bool:
        """Whether the file has weights or the sizes of strata."""
        return any(column in self.columns for column in WEIGHTED)

    def read(self, cells: Mapping[str, str], enterprise_id: str, survey: str) -> None:
        """Notes the row's weight and stratum.

        Raises:
            RowProblem: they are missing, impossible, or contradict another row.
            LabelError: the survey bears the name of a sample that was drawn here.
        """
        if survey in self.drawn:
            sentence = (
                "Sample {sample} was drawn here with chances of its own: leave out the columns {columns}, or name the survey otherwise."
            )
            raise LabelError(say(sentence, sample=survey, columns=", ".join(c for c in WEIGHTED if c in self.columns)))
        weight, size = (_read_positive(cells, column) for column in WEIGHTED)
        if weight is None and size is None:
            raise RowProblem("weight", say("without a weight (or the size of its stratum) the answers would count for nobody."))
        stratum = cells.get("stratum", "").strip()
        unit = SurveyUnit(self.country, self.wave, survey, enterprise_id, weight, stratum, size)
        known = self.units.setdefault((survey, enterprise_id), unit)
        if known != unit:
            raise RowProblem("weight", say("{enterprise} stands in the file with another weight or stratum.", enterprise=enterprise_id))

    def warn(self) -> list[str]:
        """What does not fit in the design as a whole."""
        sizes = dict[tuple[str, str], set[float]]()
        for unit in self.units.values():
            if unit.stratum_size is not None:
                sizes.setdefault((unit.survey, unit.stratum), set()).add(unit.stratum_size)
        asked = Counter((unit.survey, unit.stratum) for unit in self.units.values())
        several = sorted(stratum for (_, stratum), given in sizes.items() if len(given) > 1)
        small = sorted(key[1] for key, given in sizes.items() if max(given) < asked[key])
        warnings = []
        if several:
            sentence = "Stratum {strata} has several sizes in the file: the largest counts."
            warnings.append(say(sentence, strata=", ".join(several)))
        if small:
            sentence = "More enterprises of stratum {strata} are in the file than its size says: they count as the whole stratum."
            warnings.append(say(sentence, strata=", ".join(small)))
        return warnings


def _read_positive(cells: Mapping[str, str], column: str) -> float | None:
    text = cells.get(column, "").strip()
    if not text:
        return None
    number = read_number(column, text)
    if not 0 < number < float("inf"):
        raise RowProblem(column, say("{number} must be more than 0.", number=text))
    return number
