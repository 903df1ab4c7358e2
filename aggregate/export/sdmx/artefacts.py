"""The structure as objects of pysdmx."""

from collections.abc import Mapping, Sequence

from pysdmx.model import (
    Agency,
    Annotation,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    Facets,
    ItemReference,
    Role,
    Schema,
)
from pysdmx.model import Code as LibraryCode
from pysdmx.model.__base import MaintainableArtefact

from aggregate.export.sdmx.records import ATTRIBUTE, DATASET, DIMENSION, MEASURE, CodeList, Flow, Names, Structure
from aggregate.export.sdmx.records import Component as Part

ROLES = {DIMENSION: Role.DIMENSION, MEASURE: Role.MEASURE, ATTRIBUTE: Role.ATTRIBUTE}
TYPES = {"number": DataType.DOUBLE, "count": DataType.INTEGER, "time": DataType.PERIOD, "text": DataType.STRING, "codes": DataType.STRING}
INFOMODEL = "urn:sdmx:org.sdmx.infomodel"


def build_artefacts(structure: Structure) -> list[MaintainableArtefact]:
    """Code lists, concept scheme, structures and flows, in the order in which they refer to one another."""
    flows = (structure.headline, structure.methods)
    return [
        *(_build_list(structure, codes) for codes in structure.lists),
        _build_concepts(structure),
        *(_build_definition(structure, flow) for flow in flows),
        *(_build_flow(structure, flow) for flow in flows),
    ]


def build_schema(structure: Structure, flow: Flow) -> Schema:
    """What pysdmx must know to write a flow's data: its parts, all of them text, since our numbers are rounded text already."""
    parts = [
        Component(
            id=part.id,
            required=False,
            role=ROLES[part.role],
            concept=_refer(structure, part),
            local_dtype=DataType.STRING,
            attachment_level=_attach(part),
        )
        for part in flow.components
    ]
    return Schema(context="dataflow", agency=structure.agency, id=flow.id, version=flow.version, components=Components(parts))


def english(names: Names) -> str:
    """The English name, without the straight apostrophe, which pysdmx writes as a quotation mark in XML."""
    return names["en"].replace("'", "’")


def _build_list(structure: Structure, codes: CodeList) -> Codelist:
    return Codelist(
        id=codes.id,
        name=english(codes.names),
        agency=structure.agency,
        version=codes.version,
        annotations=_annotate(codes.notes),
        items=[LibraryCode(id=code.id, name=english(code.names), annotations=_annotate(code.notes)) for code in codes.codes],
        urn=_name_list(structure, codes),
    )


def _name_list(structure: Structure, codes: CodeList) -> str:
    return f"{INFOMODEL}.codelist.Codelist={structure.agency}:{codes.id}({codes.version})"


def _annotate(notes: Mapping[str, str]) -> Sequence[Annotation]:
    return [Annotation(id=kind, type=kind, text=text) for kind, text in notes.items()]


def _build_concepts(structure: Structure) -> ConceptScheme:
    """Every part's concept once, under the first name that it has."""
    parts = {part.id: part for flow in (structure.methods, structure.headline) for part in flow.components}
    concepts = [
        Concept(
            id=part.id,
            name=english(part.names),
            dtype=TYPES[part.kind],
            enum_ref=_name_list(structure, part.codes) if part.codes else None,
            urn=_name_concept(structure, part),
        )
        for part in parts.values()
    ]
    return ConceptScheme(
        id=structure.concepts,
        name=english(structure.concept_names),
        agency=structure.agency,
        version=structure.version,
        items=concepts,
        urn=f"{INFOMODEL}.conceptscheme.ConceptScheme={structure.agency}:{structure.concepts}({structure.version})",
    )


def _name_concept(structure: Structure, part: Part) -> str:
    return f"{INFOMODEL}.conceptscheme.Concept={structure.agency}:{structure.concepts}({structure.version}).{part.id}"


def _refer(structure: Structure, part: Part) -> ItemReference:
    return ItemReference(sdmx_type="Concept", agency=structure.agency, id=structure.concepts, version=structure.version, item_id=part.id)


def _build_definition(structure: Structure, flow: Flow) -> DataStructureDefinition:
    return DataStructureDefinition(
        id=flow.structure,
        name=english(structure.names),
        agency=Agency(structure.agency),
        version=flow.version,
        components=Components([_build_component(structure, part) for part in flow.components]),
        urn=_name_definition(structure, flow),
    )


def _name_definition(structure: Structure, flow: Flow) -> str:
    return f"{INFOMODEL}.datastructure.DataStructure={structure.agency}:{flow.structure}({flow.version})"


def _build_component(structure: Structure, part: Part) -> Component:
    bounds = Facets(min_value=part.least, max_value=part.most) if (part.least, part.most) != (None, None) else None
    return Component(
        id=part.id,
        required=part.mandatory,
        role=ROLES[part.role],
        concept=_refer(structure, part),
        local_dtype=TYPES[part.kind],
        local_facets=bounds,
        local_enum_ref=_name_list(structure, part.codes) if part.codes else None,
        attachment_level=_attach(part),
    )


def _attach(part: Part) -> str | None:
    return None if part.role != ATTRIBUTE else "D" if part.level == DATASET else "O"


def _build_flow(structure: Structure, flow: Flow) -> Dataflow:
    return Dataflow(
        id=flow.id,
        name=english(flow.names),
        agency=Agency(structure.agency),
        version=flow.version,
        structure=_name_definition(structure, flow),
        urn=f"{INFOMODEL}.datastructure.Dataflow={structure.agency}:{flow.id}({flow.version})",
    )
