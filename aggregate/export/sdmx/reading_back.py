"""Files read again after they were written: by pysdmx, which also holds XML against the official schemas, value by value."""

from pathlib import Path

import pandas as pd
from pysdmx.errors import Invalid
from pysdmx.io import read_sdmx
from pysdmx.io.pd import PandasDataset
from pysdmx.model import Codelist, DataStructureDefinition

from aggregate.export.sdmx.records import Flow, Structure
from catalogue.errors import EstimateError
from catalogue.messages import say

MOST_OBSERVATIONS = 200_000
"""More are not read again while exporting: reading takes about a second and 100 MB for 20,000."""


def check_data(path: Path, flow: Flow, observations: pd.DataFrame) -> None:
    """Passes a data file that holds exactly these observations.

    Raises:
        EstimateError: it cannot be read, is not valid, or holds something else.
    """
    if len(observations) > MOST_OBSERVATIONS:
        return
    read = read_observations(path).astype(object).reindex(columns=flow.observed, fill_value="").fillna("").astype(str)
    wrong = flow.id if len(read) != len(observations) else _find_difference(read, observations[flow.observed])
    if wrong:
        raise EstimateError(say("{file} does not hold what was to be written ({what}): please report this.", file=path, what=wrong))


def _find_difference(read: pd.DataFrame, written: pd.DataFrame) -> str:
    """The first column that differs; '' where all is the same.

    From CSV pysdmx takes a column of numbers for numbers, so that 25 may come back as 25.0 and a code 01 as 1.
    """
    for name in written.columns:
        one, other = read[name], written[name].astype(str)
        differing = (one != other).to_numpy()
        if differing.any():
            numbers = [pd.to_numeric(column[differing], errors="coerce").to_numpy() for column in (one, other)]
            if not (numbers[0] == numbers[1]).all():
                return str(name)
    return ""


def read_observations(path: Path) -> pd.DataFrame:
    """A data file's observations as text, '' or NA where there is nothing, by pysdmx.

    Raises:
        EstimateError: pysdmx cannot read it, or the official schema does not allow it.
    """
    try:
        (dataset,) = read_sdmx(path).data or ()
    except (Invalid, SyntaxError, ValueError) as error:
        raise EstimateError(say("{file} is no valid SDMX ({reason}): please report this.", file=path, reason=error)) from error
    return dataset.data if isinstance(dataset, PandasDataset) else pd.DataFrame()


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
