"""Figures of an SDMX-ML message as a table: generic or structure-specific, of 2.0, 2.1 and 3.0, flat or by series.

Everything in such a message stands in attributes, so that nothing but their names and values is read. A file may come from anywhere: one
with a document type, the only place where entities can be defined, is refused before anything of it is expanded, and nothing is fetched.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from catalogue.errors import EstimateError
from catalogue.messages import say

Rows = list[list[str]]
MOST_BYTES = 400_000_000
MOST_ROWS = 1_000_000
MOST_DEPTH = 30
CHUNK = 1 << 20
MESSAGES = (
    "GenericData",
    "GenericTimeSeriesData",
    "StructureSpecificData",
    "StructureSpecificTimeSeriesData",
    "CompactData",
    "MessageGroup",
)
OF_GROUP, OF_SERIES, OF_OBSERVATION = range(3)
LEVELS = {"Group": OF_GROUP, "Series": OF_SERIES, "Obs": OF_OBSERVATION}


class RefusedError(Exception):
    """Raised inside the parser for what a message must not have; its text is the reason, to be said."""


@dataclass(slots=True)
class Message:
    """What was read so far: `rows` of the observations, and the parts of the open series and observation."""

    rows: list[dict[str, str]] = field(default_factory=list)
    depth: int = 0
    dimension: str = "TIME_PERIOD"
    open: dict[int, dict[str, str]] = field(default_factory=dict)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins: of a series or an observation all attributes are cells, in generic messages those of the elements within."""
        local = name.rpartition(":")[2]
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise RefusedError(say("its elements stand in one another too deeply"))
        if self.depth == 1 and local not in MESSAGES:
            raise RefusedError(say("it is no SDMX data message but {name}", name=local[:50]))
        if local == "Structure" and attributes.get("dimensionAtObservation", "AllDimensions") != "AllDimensions":
            self.dimension = attributes["dimensionAtObservation"]
        elif local in LEVELS:
            self.open[LEVELS[local]] = {key: text for key, text in attributes.items() if ":" not in key}
        elif self.open:
            self.fill(local, attributes)

    def fill(self, local: str, attributes: dict[str, str]) -> None:
        """A part of a generic series or observation."""
        cells = self.open[max(self.open)]
        if local in ("ObsDimension", "Time"):
            cells[attributes.get("id", self.dimension)] = attributes.get("value", "")
        elif local == "ObsValue":
            cells["OBS_VALUE"] = attributes.get("value", "")
        elif local == "Value":
            cells[attributes.get("id") or attributes.get("concept", "")] = attributes.get("value", "")

    def end(self, name: str) -> None:
        """An element ends: an observation has the cells of its series beside its own."""
        local = name.rpartition(":")[2]
        self.depth -= 1
        if local == "Obs" and OF_OBSERVATION in self.open:
            if len(self.rows) >= MOST_ROWS:
                raise RefusedError(say("it has more than {most} observations", most=MOST_ROWS))
            self.rows.append({**self.open.get(OF_SERIES, {}), **self.open[OF_OBSERVATION]})
        if local in LEVELS:
            self.open.pop(LEVELS[local], None)

    def refuse_type(self, *_: object) -> None:
        """A document type."""
        raise RefusedError(say("it defines a document type, which no SDMX message has and which could be an attack"))


def read_message(path: Path) -> Rows:
    """The message's observations as rows of text under a row of column names, in the order in which they are first met.

    Raises:
        EstimateError: it is too large, no XML, no SDMX data message, or has something that such a message never has.
        OSError: it cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise EstimateError(say("{file} is larger than {most} MB: ask for fewer figures.", file=path, most=MOST_BYTES // 1_000_000))
    message, parser = Message(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = message.begin, message.end
    parser.StartDoctypeDeclHandler = message.refuse_type
    try:
        for chunk in _read_chunks(path):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except RefusedError as error:
        raise EstimateError(say("{file} is not read: {reason}.", file=path, reason=error)) from None
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise EstimateError(say("{file} cannot be read as XML ({reason}).", file=path, reason=error)) from error
    columns = list(dict.fromkeys(name for row in message.rows for name in row))
    return [columns, *([row.get(name, "").strip() for name in columns] for row in message.rows)]


def _read_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
