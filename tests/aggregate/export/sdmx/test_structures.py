"""The data structure: parts, lists, names, versions."""

import re
from pathlib import Path

import pytest

from aggregate.export.sdmx.codings import build_codings, gather_rows
from aggregate.export.sdmx.definition import load_definition
from aggregate.export.sdmx.records import Structure
from aggregate.export.sdmx.structures import build_structure
from aggregate.publication.text_codes import assign_codes
from catalogue.errors import EstimateError
from catalogue.messages import current_language, use_language
from tests.aggregate.export.sdmx.invented import FIGURES, publish, row

KEY = ["FREQ", "REF_AREA", "REGION", "MEASURE", "UNIT_MEASURE", "ACTIVITY", "SIZE_CLASS", "URBANISATION", "OWNER_SEX", "TIME_PERIOD"]


def build(figures=FIGURES, agency="") -> Structure:
    rows = gather_rows(publish(figures))
    return build_structure("KE", agency, build_codings(publish(figures), rows))


def find_list(structure, name):
    return next(codes for codes in structure.lists if codes.id == name)


def find_code(structure, name, code):
    return next(found for found in find_list(structure, name).codes if found.id == code)


def test_the_key_is_the_proposed_one():
    structure = build()
    assert structure.headline.key == KEY
    assert structure.methods.key == [*KEY[:-1], "ESTIMATOR", "TIME_PERIOD"]
    assert (structure.headline.structure, structure.headline.version, structure.agency) == ("DSD_ECAP", "1.0.0", "ECOMSTAT.KE")


def test_statuses_are_mandatory_and_everything_coded_has_its_list():
    parts = {part.id: part for part in build().headline.components}
    assert all(parts[name].mandatory for name in ("OBS_STATUS", "CONF_STATUS", "ESTIMATOR", "VINTAGE"))
    assert not parts["OBS_VALUE"].mandatory
    assert all((part.codes is not None) == (part.kind == "codes") for part in parts.values())


def test_lists_have_names_in_english_and_in_french_where_they_are_translated():
    structure = build()
    assert find_code(structure, "CL_FREQ", "A").names == {"en": "Annual", "fr": "Annuel"}
    assert find_code(structure, "CL_AREA", "KEN").names == {"en": "Kenya", "fr": "Kenya"}
    assert find_code(structure, "CL_REGION", "COTE_D_OR").names == {"en": "Côte d'Or"}


def test_everything_of_the_file_is_named_in_french():
    structure = build()
    own = set(load_definition()["lists"])
    unnamed = [codes.id for codes in structure.lists if codes.id in own and "fr" not in codes.names]
    unnamed += [part.id for part in structure.headline.components if "fr" not in part.names]
    assert unnamed == []


def test_building_leaves_the_language_as_it_was():
    use_language("fr")
    try:
        in_french = build()
        assert current_language() == "fr"
    finally:
        use_language(None)
    assert in_french == build()


def test_indicators_bear_the_codes_of_eurostat_and_the_oecd():
    structure = build()
    assert find_code(structure, "CL_MEASURE_ECAP", "WEBORD").notes["EUROSTAT"] == "E_WEBORD"
    assert find_code(structure, "CL_MEASURE_ECAP", "WEB").notes == {"ECOMSTAT": "own_website", "EUROSTAT": "E_WEB", "OECD": "B1_B"}
    near = find_code(structure, "CL_MEASURE_ECAP", "B5").notes
    assert (near["EUROSTAT_NEAR"], near["OECD_NEAR"]) == ("E_WEB", "B1_B")
    assert "EUROSTAT" not in near


def test_areas_have_alpha_3_codes_with_the_other_standards_beside():
    assert find_code(build(), "CL_AREA", "KEN").notes == {"ISO_ALPHA_2": "KE", "M49": "404"}


def test_a_further_column_makes_another_version_that_depends_on_its_name_only():
    one = build([row(), row(other_dimension="exporter", other_value="yes")])
    same = build([row(), row(other_dimension="exporter", other_value="no")])
    other = build([row(), row(other_dimension="chain", other_value="yes")])
    assert one.headline.key == [*KEY[:-1], "EXPORTER", "TIME_PERIOD"]
    assert one.version == same.version
    assert len({one.version, other.version, build().version}) == 3
    assert all(part.isdigit() for part in one.version.split("."))


def test_lists_with_different_codes_have_different_versions():
    one, other = (find_list(build([row(region=name)]), "CL_REGION").version for name in ("Nord", "Sud"))
    assert one != other
    assert find_list(build(), "CL_FREQ").version == "1.0.0"


def test_a_column_called_like_a_part_of_the_structure_gets_another_name():
    assert "REG_SIZE_CLASS" in build([row(other_dimension="size_class", other_value="x")]).headline.key


@pytest.mark.parametrize("text", ["-A1", "-2+3", "@SUM", "@A1", "-", "+A1", "=A1", "|cmd"])
def test_no_code_begins_as_a_formula_does(text):
    (code,) = assign_codes([text]).values()
    assert re.fullmatch(r"[A-Z0-9][A-Z0-9_]*", code)


def test_codes_of_a_registers_words_are_readable_and_never_the_same_twice():
    codes = assign_codes(["Côte d'Or", "cote d or", "Область", "KE-30", "Lac"])
    assert (codes["KE-30"], codes["Lac"]) == ("KE-30", "Lac")
    assert codes["Côte d'Or"].startswith("COTE_D_OR_")
    assert len(set(codes.values())) == 5
    assert all(code.replace("_", "").replace("-", "").isalnum() and code.isascii() for code in codes.values())


@pytest.mark.parametrize("agency", ["KE.KNBS", "KNBS", "OECD.STI.DEP"])
def test_the_office_may_be_its_own_agency(agency):
    assert build(agency=agency).agency == agency


@pytest.mark.parametrize("agency", ["9A", "A B", "A..B", "A:B", "é"])
def test_what_is_no_agency_is_refused(agency):
    with pytest.raises(EstimateError, match=r"no identifier of an agency in SDMX.*ecomstat settings sdmx-agency"):
        build(agency=agency)


def test_codes_of_lists_are_identifiers_and_stand_once():
    for codes in build().lists:
        assert len(codes.ids) == len(codes.codes), codes.id
        assert all(code.id and Path(code.id).name == code.id and " " not in code.id for code in codes.codes)
