"""Reading the links of archived pages, each site once for as long as its pages and the register stay as they are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import islice

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.profiles import CountryProfile
from catalogue.progress import Progress
from scrapers.archives.places import find_file
from scrapers.archives.reading import read_response
from scrapers.finding.found_links.name_index import NameIndex
from scrapers.finding.found_links.naming import NamedLink, match_links
from scrapers.finding.found_links.outbound import OutboundLink, read_outbound_links
from store.archived_sites import ArchivedSite, count_archived_sites, read_archived_sites
from store.link_mentions import LinkReading, Mention, find_link_stamp, replace_link_readings
from store.opening import Store
from store.records import Enterprise

VERSION = "1"
"""Of the rules by which links name enterprises: raise it where they change, and all pages are read again."""

SITES_AT_ONCE = 100
"""Sites whose readings are kept together; so many are read again where reading broke off."""

LACKING = ""
"""The stamp of a site some of whose pages could not be read: they are tried again."""

MOST_WORDS = 120
"""Characters of a link and the words around it that are kept."""


@dataclass
class LinkReader:
    """Reads for the register of a wave; `enterprises` gives it, and is asked once more where anything is to be read."""

    store: Store
    country: str
    wave: str
    enterprises: Callable[[], Iterable[Enterprise]]
    profile: CountryProfile
    progress: Progress
    lost: set[str] = field(default_factory=set)

    @cached_property
    def index(self) -> NameIndex:
        """The names of the register."""
        return NameIndex(self.enterprises(), self.profile)

    @cached_property
    def register(self) -> bytes:
        """A digest of all that is looked for."""
        digest = blake2b(f"{VERSION} {self.profile.code}".encode(), digest_size=8)
        for e in self.enterprises():
            digest.update(f"{e.enterprise_id}\t{e.name}\t{e.trade_name}\t{e.place}\n".encode())
        return digest.digest()

    def read_wave(self, page_wave: str) -> int:
        """Reads the pages archived in a wave that are newer than their last reading; gives of how many sites."""
        self.progress.start(say("Reading the links of archived pages"), count_archived_sites(self.store, self.country, page_wave))
        count, readings = 0, self._read_new(page_wave)
        while chunk := list(islice(readings, SITES_AT_ONCE)):
            replace_link_readings(self.store, self.country, self.wave, chunk)
            count += len(chunk)
        return count

    def _read_new(self, page_wave: str) -> Iterator[LinkReading]:
        for site in read_archived_sites(self.store, self.country, page_wave):
            stamp = self._stamp(site)
            if find_link_stamp(self.store, self.country, self.wave, page_wave, site.site) != stamp:
                mentions = tuple(self._read_site(site))
                is_whole = self.lost.isdisjoint(page.warc_file for page in site.pages)
                yield LinkReading(page_wave, site.site, stamp if is_whole else LACKING, mentions)
            self.progress.advance()

    def _stamp(self, site: ArchivedSite) -> str:
        digest = blake2b(self.register, digest_size=8)
        for page in site.pages:
            digest.update("\t".join(map(str, astuple(page))).encode())
        return digest.hexdigest()

    def _read_site(self, site: ArchivedSite) -> Iterator[Mention]:
        """The likeliest mention of each enterprise with each site; a link that several pages repeat is read once."""
        best: dict[tuple[int, str], NamedLink] = {}
        for links in self._read_pages(site):
            for named in match_links(links, self.index, self.profile):
                key = named.enterprise, named.link.site.site
                if key not in best or best[key].score < named.score:
                    best[key] = named
        for (enterprise, target), named in best.items():
            words = " · ".join(dict.fromkeys(part for part in (named.link.text, named.link.around) if part))
            yield Mention(self.index.ids[enterprise], target, named.score, named.place, named.link.page_url, words[:MOST_WORDS])

    def _read_pages(self, site: ArchivedSite) -> Iterator[list[OutboundLink]]:
        seen = set[tuple[str, str, str]]()
        for page in site.pages:
            if page.warc_file in self.lost:
                continue
            try:
                response = read_response(find_file(self.store.path, page.warc_file), page.warc_offset)
            except CrawlError as error:
                self.lost.add(page.warc_file)
                self.progress.note(say("{reason} Its links are left out.", reason=error))
                continue
            links = [link for link in read_outbound_links(response) if (link.site.site, link.text, link.around) not in seen]
            seen.update((link.site.site, link.text, link.around) for link in links)
            yield links
