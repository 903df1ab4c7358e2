"""What one visit of a site cost and received; the middlewares write it, the archive keeps it."""

from dataclasses import dataclass, field

from scrapy import Request
from scrapy.http import Response

from scrapers.archives.responses import SentResponse, normalise_headers
from store.rows import current_time

KEY = "ecomstat_site_log"
"""Where a request's `meta` carries the log of its site."""

ROBOTS = "ecomstat_robots"
"""Marks requests for robots.txt, which no robots.txt rules."""

PART = "ecomstat_part"
"""Marks requests for what a page in a browser is made of: they count, and are no pages of the site."""

PAUSE = "ecomstat_pause"
"""Where a request carries the least seconds between it and the next one to its slot, in place of the set delay."""


@dataclass(slots=True)
class SiteLog:
    """Requests made, bytes received, and the responses in the order in which they came.

    In seconds: `crawl_delay` that robots.txt asks for, `pace` that requests to the host keep now, `waited` for other hosts on its address.
    """

    requests: int = 0
    bytes: int = 0
    crawl_delay: float = 0.0
    pace: float = 0.0
    waited: float = 0.0
    responses: list[SentResponse] = field(default_factory=list)
    robots: list[SentResponse] = field(default_factory=list)


class CaptureMiddleware:
    """Stands next to the network: counts what goes out, keeps what comes in as it was sent."""

    def process_request(self, request: Request) -> None:
        """Counts a request that goes out."""
        if (log := request.meta.get(KEY)) is not None:
            log.requests += 1

    def process_response(self, request: Request, response: Response) -> Response:
        """Keeps a response."""
        if (log := request.meta.get(KEY)) is not None:
            log.bytes += len(response.body)
            if not request.meta.get(PART):
                (log.robots if request.meta.get(ROBOTS) else log.responses).append(keep_response(response))
        return response


def keep_response(response: Response) -> SentResponse:
    """A response of the engine as it is archived."""
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, values in response.headers.items() for value in values]
    return SentResponse(response.url, response.status, normalise_headers(pairs), bytes(response.body), current_time())
