"""How the figures came about, in a form that another office's programs can compare with their own: definitions, methods, versions."""

from pathlib import Path
from typing import Any

import catalogue
from aggregate.export.package.zips import digest
from aggregate.publication.naming import describe_indicator, load_methods
from aggregate.publication.records import Publication
from catalogue.label_guide import FILE as LABEL_GUIDE
from catalogue.messages import say_text

CAPABILITIES = Path(catalogue.__file__).parent / "data" / "capabilities.toml"


def describe_methods(publication: Publication) -> dict[str, Any]:
    """Indicators with the words and versions of their definitions, methods, what decided, what reviewers were told, and the samples.

    Of samples their design is told, never a unit, nor the seed that would draw it again from the register.
    """
    table, facts = publication.table, publication.facts
    versions = table.dropna(subset=["definition_version"]).groupby("indicator")["definition_version"].agg(lambda v: sorted(set(v)))
    return {
        "indicators": {code: _describe_indicator(code, versions.get(code, [])) for code in dict.fromkeys(table["indicator"])},
        "methods": {
            code: {
                "name": say_text(entry["name"]),
                "meaning": say_text(entry["meaning"]),
                "margin": entry["margin"],
                "experimental": entry["experimental"],
            }
            for code, entry in load_methods().items()
            if code in {*table["method"], *publication.changes["method"]}
        },
        "classification": sorted(set(table["model"].dropna())),
        "label_guide": f"sha256:{_digest_text(LABEL_GUIDE)}",
        "capabilities": f"sha256:{_digest_text(CAPABILITIES)}",
        "samples": [
            {"capability": design.capability, "size": design.size, "allocation": design.allocation, "strata": len(design.strata)}
            for design in publication.designs
        ],
        "judged": [
            {"capability": found.capability, "labels": found.labels, "f1": found.f1.value, "low": found.f1.low, "high": found.f1.high}
            for found in facts.judged
        ],
    }


def _describe_indicator(code: str, versions: list[str]) -> dict[str, Any]:
    name, definition, official = describe_indicator(code)
    return {"name": name, "definition": definition, "definition_versions": versions, "official_item": official}


def _digest_text(path: Path) -> str:
    """The digest of a text whatever its line ends are, which differ between systems."""
    return digest(path.read_text(encoding="utf-8").encode("utf-8"))
