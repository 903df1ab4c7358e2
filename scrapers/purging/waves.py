"""The purge of a wave whose retention has ended: what would go, and its going."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.errors import StoreError
from catalogue.messages import say
from catalogue.tables import load_table, read_texts
from scrapers.archives.places import archive_folder, find_file
from scrapers.common_crawl.plans import list_plans
from scrapers.crawling.locking import lock_country, lock_decisions
from scrapers.finding.searching.kept_answers import place_answers
from scrapers.purging.finding import Archives, find_archives
from scrapers.purging.rewriting import remove_noted
from store.opening import Store
from store.purging.removals import end_purge, prepare_purge
from store.purging.waves import count_open_queues, count_wave, is_wave_of_others, purge_wave, read_archive_names

SIGNAL_KINDS = Path(__file__).parents[2] / "catalogue" / "data" / "signal_kinds.toml"
LOCK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class WavePlan:
    """What of a wave would go: rows by key of retention.toml, archive files with their bytes, the file of search services' answers."""

    country: str
    wave: str
    counts: dict[str, int]
    archives: Archives
    bytes: int
    searches: Path | None


@cache
def load_personal_kinds() -> dict[str, tuple[str, ...]]:
    """{kind of signal: the columns that may name or reach a person}."""
    kinds = {kind: read_texts(entry, "personal", kind) for kind, entry in load_table(SIGNAL_KINDS).items()}
    return {kind: columns for kind, columns in kinds.items() if columns}


def plan_wave(store: Store, country: str, wave: str, *, elsewhere: bool = False) -> WavePlan:
    """What a purge of the wave would take. Raises StoreError while people still review it, since they need the pages."""
    if count_open_queues(store, country, wave):
        raise StoreError(
            say(
                "Wave {wave} of {country} is still being reviewed, and reviewers need its pages: close its queues first"
                " (`ecomstat review`).",
                wave=wave,
                country=country,
            )
        )
    named, shared = read_archive_names(store, country, wave)
    archives = find_archives(store.path, named, {(country, wave)}, elsewhere=elsewhere, shared=shared)
    size = sum(path.stat().st_size for file in archives.ours if (path := find_file(store.path, file)).exists())
    answers = place_answers(store.path, wave)
    searches = answers if answers.exists() and not is_wave_of_others(store, country, wave) else None
    return WavePlan(country, wave, count_wave(store, country, wave, load_personal_kinds()), archives, size, searches)


def carry_out(store: Store, plan: WavePlan, also: Collection[str] = ()) -> list[str]:
    """Does what the plan says; `also` holds `quotes` and `register` where these go too. Gives files that could not be removed.

    Raises:
        CrawlError: a crawl of the country is running.
    """
    with lock_country(store.path, plan.country, LOCK_SECONDS), lock_decisions(store.path, plan.country, LOCK_SECONDS):
        prepare_purge(store)
        purge_wave(store, plan.country, plan.wave, personal=load_personal_kinds(), files=plan.archives.ours, also=also)
        if plan.searches is not None:
            plan.searches.unlink(missing_ok=True)
        for path in list_plans(archive_folder(store.path), plan.country, plan.wave):
            path.unlink()
        stuck = remove_noted(store)
        end_purge(store)
    return stuck
