"""How much each piece of evidence on a pair weighs: `weights.toml`, with an office's learnt weights in its place."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.tables import load_table
from classify.models import CapabilityModel, Evidence
from classify.trained.applying import apply_weights
from classify.trained.files import digest_file, read_model

FILE = Path(__file__).parent / "weights.toml"
QUESTION = "website_link"
"""Under this name the weights stand in a trained model."""
SOURCE, TOGETHER = "source", "together"
FAMILY = "links-1"


@dataclass(frozen=True, slots=True)
class LinkModel:
    """The weights of links. `anchors`: evidence that ties one enterprise to a site, whatever others are called.

    `covers` {evidence: what is the same fact and does not count beside it}. `together` {name: lists of evidence, one of each of
    which must be seen}. `scores` {source: scores from which on its candidates are high, and middle}, `*` for all others.
    """

    weights: CapabilityModel
    anchors: frozenset[str]
    covers: Mapping[str, str]
    together: Mapping[str, tuple[frozenset[str], ...]]
    scores: Mapping[str, tuple[float, float]]
    version: str


@cache
def load_link_model() -> LinkModel:
    """The weights that experts set.

    Raises:
        ProfileError: the file does not hold what it must.
    """
    entries = load_table(FILE)
    try:
        return _build(entries)
    except (KeyError, TypeError, ValueError) as error:
        sentence = "The file of weights {file} cannot be used ({reason}): mend it or put the released one back."
        raise ProfileError(say(sentence, file=FILE.name, reason=error)) from error


def load_country_link_model(folder: Path, country: str) -> LinkModel:
    """The weights that decide links in a country: those that the office learnt, if it did.

    Raises:
        ProfileError: a file does not hold what it must.
    """
    model, own = load_link_model(), link_model_file(folder, country)
    if not own.exists():
        return model
    learned = read_model(own).capabilities[QUESTION]
    weights = apply_weights(learned, model.weights) if learned.adopted else model.weights
    return replace(model, weights=weights, version=f"{model.version}+{country}-{digest_file(own, 6)}")


def link_model_file(folder: Path, country: str) -> Path:
    """Where the office's own weights of links stand."""
    return folder / f"{country}-links.json"


def _build(entries: Mapping[str, Any]) -> LinkModel:
    kinds = {kind: entry for kind, entry in entries.items() if kind not in {"start", "scores", TOGETHER}}
    evidence, anchors, covers = list[Evidence](), set[str](), dict[str, str]()
    for kind, entry in kinds.items():
        for level, row in entry.items():
            if level != "group":
                evidence.append(Evidence(f"{kind}.{level}", entry.get("group", kind), kind, float(row["weight"]), row["why"]))
                anchors |= {f"{kind}.{level}"} if row.get("anchor") else set()
                covers |= {f"{kind}.{level}": row["covers"]} if "covers" in row else {}
    together = {f"{TOGETHER}.{name}": tuple(frozenset(part) for part in row["all"]) for name, row in entries[TOGETHER].items()}
    for name, row in entries[TOGETHER].items():
        full = f"{TOGETHER}.{name}"
        evidence.append(Evidence(full, full, TOGETHER, float(row["weight"]), row["why"]))
    digest = hashlib.sha256(FILE.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:6]
    weights = CapabilityModel(QUESTION, float(entries["start"]), tuple(evidence))
    scores = {source: (float(row["high"]), float(row["middle"])) for source, row in entries["scores"].items()}
    return LinkModel(weights, frozenset(anchors), covers, together, scores, f"{FAMILY}+{digest}")
