"""A publication as SDMX files: the structure, then data of each flow, in every syntax."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from aggregate.export.sdmx.codings import build_codings, gather_rows
from aggregate.export.sdmx.dataset_attributes import gather_attributes
from aggregate.export.sdmx.messages import DATA, STRUCTURES, build_header, write_data, write_structure
from aggregate.export.sdmx.observations import build_observations
from aggregate.export.sdmx.reading_back import check_data, check_structure
from aggregate.export.sdmx.records import Flow, Structure
from aggregate.export.sdmx.structures import build_structure
from aggregate.export.sdmx.validation import check_flow
from aggregate.export.writing import write_whole
from aggregate.publication.records import Publication


def write_files(publication: Publication, directory: Path, stem: str) -> Iterator[Path]:
    """Writes structures and data, each read again before it bears its name; a flow without figures has no data files.

    Nothing is written unless all figures pass the checks of `validation`.

    Raises:
        EstimateError: the wave is no time period, a check fails, or a file cannot be written.
    """
    rows = gather_rows(publication)
    codings = build_codings(publication, rows)
    structure = build_structure(publication.country, publication.facts.office.agency, codings)
    observations = build_observations(rows, publication.wave, codings, structure)
    attributes = gather_attributes(publication)
    flows = {"": (structure.headline, observations.headline), "methods-": (structure.methods, observations.methods)}
    written = {mark: (flow, table[flow.observed]) for mark, (flow, table) in flows.items() if len(table)}
    for flow, table in written.values():
        check_flow(flow, table, attributes)
    yield from _write_structures(publication, structure, directory, stem)
    for mark, (flow, table) in written.items():
        yield from _write_flow(publication, structure, flow, table, attributes, directory / f"{stem}-sdmx-{mark}")


def _write_structures(publication: Publication, structure: Structure, directory: Path, stem: str) -> Iterator[Path]:
    head = build_header(structure, publication.made_at, repr(structure))
    for syntax in STRUCTURES:
        text = write_structure(structure, syntax, head)
        yield _write_text(directory / f"{stem}-sdmx-{syntax}", text, lambda place: check_structure(place, structure))


def _write_flow(
    publication: Publication, structure: Structure, flow: Flow, table: pd.DataFrame, attributes: Mapping[str, str], start: Path
) -> Iterator[Path]:
    content = "\n".join([repr(flow), repr(dict(attributes)), table.to_csv(index=False, lineterminator="\n")])
    head = build_header(structure, publication.made_at, content)
    for syntax in DATA:
        text = write_data(structure, flow, table, attributes, syntax, head)
        yield _write_text(start.with_name(f"{start.name}{syntax}"), text, lambda place: check_data(place, flow, table))


def _write_text(path: Path, text: str, check: Callable[[Path], None]) -> Path:
    def write(place: Path) -> None:
        place.write_bytes(text.encode("utf-8"))
        check(place)

    return write_whole(path, write)
