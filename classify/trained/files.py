"""Trained models as JSON files: no code in them, so that a file from elsewhere can do no harm."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from catalogue.errors import ProfileError
from catalogue.messages import say
from classify.trained.records import CountryShare, GroupScore, LearnedCapability, Performance, TrainedModel

FORMAT = 1
DECIMALS = 6


def write_model(model: TrainedModel, path: Path) -> None:
    """Writes the file whole or not at all; the same model gives the same bytes on every system."""
    text = json.dumps({"format": FORMAT, **_rounded(asdict(model))}, ensure_ascii=False, indent=1, sort_keys=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_text(text + "\n", encoding="utf-8", newline="\n")
    half.replace(path)


def read_model(path: Path) -> TrainedModel:
    """The model in a file.

    Raises:
        ProfileError: the file cannot be read, or does not hold a model of this format.
    """
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        if entry.pop("format") != FORMAT:
            raise ValueError(say("it was written by another version of ecomstat"))
        return _build_model(entry)
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        sentence = "The trained model {file} cannot be used ({reason}): train again, or remove the file."
        raise ProfileError(say(sentence, file=path, reason=error)) from error


def digest_file(path: Path, digits: int) -> str:
    """So many hexadecimal digits of the file's sha256, line ends apart."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:digits]


def _build_model(entry: Mapping[str, Any]) -> TrainedModel:
    built = {
        "sources": tuple(entry["sources"]),
        "rules": tuple(entry["rules"]),
        "capabilities": {name: _build_capability(row) for name, row in entry["capabilities"].items()},
        "shares": {name: CountryShare(**row) for name, row in entry["shares"].items()},
        "scores": tuple(GroupScore(**{**row, "performance": Performance(**row["performance"])}) for row in entry["scores"]),
    }
    return TrainedModel(**{**entry, **built})


def _build_capability(row: Mapping[str, Any]) -> LearnedCapability:
    figures = {name: Performance(**row[name]) if row[name] else None for name in ("before", "after")}
    weights = {name: {k: float(v) for k, v in row[name].items()} for name in ("weights", "began")}
    return LearnedCapability(**{**row, **figures, **weights})


def _rounded(value: Any) -> Any:
    """Floats of so many decimals: the last ones differ between computers."""
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, (list, tuple)) else value
