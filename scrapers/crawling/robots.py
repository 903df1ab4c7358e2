"""What robots.txt allows, as RFC 9309 reads it: missing means allowed, a failing server means not now."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from catalogue.messages import say
from scrapers.archives.decoding import decode_body

AGENT = "ecomstat"
"""The name that robots.txt rules may address us by."""

MAX_ROBOTS = 500 * 1024
"""Bytes of a robots.txt that are read."""

_AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*:?\s*([^\s#/]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """One host's rules; `failure` (status, reason) where they could not be had, so that nothing may be asked for now."""

    parser: Protego | None = None
    failure: tuple[str, str] | None = None

    def allows(self, url: str) -> bool:
        """Whether this page may be asked for."""
        return self.failure is None and (self.parser is None or bool(self.parser.can_fetch(url, AGENT)))

    @property
    def delay(self) -> float:
        """Seconds between requests that the host asks for; 0 where it does not say."""
        if self.parser is None:
            return 0.0
        asked = self.parser.crawl_delay(AGENT) or 0
        rate = self.parser.request_rate(AGENT)
        return max(0.0, float(asked), rate.seconds / rate.requests if rate and rate.requests else 0.0)


def robots_url(url: str) -> str:
    """Where the rules for this page stand."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def read_robots(http_status: int, body: bytes, encodings: str = "") -> RobotsRules:
    """The rules in an answer to a request for robots.txt; `encodings` is its Content-Encoding."""
    if http_status == 429 or http_status >= 500:
        return RobotsRules(failure=("http_error", say("robots.txt answered {status}.", status=http_status)))
    if http_status >= 300:
        return RobotsRules()
    text = decode_body(body, encodings, MAX_ROBOTS).decode("utf-8-sig", "replace")
    return RobotsRules(Protego.parse(name_groups(text)))


def name_groups(text: str) -> str:
    """The rules with every group named by `ecomstat`, `*` or one name for all others.

    Only the product's name counts, so that `EcomStat/2.0` means us (RFC 9309, 2.2.1); and a parser that compares every name with every
    other is not kept busy by a file of thousands.
    """
    lines: list[str] = []
    for line in text.splitlines():
        found = _AGENT_LINE.match(line)
        named = f"User-agent: {_name_agent(found[1])}" if found else line
        if not (found and lines and lines[-1] == named):
            lines.append(named)
    return "\n".join(lines)


def _name_agent(name: str) -> str:
    plain = name.lower().strip("*") or name[:1]
    return AGENT if plain == AGENT else "*" if plain == "*" else "another"
