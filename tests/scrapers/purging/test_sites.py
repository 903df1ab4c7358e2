"""A website whose owner asked goes from archives and store, and nothing else does."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.errors import CrawlError
from catalogue.progress import Quiet
from scrapers.archives.ingesting import ingest_archives
from scrapers.archives.places import archive_folder, find_file
from scrapers.archives.reading import read_response
from scrapers.crawling.locking import lock_country, lock_decisions
from scrapers.purging.sites import plan_sites, purge_opted_out
from store.opening import Store, open_store
from store.purging.removals import read_removals
from store.purging.sites import count_held_pages
from store.records import Website
from store.websites import add_websites, find_website, read_pages, read_signals
from tests.scrapers.purging.archived import NAME, archive_site, archived_words

GONE, STAYS = "jane.co.ke", "duka.co.ke"


@pytest.fixture
def archived(store: Store) -> Store:
    archive_site(store, STAYS, "http://duka.co.ke/", "http://duka.co.ke/shop", "http://www.jane.co.ke/welcome")
    archive_site(store, GONE, "http://jane.co.ke/", "http://jane.co.ke/contact", known=False)
    archive_site(store, GONE, "http://jane.co.ke/", "http://jane.co.ke/contact")
    archive_site(store, "other.co.ke", "http://other.co.ke/")
    return store


def purge(store: Store, *entries: str) -> int:
    return purge_opted_out(store, plan_sites(store, entries or [GONE]), Quiet()).records


def read_all(store: Store, site: str) -> list[bytes]:
    """The bodies that a website's pages point to."""
    pages = read_pages(store, "KE", "2024", site)
    return [read_response(find_file(store.path, page.warc_file), page.warc_offset or 0).body for page in pages if page.warc_file]


def test_no_word_of_the_website_stays_in_any_archive(archived: Store) -> None:
    assert "jane.co.ke" in archived_words(archive_folder(archived.path))
    # two visits of robots.txt, two pages and an outcome each; one answer that a visit of another website was led to
    assert purge(archived) == 2 * (1 + 2 + 1) + 1
    assert "jane.co.ke" not in archived_words(archive_folder(archived.path))
    assert not archive_folder(archived.path).joinpath(NAME).exists()


def test_no_address_of_the_website_stays_among_pages_that_were_not_archived(store: Store) -> None:
    archive_site(store, GONE, "http://jane.co.ke/", name=f"{NAME[:-8]}-p2.warc.gz")
    archive_site(store, STAYS, "http://duka.co.ke/", left_out="http://www.jane.co.ke/welcome")
    purge(store)
    assert "jane.co.ke" not in archived_words(archive_folder(store.path))
    assert read_all(store, STAYS) == [b"<p>words of http://duka.co.ke/</p>"]


def test_pages_of_others_lie_where_the_store_says(archived: Store) -> None:
    purge(archived)
    assert read_all(archived, STAYS) == [b"<p>words of http://duka.co.ke/</p>", b"<p>words of http://duka.co.ke/shop</p>"]
    assert read_all(archived, "other.co.ke") == [b"<p>words of http://other.co.ke/</p>"]


def test_rows_of_the_website_go_and_it_is_closed(archived: Store) -> None:
    purge(archived)
    site = find_website(archived, "KE", "2024", GONE)
    assert site is not None
    assert (site.status, site.is_final, site.final_url, site.page_count) == ("opted_out", True, None, 0)
    assert read_pages(archived, "KE", "2024", GONE) == []
    assert read_signals(archived, "KE", "2024", GONE) == []
    assert {signal.kind for signal in read_signals(archived, "KE", "2024", STAYS)} == {"word"}, "the others stood on a page of Jane's"


def test_what_is_left_can_be_ingested_again(archived: Store, tmp_path: Path) -> None:
    purge(archived)
    (archive,) = archive_folder(archived.path).glob("*.warc.gz")
    with open_store(tmp_path / "again.db") as again:
        add_websites(again, [Website("KE", "2024", site, site, start_url=f"http://{site}/") for site in (GONE, STAYS, "other.co.ke")])
        assert ingest_archives(again, [archive], country="KE", wave="2024", progress=Quiet()).sites == 2
        assert [page.url for page in read_pages(again, "KE", "2024", STAYS)] == ["http://duka.co.ke/", "http://duka.co.ke/shop"]


def test_a_second_purge_finds_nothing(archived: Store) -> None:
    purge(archived)
    assert purge(archived) == 0
    assert purge(archived, "never-seen.co.ke") == 0


def test_an_archive_that_holds_nothing_else_is_deleted(store: Store) -> None:
    archive_site(store, GONE, "http://jane.co.ke/")
    assert purge(store) == 3
    assert list(archive_folder(store.path).iterdir()) == []


def test_a_host_stands_for_its_subdomains_and_a_path_for_itself(store: Store) -> None:
    archive_site(store, "shop.jane.co.ke", "http://shop.jane.co.ke/")
    archive_site(store, "sites.google.com/view/one", "http://sites.google.com/view/one")
    archive_site(store, "sites.google.com/view/two", "http://sites.google.com/view/two")
    assert purge(store, GONE, "sites.google.com/view/one") == 2 * 3
    left = archived_words(archive_folder(store.path))
    assert "view/two" in left
    assert "view/one" not in left


