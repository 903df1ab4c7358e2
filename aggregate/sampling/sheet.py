"""The sheet that reviewers fill: one sampled enterprise a row, what the register says of it, and an empty column for each question."""

import csv
from collections.abc import Iterator
from pathlib import Path

from catalogue.capabilities import load_capabilities
from catalogue.errors import EstimateError
from catalogue.messages import say
from catalogue.spreadsheets import disarm_cell
from store.frame import find_enterprise
from store.opening import Store
from store.reviews import read_designs, read_sample

FACTS = ("enterprise_id", "name", "trade_name", "address", "place", "region", "activity", "size_class", "url", "email", "phone")


def write_review_sheet(store: Store, country: str, wave: str, path: Path, sample: str | None = None) -> int:
    """Writes a sample (the newest by default) as CSV in its random order of work, and gives the number of rows.

    The sheet shows nothing of what the machine decided: answers must be independent. Filled with yes, no or unknown it is a file of labels.

    Raises:
        EstimateError: there is no such sample, or the file cannot be written.
    """
    names = [design.sample for design in read_designs(store, country, wave)]
    if not names or (sample is not None and sample not in names):
        raise EstimateError(
            say("There is no such sample in this wave: draw one with `ecomstat sample {country} --size 400`.", country=country)
        )
    rows = list(_read_rows(store, country, wave, sample or names[-1]))
    questions = list(load_capabilities())
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([*FACTS, *questions, "sample"])
            writer.writerows([*row, *[""] * len(questions), sample or names[-1]] for row in rows)
    except OSError as error:
        raise EstimateError(say("{file} cannot be written ({reason}).", file=path, reason=error.strerror or error)) from error
    return len(rows)


def _read_rows(store: Store, country: str, wave: str, sample: str) -> Iterator[list[str]]:
    for enterprise_id in read_sample(store, country, wave, sample)["enterprise_id"]:
        enterprise = find_enterprise(store, country, wave, enterprise_id)
        yield [disarm_cell(str(getattr(enterprise, fact) or "")) for fact in FACTS]
