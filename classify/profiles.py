"""Whose social profile is it? A link on the home page, or a name like the site's, says: the business's own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from catalogue.sites import registered_domain
from store.records import Signal, Website

SHORTEST = 4
"""Letters that two names must share whole to be alike; shorter ones meet by chance."""


def place_profiles(website: Website, profiles: Sequence[Signal]) -> Iterator[Signal]:
    """A signal `profile_place` for each: `home` (linked there), `named` (like the site), `stated` (to machines), `elsewhere`."""
    for signal in profiles:
        if signal.place == "structured":
            yield replace(signal, kind="profile_place", value="stated")
        elif is_home(website, signal.page_url):
            yield replace(signal, kind="profile_place", value="home")
        else:
            yield replace(signal, kind="profile_place", value="named" if is_named_alike(website.host, signal.words) else "elsewhere")


def is_home(website: Website, url: str) -> bool:
    """Whether an address is the site's home page."""
    if url in {website.start_url, website.final_url}:
        return True
    path = urlsplit(url).path.strip("/").lower()
    return not path or (path.partition(".")[0] in {"index", "home", "default"} and "/" not in path)


def is_named_alike(host: str, profile: str) -> bool:
    """Whether the site's name stands in the profile's address or the other way round."""
    own = _letters(registered_domain(host).partition(".")[0])
    names = [_letters(part) for part in urlsplit(profile).path.split("/")]
    return any(min(len(own), len(name)) >= SHORTEST and (own in name or name in own) for name in names)


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
