"""Invented sites and enterprises."""

from catalogue.profiles import CountryProfile, load_profile
from scrapers.archives.responses import SentResponse
from scrapers.comparing.archived_pages import read_text_of
from scrapers.comparing.comparing import compare
from scrapers.comparing.gathering import gather_site
from scrapers.comparing.register_words import RegisterWords
from scrapers.comparing.site_texts import SiteText
from store.records import Comparison, Enterprise, Website


def build_site(host: str, pages: dict[str, str], country: str = "KE", **website: object) -> SiteText:
    """A site with these pages: {path: HTML}, the first its home page."""
    profile = load_profile(country)
    sent = [
        SentResponse(f"http://{host}{path}", 200, (("content-type", "text/html; charset=utf-8"),), html.encode(), "2026-01-01T00:00:00Z")
        for path, html in pages.items()
    ]
    texts = [text for number, response in enumerate(sent) if (text := read_text_of(response, profile, is_home=number == 0)) is not None]
    return gather_site(Website(country, "2026", host, host, **{"status": "ok", **website}), texts)  # type: ignore[arg-type]


def build_enterprise(country: str = "KE", **fields: str) -> Enterprise:
    return Enterprise(country, "2026", "E1", **fields)  # type: ignore[arg-type]


def compare_pair(enterprise: Enterprise, site: SiteText, register: RegisterWords | None = None) -> dict[str, Comparison]:
    """{kind: row}."""
    rows = compare(enterprise, site, profile_of(enterprise), register or RegisterWords())
    return {row.kind: row for row in rows}


def profile_of(enterprise: Enterprise) -> CountryProfile:
    return load_profile(enterprise.country)


def levels_of(enterprise: Enterprise, site: SiteText, register: RegisterWords | None = None) -> dict[str, str]:
    """{kind: level}."""
    return {kind: row.level for kind, row in compare_pair(enterprise, site, register).items()}
