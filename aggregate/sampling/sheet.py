"""The sheet that reviewers fill: one sampled enterprise a row, what the register says of it, and an empty column for each question."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from xlsxwriter import Workbook

from catalogue.capabilities import load_capabilities
from catalogue.errors import EstimateError
from catalogue.messages import say
from catalogue.spreadsheets import disarm_cell
from store.frame import find_enterprise
from store.opening import Store
from store.reviews import read_designs, read_sample

FACTS = ("enterprise_id", "name", "trade_name", "address", "place", "region", "activity", "size_class", "url", "email", "phone")


def write_review_sheet(store: Store, country: str, wave: str, path: Path, sample: str | None = None, *, after: int = 0) -> int:
    """Writes a sample (the newest by default) in its random order of work, as CSV or, to a file named .xlsx, for Excel; gives the rows.

    `after` leaves out so many first ones, such as those that a sample had before it was extended.

    The sheet shows nothing of what the machine decided: answers must be independent. Filled with yes, no or unknown it is a file of labels.

    Raises:
        EstimateError: there is no such sample, or the file cannot be written.
    """
    names = [design.sample for design in read_designs(store, country, wave)]
    if not names or (sample is not None and sample not in names):
        raise EstimateError(
            say("There is no such sample in this wave: draw one with `ecomstat sample {country} --size 400`.", country=country)
        )
    questions = list(load_capabilities())
    rows = [[*row, *[""] * len(questions), sample or names[-1]] for row in _read_rows(store, country, wave, sample or names[-1], after)]
    write = _write_workbook if path.suffix.lower() == ".xlsx" else _write_csv
    try:
        write(path, [*FACTS, *questions, "sample"], rows)
    except OSError as error:
        raise EstimateError(
            say(
                "{file} cannot be written ({reason}): close it if it is open in another program, or name another file with --to.",
                file=path,
                reason=error.strerror or error,
            )
        ) from error
    return len(rows)


def _write_csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def _write_workbook(path: Path, header: list[str], rows: list[list[str]]) -> None:
    """All cells are text, so that ids keep their zeros; answers are chosen from a list."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        text, bold = workbook.add_format({"num_format": "@"}), workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet("Review")
        sheet.set_column(0, len(header) - 1, 16, text)
        sheet.freeze_panes(1, 2)
        for number, row in enumerate([header, *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, bold if number == 0 else text)
        if rows:
            allowed = {"validate": "list", "source": ["yes", "no", "unknown"]}
            sheet.data_validation(1, len(FACTS), len(rows), len(header) - 2, allowed)
    path.write_bytes(content.getvalue())


def _read_rows(store: Store, country: str, wave: str, sample: str, after: int) -> Iterator[list[str]]:
    for enterprise_id in read_sample(store, country, wave, sample)["enterprise_id"][after:]:
        enterprise = find_enterprise(store, country, wave, enterprise_id)
        yield [disarm_cell(str(getattr(enterprise, fact) or "")) for fact in FACTS]
