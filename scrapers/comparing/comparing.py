"""One enterprise and one site: every kind of evidence, one row a kind."""

from collections.abc import Sequence

from catalogue.profiles import CountryProfile
from scrapers.comparing.activities import compare_activity
from scrapers.comparing.addresses import compare_place, compare_postcode, compare_street
from scrapers.comparing.findings import Finding
from scrapers.comparing.host_names import compare_host
from scrapers.comparing.naming import find_name, find_name_in_text, match_names, match_title, read_names
from scrapers.comparing.numbers import compare_email, compare_identifier, compare_phone
from scrapers.comparing.owners import compare_owner
from scrapers.comparing.register_words import RegisterWords, compare_rarity
from scrapers.comparing.site_texts import SiteText
from scrapers.comparing.surroundings import compare_country, compare_language
from scrapers.finding.names import NameReading
from store.records import Comparison, Enterprise

STATES = {
    "ok": "read", "parked": "parked", "for_sale": "parked", "hijacked": "parked",
    "dns": "gone", "http_error": "gone", "redirected_away": "gone", "soft_404": "gone",
}  # fmt: skip
"""What became of a visit, by its status; of all others: unread."""

TELLING = {
    "identifier": {"equal"}, "name": {"exact", "most"}, "name_in_text": {"exact"}, "street": {"equal"}, "postcode": {"equal"},
    "place": {"contact"}, "phone": {"equal", "near"}, "owner": {"same", "other", "many"},
}  # fmt: skip
"""What the few words of a site tell whose pages cannot be judged; what they do not say tells nothing."""

NO_REGISTER = RegisterWords()


def compare(
    enterprise: Enterprise, site_text: SiteText, profile: CountryProfile, register: RegisterWords = NO_REGISTER
) -> tuple[Comparison, ...]:
    """What speaks for and against a pair; no row of a kind where the register lacks the field, or where no page was read for it."""
    found = [*_compare_unread(enterprise, site_text, profile, register)]
    if site_text.is_read:
        found += _compare_read(enterprise, site_text, profile, register)
    elif site_text.is_speaking and read_names(enterprise, profile):
        told = _compare_read(enterprise, site_text, profile, register)
        found += [finding for finding in told if finding is not None and finding.level in TELLING.get(finding.kind, ())]
    return tuple(finding.keep(enterprise.enterprise_id, site_text.site) for finding in found if finding is not None)


def _compare_unread(enterprise: Enterprise, site: SiteText, profile: CountryProfile, register: RegisterWords) -> list[Finding | None]:
    """What can be compared without pages."""
    names = read_names(enterprise, profile)
    state = STATES.get(site.status, "unread")
    return [
        Finding("site_state", state, site.status),
        compare_host(names, site.site, site.host, enterprise.place, profile, register) if names else None,
        compare_email(enterprise, site),
        None if site.is_read or not names else compare_rarity(names[0], register),
    ]


def _compare_read(enterprise: Enterprise, site: SiteText, profile: CountryProfile, register: RegisterWords) -> list[Finding | None]:
    """What needs pages."""
    names = read_names(enterprise, profile)
    match = match_names(names, site, register) if names else match_title(enterprise, site, profile)
    identifier = compare_identifier(enterprise, site, profile)
    is_named = match is not None and match.level in {"exact", "most"}
    return [
        identifier,
        find_name(match) if match is not None else None,
        compare_rarity(_find_plain(match.name, names), register) if match is not None else None,
        find_name_in_text(names, site, profile, register) if names and not is_named else None,
        compare_street(enterprise, site),
        compare_postcode(enterprise, site),
        compare_place(enterprise, site, register),
        compare_phone(enterprise, site, profile),
        compare_activity(enterprise, site),
        compare_language(site, profile),
        compare_country(site, profile),
        compare_owner(match, identifier, site),
    ]


def _find_plain(name: NameReading, names: Sequence[NameReading]) -> NameReading:
    """The plain reading of a name, which is the one that the register's names are counted by."""
    return next((other for other in names if other.written == name.written), name)
