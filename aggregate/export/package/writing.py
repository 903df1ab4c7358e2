"""The package of a publication: all other formats, the figures for programs, the methods, and what describes them, in one zip."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aggregate.export.exporting import FORMATS, Written
from aggregate.export.manifest import list_digests
from aggregate.export.package.crate import describe_crate
from aggregate.export.package.descriptor import describe_package
from aggregate.export.package.methods import describe_methods
from aggregate.export.package.readme import write_readme
from aggregate.export.package.zips import digest, write_zip
from aggregate.export.sdmx.periods import find_period
from aggregate.export.writing import write_whole
from aggregate.packages.contents import CRATE, DESCRIPTOR, FIGURES, MANIFEST, METHODS, README
from aggregate.publication.plain_figures import FIELDS, TEXTS, WHOLE, list_figures
from aggregate.publication.records import Publication
from catalogue.spreadsheets import disarm_cell

NONE: Written = {}


def write_files(publication: Publication, directory: Path, stem: str, written: Written = NONE) -> Iterator[Path]:
    """Writes the package, with the other formats in the language of now: those that are `written` already as they are, the others anew."""
    files = collect_files(publication, directory, stem, written)
    yield write_whole(directory / f"{stem}-package.zip", lambda path: write_zip(path, files, publication.made_at))


def collect_files(publication: Publication, directory: Path, stem: str, written: Written = NONE) -> dict[str, bytes]:
    """{name: content} of all that the package holds; `directory` is where formats that are not `written` yet are for a moment.

    A wave whose name tells no time has no SDMX.
    """
    files = {FIGURES: write_figures(publication), METHODS: _write_json(describe_methods(publication))}
    has_period = find_period(publication.wave) is not None
    with TemporaryDirectory(dir=directory, prefix=".ecomstat-package-") as folder:
        for name, form in FORMATS.items():
            if form.holds_others or (form.needs_period and not has_period):
                continue
            if name in written:
                files |= {f"{stem}{end}": path.read_bytes() for end, path in written[name].items()}
            else:
                files |= {path.name: path.read_bytes() for path in form.load_writer()(publication, Path(folder), stem)}
    files[README] = write_readme(publication, files).encode("utf-8")
    files[DESCRIPTOR] = _write_json(describe_package(publication, files))
    files[CRATE] = _write_json(describe_crate(publication, files))
    return files | {MANIFEST: list_digests({name: digest(content) for name, content in files.items()})}


def write_figures(publication: Publication) -> bytes:
    """The figures as CSV (UTF-8, commas, decimal points): whole numbers without a point, texts that no spreadsheet runs."""
    table = list_figures(publication)
    wholes = {field.name: table[field.name].astype("Float64").astype("Int64") for field in FIELDS if field.kind == WHOLE}
    texts = {name: table[name].map({text: disarm_cell(text) for text in table[name].unique()}) for name in TEXTS}
    text: str = table.assign(**wholes, **texts).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8")


def _write_json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode("utf-8")
