"""Reads SDMX files with one of two libraries and prints what it found as JSON: run by tests, each time in a process of its own.

`python read_by_library.py pysdmx|sdmx1 data|structure FILE [STRUCTURE]`
"""

import json
import sys
from pathlib import Path


def read_with_pysdmx(kind: str, path: str) -> object:
    from pysdmx.io import read_sdmx

    message = read_sdmx(Path(path), validate=path.endswith(".xml"))
    if kind == "data":
        dataset = message.data[0]
        return {"observations": dataset.data.fillna("").astype(str).to_dict("records"), "attributes": dataset.attributes}
    found = {type(part).__name__: {} for part in message.structures}
    for part in message.structures:
        inside = getattr(part, "components", None) or getattr(part, "items", ()) or ()
        found[type(part).__name__][part.id] = [item.id for item in inside]
    return found


def read_with_sdmx1(kind: str, path: str, structure: str | None) -> object:
    import sdmx

    if kind == "structure":
        return list_parts(sdmx.read_sdmx(path))
    definition = None
    if structure:
        wanted = "DSD_ECAP_METHODS" if "methods" in path else "DSD_ECAP"
        definition = next(part for part in sdmx.read_sdmx(structure).structure.values() if part.id == wanted)
    dataset = sdmx.read_sdmx(path, structure=definition).data[0]
    return {"observations": [write_row(observation) for observation in dataset.obs]}


def list_parts(message: object) -> object:
    lists = {part.id: list(part.items) for part in message.codelist.values()}
    names = {part.id: [str(code.name.localizations.get("fr", "")) for code in part.items.values()] for part in message.codelist.values()}
    parts = {p.id: [c.id for c in (*p.dimensions, *p.measures, *p.attributes)] for p in message.structure.values()}
    return {"Codelist": lists, "french": names, "DataStructureDefinition": parts, "Dataflow": {p.id: [] for p in message.dataflow.values()}}


def write_row(observation: object) -> dict[str, str]:
    row = {key: str(value.value) for key, value in observation.key.values.items()}
    row |= {name: str(getattr(value.value, "id", value.value)) for name, value in observation.attached_attribute.items()}
    value = observation.value
    return row | ({} if value in (None, "") else {"OBS_VALUE": str(value)})


if __name__ == "__main__":
    library, kind, *paths = sys.argv[1:]
    answer = read_with_pysdmx(kind, paths[0]) if library == "pysdmx" else read_with_sdmx1(kind, paths[0], (paths[1:] or [None])[0])
    sys.stdout.write(json.dumps(answer))
