"""Whose a site is by its own words: the enterprise's, another's, or a page about many."""

from collections.abc import Sequence

from catalogue.sites import find_known_host, registered_domain
from scrapers.comparing.findings import Finding
from scrapers.comparing.host_names import read_cores
from scrapers.comparing.marks import load_claims
from scrapers.comparing.naming import OWNER_PLACES, NameMatch
from scrapers.comparing.site_texts import SiteText, Statement
from scrapers.finding.names import fold_words

LISTS = frozenset({"directories", "marketplaces", "job_boards"})
SITES_PLACES = frozenset({"copyright", "meta"})
"""Places that name whoever made the whole site."""

NEWS = frozenset({"NewsArticle", "ReportageNewsArticle", "NewsMediaOrganization", "Newspaper"})

MANY_MAILS, MANY_NUMBERS, MANY_NAMES, MANY_NEWS = 8, 5, 10, 2
"""From so many domains of e-mail addresses, numbers of companies, described organisations, or pages of news on, a site speaks of many."""


def compare_owner(match: NameMatch | None, identifier: Finding | None, site: SiteText) -> Finding:
    """Level same, unclear, other (the site is sure of its owner, who is another one) or many (directories, marketplaces, news)."""
    statement = match.statement if match is not None and match.level in {"exact", "most"} else None
    many = find_many(site)
    if many is not None and not _is_sites_name(match, site):
        return many
    if identifier is not None and identifier.level == "equal":
        return Finding("owner", "same", identifier.value, identifier.passage)
    if statement is not None:
        level = "same" if statement.passage.place in OWNER_PLACES or statement.is_legal else "unclear"
        return Finding("owner", level, " ".join(statement.words), statement.passage)
    if match is None or match.level == "part":
        return Finding("owner", "unclear")
    other = find_owner(site)
    return Finding("owner", "other", " ".join(other.words), other.passage) if other is not None else Finding("owner", "unclear")


def _is_sites_name(match: NameMatch | None, site: SiteText) -> bool:
    """Whether a name is that of the whole site: a newspaper is its publisher's, a directory that of who makes it.

    So it is where the site says so of itself, or is called so in its host's name too.
    """
    if match is None or match.level not in {"exact", "most"}:
        return False
    called = match.name.key in read_cores(site.site, site.host)
    return called or any(s.key == match.name.key and s.passage.place in SITES_PLACES for s in site.statements)


def find_many(site: SiteText) -> Finding | None:
    """Why a site speaks of many businesses, or None."""
    known = find_known_host(site.host)
    if known is not None and known.category in LISTS and "/" not in site.site:
        return Finding("owner", "many", known.name)
    phrase = next(
        (phrase for title in site.titles for phrase in load_claims().directories if f" {phrase} " in f" {' '.join(fold_words(title))} "),
        None,
    )
    if phrase is not None:
        return Finding("owner", "many", phrase)
    own = registered_domain(site.host)
    counts: Sequence[tuple[int, int]] = (
        (len({registered_domain(m.value.rpartition("@")[2]) for m in site.emails} - {own}), MANY_MAILS),
        (len({m.value for m in site.identifiers}), MANY_NUMBERS),
        (len({s.words for s in site.statements if s.passage.place == "structured"}), MANY_NAMES),
        (max((site.types.get(kind, 0) for kind in NEWS), default=0), MANY_NEWS),
    )
    return next((Finding("owner", "many", str(count)) for count, limit in counts if count >= limit), None)


def find_owner(site: SiteText) -> Statement | None:
    """The name that a site gives its owner where it is sure of it: with a legal form, or at two places or in its host's name too."""
    cores = [core for core in read_cores(site.site, site.host) if core]
    telling = [s for s in site.statements if s.passage.place in OWNER_PLACES and len(s.key) >= 3]
    for statement in sorted(telling, key=lambda s: not s.is_legal):
        if statement.passage.place == "imprint" and not statement.is_legal:
            continue
        again = {s.passage.place for s in site.statements if s.key == statement.key} - {statement.passage.place}
        in_host = any(len(core) >= 4 and (core in statement.key or statement.key in core) for core in cores)
        if in_host or len(again) >= 2 or (statement.is_legal and (again or statement.passage.place != "imprint")):
            return statement
    return None
