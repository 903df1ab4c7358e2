"""Candidates from links: what the pages that were archived so far say of others."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.profiles import CountryProfile
from catalogue.progress import Progress, Quiet
from scrapers.archives.places import find_file
from scrapers.archives.reading import read_response
from scrapers.finding.found_links.name_index import NameIndex
from scrapers.finding.found_links.naming import NamedLink, match_links
from scrapers.finding.found_links.outbound import OutboundLink, read_outbound_links
from store.archived_sites import ArchivedSite, count_archived_sites, read_archived_sites
from store.opening import Store
from store.records import Candidate, Enterprise

MOST_SITES = 10
"""Sites proposed for one enterprise: those whose links name it best."""

MOST_WORDS = 120
"""Characters of a link and the words around it that are kept."""


COMMON = 20
"""Enterprises beside whose names a site is linked from which on it is everybody's (a maker of websites), unless it bears the name."""


@dataclass(frozen=True, slots=True)
class _Best:
    score: float
    place: str
    origin: str
    words: str


def propose_found_links(
    store: Store,
    country: str,
    waves: Sequence[str],
    enterprises: Iterable[Enterprise],
    profile: CountryProfile,
    progress: Progress | None = None,
) -> Iterator[Candidate]:
    """Sites that archived pages of these waves link to beside the name of one of the enterprises; `origin` is the page.

    Nothing is asked of the network. An archive that is gone is told once and passed over.
    """
    progress = progress or Quiet()
    index = NameIndex(enterprises, profile)
    best: dict[tuple[int, str], _Best] = {}
    for wave in waves:
        progress.start(say("Reading the links of archived pages"), count_archived_sites(store, country, wave))
        for site, links in _read_sites(store, country, wave, progress):
            for named in match_links(links, index, profile):
                if not _is_its_own(named, index.ids[named.enterprise], site):
                    _keep_best(best, named)
    yield from _list_candidates(best, index)


def _read_sites(store: Store, country: str, wave: str, progress: Progress) -> Iterator[tuple[ArchivedSite, list[OutboundLink]]]:
    """Each archived site with the links of a page of it; a link that several pages repeat is given once."""
    lost = set[str]()
    for site in read_archived_sites(store, country, wave):
        seen = set[tuple[str, str, str]]()
        for page in site.pages:
            if page.warc_file in lost:
                continue
            try:
                response = read_response(find_file(store.path, page.warc_file), page.warc_offset)
            except CrawlError as error:
                lost.add(page.warc_file)
                progress.note(say("{reason} Its links are left out.", reason=error))
                continue
            links = [link for link in read_outbound_links(response) if (link.site.site, link.text, link.around) not in seen]
            seen.update((link.site.site, link.text, link.around) for link in links)
            yield site, links
        progress.advance()


def _is_its_own(named: NamedLink, enterprise_id: str, site: ArchivedSite) -> bool:
    """Whether the name beside a link is the page's own, as in a head, or in a footer that also names who made the site."""
    return named.place in {"around", "entry"} and enterprise_id in site.enterprises


def _keep_best(best: dict[tuple[int, str], _Best], named: NamedLink) -> None:
    key = named.enterprise, named.link.site.site
    if key not in best or best[key].score < named.score:
        words = " · ".join(dict.fromkeys(part for part in (named.link.text, named.link.around) if part))
        best[key] = _Best(named.score, named.place, named.link.page_url, words[:MOST_WORDS])


def _list_candidates(best: dict[tuple[int, str], _Best], index: NameIndex) -> Iterator[Candidate]:
    """The best sites of each enterprise, in the order of the register."""
    count = last = 0
    beside = Counter(site for (_, site), found in best.items() if found.place != "link")
    for (enterprise, site), found in sorted(best.items(), key=lambda item: (item[0][0], -item[1].score, item[0][1])):
        if beside[site] > COMMON and found.place not in {"link", "host"}:
            continue
        count, last = (count + 1, last) if enterprise == last else (1, enterprise)
        if count <= MOST_SITES:
            yield Candidate(index.ids[enterprise], site, "link", found.score, found.origin, found.words)
