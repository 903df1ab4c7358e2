"""SDMX messages as text, written by pysdmx: data in four syntaxes, structures in three, with names in all our languages."""

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.io.pd import PandasDataset
from pysdmx.model import Organisation
from pysdmx.model.message import Header

from aggregate.export.sdmx.artefacts import build_artefacts, build_schema, english
from aggregate.export.sdmx.records import Flow, Names, Structure

DATA = {
    "1.0.csv": Format.DATA_SDMX_CSV_1_0_0,
    "2.0.csv": Format.DATA_SDMX_CSV_2_0_0,
    "2.1.xml": Format.DATA_SDMX_ML_2_1_STR,
    "3.0.xml": Format.DATA_SDMX_ML_3_0,
}
STRUCTURES = {
    "structure-2.1.xml": Format.STRUCTURE_SDMX_ML_2_1,
    "structure-3.0.xml": Format.STRUCTURE_SDMX_ML_3_0,
    "structure.json": Format.STRUCTURE_SDMX_JSON_2_0_0,
}
WITHOUT_A_TIME = datetime(2000, 1, 1, tzinfo=UTC)
NAME = re.compile(r'([\t ]*)<com:Name xml:lang="en">([^<]*)</com:Name>')
OBSERVATION = re.compile(r"\t\t<Obs [^\n]*/>\n")
UNSAFE = re.compile("[^ !#$%()-;=?-\\[\\]-~\u00a1-\u00ac\u00ae-\u1fff]")
"""What pysdmx does not write as it is in an attribute of a dataset: markup, quotation marks, backslashes and what is not printed."""


def write_data(
    structure: Structure, flow: Flow, observations: pd.DataFrame, attributes: Mapping[str, str], syntax: str, head: Header
) -> str:
    r"""The observations as a message in a syntax of DATA; line ends are \\n on every system.

    pysdmx writes the message with the first observation; all are then written as that one is, since it takes a minute for 100,000.
    """
    is_xml = syntax.endswith(".xml")
    dataset = PandasDataset(
        structure=build_schema(structure, flow),
        data=observations.iloc[:1].copy(),
        attributes={name: _escape(text) if is_xml else text for name, text in attributes.items()},
    )
    text = str(write_sdmx(dataset, DATA[syntax], header=head)).replace("\r\n", "\n")
    return _fill_xml(text, observations) if is_xml else _fill_csv(text, observations)


def _fill_xml(text: str, observations: pd.DataFrame) -> str:
    """The message with an element for each observation in place of its only one; what is empty has no attribute."""
    cells = [_write_attributes(str(name), observations[name]) for name in observations.columns]
    lines = "".join(f"\t\t<Obs {''.join(row)}/>\n" for row in zip(*cells, strict=True))
    return OBSERVATION.sub(lambda _: lines, text, count=1)


def _write_attributes(name: str, column: "pd.Series[str]") -> list[str]:
    texts = {text: f'{name}="{_escape(text)}" ' if text else "" for text in column.unique()}
    return [texts[text] for text in column.tolist()]


def _fill_csv(text: str, observations: pd.DataFrame) -> str:
    """The message with a line for each observation; what is true of all of them stands in each line."""
    header, first = csv.reader(io.StringIO(text))
    same = {name: value for name, value in zip(header, first, strict=True) if name not in observations}
    lines: str = observations.assign(**same)[header].to_csv(index=False, lineterminator="\n")
    return lines


def write_structure(structure: Structure, syntax: str, head: Header) -> str:
    """The structure as a message in a syntax of STRUCTURES."""
    text = str(write_sdmx(build_artefacts(structure), STRUCTURES[syntax], header=head))
    names = _gather_names(structure)
    return _translate_json(text, names) if syntax.endswith(".json") else _translate_xml(text, names)


def build_header(structure: Structure, made_at: str | None, content: str) -> Header:
    """The head of a message: its identifier is the checksum of its content, its time that of the publication."""
    prepared = datetime.fromisoformat(made_at) if made_at else WITHOUT_A_TIME
    prepared = prepared if prepared.tzinfo else prepared.replace(tzinfo=UTC)
    digest = sha256(content.encode("utf-8")).hexdigest()[:16]
    return Header(id=f"ECOMSTAT-{digest}", prepared=prepared, sender=Organisation(id=structure.agency.replace(".", "_")))


def _escape(text: str) -> str:
    r"""Text as pysdmx can put it between quotation marks: it escapes nothing there, and turns ' into \"."""
    return UNSAFE.sub(lambda found: f"&#{ord(found[0])};", text)


def _gather_names(structure: Structure) -> dict[str, Names]:
    """{English name as written: the name in all languages} of all that has a name."""
    flows = (structure.headline, structure.methods)
    every: list[Names] = [structure.names, structure.concept_names]
    for codes in structure.lists:
        every += [codes.names, *(code.names for code in codes.codes)]
    for flow in flows:
        every += [flow.names, *(component.names for component in flow.components)]
    return {english(names): names for names in every if len(names) > 1}


def _translate_xml(text: str, names: Mapping[str, Names]) -> str:
    """Names in other languages after the English ones, the only ones that pysdmx writes."""
    lines = {
        escape(known): [(language, escape(name)) for language, name in spoken.items() if language != "en"]
        for known, spoken in names.items()
    }

    def add(found: re.Match[str]) -> str:
        others = lines.get(found[2], [])
        return "\n".join([found[0], *(f'{found[1]}<com:Name xml:lang="{language}">{name}</com:Name>' for language, name in others)])

    return NAME.sub(add, text)


def _translate_json(text: str, names: Mapping[str, Names]) -> str:
    content = json.loads(text)
    _name_all(content["data"], names)
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _name_all(content: Any, names: Mapping[str, Names]) -> None:
    """Gives everything with a name its names in all languages, in place."""
    if isinstance(content, list):
        for part in content:
            _name_all(part, names)
    elif isinstance(content, dict):
        for part in list(content.values()):
            _name_all(part, names)
        if content.get("groups") == []:
            del content["groups"]  # the schema wants none rather than an empty list, which pysdmx writes
        if isinstance(content.get("name"), str):
            content["names"] = {**names.get(content["name"], {}), "en": content["name"]}
