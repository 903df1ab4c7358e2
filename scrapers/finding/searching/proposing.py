"""Candidates from a search service: its results, without directories, and with pages elsewhere only where they bear the name."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from catalogue.messages import say
from catalogue.profiles import CountryProfile
from catalogue.progress import Progress, Quiet
from catalogue.sites import ELSEWHERE, Site, registered_domain
from scrapers.finding.handles import compare_handle, find_handle
from scrapers.finding.names import NameReading, fold_words, read_name
from scrapers.finding.searching.kept_answers import KeptAnswers
from scrapers.finding.searching.queries import name_fields, write_query
from scrapers.finding.searching.services import SearchService, SearchSource, SearchStopped
from scrapers.finding.targets import find_target
from store.records import Candidate, Enterprise

FIRST, FALL = 0.6, 0.8
"""How likely the first result is the enterprise's, and by which factor each further one is less."""

NAMED = 0.5
"""How much of the doubt goes where the host or the handle bears the name."""

MOST_RESULTS = 5
"""Sites proposed for one enterprise."""

COMMON = 20
"""Enterprises for which a site was found from which on it counts as a directory that nobody listed, unless it bears the name."""

BEARS = frozenset(("exact", "starts"))


def describe_leaving(service: SearchService, template: str) -> str:
    """The sentence that says what a search service is told."""
    fields = ", ".join((*name_fields(template), *service.sends))
    return say("To {service} leave, for each enterprise that is no natural person: {fields}.", service=service.name, fields=fields)


def propose_searched(
    enterprises: Iterable[Enterprise],
    source: SearchSource,
    kept: KeptAnswers,
    template: str,
    profile: CountryProfile,
    may_leave: Callable[[Enterprise], bool],
    progress: Progress | None = None,
) -> Iterator[Candidate]:
    """Sites that a search service names for enterprises which may be named to it; `origin` is the service's name.

    What was asked before is not asked again. Where the service stops, a sentence says so, and another run goes on behind it.
    """
    progress = progress or Quiet()
    progress.start(say("Asking {service}", service=source.name))
    found_for: Counter[str] = Counter()
    is_open = True
    for enterprise in enterprises:
        query = write_query(enterprise, template) if may_leave(enterprise) else None
        addresses = kept.find(query) if query else ()
        if addresses is None and query and is_open:
            try:
                addresses = source.ask(query)
                kept.keep(query, addresses)
            except SearchStopped as stopped:
                progress.note(str(stopped))
                is_open = False
        progress.advance()
        yield from rank_results(enterprise, addresses or (), profile, source.name, found_for)


def rank_results(
    enterprise: Enterprise, addresses: Iterable[str], profile: CountryProfile, origin: str, found_for: Counter[str]
) -> Iterator[Candidate]:
    """The results that can be an enterprise's, likeliest first; `found_for` counts for how many enterprises each site was found."""
    names = [read_name(name, profile) for name in (enterprise.trade_name, enterprise.name) if name]
    sites = dict.fromkeys((site.site, site.kind, site.host) for address in addresses if (site := find_target(address)) is not None)
    rank = 0
    for name, kind, host in sites:
        bears_name = _bears_name(Site(name, host, kind, ""), names)
        found_for[name] += 1
        if (kind in ELSEWHERE and not bears_name) or (found_for[name] > COMMON and not bears_name):
            continue
        score = FIRST * FALL**rank
        rank += 1
        yield Candidate(enterprise.enterprise_id, name, "search", round(1 - (1 - score) * (1 - NAMED * bears_name), 4), origin)
        if rank == MOST_RESULTS:
            return


def _bears_name(site: Site, names: Iterable[NameReading]) -> bool:
    """Whether the host, or the handle on shared hosts, begins with the name or is its beginning."""
    is_whole = "/" not in site.site and site.kind == "own"
    words = "".join(fold_words(registered_domain(site.host).partition(".")[0])) if is_whole else find_handle(site.site)
    return bool(words) and compare_handle(words or "", names) in BEARS
