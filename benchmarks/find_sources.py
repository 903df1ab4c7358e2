"""What the sources of candidates add to each other: guesses, and lists on disk matched by name, on pairs whose domains are known."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.name_pairs import NEUTRAL, NamePair
from catalogue.profiles import load_profile
from catalogue.suffixes import find_registered_domain
from scrapers.finding.lists.entries import ListFile
from scrapers.finding.matching.proposing import propose_from_lists
from store.records import Enterprise

WAVE = "2026"
HOSTS = "hosts.txt"


def match_hosts(pairs: Sequence[NamePair], hosts: Sequence[str]) -> list[frozenset[str]]:
    """For each pair the domains that its names find in a list of one host a line; the legal forms of all countries are known at once."""
    found: dict[int, set[str]] = defaultdict(set)
    enterprises = [_make_enterprise(pair, at) for at, pair in enumerate(pairs)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / HOSTS
        path.write_text("\n".join(sorted(set(hosts))) + "\n", encoding="utf-8")
        for candidate in propose_from_lists(
            enterprises, [ListFile(path, "hosts")], load_profile(NEUTRAL), Path(folder) / "work", workers=1
        ):
            found[int(candidate.enterprise_id)].add(find_registered_domain(candidate.site) or candidate.site)
    return [frozenset(found[at]) for at in range(len(pairs))]


def _make_enterprise(pair: NamePair, at: int) -> Enterprise:
    """The pair as an enterprise of a register: its first name is the legal one, a second the one that it trades under."""
    trade = pair.names[1] if len(pair.names) > 1 else None
    return Enterprise(pair.country, WAVE, str(at), name=pair.names[0], trade_name=trade, place=pair.place)
