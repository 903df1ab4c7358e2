"""An invented country for the browser to work on: enterprises, their sites, and the archive of their pages."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.responses import SentResponse
from scrapers.archives.writing import ArchiveFile, build_outcome_record, build_response_record

COUNTRY, WAVE = "XD", "2026"
SITES = Path(__file__).parent / "sites"
WHEN = "2026-11-02T10:{minute:02}:00Z"
KINDS = ("shop", "brochure", "hotel", "brochure", "french", "arabic", "shop", "brochure", "none", "dead")
ENTERPRISES = 60
HOSTILE = 'Vineyard & <b>Sons</b> "Hostile"'
"""The name of the enterprise whose site attacks whoever looks at it, on an odd name."""


@dataclass(frozen=True, slots=True)
class Firm:
    """An enterprise; `kind` is the template of its site, `none` where it has no site, `dead` where the site cannot be reached."""

    number: int
    name: str
    kind: str

    @property
    def stem(self) -> str:
        return f"firm{self.number:02}"

    @property
    def site(self) -> str:
        return f"{self.stem}.co.xd"


def invent_firms() -> list[Firm]:
    """Sixty enterprises, all kinds of site among them; the last one is hostile."""
    trades = {"shop": "Pottery", "brochure": "Roofers", "hotel": "Lake Inn", "french": "Menuiserie", "arabic": "Textile House"}
    kinds = [KINDS[n % len(KINDS)] for n in range(ENTERPRISES)]
    firms = [Firm(n + 1, f"{trades.get(kind, 'Traders')} {n + 1}", kind) for n, kind in enumerate(kinds)]
    return [*firms[:-1], Firm(ENTERPRISES, HOSTILE, "hostile")]


def write_register(path: Path) -> None:
    """The register as an office would give it."""
    names = ("id", "name", "url", "activity", "persons_employed", "region", "town", "street", "phone")
    activities = {"shop": "4771", "hotel": "5510", "arabic": "4751", "french": "3100", "brochure": "4390"}
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        for firm in invent_firms():
            url = "" if firm.kind == "none" else f"http://{firm.site}/"
            size = (4, 25, 90, 400)[firm.number % 4]
            row = (f"E{firm.number:02}", firm.name, url, activities.get(firm.kind, "4719"), size, "West", "Westport", "4 Quarry Road")
            writer.writerow([*row, f"+888 21 555 01{firm.number:02}"])


def write_archive(path: Path, listener: str) -> None:
    """The archive of a crawl; whatever the hostile page asks for is at `listener`."""
    archive = ArchiveFile(path, {"software": "ecomstat/tests"})
    for firm in invent_firms():
        if firm.kind != "none":
            archive.append(list(_records(firm, listener)))


def _records(firm: Firm, listener: str) -> Iterator[bytes]:
    pages = [] if firm.kind == "dead" else [(f"http://{firm.site}/", firm.kind), (f"http://{firm.site}/contact", "contact")]
    at, size = WHEN.format(minute=firm.number % 60), 0
    for url, template in pages:
        text = Template((SITES / f"{template}.html").read_text(encoding="utf-8"))
        body = text.substitute(name=firm.name, stem=firm.stem, listener=listener).encode()
        size += len(body)
        yield build_response_record(SentResponse(url, 200, (("content-type", "text/html; charset=utf-8"),), body, at))
    failure = None if pages else ("dns", "no such host")
    status = "ok" if pages else "dns"
    fetched = {"read": tuple(url for url, _ in pages), "responses": len(pages), "requests": len(pages) + 1, "bytes": size}
    visited = {"attempts": 1, "is_final": True, "first_attempt_at": at, "last_attempt_at": at}
    where = {"country": COUNTRY, "wave": WAVE, "site": firm.site, "host": firm.site, "kind": "own", "start_url": f"http://{firm.site}/"}
    yield build_outcome_record(SiteOutcome(**where, **fetched, **visited, status=status, failure=failure))
