"""CSVW metadata beside each CSV file (W3C, Metadata Vocabulary for Tabular Data): what every column holds, in all our languages."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import catalogue
from aggregate.publication.citing import name_office, name_place, tell_citation, tell_population, tell_source
from aggregate.publication.records import Publication
from aggregate.publication.vintages import tell_vintage
from catalogue.messages import current_language, known_languages, say, say_text, use_language
from catalogue.tables import load_table

FILE = Path(catalogue.__file__).parent / "data" / "csv_columns.toml"
SUFFIX = "-metadata.json"
DATATYPES: Mapping[str, Any] = {
    "text": "string",
    "truth": {"base": "boolean", "format": "True|False"},
    "number": "number",
    "positive": {"base": "number", "minimum": 0},
    "share": {"base": "number", "minimum": 0, "maximum": 1},
    "integer": {"base": "integer", "minimum": 0},
}


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file to be described: its columns in their order and those that together name a row; `title` is said in each language."""

    path: Path
    columns: Sequence[str]
    keys: Sequence[str]
    title: Callable[[], str]


@cache
def load_columns() -> Mapping[str, Mapping[str, Any]]:
    """{column: kind, pattern, required, name, meaning}."""
    return load_table(FILE)


def write_metadata(publication: Publication, described: CsvFile, path: Path) -> None:
    """Writes the metadata of one file, as UTF-8 JSON."""
    text = json.dumps(build_metadata(publication, described), ensure_ascii=False, indent=2)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def build_metadata(publication: Publication, described: CsvFile) -> dict[str, Any]:
    """The metadata of one file: dialect, where it comes from in Dublin Core terms, and its columns."""
    office, made_at = publication.facts.office, publication.made_at
    told = {
        "dc:title": say_everywhere(lambda: _title(publication, described)),
        "dc:description": say_everywhere(lambda: f"{tell_population(publication)} {tell_vintage(publication)}"),
        "dc:source": say_everywhere(lambda: tell_source(publication)),
        "dc:bibliographicCitation": say_everywhere(lambda: tell_citation(publication)),
        "dc:publisher": name_office(publication),
        "dc:creator": office.unit,
        "dc:license": publication.facts.licence,
        "dc:relation": {"@id": office.contact} if office.contact else None,
        "dc:language": current_language(),
        "dc:spatial": publication.country,
        "dc:temporal": publication.wave,
        "dc:modified": {"@value": made_at, "@type": "xsd:dateTime"} if made_at else None,
        "dc:available": {"@value": publication.embargo, "@type": "xsd:dateTime"} if publication.embargo else None,
    }
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": current_language()}],
        "url": described.path.name,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        **{term: value for term, value in told.items() if value},
        "tableSchema": {
            "columns": [_describe_column(name) for name in described.columns],
            "primaryKey": list(described.keys),
            "null": "",
        },
    }


def say_everywhere(tell: Callable[[], str]) -> list[dict[str, str]]:
    """What `tell` says, in each language that there is."""
    return [{"@value": text, "@language": language} for language, text in _tell_in_each(tell).items()]


def _tell_in_each(tell: Callable[[], str]) -> dict[str, str]:
    before, told = current_language(), dict[str, str]()
    try:
        for language in known_languages():
            use_language(language)
            told[language] = tell()
    finally:
        use_language(before)
    return told


def _title(publication: Publication, described: CsvFile) -> str:
    place = name_place(publication)
    return say("E-commerce statistics from websites of enterprises, {place}", place=place) + f": {described.title()}"


def _describe_column(name: str) -> dict[str, Any]:
    """One column; the heading of the file is one of its titles in every language, as the standard wants it."""
    entry = load_columns()[name]
    titles = _tell_in_each(lambda: say_text(entry["name"]))
    kind = entry["kind"]
    return {
        "name": name,
        "titles": {language: [name, title] for language, title in titles.items()},
        "dc:description": say_everywhere(lambda: say_text(entry["meaning"])),
        "datatype": {"base": "string", "format": f"^({entry['pattern']})$"} if kind == "code" else DATATYPES[kind],
        "required": bool(entry.get("required", False)),
    }
