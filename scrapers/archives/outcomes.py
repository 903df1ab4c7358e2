"""What a visit found besides its pages: the metadata record that closes a site in our archives, so that `ingest` ends alike."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from catalogue.statuses import load_statuses
from store.records import Page
from store.times import is_time

FORMAT = "ecomstat-site/1"
"""The `format` of the metadata record; others are not ours."""


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """One visit of a site.

    `failure` is (status, reason) where no home page came; `read` lists the addresses that were read, in order, home page first;
    `responses` is the number of response records before this one that are the site's; the counts of requests
    and bytes include robots.txt; `left_out` are pages that were read and not archived. Times are ISO 8601 in UTC. `is_rendered`: a browser
    opened the pages, so that those it made are among the responses, each after the one that it was made from.
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
    left_out: tuple[Page, ...] = ()
    is_rendered: bool = False


def write_outcome(outcome: SiteOutcome) -> bytes:
    """The outcome as JSON."""
    values = {"format": FORMAT, **asdict(outcome)}
    if not outcome.left_out:
        del values["left_out"]
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()


def read_outcome(text: bytes) -> SiteOutcome | None:
    """The outcome in a metadata record; None where the record is not one of ours or is damaged."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or values.pop("format", None) != FORMAT:
        return None
    return _build_outcome(values)


def _build_outcome(values: dict[str, Any]) -> SiteOutcome | None:
    values.setdefault("left_out", [])
    values.setdefault("is_rendered", False)  # older archives know no browser
    if set(values) != {f.name for f in fields(SiteOutcome)} or not all(_fits(f.name, values[f.name]) for f in fields(SiteOutcome)):
        return None
    values["read"] = tuple(values["read"])
    values["failure"] = tuple(values["failure"]) if values["failure"] is not None else None
    values["left_out"] = tuple(Page(**page) for page in values["left_out"])
    return SiteOutcome(**values)


def _fits(name: str, value: object) -> bool:
    """Whether a value is what a field can hold; archives come from anywhere."""
    match name:
        case "read":
            return isinstance(value, list) and all(isinstance(url, str) for url in value)
        case "left_out":
            if not isinstance(value, list) or not all(_is_page(page) for page in value):
                return False
            return len({page["url"] for page in value}) == len(value)
        case "failure":
            is_pair = isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)
            return value is None or (is_pair and value[0] in load_statuses())  # type: ignore[index]
        case "is_final" | "is_rendered":
            return isinstance(value, bool)
        case "responses" | "requests" | "bytes" | "attempts":
            return isinstance(value, int) and not isinstance(value, bool) and (name == "attempts") <= value < 2**62
        case "first_attempt_at" | "last_attempt_at":
            return isinstance(value, str) and is_time(value)
    return isinstance(value, str)


def _is_page(page: object) -> bool:
    """Whether a value can be the row of a page that lies in no archive."""
    if not isinstance(page, dict) or set(page) != {f.name for f in fields(Page)}:
        return False
    numbers, texts = (page["http_status"], page["bytes"]), (page["fetched_at"], page["digest"], page["language"], page["title"])
    return (
        isinstance(page["url"], str)
        and page["url"].startswith(("http://", "https://"))
        and all(text is None or isinstance(text, str) for text in texts)
        and all(number is None or (type(number) is int and 0 <= number < 2**62) for number in numbers)
        and (page["http_status"] is None or page["http_status"] <= 999)
        and (page["fetched_at"] is None or is_time(page["fetched_at"]))
        and page["warc_file"] is None is page["warc_offset"]
        and isinstance(page["is_rendered"], bool)
    )
