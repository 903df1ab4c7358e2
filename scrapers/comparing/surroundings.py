"""Whether language, domain, telephones, addresses and money of a site are those of the enterprise's country."""

from collections.abc import Iterator
from functools import cache

import phonenumbers

from catalogue.profiles import CountryProfile, list_countries, load_profile
from scrapers.comparing.findings import Finding
from scrapers.comparing.marks import load_claims
from scrapers.comparing.site_texts import Mention, Passage, SiteText
from scrapers.finding.names import fold_words


def compare_language(site: SiteText, profile: CountryProfile) -> Finding | None:
    """Level yes where one of the site's languages is the country's, else other."""
    if not profile.languages or not site.languages:
        return None
    own = next((language for language in site.languages if language in profile.languages), None)
    return Finding("language", "yes", own) if own else Finding("language", "other", site.languages[0])


def compare_country(site: SiteText, profile: CountryProfile) -> Finding | None:
    """Level own, none, or other where what the site says of countries speaks of others only; None for a register of no certain country."""
    if not profile.domains and not profile.phone_region:
        return None
    found = list(_list_countries(site, profile))
    own = next((mention for code, mention in found if code == profile.code), None)
    if own is not None:
        return Finding("country", "own", own.value, own.passage)
    other = next((mention for _, mention in found), None)
    return Finding("country", "other", other.value, other.passage) if other is not None else Finding("country", "none")


def _list_countries(site: SiteText, profile: CountryProfile) -> Iterator[tuple[str, Mention]]:
    """(alpha-2 code, where it is said) of every country that the site speaks of."""
    code = find_country_of(site.host)
    ending = site.host.rpartition(".")[2]
    if any(site.host.endswith(f".{domain}") for domain in profile.domains):
        yield profile.code, Mention(f".{ending}", Passage("", "url", site.host))
    elif code is not None:
        yield code, Mention(f".{ending}", Passage("", "url", site.host))
    for mention in site.countries:
        if code := _find_country(mention.value):
            yield code, mention
    for mention in site.phones:
        code = _find_region(mention.value)
        if code == profile.phone_region:
            yield profile.code, mention
        elif code and is_international(mention):
            yield code, mention
    for currency in site.currencies:
        if currency in profile.currencies and currency not in {"USD", "EUR"}:
            yield profile.code, Mention(currency, Passage("", "text", currency))


def find_country_of(host: str) -> str | None:
    """The alpha-2 code of the country whose top-level domain a host is under; None for domains that people everywhere use."""
    ending = host.rpartition(".")[2]
    return None if ending in load_claims().domains_of_all else _countries_by_domain().get(ending)


def is_international(mention: Mention) -> bool:
    """Whether a telephone number was written with its country's code."""
    return f"+{mention.value[1:2]}" in mention.passage.text or f"00{mention.value[1:3]}" in mention.passage.text


@cache
def _countries_by_domain() -> dict[str, str]:
    return {domain: code for code in reversed(list_countries()) for domain in load_profile(code).domains if "." not in domain}


@cache
def _countries_by_name() -> dict[tuple[str, ...], str]:
    names = [(name, code) for code in list_countries() for name in (code, load_profile(code).alpha3, load_profile(code).name)]
    return {fold_words(name): code for name, code in reversed(names)}


def _find_country(text: str) -> str | None:
    return _countries_by_name().get(fold_words(text))


def _find_region(number: str) -> str | None:
    try:
        region: str | None = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return None
    return region
