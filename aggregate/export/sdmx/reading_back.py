"""Files read again after they were written: against the official schemas, data value by value, structures by pysdmx."""

import csv
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from xml.parsers import expat

import pandas as pd
from pysdmx.errors import Invalid
from pysdmx.io import read_sdmx
from pysdmx.io.xml.doc_validation import validate_doc
from pysdmx.model import Codelist, DataStructureDefinition

from aggregate.export.sdmx.records import Flow, Structure
from catalogue.errors import EstimateError
from catalogue.messages import say

OBSERVATION = "Obs"


def check_data(path: Path, flow: Flow, observations: pd.DataFrame) -> None:
    """Passes a data file that holds exactly these observations, in this order.

    Raises:
        EstimateError: it cannot be read, is not valid, or holds something else.
    """
    found = _read_xml(path) if path.suffix == ".xml" else _read_csv(path)
    names = dict.fromkeys(observations.columns)
    rows = zip(*(observations[name].tolist() for name in names), strict=True)
    wanted = ({name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows)
    pairs = zip_longest(({name: cell for name, cell in cells.items() if cell and name in names} for cells in found), wanted)
    if wrong := sum(read != written for read, written in pairs):
        what = f"{flow.id}: {wrong}"
        raise EstimateError(say("{file} does not hold what was to be written ({what}): please report this.", file=path, what=what))


def _read_csv(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _read_xml(path: Path) -> list[Mapping[str, str]]:
    """The observations of a message that the official schema allows.

    Raises:
        EstimateError: it does not, or the file is no XML.
    """
    try:
        validate_doc(path.read_text(encoding="utf-8"))
    except (Invalid, SyntaxError) as error:
        raise EstimateError(say("{file} is no valid SDMX ({reason}): please report this.", file=path, reason=error)) from error
    read, parser = list[Mapping[str, str]](), expat.ParserCreate()

    def keep(tag: str, cells: dict[str, str]) -> None:
        if tag == OBSERVATION:
            read.append(cells)

    parser.StartElementHandler = keep
    with path.open("rb") as stream:
        parser.ParseFile(stream)
    return read


def check_structure(path: Path, structure: Structure) -> None:
    """Passes a structure file in which all code lists and both structures are whole.

    Raises:
        EstimateError: it cannot be read, is not valid, or lacks a part.
    """
    try:
        found = read_sdmx(path, validate=path.suffix == ".xml").structures or ()
    except (Invalid, SyntaxError) as error:
        raise EstimateError(say("{file} is no valid SDMX ({reason}): please report this.", file=path, reason=error)) from error
    lists = {part.id: frozenset(code.id for code in part.codes) for part in found if isinstance(part, Codelist)}
    parts = {part.id: {component.id for component in part.components} for part in found if isinstance(part, DataStructureDefinition)}
    flows = (structure.headline, structure.methods)
    wanted = {flow.structure: {component.id for component in flow.components} for flow in flows}
    if lists != {codes.id: codes.ids for codes in structure.lists} or parts != wanted:
        raise EstimateError(
            say("{file} does not hold what was to be written ({what}): please report this.", file=path, what=structure.agency)
        )
