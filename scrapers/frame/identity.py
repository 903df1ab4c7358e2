"""Ids of a register's rows: text, each once; the first row of an id counts."""

import pandas as pd

from catalogue.messages import say
from scrapers.frame.findings import find_cells
from scrapers.frame.report import Finding
from scrapers.frame.survey import Survey

POWER = r"\d+(?:[.,]\d+)?[eE]\+?\d+"
USUAL_SHARE = 0.6
DENSE = 1.5
EXACT_DIGITS = 15


class IdRegister:
    """The ids seen so far, with the row of each; whole numbers that a program wrote as 17.0 lose the tail if the whole column does so."""

    def __init__(self, strips_floats: bool, shown: str) -> None:
        self.rows: dict[str, int] = {}
        self.strips_floats, self.shown = strips_floats, shown

    def take(self, frame: pd.DataFrame) -> list[Finding]:
        """Tidies the ids of a piece and gives the rows that must be left out: without an id, or with one that was there before."""
        ids = frame["enterprise_id"]
        if self.strips_floats:
            ids = ids.str.removesuffix(".0")
        frame["enterprise_id"] = ids
        found = find_cells(frame, ids == "", "enterprise_id", say("the id is missing"), is_loaded=False, shown=self.shown)
        short = ids.str.fullmatch(POWER)
        found += find_cells(frame, short, "enterprise_id", say("a spreadsheet has shortened this id"), is_loaded=False, shown=self.shown)
        left = frame.loc[(ids != "") & ~short, ["row", "enterprise_id"]]
        for row, key in zip(left["row"].tolist(), left["enterprise_id"].tolist(), strict=True):
            first = self.rows.setdefault(key, row)
            if first != row:
                found.append(Finding(row, key, self.shown, key, say("the same id as in row {row}", row=first)))
        return found


def warn_of_ids(survey: Survey, number_cells: bool) -> list[str]:
    """What the lengths of the ids give reason to fear: zeros lost in front, digits lost behind."""
    said = []
    if survey.id_digits == survey.rows and len(survey.id_lengths) > 1 and not survey.id_zeros and survey.id_highest > DENSE * survey.rows:
        usual, count = survey.id_lengths.most_common(1)[0]
        shorter = sum(n for length, n in survey.id_lengths.items() if length < usual)
        if count >= USUAL_SHARE * survey.rows and shorter:
            said.append(
                say(
                    "{count} ids are shorter than the usual {digits} digits: a spreadsheet may have dropped zeros in front. "
                    "They are kept as given; check before you join them with other files.",
                    count=shorter,
                    digits=usual,
                )
            )
    if number_cells and any(length > EXACT_DIGITS for length in survey.id_lengths):
        said.append(say("Ids of more than 15 digits stand in the file as numbers: Excel has replaced their last digits by zeros."))
    return said
