"""A search service as the office describes it: an address with gaps, where the results stand, and a key from the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qsl, quote, urlsplit

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.crawling.addresses import refuse_url
from scrapers.finding.searching.result_paths import read_path

KEY_VARIABLE = "ECOMSTAT_SEARCH_KEY"
GAPS = frozenset(("query", "key", "country", "language"))
_GAP = re.compile(r"\{(\w*)\}")
_SECRETS = re.compile(r"(?:key|token|secret|password|authorization)$", re.IGNORECASE)
_HEADER = re.compile(r"([A-Za-z0-9-]+):\s*(\S[^\r\n]*)")


class SearchSource(Protocol):
    """Whatever can be asked for websites; `name` is what candidates keep as their origin."""

    name: str

    def ask(self, query: str) -> tuple[str, ...]:
        """Addresses, the best first. Raises SearchStopped where asking on is of no use."""


class SearchStopped(CrawlError):
    """Raised when a search service answers no more questions: quota used up, key refused, out of order."""


@dataclass(frozen=True, slots=True)
class SearchService:
    """A search API. `address` and `headers` have gaps {query}, {key}, {country}, {language}; `key` is never shown, stored or logged."""

    address: str
    results: tuple[str, ...]
    headers: tuple[tuple[str, str], ...] = ()
    country: str = ""
    language: str = ""
    allow_private: bool = False
    key: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The service's host."""
        return name_service(self.address)

    @property
    def sends(self) -> tuple[str, ...]:
        """What beside the query leaves with each question: the gaps that are filled, without the key."""
        return tuple(gap for gap in ("country", "language") if f"{{{gap}}}" in self.address)

    def fill_address(self, query: str) -> str:
        """The address of a question; it holds the key."""
        return self._fill(self.address, query, safe="")

    def fill_headers(self) -> dict[str, str]:
        """The headers of every question."""
        return {name: self._fill(value, "", safe=None) for name, value in self.headers}

    def _fill(self, text: str, query: str, *, safe: str | None) -> str:
        values = {"query": query, "key": self.key, "country": self.country, "language": self.language}
        return _GAP.sub(lambda gap: values[gap[1]] if safe is None else quote(values[gap[1]], safe=safe), text)


def name_service(address: str) -> str:
    """What a service is called: its host."""
    return urlsplit(address).hostname or ""


def read_service(
    address: str,
    results: str = "results[].url",
    *,
    headers: tuple[str, ...] = (),
    country: str = "",
    language: str = "",
    key_variable: str = KEY_VARIABLE,
    environment: Mapping[str, str] | None = None,
    allow_private: bool = False,
) -> SearchService:
    """The service that options describe; `headers` are of the form `Name: value`.

    Raises:
        CrawlError: the address cannot be asked, has no {query} or an unknown gap, holds a key in plain sight, or the key is not in the
            environment.
    """
    _check_address(address, allow_private=allow_private)
    pairs = tuple(_read_header(header) for header in headers)
    key = (os.environ if environment is None else environment).get(key_variable, "").strip()
    if not key and "{key}" in "".join((address, *headers)):
        raise CrawlError(
            say(
                "The search service needs its key: put it into the environment variable {variable}. It is read from nowhere else.",
                variable=key_variable,
            )
        )
    if not key.isprintable() or not key.isascii():
        raise CrawlError(say("The key in {variable} holds signs that no key has: copy it again.", variable=key_variable))
    return SearchService(address, read_path(results), pairs, country.lower(), language, allow_private, key)


def _check_address(address: str, *, allow_private: bool) -> None:
    plain = _GAP.sub("x", address)
    if "{query}" not in address:
        raise CrawlError(say("The address of the search service has no {gap}: write it where the question goes.", gap="{query}"))
    if unknown := sorted(set(_GAP.findall(address)) - GAPS):
        raise CrawlError(
            say(
                "{gap} is not known in the address of a search service. Known are {known}.",
                gap=_in_braces(unknown[0]),
                known=", ".join(map(_in_braces, sorted(GAPS))),
            )
        )
    if reason := refuse_url(plain, allow_private=allow_private):
        raise CrawlError(say("The address of the search service cannot be asked. {reason}", reason=reason))
    if urlsplit(plain).scheme != "https" and not allow_private:
        raise CrawlError(say("The address of the search service must begin with https, so that nobody on the way reads names and key."))
    if "{" in (urlsplit(address).netloc) or not plain.isascii() or " " in plain or not _is_host(urlsplit(plain).hostname or ""):
        raise CrawlError(say("The address of the search service is malformed: gaps may stand behind the host only, and blanks nowhere."))
    if any(_SECRETS.search(name) and value and "{key}" not in value for name, value in parse_qsl(urlsplit(address).query)):
        raise CrawlError(_in_plain_sight())


def _is_host(text: str) -> bool:
    """Whether labels are neither empty nor too long to be looked up."""
    return all(0 < len(label) < 64 for label in text.rstrip(".").split("."))


def _read_header(header: str) -> tuple[str, str]:
    found = _HEADER.fullmatch(header.strip())
    if found is None or not set(_GAP.findall(found[2])) <= GAPS - {"query"} or not header.isascii():
        raise CrawlError(
            say(
                "{header} is no header of a question: write it as Name: value, such as {example}.",
                header=header.partition(":")[0],
                example="X-Token: {key}",
            )
        )
    if _SECRETS.search(found[1]) and "{key}" not in found[2]:
        raise CrawlError(_in_plain_sight())
    return found[1], found[2]


def _in_plain_sight() -> str:
    return say(
        "A key may not stand in a command, which is kept: write {gap} in its place, and put the key into the environment.", gap="{key}"
    )


def _in_braces(gap: str) -> str:
    return f"{{{gap}}}"
