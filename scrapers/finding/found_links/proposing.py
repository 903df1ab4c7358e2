"""Candidates from links: what the pages that were archived so far say of others."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice

from catalogue.profiles import CountryProfile
from catalogue.progress import Progress, Quiet
from scrapers.finding.found_links.reading import LinkReader
from store.link_mentions import Mention, read_mentions
from store.opening import Store
from store.records import Candidate, Enterprise

MOST_SITES = 10
"""Sites proposed for one enterprise: those whose links name it best."""

COMMON = 20
"""Enterprises beside whose names a site is linked from which on it is everybody's (a maker of websites), unless it bears the name."""

OWN_PLACES = ("around", "entry")
"""Where a name says nothing on the enterprise's own pages: as in a head, or in a footer that also names who made the site."""


def propose_found_links(
    store: Store,
    country: str,
    wave: str,
    page_waves: Sequence[str],
    enterprises: Callable[[], Iterable[Enterprise]],
    profile: CountryProfile,
    progress: Progress | None = None,
) -> Iterator[Candidate]:
    """Sites that pages archived in some waves link to beside the name of one of a wave's enterprises, by enterprise; `origin` is the page.

    Pages that were read already are not read again. Nothing is asked of the network. An archive that is gone is told once and passed over.
    """
    reader = LinkReader(store, country, wave, enterprises, profile, progress or Quiet())
    for page_wave in page_waves:
        reader.read_wave(page_wave)
    beside = Counter(found.site for found in _read_best(store, country, wave, page_waves) if found.place != "link")
    common = {site for site, count in beside.items() if count > COMMON}
    for _, of_one in groupby(_read_best(store, country, wave, page_waves), key=lambda found: found.enterprise_id):
        fit = (found for found in of_one if found.site not in common or found.place in {"link", "host"})
        for found in islice(sorted(fit, key=lambda found: (-found.score, found.site)), MOST_SITES):
            yield Candidate(found.enterprise_id, found.site, "link", found.score, found.page_url, found.words)


def _read_best(store: Store, country: str, wave: str, page_waves: Sequence[str]) -> Iterator[Mention]:
    """The likeliest mention of each enterprise with each site, over all pages."""
    mentions = read_mentions(store, country, wave, page_waves, OWN_PLACES)
    for _, same in groupby(mentions, key=lambda found: (found.enterprise_id, found.site)):
        yield next(same)
