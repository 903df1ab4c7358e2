"""Whether a redirect stays with the business or leads to somebody else."""

from urllib.parse import urldefrag, urljoin, urlsplit

from catalogue.messages import say
from catalogue.sites import find_site, registered_domain
from scrapers.signals.records import PageReading
from scrapers.signals.safety import is_safe

REDIRECTS = frozenset({301, 302, 303, 307, 308})

CONTENT = 600
"""Characters of text from which on a page is content, whatever its scripts say about moving on."""


def find_target(url: str, http_status: int, headers: dict[str, str]) -> str | None:
    """Where a response sends its visitor; None where it does not."""
    location = headers.get("location", "").strip()
    if http_status not in REDIRECTS or not location:
        return None
    try:
        return urldefrag(urljoin(url, location)).url
    except ValueError:
        return None


def judge_target(host: str, kind: str, site: str, target: str) -> str | None:
    """Why a redirect's target is another organisation's, in words; None where it is evidently the same business's."""
    found = find_site(target)
    if found is None:
        return say("The address leads to {target}, which is no public website.", target=_shorten(target))
    if found.site == site:
        return None
    if found.kind != "own":
        return say("The address leads to a page on {host}.", host=found.host)
    if kind == "own" and _name(found.host) == _name(host):
        return None
    return say("The address leads to another website, {host}.", host=found.host)


def sends_on(reading: PageReading) -> bool:
    """Whether a page is only there to send its visitors on, by its markup or scripts; a page full of text is not."""
    return reading.redirect is not None and reading.text_length < CONTENT and is_safe(reading.redirect)


def _name(host: str) -> str:
    """The part of a domain that somebody chose, without its suffix: `acme` of `shop.acme.co.ke`."""
    return registered_domain(host).partition(".")[0].replace("-", "")


def _shorten(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2][:100] or url[:100]
    except ValueError:
        return url[:100]
