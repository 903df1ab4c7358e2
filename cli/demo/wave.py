"""The demo's chain: invent, register, crawl, classify, sample, label, aggregate, export, and hold it all against the truth."""

import hashlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

from aggregate import aggregate, draw_sample
from aggregate.export import FORMATS, export
from catalogue.errors import StoreError
from catalogue.messages import say
from catalogue.progress import Progress
from classify import classify
from cli.demo.changes import change_hands
from cli.demo.comparing import DemoResult, compare, find_misreadings
from cli.demo.country import invent_country
from cli.demo.coverage import measure_coverage
from cli.demo.finding import DEPTH, PAGES, DemoFinding, find_in_demo, judge_finding
from cli.demo.labelling import write_labels
from cli.demo.lists import write_directory, write_zone
from cli.demo.records import DemoCountry
from cli.demo.register import REFERENCE_DATE, SCOPE, write_register, write_truth
from cli.demo.server import DemoServer
from cli.facts import gather_facts
from scrapers.crawling.launching import launch_crawl
from scrapers.crawling.options import CrawlOptions
from scrapers.frame import FrameReport, load_register
from store.frame import find_register
from store.opening import Store, open_store
from store.reviews import append_labels, read_designs, read_sample
from store.runs import recording
from store.websites import count_statuses

DEFAULT_SEED = 1
FIRST_YEAR = 2026
SAMPLE = "demo"
SAMPLE_SIZE = 400
REDRAWS = 60
COVERED = ("own_website", "online_ordering")
CONTACT = ("National Statistics Office of Demoland", "http://statistics.portal.com.xd/crawler")


@dataclass(frozen=True, slots=True)
class DemoRun:
    """What the steps share."""

    country: DemoCountry
    wave: str
    store_path: Path
    directory: Path
    progress: Progress


def run_demo(
    store_path: Path, *, seed: int = DEFAULT_SEED, progress: Progress, directory: Path, enterprises: int = 2000, waves: int = 1
) -> DemoResult:
    """Measures the invented country of this seed and compares the estimates with its truth.

    Files (register, truth, tables) go into `directory`, all else into the store. Every seed has a wave of its own, so that several can
    stand in one store; running the same again goes on where it stopped, or changes nothing. With `waves` 2, the country's websites are
    looked for again a year later.

    Raises:
        EcomstatError: a file cannot be written, or the store holds something else as this wave.
    """
    began = time.monotonic()
    directory.mkdir(parents=True, exist_ok=True)
    progress.start(say("Inventing a country"), 1)
    run = DemoRun(invent_country(seed, enterprises), name_wave(seed), store_path, directory, progress)
    progress.advance()
    frame = _load_frame(run)
    with DemoServer(run.country) as server:
        _find(run, server)
        _crawl(run, server)
    finding = judge_finding(store_path, run.country, run.wave)
    with open_store(store_path) as store:
        classify(store, "XD", run.wave, progress)
        _label(store, run)
        _estimate(store, run)
        result = _gather(store, run, frame, finding)
    later = find_a_year_later(run) if waves > 1 else None
    return replace(result, year_later=later, seconds=time.monotonic() - began)


def _gather(store: Store, run: DemoRun, frame: FrameReport, finding: DemoFinding) -> DemoResult:
    """Writes the tables and holds everything against the truth."""
    facts = gather_facts(store, "XD", run.wave)
    files = export(store, "XD", run.wave, run.directory, [*FORMATS], facts=facts, progress=run.progress)
    seed, size = run.country.seed, _sample_size(run)
    return DemoResult(
        seed=seed,
        wave=run.wave,
        store_path=run.store_path,
        register_path=_register_path(run),
        truth_path=_truth_path(run),
        files=tuple(files),
        enterprises=frame.loaded,
        rejected=frame.rejected,
        websites=len(run.country.sites),
        statuses=count_statuses(store, "XD", run.wave),
        finding=finding,
        rows=compare(store, run.country, run.wave),
        misreadings=find_misreadings(store, run.country, run.wave),
        coverage=measure_coverage(store, run.country, run.wave, COVERED, size=size, redraws=REDRAWS, seed=seed, progress=run.progress),
        seconds=0.0,
    )


