"""A data structure before any library or syntax: codes, components, flows, in all languages that we speak."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Names = Mapping[str, str]
"""{language: name}."""
DIMENSION, MEASURE, ATTRIBUTE = "dimension", "measure", "attribute"
OBSERVATION, DATASET = "observation", "dataset"


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a list; `notes` are annotations by type, such as the same thing's code at Eurostat."""

    id: str
    names: Names
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes; `notes` name the global list whose codes it uses."""

    id: str
    version: str
    names: Names
    codes: tuple[Code, ...]
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """The codes themselves."""
        return frozenset(code.id for code in self.codes)


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a structure: of which role, what its values are (`kind`: codes, time, number, count or text), and where it belongs.

    `level` is OBSERVATION or DATASET, of attributes only; `least` and `most` bound numbers.
    """

    id: str
    role: str
    names: Names
    kind: str
    codes: CodeList | None = None
    level: str = ""
    mandatory: bool = True
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A dataflow with its own structure."""

    id: str
    structure: str
    version: str
    names: Names
    components: tuple[Component, ...]

    @property
    def key(self) -> list[str]:
        """The dimensions, in the order of the key."""
        return [component.id for component in self.components if component.role == DIMENSION]

    @property
    def observed(self) -> list[str]:
        """What each observation has: dimensions, the value, and its attributes."""
        return [component.id for component in self.components if component.level != DATASET]


@dataclass(frozen=True, slots=True)
class Structure:
    """All that a wave's figures need to be understood by another office's machine; `agency` maintains it."""

    agency: str
    version: str
    concepts: str
    names: Names
    concept_names: Names
    lists: tuple[CodeList, ...]
    headline: Flow
    methods: Flow
