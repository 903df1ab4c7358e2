"""Sites whose owners asked not to be visited."""

from pathlib import Path

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.sites import find_site


class OptOuts:
    """A list of sites; a host stands for its subdomains too."""

    def __init__(self, entries: set[str]) -> None:
        self._entries = {name for entry in entries if (name := _name(entry))}

    @property
    def sites(self) -> frozenset[str]:
        """The list, each entry as sites are named, however it was written."""
        return frozenset(self._entries)

    def hold(self, site: str) -> bool:
        """Whether this site, its host or a domain above it is on the list."""
        if site in self._entries:
            return True
        labels = site.partition("/")[0].split(".")
        return any(".".join(labels[i:]) in self._entries for i in range(len(labels) - 1))

    def hold_address(self, url: str) -> bool:
        """Whether a page belongs to a site on the list."""
        found = find_site(url) if self._entries else None
        return found is not None and self.hold(found.site)


def read_opt_out_file(path: Path) -> set[str]:
    """The sites in a text file, one a line; what follows # is a remark. Raises CrawlError where it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise CrawlError(say("The opt-out list {path} is not a text in UTF-8: save it so, with one website a line.", path=path)) from error
    except OSError as error:
        reason = error.strerror or error
        raise CrawlError(
            say("The opt-out list {path} cannot be read ({reason}): check its name and folder.", path=path, reason=reason)
        ) from error
    return {text for line in lines if (text := line.partition("#")[0].strip())}


def _name(entry: str) -> str:
    found = find_site(entry)
    return found.site if found else entry.strip().lower().removeprefix("www.").rstrip("/.")