def find_a_year_later(run: DemoRun) -> DemoFinding:
    """Looks for the websites in the next wave, of which the register knows no more than before, and judges what came out."""
    later = replace(run, country=change_hands(run.country), wave=name_wave(run.country.seed, 2))
    _load_frame(later)
    with DemoServer(later.country) as server:
        _find(later, server)
    return judge_finding(later.store_path, later.country, later.wave)


def name_wave(seed: int, number: int = 1) -> str:
    """A wave of a seed: 2026, and a year later 2027, for the usual one."""
    year = str(FIRST_YEAR + number - 1)
    return year if seed == DEFAULT_SEED else f"{year}-seed-{seed}"


def _load_frame(run: DemoRun) -> FrameReport:
    write_register(run.country, _register_path(run))
    write_truth(run.country, _truth_path(run))
    with open_store(run.store_path) as store:
        _refuse_other_register(store, run)
        with recording(store, "frame", {"demo": run.country.seed}, "XD", run.wave) as counts:
            report = load_register(
                store,
                _register_path(run),
                country="XD",
                wave=run.wave,
                classification="ISIC4",
                reference_date=REFERENCE_DATE,
                scope=SCOPE,
                progress=run.progress,
            )
            counts.update(read=report.read, loaded=report.loaded, rejected=report.rejected)
    return report


def _refuse_other_register(store: Store, run: DemoRun) -> None:
    """The wave must hold this country and nothing else: labels stay for ever, and the truth would not be its truth."""
    kept = find_register(store, "XD", run.wave)
    with _register_path(run).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if kept is not None and kept.file_digest != digest:
        raise StoreError(
            say(
                "The store {path} holds another register of XD as wave {wave}, perhaps an older version's: name a new file with --db.",
                path=run.store_path,
                wave=run.wave,
            )
        )


def _find(run: DemoRun, server: DemoServer) -> None:
    """Looks for websites by all that lies beside the register."""
    lists = _zone_path(run), _directory_path(run)
    write_zone(run.country, lists[0])
    write_directory(run.country, lists[1])
    visits = replace(_visits(run, server), spider="candidates", pages=PAGES, depth=DEPTH, retries=1)
    find_in_demo(run.store_path, run.wave, server, lists, visits, run.progress)


def _crawl(run: DemoRun, server: DemoServer) -> None:
    """Visits the websites that were found in full, each failure tried once more on the same day."""
    launch_crawl(run.store_path, _visits(run, server), run.progress)


def _visits(run: DemoRun, server: DemoServer) -> CrawlOptions:
    """Fast visits, since all stands on this computer."""
    return CrawlOptions(
        country="XD",
        wave=run.wave,
        contact_name=CONTACT[0],
        contact_url=CONTACT[1],
        connect_to=server.address,
        allow_private=True,
        delay=0.0,
        concurrency=64,
        retries=2,
        same_day=True,
        settings={"ECOMSTAT_RETRY_SPACING": "1", "ECOMSTAT_NAME_SERVER": server.name_service},
    )


def _label(store: Store, run: DemoRun) -> None:
    """Draws whom to review, once, and answers for the reviewers."""
    if SAMPLE not in {design.sample for design in read_designs(store, "XD", run.wave)}:
        with recording(store, "sample", {"demo": run.country.seed, "size": _sample_size(run)}, "XD", run.wave) as counts:
            counts.update(draw_sample(store, "XD", run.wave, size=_sample_size(run), seed=run.country.seed, name=SAMPLE).counts)
    drawn = read_sample(store, "XD", run.wave, SAMPLE)["enterprise_id"]
    append_labels(store, write_labels(run.country, run.wave, SAMPLE, drawn))


def _estimate(store: Store, run: DemoRun) -> None:
    with recording(store, "aggregate", {"demo": run.country.seed}, "XD", run.wave) as counts:
        counts.update(aggregate(store, "XD", run.wave, run=counts["run"], progress=run.progress).counts)


def _sample_size(run: DemoRun) -> int:
    return min(SAMPLE_SIZE, len(run.country.enterprises) // 2)


def _register_path(run: DemoRun) -> Path:
    return run.directory / f"register-XD-{run.wave}.csv"


def _truth_path(run: DemoRun) -> Path:
    return run.directory / f"truth-XD-{run.wave}.csv"


def _zone_path(run: DemoRun) -> Path:
    return run.directory / f"zone-XD-{run.wave}.txt"


def _directory_path(run: DemoRun) -> Path:
    return run.directory / f"directory-XD-{run.wave}.csv"
