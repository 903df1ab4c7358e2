"""Tax and company numbers, telephone numbers and e-mail addresses of an enterprise against those on a site."""

import re
from collections.abc import Iterator, Sequence

import phonenumbers

from catalogue.mail import is_for_everybody
from catalogue.profiles import CountryProfile
from catalogue.sites import registered_domain
from catalogue.tax_ids import TaxId
from scrapers.comparing.findings import Finding, find_mention
from scrapers.comparing.gathering import domain_of
from scrapers.comparing.site_texts import Passage, SiteText
from scrapers.signals.contacts import read_phone
from store.records import Enterprise

FEW_DIGITS = 7
"""Numbers with fewer digits are found by chance too often."""

SAME_BEGINNING = 8
"""Digits that the numbers of a company and of its branches, or its tax and its register number, have in common."""

MANY_OWNERS = 4
"""Sites with so many different numbers of one kind speak of many companies, and not of another owner."""

_NO_ALNUM = re.compile(r"[^0-9A-Z]+")
_DIGITS_AT_END = re.compile(r"\d*\Z")


def compare_identifier(enterprise: Enterprise, site: SiteText, profile: CountryProfile) -> Finding | None:
    """Level equal where the register's number stands on the site; other where the site names another of the same kind as its own."""
    own = list(_read_identifiers(enterprise, profile.tax_ids))
    for _, number in own:
        if (passage := _find_number(number, site)) is not None:
            return Finding("identifier", "equal", number, passage)
    for mention in site.identifiers:
        if any(_are_related(number, mention.value.partition(" ")[2]) for _, number in own):
            return find_mention("identifier", "equal", mention)
    known = [(scheme, number) for scheme, number in own if scheme and number != _bare(enterprise.enterprise_id)]
    if not known:
        return Finding("identifier", "none") if own and enterprise.tax_id else None
    others = [m for m in site.identifiers if m.value.partition(" ")[0] in {scheme for scheme, _ in known} and m.passage.is_contact]
    if 0 < len(others) < MANY_OWNERS:
        return find_mention("identifier", "other", others[0])
    return Finding("identifier", "none")


def compare_phone(enterprise: Enterprise, site: SiteText, profile: CountryProfile) -> Finding | None:
    """Level equal, near (all but the last two digits), other where the site names telephones and not this one."""
    number = read_phone(enterprise.phone, profile.phone_region) if enterprise.phone else None
    if number is None:
        return None
    if (passage := _find_phone(number, site)) is not None:
        return Finding("phone", "equal", number, passage)
    equal = next((m for m in site.phones if m.value == number), None)
    if equal is not None:
        return find_mention("phone", "equal", equal)
    near = next((m for m in site.phones if m.value[:-2] == number[:-2]), None)
    if near is not None:
        return find_mention("phone", "near", near)
    return find_mention("phone", "other", site.phones[0]) if site.phones else Finding("phone", "none")


def compare_email(enterprise: Enterprise, site: SiteText) -> Finding | None:
    """Level equal, domain (the site or an address on it is of the same domain, free mail left out), other or none."""
    email = (enterprise.email or "").strip().lower()
    host = email.rpartition("@")[2]
    if "@" not in email or "." not in host:
        return None
    equal = next((m for m in site.emails if m.value == email), None)
    if equal is not None:
        return find_mention("email", "equal", equal)
    domain = registered_domain(host)
    if not is_for_everybody(host):
        if site.kind == "own" and domain == domain_of(site):
            return Finding("email", "domain", domain, Passage("", "url", site.host))
        same = next((m for m in site.emails if registered_domain(m.value.rpartition("@")[2]) == domain), None)
        if same is not None:
            return find_mention("email", "domain", same)
    if not site.is_read:
        return None
    return find_mention("email", "other", site.emails[0]) if site.emails else Finding("email", "none")


def _read_identifiers(enterprise: Enterprise, tax_ids: Sequence[TaxId]) -> Iterator[tuple[str, str]]:
    """(scheme, number) of the register's tax number, '' as scheme where none knows it; and its key where that is a valid number."""
    given = enterprise.tax_id or ""
    found = [(t.scheme, number) for t in tax_ids if (number := t.compact(given))] if given else []
    if not found and sum(map(str.isdigit, given)) >= FEW_DIGITS:
        found = [("", _bare(given))]
    yield from found
    for tax_id in tax_ids:
        if tax_id.module and (number := tax_id.compact(enterprise.enterprise_id)):
            yield tax_id.scheme, number


def _bare(text: str) -> str:
    return _NO_ALNUM.sub("", text.upper())


def _find_number(number: str, site: SiteText) -> Passage | None:
    """The passage in which a number stands, whatever blanks, dots and hyphens are inside it."""
    wanted = _bare(number)
    if sum(map(str.isdigit, wanted)) < FEW_DIGITS:
        return None
    for start in _list_places(wanted, site.squeezed):
        before, after = site.squeezed[start - 1 : start], site.squeezed[start + len(wanted) : start + len(wanted) + 1]
        if not (before.isdigit() and wanted[0].isdigit()) and not after.isdigit():
            return site.squeezed_passage_at(start)
    return None


def _find_phone(number: str, site: SiteText) -> Passage | None:
    """The passage in which a telephone number stands, with or without the country's code and the zero before it."""
    parsed = phonenumbers.parse(number)
    national = phonenumbers.national_significant_number(parsed)
    if len(national) < FEW_DIGITS:
        return None
    country = str(parsed.country_code)
    allowed = {"", "0", "8", country, f"{country}0", f"00{country}", f"00{country}0"}
    for start in _list_places(national, site.squeezed):
        end = start + len(national)
        digits = _DIGITS_AT_END.search(site.squeezed, max(0, start - 8), start)
        if digits is not None and digits[0] in allowed and not site.squeezed[end : end + 1].isdigit():
            return site.squeezed_passage_at(start)
    return None


def _list_places(wanted: str, text: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)


def _are_related(number: str, other: str) -> bool:
    """Whether two numbers are one company's: one holds the other's digits, or both are long and begin alike (branches)."""
    digits, others = (re.sub(r"\D+", "", text) for text in (number, other))
    short, long = sorted((digits, others), key=len)
    if len(short) < SAME_BEGINNING:
        return False
    if len(short) == len(long) == 14:
        return short[:SAME_BEGINNING] == long[:SAME_BEGINNING]
    return long.startswith(short) or long.endswith(short)
