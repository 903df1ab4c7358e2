"""Amounts of memory, and how processes share them."""

import pytest

from catalogue.memory import (
    GB,
    LARGEST_READER,
    LEAST_VISITS,
    MB,
    READER,
    SHARED,
    MemoryLimitError,
    read_memory,
    share_crawl,
    share_reading,
    write_memory,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("500MB", 500 * MB),
        ("2 GB", 2 * GB),
        ("1.5G", 1500 * MB),
        ("1,5 Go", 1500 * MB),
        ("2GiB", 2**31),
        ("800m", 800 * MB),
        ("1TB", 1000 * GB),
    ],
)
def test_memory_is_read_as_people_write_it(text: str, amount: int) -> None:
    assert read_memory(text) == amount


@pytest.mark.parametrize("text", ["", "2", "two GB", "-2GB", "GB", "2 GB or so", "1e3MB", "٢GB", "2.GB"])
def test_what_is_no_amount_is_answered_with_how_to_write_one(text: str) -> None:
    with pytest.raises(MemoryLimitError, match="500MB, 2GB or 1"):
        read_memory(text)


def test_too_little_is_refused_before_anything_fails_for_want_of_it() -> None:
    with pytest.raises(MemoryLimitError, match="give 500\N{NO-BREAK SPACE}MB or more"):
        read_memory("499MB")


@pytest.mark.parametrize(
    ("amount", "text"), [(500e6, "500 MB"), (2e9, "2 GB"), (1.5e9, "1.5 GB"), (12e3, "12 kB"), (3.24e12, "3.2 TB"), (960e6, "1 GB")]
)
def test_memory_is_written_as_people_read_it(amount: float, text: str) -> None:
    assert write_memory(amount) == text.replace(" ", "\N{NO-BREAK SPACE}")


def test_two_gigabytes_are_enough_for_two_cores_without_visiting_fewer_websites() -> None:
    shares = share_crawl(2 * GB, 1, 2, 64)
    assert (shares.visits, shares.readers, shares.reader) == (64, 2, LARGEST_READER)


@pytest.mark.parametrize("memory", [500 * MB, 750 * MB, 2 * GB, 16 * GB])
@pytest.mark.parametrize("workers", [1, 2, 8])
@pytest.mark.parametrize("cores", [1, 4, 64])
def test_all_shares_together_are_never_more_than_the_memory(memory: int, workers: int, cores: int) -> None:
    try:
        shares = share_crawl(memory, workers, cores)
    except MemoryLimitError:
        assert workers > 1
        return
    assert shares.visits >= LEAST_VISITS
    assert 1 <= shares.readers <= cores
    assert READER <= shares.reader <= LARGEST_READER
    # 100 MB for the command, 150 MB for each crawling process, 2 MB for each website under way
    assert 100 * MB + workers * (150 * MB + shares.visits * 2 * MB + shares.readers * (shares.reader - SHARED)) <= memory


def test_more_processes_than_fit_are_refused_with_what_they_need() -> None:
    with pytest.raises(MemoryLimitError, match="8 crawling processes need 3"):  # 3.2 GB: 100 + 8 × (150 + 16 + 220) MB
        share_crawl(2 * GB, 8, 1)


def test_with_little_memory_archives_are_read_by_fewer_processes() -> None:
    assert [share_reading(memory, 16).readers for memory in (500 * MB, 2 * GB, 8 * GB)] == [
        1,
        8,
        16,
    ]  # 160 MB for the command, 220 for each process at least
