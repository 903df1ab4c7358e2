"""Which addresses can be a business's: hosts that list businesses, search, show maps or carry messages are sorted out."""

from catalogue.sites import Site, find_known_host, find_site

NOBODYS = frozenset(("directories", "job_boards", "app_stores", "search_engines", "messengers"))
"""Categories of known hosts where an address is no website of a business."""

PAPERS = frozenset(("google_maps", "google_docs"))
"""Keys of shared hosts where an address shows a place or a paper, and no site."""


def find_target(url: str) -> Site | None:
    """The site of an address that can be a business's own, or its page on a social network or marketplace; None for all others."""
    site = find_site(url)
    if site is None:
        return None
    known = find_known_host(site.host)
    return None if known is not None and (known.category in NOBODYS or known.key in PAPERS) else site
