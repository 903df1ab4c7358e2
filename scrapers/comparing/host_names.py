"""How far a site's host is called like an enterprise."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from catalogue.profiles import CountryProfile
from catalogue.sites import find_known_host, registered_domain
from catalogue.suffixes import find_own_label
from scrapers.comparing.findings import Finding
from scrapers.comparing.marks import load_claims
from scrapers.comparing.register_words import RegisterWords
from scrapers.comparing.site_texts import Passage
from scrapers.finding.handles import find_handle
from scrapers.finding.names import NameReading, fold_words

LEVELS = ("exact", "starts", "initials", "part", "none")
SHORT = 4
"""Names and words with fewer letters say nothing at the beginning or inside of a host's name."""

FEW_INITIALS = 3
ALIKE = 88


def compare_host(
    names: Sequence[NameReading], site: str, host: str, place: str | None, profile: CountryProfile, register: RegisterWords
) -> Finding | None:
    """Level exact, starts (one begins with the other), initials, part (a rare word of the name) or none; no finding for nameless pages.

    On shared hosts the page's own name counts.
    """
    cores = [core for core in dict.fromkeys(read_cores(site, host)) if core]
    if not cores:
        return None
    tails = [*fold_words(place or ""), *profile.alpha3.lower().split(), profile.code.lower(), *fold_words(profile.name)]
    graded = [(LEVELS.index(_grade(name, key, core, tails, register)), core) for name in names for key in _spell(name) for core in cores]
    level, core = min(graded, default=(len(LEVELS) - 1, ""))
    return Finding("host_name", LEVELS[level], core or None, Passage("", "url", site) if core and level < len(LEVELS) - 1 else None)


def read_cores(site: str, host: str) -> Iterable[str]:
    """What stands for a name in a site's host, without public suffix and hyphens: the registered label, or what names the page.

    On hosts where many businesses have a page it is what that page is called (nothing for numbers), and the business's subdomain.
    """
    if find_known_host(host) is not None:
        yield "".join((find_handle(site) or "").split())
        yield "".join(fold_words(host.removesuffix(registered_domain(host)).removesuffix(".").replace("-", " "))) if "/" in site else ""
        return
    if path := site.removeprefix(host).strip("/"):
        yield "".join(fold_words(path.rpartition("/")[2].partition("?")[0].replace("-", " ").replace("_", " ")))
        return
    yield "".join(fold_words(_decode(_find_label(host)).replace("-", " ")))


def _find_label(host: str) -> str:
    """The label of a host that its holder chose, also where a maker of sites gives it away."""
    domain = registered_domain(host)
    below = host.removesuffix(domain).rstrip(".")
    return below.rpartition(".")[2] if below and domain in load_claims().site_makers else find_own_label(host)


def _decode(label: str) -> str:
    """A label of an international name as its letters."""
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _spell(name: NameReading) -> Iterable[str]:
    """The name's letters, with `and` or without."""
    return dict.fromkeys((name.key, "".join(word for word in name.words if word != "and") or name.key))


def _grade(name: NameReading, key: str, core: str, tails: Sequence[str], register: RegisterWords) -> str:
    forms = ["".join(form.split()) for form in name.legal_forms]
    if core in {
        key,
        *(key + form for form in forms),
        *(key + tail for tail in tails if len(key) >= SHORT),
        *(tail + key for tail in tails[:1]),
    }:
        return "exact"
    if min(len(key), len(core)) >= SHORT and (core.startswith(key) or (key.startswith(core) and _ends_with_word(name, core))):
        return "starts"
    if len(key) > 6 and fuzz.ratio(key, core) >= ALIKE:
        return "starts"
    if len(name.initials) >= FEW_INITIALS and core in {
        name.initials,
        *(name.initials + form[:1] for form in forms),
        *(name.initials + t for t in tails),
    }:
        return "initials"
    words = sorted((word for word in name.words if len(word) >= SHORT), key=register.weigh, reverse=True)
    return "part" if any(word in core and register.weigh(word) >= 0.5 for word in words[:2]) else "none"


def _ends_with_word(name: NameReading, core: str) -> bool:
    """Whether a host's name stops where a word of the name stops."""
    length = 0
    for word in name.words:
        length += len(word)
        if length >= len(core):
            return length == len(core)
    return False
