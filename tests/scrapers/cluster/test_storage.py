"""Storages: what is written there appears whole, is read within bounds, and their addresses carry no secrets."""

from pathlib import Path

import pytest

fsspec = pytest.importorskip("fsspec", reason="needs ecomstat[cluster]")

from catalogue.errors import CrawlError  # noqa: E402
from scrapers.cluster.archives import list_archives  # noqa: E402
from scrapers.cluster.storage import Storage  # noqa: E402


@pytest.fixture(params=["folder", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return Storage(str(tmp_path / "place") if request.param == "folder" else f"memory://{tmp_path.name}")


def test_what_is_written_is_read_and_removed(storage: Storage, tmp_path: Path) -> None:
    assert storage.read("wave/one", 100) is None
    storage.write("wave/one", b"first")
    storage.write("wave/one", b"second")
    assert storage.read("wave/one", 100) == b"second"
    assert storage.list_files("wave/*") == ["one"]
    assert storage.measure("wave/one") == 6
    storage.remove("wave")
    storage.remove("wave")
    assert storage.read("wave/one", 100) is None


def test_more_than_expected_is_refused(storage: Storage, tmp_path: Path) -> None:
    storage.write("one", b"x" * 50)
    assert storage.read("one", 50) == b"x" * 50
    with pytest.raises(CrawlError, match="larger"):
        storage.read("one", 49)
    with pytest.raises(CrawlError, match="larger"):
        storage.fetch("one", tmp_path / "copy", 49)


def test_a_storage_that_works_passes_the_check_and_keeps_nothing_of_it(storage: Storage) -> None:
    storage.check()
    assert storage.list_files("*") == []


def test_a_storage_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CrawlError, match="may write"):
        Storage(str(tmp_path / "file" / "below")).check()


@pytest.mark.parametrize("url", ["s3://key:secret@bucket/wave", "simplecache::s3://bucket", "s3://secret@bucket"])
def test_addresses_with_secrets_or_storages_within_storages_are_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(CrawlError, match="environment") as refused:
        Storage(url)
    assert "secret" not in str(refused.value)


def test_an_unknown_kind_of_storage_is_refused() -> None:
    with pytest.raises(CrawlError, match="cannot be opened"):
        Storage("nowhere://bucket")


def test_archives_at_a_storage_are_found_by_a_pattern() -> None:
    storage = Storage("memory://archives-of-tests")
    for name in ("b.warc.gz", "a.warc.gz", "notes.txt"):
        storage.write(name, b"x")
    assert list_archives(["memory://archives-of-tests/*.warc.gz"]) == [f"memory://archives-of-tests/{n}.warc.gz" for n in "ab"]
    with pytest.raises(CrawlError, match="no archive"):
        list_archives(["memory://archives-of-tests/z*.warc.gz"])
    with pytest.raises(CrawlError, match="not a web archive"):
        list_archives(["memory://archives-of-tests/notes.txt"])
