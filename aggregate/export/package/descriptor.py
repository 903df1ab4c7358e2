"""`datapackage.json`: the package as a Frictionless Data Package (https://specs.frictionlessdata.io/data-package/)."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

from aggregate.export.package.described import describe_publication
from aggregate.export.package.zips import digest
from aggregate.packages.contents import FIGURES
from aggregate.publication.citing import name_place, name_publication, tell_population
from aggregate.publication.naming import name_country
from aggregate.publication.plain_figures import FIELDS, KEY, Field
from aggregate.publication.records import Publication
from aggregate.publication.vintages import name_vintage
from catalogue.messages import current_language, say

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".html": "text/html",
    ".xml": "application/xml",
    ".md": "text/markdown",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SPDX = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.+-]{1,40}$")


def describe_package(publication: Publication, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The descriptor of a package that holds these files; what `ecomstat import` goes by stands in its part `ecomstat`."""
    licence, office = find_licence(publication), publication.facts.office
    return {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9._-]", "-", f"ecomstat-{publication.country}-{publication.wave}".lower()),
        "title": name_package(publication),
        "description": tell_population(publication),
        "version": f"{publication.wave}.{publication.release.number if publication.release else 0}",
        "languages": [current_language()],
        **({"created": publication.made_at} if publication.made_at else {}),
        **({"licenses": [licence]} if licence else {}),
        **({"contributors": [_describe_office(publication)]} if office.name else {}),
        "sources": [{"title": say("Business register of {country}", country=name_country(publication.country))}],
        "keywords": ["e-commerce", "enterprises", "websites", publication.country],
        "ecomstat": asdict(describe_publication(publication, files[FIGURES])),
        "resources": [_describe_file(name, content) for name, content in sorted(files.items())],
    }


def find_licence(publication: Publication) -> dict[str, str] | None:
    """The licence as descriptors name it: by its short name, or in the office's words; None where the office set none."""
    licence = publication.facts.licence.strip()
    if not licence:
        return None
    if licence.startswith(("https://", "http://")):
        return {"path": licence, "title": licence}
    return {"name": licence, "path": f"https://spdx.org/licenses/{licence}"} if SPDX.match(licence) else {"name": "other", "title": licence}


def name_package(publication: Publication) -> str:
    """The package's title."""
    return f"{name_publication()}, {name_place(publication)} ({name_vintage(publication.vintage)})"


def _describe_office(publication: Publication) -> dict[str, str]:
    office = publication.facts.office
    return {"title": office.name, "role": "publisher", **({"path": office.contact} if office.contact else {})}


def _describe_file(name: str, content: bytes) -> dict[str, Any]:
    suffix = PurePosixPath(name).suffix
    known = {
        "name": re.sub(r"[^a-z0-9._-]", "-", name.lower()),
        "path": name,
        "format": suffix.removeprefix("."),
        "mediatype": MEDIA_TYPES.get(suffix, "application/octet-stream"),
        "bytes": len(content),
        "hash": f"sha256:{digest(content)}",
    }
    if suffix != ".csv":
        return known | {"type": "file"}
    return known | {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": _describe_table(name, content)}


def _describe_table(name: str, content: bytes) -> dict[str, Any]:
    """The schema of a CSV file: that of FIELDS for the figures, else texts and the numbers whose names are known."""
    if name == FIGURES:
        return {"fields": [_describe_field(field) for field in FIELDS], "primaryKey": ["country", "wave", *KEY], "missingValues": [""]}
    header = next(csv.reader(io.StringIO(content.decode("utf-8").splitlines()[0])))
    kinds = {field.name: field.kind for field in FIELDS}
    return {"fields": [{"name": column, "type": kinds.get(column, "string")} for column in header], "missingValues": [""]}


def _describe_field(field: Field) -> dict[str, Any]:
    rules = {"required": True} if field.required else {}
    choices = {"enum": list(field.choices)} if field.choices else {}
    constraints = {"constraints": rules | choices} if rules or choices else {}
    return {"name": field.name, "type": field.kind, "description": field.meaning, **constraints}
