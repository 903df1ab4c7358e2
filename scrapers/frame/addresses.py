"""Web addresses as registers write them, repaired where the meaning is plain, refused where it is not."""

import re
from dataclasses import dataclass

from catalogue.messages import say
from catalogue.sites import Site, find_site
from catalogue.suffixes import find_registered_domain
from scrapers.frame.address_typos import mend_address, mend_email, mend_text
from scrapers.frame.vocabulary import INVISIBLE, fold_word, no_website_words

SCHEME = re.compile(
    r"(?:(?:h{1,2}t{1,3}p{0,2}|hp{1,2}|t{1,2}p)(?P<secure>s?)[\s:;.,]*[/\\]{1,4}|https?(?P<bare>s?)\s*[:;]\s*(?=[a-z]))\s*", re.I
)
OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d{1,5}(?:/|$))", re.I)
WWW = re.compile(r"w{2,4}\s*[.,;:\s]+\s*", re.I)
EMAIL = re.compile(r"(?:mailto:\s*)?([^\s@<>,;:/\\]+@[^\s@<>,;:/\\]+\.[^\s@<>,;:/\\.]{2,})", re.I)
BETWEEN = re.compile(r"\s*[,;|]\s*|\s+(?:/|&|and|et|y|e|und|or|ou|o)\s+|\s+", re.I)
HOST = re.compile(r"[\w\-]+(?:\.[\w\-]+)+(?::\d{1,5})?")
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class AddressReading:
    """What a register's address says: a `url` with its `site`, or an `email` in its place, or a `problem` in words, or nothing."""

    url: str | None = None
    site: Site | None = None
    email: str | None = None
    problem: str | None = None


def read_address(text: str) -> AddressReading:
    """The website that the text names.

    Repairs a missing or mistyped scheme, commas and blanks for dots, backslashes and doubled dots; of several addresses the first counts.
    Only http and https are taken; `javascript:`, `file:` and the like are a problem, and so is a host without a public name.
    """
    plain = mend_text(text.translate(INVISIBLE).strip()).strip("<>\"'`()[]{} \t").rstrip(".,;:")
    if {fold_word(text), fold_word(plain)} & no_website_words():
        return AddressReading()
    if mail := EMAIL.fullmatch(mend_email(plain)):
        return AddressReading(email=mail[1])
    scheme, rest = _split_scheme(mend_address(plain))
    if not scheme or len(plain) > LONGEST:
        return AddressReading(problem=say("only addresses that begin with http or https are websites"))
    for candidate in _candidates(rest):
        site = find_site(f"{scheme}://{candidate}")
        if site is not None and find_registered_domain(site.host):
            return AddressReading(url=site.url, site=site)
    return AddressReading(problem=say("the address names no public website of a business"))


def _split_scheme(text: str) -> tuple[str, str]:
    """The scheme http or https, and the rest; '' for the scheme of something else."""
    scheme = "http"
    while found := SCHEME.match(text):
        scheme = "https" if found["secure"] or found[0].lower().startswith("https") else scheme
        text = text[found.end() :]
    return ("", text) if OTHER_SCHEME.match(text) else (scheme, text)


def _candidates(rest: str) -> list[str]:
    """What the rest of an address may have meant, the likeliest first; nothing that carries a user name."""
    rest = rest.replace("\\", "/").lstrip("/")
    pieces = [p for p in BETWEEN.split(rest) if p]
    if len(pieces) > 1 and all("." in WWW.sub("", p.strip("."), count=1) for p in pieces if not WWW.fullmatch(p + ".")):
        written = [_split_scheme(piece)[1] for piece in pieces]
    else:
        host, slash, path = rest.partition("/")
        mended = WWW.sub("www.", host, count=1) if WWW.match(host) else host
        tail = slash + "%20".join(path.split())
        written = [re.sub(r"\s+", "", mended).replace(",", ".").replace(";", ".") + tail, re.sub(r"[\s,;]+", ".", mended.strip()) + tail]
        written += pieces[:1]
    return [tidy for tidy in map(_tidy_host, written) if tidy]


def _tidy_host(address: str) -> str | None:
    """The address with its host's dots in order; None where what stands there is no host (a user name, brackets)."""
    cut = re.search(r"[/?#]", address)
    host, tail = (address[: cut.start()], address[cut.start() :]) if cut else (address, "")
    host = re.sub(r"\.{2,}", ".", WWW.sub("www.", host, count=1) if WWW.match(host) else host).strip(".,;: ")
    return host + tail if HOST.fullmatch(host) else None
