"""The code lists of a wave: those of the file, filled with what the wave has."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pycountry
from babel import Locale

from aggregate.comparison.codes import load_codes
from aggregate.export.sdmx.codings import GENERAL, Codings, code_activity
from aggregate.export.sdmx.definition import load_definition, read_code, speak, sum_up
from aggregate.export.sdmx.records import Code, CodeList
from aggregate.publication.naming import load_methods
from catalogue.indicators import Indicator, find_indicator, load_indicators
from catalogue.isic import load_activities
from catalogue.messages import known_languages
from catalogue.profiles import load_profile
from catalogue.survey_questions import find_survey_question

SHAPES = {"EUROSTAT": re.compile(r"E_\w+"), "OECD": re.compile(r"[A-Z]\d+[A-Z]?_B")}
GENERAL_NAMES = {"_T": "All", "_U": "Unknown"}


def build_lists(country: str, codings: Codings, version: str) -> dict[str, CodeList]:
    """{id: list}: the file's lists and one for each further column of the register.

    A list that depends on the wave has the checksum of its codes in its version, so that two with different codes never bear the same one.
    """
    filled: Mapping[str, list[Code]] = {
        "CL_AREA": [_name_area(country, codings.area)],
        "CL_REGION": _name_own(codings.regions),
        "CL_MEASURE_ECAP": _name_measures(codings.measures),
        "CL_UNIT_MEASURE": [Code(code, {"en": name}) for code, name in sorted(codings.unit_names.items())],
        "CL_ACTIVITY_ISIC4": [Code(code_activity("", a.code), speak(a.title)) for a in load_activities().values() if len(a.code) <= 2],
        "CL_ESTIMATOR": [Code(code.upper(), speak(entry["name"])) for code, entry in load_methods().items()],
        "CL_POPULATION": _name_populations(codings.populations),
    }
    lists = {name: _build_list(name, entry, filled.get(name, ()), version) for name, entry in load_definition()["lists"].items()}
    for column, (dimension, codes) in codings.others.items():
        lists[f"CL_{dimension}"] = _build_list(f"CL_{dimension}", {"name": column}, _name_own(codes), version)
    return lists


def _build_list(name: str, entry: Mapping[str, Any], more: Iterable[Code], version: str) -> CodeList:
    known = [read_code(code, fields) for code, fields in entry.get("codes", {}).items()]
    added = [code for code in more if code.id not in {own.id for own in known}]
    if added:
        words = [f"{code.id} {code.names['en']}" for code in added]
        version = f"{version.rpartition('.')[0]}.{sum_up(words)}"
    notes = {"GLOBAL_LIST": str(entry["global"])} if "global" in entry else {}
    return CodeList(name, version, speak(entry["name"]), (*known, *added), notes)


def _name_own(codes: Mapping[str, str]) -> list[Code]:
    """Codes of a register's own words: each is named by the word itself."""
    general = [Code(code, speak(GENERAL_NAMES[code])) for code in GENERAL]
    return general + [Code(code, {"en": word}) for word, code in codes.items() if word not in GENERAL]


def _name_area(country: str, area: str) -> Code:
    found = pycountry.countries.get(alpha_2=country)
    named = {language: Locale(language).territories.get(country) for language in known_languages()} if found else {}
    names = {language: name for language, name in named.items() if name} or {"en": load_profile(country).name}
    return Code(area, names, {"ISO_ALPHA_2": country, **({"M49": found.numeric} if found else {})})


def _name_measures(measures: Mapping[str, str]) -> list[Code]:
    """All indicators of the catalogue, whether or not the wave has them, then what surveys asked beside them."""
    table = load_definition()["measures"]
    known = {indicator.code: table.get(indicator.code, indicator.code.upper()) for indicator in load_indicators()}
    return [_name_measure(name, code) for name, code in (known | dict(sorted(measures.items()))).items()]


def _name_measure(name: str, code: str) -> Code:
    indicator, asked = find_indicator(name), find_survey_question(name)
    if indicator is None:
        return Code(code, speak(asked.name) if asked else {"en": name}, {"ECOMSTAT": name})
    return Code(code, speak(indicator.name), {"ECOMSTAT": name, **_map_official(indicator)})


def _map_official(indicator: Indicator) -> dict[str, str]:
    """{note: codes at Eurostat and the OECD}: of the same concept, and (_NEAR) of others that come near, as comparisons take them.

    Codes of other publishers have no note.
    """
    items = {code.upper(): entry for code, entry in load_codes()["items"].items()}
    same = {code for code, entry in items.items() if indicator.code in entry.get("exact", ())}
    near = {code for code, entry in items.items() if indicator.code in entry.get("proxy", ())}
    unlisted = {*indicator.eurostat, *indicator.oecd} - same - near
    same, near = (same | unlisted, near) if indicator.match == "exact" else (same, near | unlisted)
    sorted_out = {
        f"{agency}{end}": " ".join(sorted(code for code in codes if shape.fullmatch(code)))
        for end, codes in (("", same), ("_NEAR", near))
        for agency, shape in SHAPES.items()
    }
    return {note: codes for note, codes in sorted_out.items() if codes}


def _name_populations(populations: Mapping[str, str]) -> list[Code]:
    """Populations that the file does not know."""
    return [Code(code, {"en": name}) for name, code in sorted(populations.items())]
