"""What a package holds and says of itself: which figures, of which register, by which program; `ecomstat import` goes by it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from msgspec import Meta

FIGURES, METHODS, README, DESCRIPTOR, CRATE = "figures.csv", "methods.json", "README.md", "datapackage.json", "ro-crate-metadata.json"
MANIFEST = "MANIFEST"
FORMAT = 1
"""Of packages that `ecomstat import` reads: raised where an older ecomstat would misread them."""
Text = Annotated[str, Meta(max_length=2000)]
Digest = Annotated[str, Meta(pattern=r"^sha256:[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class Described:
    """The part `ecomstat` of a package's descriptor. `release` is 0 for a draft, `embargo_until` empty where there is none (any more).

    Of the register only its day, scope and digest are told, the digest empty where nobody loaded one.
    """

    format: int
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    wave: Annotated[str, Meta(pattern=r"^[\w-][\w.-]{0,19}$")]
    vintage: Annotated[str, Meta(pattern="^(DRAFT|provisional|final|revised)$")]
    release: Annotated[int, Meta(ge=0)]
    made_at: Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$")]
    embargo_until: Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$")]
    reason: Text
    office: Text
    licence: Text
    scope: Text
    register_date: Text
    register_digest: Text
    unit_type: Text
    activity_classification: Text
    employment_outside: Annotated[float, Meta(ge=0, le=1)] | None
    program: Text
    figures_digest: Digest


def digest_file(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
