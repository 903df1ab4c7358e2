"""All proposed sites of a wave compared with the enterprises that they were proposed for, a whole site at a time."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b

from catalogue.messages import say
from catalogue.profiles import CountryProfile, list_countries, load_profile
from catalogue.progress import Progress
from catalogue.sites import ELSEWHERE
from catalogue.statuses import load_statuses
from scrapers.comparing.archived_pages import find_gone_archive, read_site_text
from scrapers.comparing.comparing import compare
from scrapers.comparing.findings import VERSION
from scrapers.comparing.register_words import RegisterWords, read_register_words
from scrapers.comparing.site_texts import SiteText
from scrapers.comparing.surroundings import find_country_of
from store.candidates import count_proposed_sites, read_proposed_sites
from store.comparisons import find_rule, is_level_seen, replace_comparisons
from store.frame import find_enterprise, read_names
from store.opening import Store
from store.records import Comparison, Enterprise, Website
from store.websites import find_website, read_first_titles

STAMPED = "site_state"
"""The kind whose rule carries the stamp of what was compared."""


@dataclass(slots=True)
class ComparisonCounts:
    """`sites` and `pairs` compared now, `kept` pairs whose enterprise and visit are as they were, or whose archive is gone; `waiting`
    sites not yet visited.
    """

    sites: int = 0
    pairs: int = 0
    kept: int = 0
    waiting: int = 0


def compare_candidates(store: Store, country: str, wave: str, profile: CountryProfile, progress: Progress) -> ComparisonCounts:
    """Compares every proposed site that was visited (networks and marketplaces, which are not, by their address only).

    A site commits whole; one whose enterprises, visit and rules are as they were keeps what it has, so that a broken-off run goes on. So
    does one whose archive is gone, which is told, and one that was read in this wave and gives nothing to read now: nothing is found on
    pages that nobody can read.
    """
    counts, register, told = ComparisonCounts(), None, set[str]()
    progress.start(say("Comparing websites with the register"), count_proposed_sites(store, country, wave))
    for site, ids in read_proposed_sites(store, country, wave):
        website = find_website(store, country, wave, site)
        progress.advance()
        if website is None or (website.status == "not_attempted" and website.kind not in ELSEWHERE):
            counts.waiting += 1
            continue
        enterprises = [e for key in ids if (e := find_enterprise(store, country, wave, key)) is not None]
        stamps = {e.enterprise_id: _stamp(e, website) for e in enterprises}
        before = {key: find_rule(store, country, wave, key, site, STAMPED) for key in stamps}
        if before == stamps or (any(before.values()) and (_had_pages(store, website) or _is_gone(store, website, progress, told))):
            counts.kept += len(enterprises)
            continue
        register = register or _read_register(store, country, wave, profile)
        text = read_site_text(store, website, choose_site_profile(website, enterprises, profile))
        replace_comparisons(store, country, wave, site, _compare_site(enterprises, text, profile, register, stamps))
        counts.sites += 1
        counts.pairs += len(enterprises)
    return counts


def _read_register(store: Store, country: str, wave: str, profile: CountryProfile) -> RegisterWords:
    return read_register_words(lambda: read_names(store, country, wave), profile, lambda: read_first_titles(store, country, wave))


def _had_pages(store: Store, website: Website) -> bool:
    """Whether a failure that may pass has taken the place of a visit whose pages were compared, as when the crawl meets a bad day."""
    may_pass = load_statuses()[website.status].retry and website.status != "dns"
    return may_pass and is_level_seen(store, website.country, website.wave, website.site, STAMPED, "read")


def _is_gone(store: Store, website: Website, progress: Progress, told: set[str]) -> bool:
    """Whether an archive of the site is not there any more; it is named once."""
    archive = find_gone_archive(store, website)
    if archive is not None and archive not in told:
        told.add(archive)
        sentence = "The archive {file} is gone: websites in it are not compared again, and what was found on them before counts on."
        progress.note(say(sentence, file=archive))
    return archive is not None


def _compare_site(
    enterprises: Sequence[Enterprise], text: SiteText, profile: CountryProfile, register: RegisterWords, stamps: dict[str, str]
) -> list[Comparison]:
    found = [row for e in enterprises for row in compare(e, text, choose_profile(e, profile), register)]
    return [_set_stamp(row, stamps[row.enterprise_id]) if row.kind == STAMPED else row for row in found]


def choose_profile(enterprise: Enterprise, profile: CountryProfile) -> CountryProfile:
    """The profile of the country that the register names for an enterprise, where the register itself is of no country."""
    code = (enterprise.register_country or "").upper()
    return load_profile(code) if not profile.domains and code in list_countries() else profile


def choose_site_profile(website: Website, enterprises: Sequence[Enterprise], profile: CountryProfile) -> CountryProfile:
    """The profile by which a site is read: the register's; where that is of no country, the domain's or all its enterprises'."""
    if profile.domains:
        return profile
    codes = {choose_profile(enterprise, profile).code for enterprise in enterprises}
    code = find_country_of(website.host) or (codes.pop() if len(codes) == 1 else None)
    return load_profile(code) if code else profile


def _set_stamp(row: Comparison, stamp: str) -> Comparison:
    return Comparison(row.enterprise_id, row.site, row.kind, row.level, stamp, row.value, row.page_url, row.place, row.words)


def _stamp(enterprise: Enterprise, website: Website) -> str:
    """The rule of a pair's state, with a digest of all that comparing rests on."""
    facts = [asdict(enterprise), website.status, website.last_attempt_at, website.page_count, website.bytes]
    digest = blake2b(json.dumps(facts, sort_keys=True, default=str).encode(), digest_size=6).hexdigest()
    return f"compare/{STAMPED}@{VERSION} {digest}"
