"""Common Crawl's CDX API: asked for one site after the other, which tells it whom the register names."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.common_crawl.asking import PoliteClient
from scrapers.common_crawl.captures import Capture, build_capture, group_by_site
from scrapers.common_crawl.columnar import MOST_LISTED


def ask_captures(client: PoliteClient, address: str, crawl: str, site: str) -> list[Capture]:
    """The captures of a site, in the index's order; none where the crawl does not have it.

    Raises:
        CrawlError: the server does not answer, or not as a CDX server.
    """
    match = "prefix" if "/" in site else "host"
    question = urlencode({"url": site, "matchType": match, "output": "json", "limit": MOST_LISTED})
    answer = client.ask(f"{address.rstrip('/')}/{crawl}-index?{question}")
    if answer.status == 404:
        _check_missing(answer.body, address, crawl)
        return []
    if answer.status != 200:
        raise CrawlError(
            say("The index {address} answers with status {status}: check its address and the crawl's name.", address=address,
                status=answer.status)
        )  # fmt: skip
    entries = list(read_entries(answer.body))
    if answer.body.strip() and not entries:
        raise CrawlError(say("{address} does not answer as an index of Common Crawl does: check its address.", address=address))
    return group_by_site(filter(None, map(build_capture, entries)), MOST_LISTED).get(site, [])


def read_entries(body: bytes) -> Iterator[dict[str, Any]]:
    """The entries in lines of JSON, or of cdxj (key, time and JSON); lines that make no sense are passed over."""
    for line in body.decode("utf-8", "replace").splitlines():
        key, found, rest = line.partition("{")
        try:
            values = json.loads(found + rest) if found else None
        except (ValueError, RecursionError):
            continue
        if isinstance(values, dict):
            words = key.split()
            yield {"timestamp": words[1], **values} if len(words) == 2 else values


def _check_missing(body: bytes, address: str, crawl: str) -> None:
    """A CDX server says 404 in JSON for a site that it does not have; any other 404 means that there is no such index."""
    try:
        is_told = "message" in json.loads(body)
    except (ValueError, TypeError, RecursionError):
        is_told = False
    if not is_told:
        raise CrawlError(say("There is no index of {crawl} at {address}: check both.", crawl=crawl, address=address))
