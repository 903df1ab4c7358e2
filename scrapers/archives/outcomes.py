"""What a visit found besides its pages: the metadata record that closes a site in our archives, so that `ingest` ends alike."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

FORMAT = "ecomstat-site/1"
"""The `format` of the metadata record; others are not ours."""


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """One visit of a site.

    `failure` is (status, reason) where no home page came; `read` lists the addresses that were read, in order, home page first;
    `responses` is the number of response records before this one that are the site's; the counts of requests
    and bytes include robots.txt. Times are ISO 8601 in UTC.
    """

    country: str
    wave: str
    site: str
    host: str
    kind: str
    start_url: str
    failure: tuple[str, str] | None
    read: tuple[str, ...]
    responses: int
    status: str
    is_final: bool
    attempts: int
    first_attempt_at: str
    last_attempt_at: str
    requests: int
    bytes: int


def write_outcome(outcome: SiteOutcome) -> bytes:
    """The outcome as JSON."""
    return json.dumps({"format": FORMAT, **asdict(outcome)}, ensure_ascii=False, sort_keys=True).encode()


def read_outcome(text: bytes) -> SiteOutcome | None:
    """The outcome in a metadata record; None where the record is not one of ours or is damaged."""
    try:
        values = json.loads(text)
    except ValueError:
        return None
    if not isinstance(values, dict) or values.pop("format", None) != FORMAT:
        return None
    return _build_outcome(values)


def _build_outcome(values: dict[str, Any]) -> SiteOutcome | None:
    names = {f.name for f in fields(SiteOutcome)}
    if set(values) != names or not isinstance(values["read"], list):
        return None
    values["read"] = tuple(str(url) for url in values["read"])
    failure = values["failure"]
    values["failure"] = (str(failure[0]), str(failure[1])) if isinstance(failure, list) and len(failure) == 2 else None
    return SiteOutcome(**values)