def test_other_waves_archives_are_purged_too_and_strangers_files_are_named(archived: Store, tmp_path: Path) -> None:
    archive_site(archived, GONE, "http://jane.co.ke/", wave="2025", name="KE-2025-20250501T100000000Z.warc.gz")
    elsewhere = tmp_path / "theirs.warc.gz"
    elsewhere.write_bytes(gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"))
    with archived.writing() as db:
        db.execute("UPDATE pages SET warc_file = ? WHERE site = ? AND wave = '2025'", [str(elsewhere), GONE])
    plan = plan_sites(archived, [GONE])
    assert plan.archives.left == (str(elsewhere),)
    purge_opted_out(archived, plan, Quiet())
    assert elsewhere.exists()
    assert "jane" not in archived_words(archive_folder(archived.path))


def test_it_is_closed_in_past_waves_too_and_a_site_of_others_in_none(archived: Store) -> None:
    archive_site(archived, GONE, "http://jane.co.ke/", wave="2025", name="KE-2025-20250501T100000000Z.warc.gz")
    archive_site(archived, STAYS, "http://duka.co.ke/", wave="2025", name="KE-2025-20250501T100000000Z.warc.gz")
    purge(archived)
    closed = {(wave, site): find_website(archived, "KE", wave, site) for wave in ("2024", "2025") for site in (GONE, STAYS)}
    assert {key: website and website.status for key, website in closed.items()} == {
        ("2024", GONE): "opted_out", ("2025", GONE): "opted_out", ("2024", STAYS): "ok", ("2025", STAYS): "ok",
    }  # fmt: skip
    assert count_held_pages(archived, GONE) == 0
    assert count_held_pages(archived, STAYS) == 3


def test_what_a_crawl_read_after_the_plan_was_shown_goes_too(archived: Store) -> None:
    plan = plan_sites(archived, [GONE])
    archive_site(archived, GONE, "http://jane.co.ke/late", wave="2025", name="KE-2025-20250501T100000000Z.warc.gz")
    purge_opted_out(archived, plan, Quiet())
    assert count_held_pages(archived, GONE) == 0
    assert "jane.co.ke" not in archived_words(archive_folder(archived.path))


def test_a_half_written_record_at_the_end_goes_too(archived: Store) -> None:
    path = archive_folder(archived.path) / NAME
    whole = path.read_bytes()
    path.write_bytes(whole + whole[-300:-20])
    purge(archived)
    assert len(read_all(archived, STAYS)) == 2


def test_while_a_crawl_runs_nothing_is_purged(archived: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.purging.sites.LOCK_SECONDS", 0.0)
    with lock_country(archived.path, "KE", 0), pytest.raises(CrawlError, match=r"already running.*Nothing was deleted yet.*again"):
        purge(archived)
    with lock_decisions(archived.path, "KE", 0), pytest.raises(CrawlError, match="decided about"):
        purge(archived)
    assert archive_folder(archived.path).joinpath(NAME).exists()


KILLED = """
import os, sys
from pathlib import Path
from catalogue.progress import Quiet
from scrapers.purging import rewriting
from scrapers.purging.sites import plan_sites, purge_opted_out
from store.opening import open_store
step = 0
def trace(frame, event, arg):
    global step
    watched = ("scrapers/purging/rewriting.py", "scrapers/purging/sites.py", "store/purging/removals.py", "store/purging/sites.py")
    if event == "line" and frame.f_code.co_filename.replace(os.sep, "/").endswith(watched):
        step += 1
        if step == int(sys.argv[2]):
            os._exit(9)
    return trace
with open_store(Path(sys.argv[1])) as store:
    plan = plan_sites(store, ["jane.co.ke"])
    sys.settrace(trace)
    purge_opted_out(store, plan, Quiet())
    sys.settrace(None)
    print(step)
"""
"""A purge that the system kills at its n-th line."""


def run_killed(path: Path, step: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", KILLED, str(path), str(step)], capture_output=True, text=True, timeout=120, check=False)


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_and_the_next_purge_ends_it(archived: Store, tmp_path: Path) -> None:
    steps = int(run_killed(_copy(archived, tmp_path / "whole"), 0).stdout)
    for step in range(1, steps, max(1, steps // 8)):
        path = _copy(archived, tmp_path / str(step))
        assert run_killed(path, step).returncode == 9
        with open_store(path) as store:
            assert len(read_all(store, STAYS)) in {2, 3}, f"every page can be read after a kill at line {step}"
            assert all(b"jane" in body for body in read_all(store, GONE))
            purge(store)
            assert len(read_all(store, STAYS)) == 2
            assert read_removals(store) == []
            assert "jane.co.ke" not in archived_words(archive_folder(path))


def _copy(store: Store, folder: Path) -> Path:
    """The store with its archives, in a folder of its own."""
    import shutil

    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    folder.mkdir()
    shutil.copytree(archive_folder(store.path), archive_folder(folder / store.path.name))
    return Path(shutil.copy(store.path, folder / store.path.name))


@pytest.mark.skipif(os.name != "posix", reason="a folder that refuses files")
def test_a_full_disk_leaves_everything_as_it_was(archived: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", fail)
        with pytest.raises(OSError, match="No space"):
            purge(archived)
    assert len(read_all(archived, STAYS)) == 3
    purge(archived)
    assert "jane.co.ke" not in archived_words(archive_folder(archived.path))
