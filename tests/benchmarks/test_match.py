"""The benchmark of matching: what it compares with is really everything, and names are really altered."""

import random
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from benchmarks.altered_names import KINDS, alter_name
from benchmarks.match_recall import Asked, Recall, _compare_all, _hold_all
from benchmarks.memory import read_rollup
from scrapers.finding.matching.building import EntryWriter, build_arrays
from scrapers.finding.matching.index import KeyIndex, open_index

KEYS = ["maralodge", "maralodges", "maralogde", "themaralodge", "hoshion", "hoshiongroup", "savannatours", "savanatours"]


@pytest.fixture
def index(tmp_path: Path) -> KeyIndex:
    writer = EntryWriter(tmp_path)
    for key in KEYS:
        writer.add(f"{key}.com", [key], [])
    writer.close()
    build_arrays(tmp_path, 1 << 20, lambda _: None)
    return open_index(tmp_path)


def test_every_host_is_compared_with_every_name(index: KeyIndex) -> None:
    asked = [Asked("names", 0, "maralodge", 0.88), Asked("names", 1, "savanntours", 0.95)]
    found = {(at, index.read_key(key)) for at, key in _compare_all(index, asked)}
    assert found == {(at, key) for at, one in enumerate(asked) for key in KEYS if one.near <= fuzz.ratio(one.text, key) / 100 < 1}
    assert (0, "maralodges") in found
    assert (1, "savannatours") in found


def test_every_host_is_seen_whether_it_begins_or_ends_with_a_text(index: KeyIndex) -> None:
    asked = [Asked("parts", 0, "maralodge"), Asked("parts", 1, "hoshion"), Asked("parts", 2, "group")]
    found = {(at, index.read_key(key)) for at, key in _hold_all(index, asked)}
    assert found == {(0, "maralodges"), (0, "themaralodge"), (1, "hoshiongroup"), (2, "hoshiongroup")}


@pytest.mark.parametrize("kind", KINDS)
def test_an_altered_name_is_another_one_but_much_like_it(kind: str) -> None:
    words = ["makavizu", "traders", "limited"]
    altered = alter_name(words, kind, random.Random(3))
    assert altered != words
    assert fuzz.ratio(" ".join(words), " ".join(altered)) > 70
    assert words == ["makavizu", "traders", "limited"]


def test_a_share_found_tells_its_interval_by_enterprises_and_not_by_pairs() -> None:
    assert "0.9500 | 0.7" in str(Recall("names", 1000, 950, 20))
    assert Recall("names", 0, 0, 0).share == 1


def test_the_memory_of_no_process_is_none() -> None:
    assert read_rollup(None) == (0.0, 0.0)
