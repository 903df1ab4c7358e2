"""The data structure of a wave: the file's definition with the wave's codes and the register's further columns."""

from collections.abc import Iterator, Mapping
from typing import Any

from aggregate.export.sdmx.code_lists import build_lists
from aggregate.export.sdmx.codings import Codings
from aggregate.export.sdmx.definition import load_definition, speak, sum_up
from aggregate.export.sdmx.records import ATTRIBUTE, DATASET, DIMENSION, MEASURE, OBSERVATION, CodeList, Component, Flow, Structure
from catalogue.errors import EstimateError
from catalogue.messages import say
from catalogue.settings import AGENCY

TIME = "TIME_PERIOD"
LEVELS = {"observation": OBSERVATION, "dataset": DATASET}


def build_structure(country: str, agency: str, codings: Codings) -> Structure:
    """The structure under which a wave's figures are written; `agency` is the office's, '' for one of ours for the country.

    Raises:
        EstimateError: the agency is no identifier of SDMX.
    """
    agency = agency or f"ECOMSTAT.{country}"
    if not AGENCY.fullmatch(agency):
        raise EstimateError(
            say(
                "{agency} is no identifier of an agency in SDMX: tell another one with `ecomstat settings sdmx-agency`, such as KE.KNBS.",
                agency=agency,
            )
        )
    general = load_definition()["structure"]
    version = _number_version(str(general["version"]), codings)
    lists = build_lists(country, codings, str(general["version"]))
    headline, methods = (_build_flow(kind, codings, lists, version) for kind in ("headline", "methods"))
    return Structure(
        agency=agency,
        version=version,
        concepts=general["concepts"]["id"],
        names=speak(general["name"]),
        concept_names=speak(general["concepts"]["name"]),
        lists=tuple(lists.values()),
        headline=headline,
        methods=methods,
    )


def _number_version(version: str, codings: Codings) -> str:
    """The version: of a structure with further dimensions, the third number is the checksum of their names."""
    if not codings.others:
        return version
    return f"{version.rpartition('.')[0]}.{sum_up(sorted(dimension for dimension, _ in codings.others.values()))}"


def _build_flow(kind: str, codings: Codings, lists: Mapping[str, CodeList], version: str) -> Flow:
    entry = load_definition()["flows"][kind]
    components = tuple(_list_components(kind, codings, lists))
    return Flow(entry["id"], entry["structure"], version, speak(entry["name"]), components)


def _list_components(kind: str, codings: Codings, lists: Mapping[str, CodeList]) -> Iterator[Component]:
    """Dimensions with the register's further columns before the time, then the measure, then attributes."""
    definition = load_definition()
    for name, entry in _choose(definition["dimensions"], kind):
        if name == TIME:
            yield from (
                Component(dimension, DIMENSION, {"en": column}, "codes", lists[f"CL_{dimension}"])
                for column, (dimension, _) in codings.others.items()
            )
        yield _build_component(name, DIMENSION, entry, lists)
    yield from (_build_component(name, MEASURE, entry, lists, mandatory=False) for name, entry in definition["measure"].items())
    for name, entry in _choose(definition["attributes"], kind):
        yield _build_component(name, ATTRIBUTE, entry, lists, mandatory=bool(entry.get("mandatory", False)))


def _choose(entries: Mapping[str, Any], kind: str) -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, entry) for name, entry in entries.items() if entry.get("flow", kind) == kind]


def _build_component(name: str, role: str, entry: Mapping[str, Any], lists: Mapping[str, CodeList], *, mandatory: bool = True) -> Component:
    codes = lists[entry["list"]] if "list" in entry else None
    return Component(
        id=name,
        role=role,
        names=speak(entry["name"]),
        kind=str(entry.get("type", "codes")),
        codes=codes,
        level=LEVELS.get(str(entry.get("level", "")), ""),
        mandatory=mandatory,
        least=entry.get("from"),
        most=entry.get("to"),
    )
