"""What `--scheduler` asks for before anything leaves: the extra, a storage, the office's leave."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalogue.errors import CrawlError, EcomstatError
from cli.main import group
from scrapers.cluster import options
from scrapers.cluster.options import ClusterOptions, require_cluster, stays_here
from scrapers.crawling.options import CrawlReport
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise, Website
from store.settings import write_setting
from store.websites import add_websites
from tests.scrapers.cluster.ports import find_port

REMOTE = ("--scheduler", "tls://cluster.example:8786", "--storage", "s3://bucket/wave")


@pytest.fixture
def db(store_path: Path) -> Path:
    with open_store(store_path) as store:
        write_enterprises(store, [Enterprise("KE", "2026", "1", name="Chairs Ltd", url="http://duka.co.ke/", site="duka.co.ke")])
        add_websites(store, [Website("KE", "2026", "duka.co.ke", "duka.co.ke", "own", "http://duka.co.ke/")])
        write_setting(store, "contact_url", "https://stats.example/contact")
    return store_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "NEEDED", ())


def run(db: Path, *words: str) -> tuple[int, str]:
    """Exit code and all that was said; errors that end a command as the sentence that the command line prints."""
    result = CliRunner().invoke(group, [*words, "--db", str(db)])
    said = str(result.exception) if isinstance(result.exception, EcomstatError) else ""
    return result.exit_code, result.output + said


def test_without_the_extra_the_command_says_what_to_install(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "NEEDED", ("a_package_that_is_not_there",))
    code, said = run(db, "crawl", "KE", *REMOTE, "--allow-disclosure", "cluster")
    assert code == 1
    assert "ecomstat[cluster]" in said
    with pytest.raises(CrawlError, match=r"ecomstat\[cluster\]"):
        require_cluster()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("command", [("crawl", "KE"), ("ingest", "KE", "s3://bucket/a.warc.gz")])
def test_nothing_goes_to_other_computers_without_the_offices_leave(db: Path, command: tuple[str, ...]) -> None:
    code, said = run(db, *command, *REMOTE)
    assert code == 1
    assert "--allow-disclosure cluster" in said
    assert "host names" in said
    assert "Nothing was sent" in said


@pytest.mark.usefixtures("installed")
def test_a_leave_for_something_else_is_none(db: Path) -> None:
    code, said = run(db, "crawl", "KE", *REMOTE, "--allow-disclosure", "search")
    assert code == 1
    assert "nothing that can be allowed" in said


@pytest.mark.parametrize("command", [("crawl", "KE", "--dry-run"), ("ingest", "KE", "nowhere.warc.gz")])
def test_a_leave_that_nobody_knows_is_refused_without_a_cluster_too(db: Path, command: tuple[str, ...]) -> None:
    code, said = run(db, *command, "--allow-disclosure", "clouds")
    assert code == 1
    assert "'clouds' is nothing that can be allowed" in said


@pytest.mark.usefixtures("installed")
def test_an_address_that_is_none_is_said_before_a_leave_is_asked_for(db: Path) -> None:
    code, said = run(db, "crawl", "KE", "--scheduler", "cluster.example", "--storage", "s3://bucket/wave")
    assert code == 1
    assert "no address of a Dask scheduler" in said


@pytest.mark.parametrize(("option", "goes_with"), [("--index", "--common-crawl."), ("--storage", "--common-crawl or --scheduler.")])
def test_places_of_common_crawl_are_refused_where_only_archives_are_read(db: Path, option: str, goes_with: str) -> None:
    code, said = run(db, "ingest", "KE", "nowhere.warc.gz", option, "place")
    assert code == 2
    assert f"{option} goes with {goes_with}" in said


@pytest.mark.usefixtures("installed")
def test_a_scheduler_without_a_storage_is_no_use(db: Path) -> None:
    assert run(db, "crawl", "KE", "--scheduler", "local:2")[0] == 2
    assert run(db, "crawl", "KE", "--storage", "s3://bucket")[0] == 2


@pytest.mark.usefixtures("installed")
def test_what_leaves_is_said_before_and_kept(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs ecomstat[cluster]")
    pytest.importorskip("pyarrow", reason="needs ecomstat[cluster]")
    from scrapers.cluster import crawling

    asked: list[ClusterOptions] = []

    def crawl(path: Path, how: object, cluster: ClusterOptions, progress: object) -> options.ClusterReport:
        asked.append(cluster)
        return options.ClusterReport(CrawlReport("KE", "2026", 0, {}, 0, None, 0, 0, None), 0, 1, ())

    monkeypatch.setattr(crawling, "crawl_on_cluster", crawl)
    code, said = run(db, "crawl", "KE", *REMOTE, "--allow-disclosure", "cluster", "--workers", "8")
    assert code == 0, said
    assert said.index("Leaving this computer") < said.index("Visited 0 websites")
    assert "tls://cluster.example:8786, s3://bucket/wave" in said
    assert "1 website was not sent" in said
    [cluster] = asked
    assert (cluster.scheduler, cluster.storage, cluster.at_once) == (REMOTE[1], REMOTE[3], 8)
    assert "host names" in json.dumps(cluster.disclosed)
    assert replace(cluster, disclosed={}) != cluster


def test_processes_here_with_a_folder_here_tell_nobody() -> None:
    assert stays_here("local", "/srv/shards")
    assert stays_here("local:4", "file:///srv/shards")
    assert not stays_here("local:4", "s3://bucket")
    assert not stays_here("tcp://10.0.0.7:8786", "/srv/shards")
    assert not stays_here("localhost:8786", "/srv/shards")


def test_a_scheduler_that_is_not_there_is_named() -> None:
    pytest.importorskip("distributed", reason="needs ecomstat[cluster]")
    pytest.importorskip("pyarrow", reason="needs ecomstat[cluster]")
    from catalogue.progress import Quiet
    from scrapers.cluster.connecting import connecting

    address = f"tls://127.0.0.1:{find_port()}"
    with pytest.raises(CrawlError, match=f"No Dask scheduler can be reached at {address}"), connecting(address, 1, Quiet()):
        pass


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("address", ["localhost:8786", "http://cluster.example:8786", "local:0", "tcp://me:secret@host:8786", "local:x"])
def test_what_is_no_scheduler_is_refused(address: str) -> None:
    pytest.importorskip("distributed", reason="needs ecomstat[cluster]")
    pytest.importorskip("pyarrow", reason="needs ecomstat[cluster]")
    from catalogue.progress import Quiet
    from scrapers.cluster.connecting import connecting

    with pytest.raises(CrawlError, match="no address of a Dask scheduler"), connecting(address, 1, Quiet()):
        pass
