"""The index finds what comparing with every key finds."""

import random
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz

from scrapers.finding.matching import index as index_module
from scrapers.finding.matching.building import EntryWriter, build_arrays
from scrapers.finding.matching.index import KeyIndex, open_index

SYLLABLES = ["ma", "ra", "lo", "ke", "tel", "ho", "shop", "ni", "sa", "fa", "ri", "com", "ban", "ka", "ze", "7", "ti", "ex"]


def build(folder: Path, keys: list[str], memory: int = 1 << 28) -> KeyIndex:
    folder.mkdir(exist_ok=True)
    writer = EntryWriter(folder)
    for key in keys:
        writer.add(f"{key}.com", [key], [f"t{len(key)}"])
    writer.close()
    build_arrays(folder, memory, lambda _: None)
    return open_index(folder)


def invent_keys(count: int) -> list[str]:
    chance = random.Random(5)
    return sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(1, 7))) for _ in range(count)})


def test_every_key_is_found_again_and_no_other(tmp_path: Path) -> None:
    keys = invent_keys(3000)
    index = build(tmp_path, [*keys, keys[7]])
    assert index.key_count == len(keys)
    found = index.find_equal([*keys, "nosuchkey"]).tolist()
    assert [index.read_key(key) for key in found[:-1]] == keys
    assert found[-1] == -1
    assert [index.read_entry(entry) for entry in index.entries_of(found[7], 10)] == [f"{keys[7]}.com"] * 2


def test_with_less_memory_the_same_index_is_built(tmp_path: Path) -> None:
    keys = invent_keys(3000)
    build(tmp_path / "much", keys)
    build(tmp_path / "little", keys, memory=1)
    for path in (tmp_path / "much").iterdir():
        assert path.read_bytes() == (tmp_path / "little" / path.name).read_bytes()


def test_near_keys_are_those_that_comparing_all_finds(tmp_path: Path) -> None:
    keys = invent_keys(3000)
    index, chance = build(tmp_path, keys), random.Random(6)
    asked = [key[: len(key) // 2] + "x" + key[len(key) // 2 + chance.randint(0, 1) :] for key in chance.sample(keys, 150) if len(key) >= 6]
    found = {(place, index.read_key(key)) for place, key, _ in index.find_near(asked, [0.88] * len(asked))}
    wanted = {(place, key) for place, text in enumerate(asked) for key in keys if fuzz.ratio(text, key) >= 88}
    assert len(wanted) > 100
    assert found <= wanted
    assert len(found) >= 0.97 * len(wanted)


def test_two_errors_hide_no_key_however_few_runs_may_be_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "MOST_POSTINGS", 0)
    keys, chance = [key for key in invent_keys(3000) if len(key) >= 14], random.Random(7)
    index = build(tmp_path, keys)
    for key in chance.sample(keys, 200):
        first, second = sorted(chance.sample(range(len(key)), 2))
        asked = key[:first] + "q" + key[first + 1 : second] + key[second + 1 :]
        assert key in {index.read_key(found) for _, found, _ in index.find_near([asked], [0.85])}


def test_as_many_runs_that_share_no_letter_are_looked_up_as_there_may_be_errors_and_one_more() -> None:
    holders = np.array([5, 9, 1, 1, 4, 9, 9, 9, 2, 9, 9, 9])
    assert index_module._choose_runs(holders, errors=1) == [8, 4]
    assert index_module._choose_runs(holders, errors=2) == [8, 4, 0]
    assert index_module._choose_runs(holders, errors=4)[3:] == [2, 3, *(1, 5, 6, 7, 9, 10, 11)]


def test_keys_that_hold_a_text_are_those_that_reading_all_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "MOST_HOLDERS", 10)
    keys = invent_keys(3000)
    index = build(tmp_path, keys)
    asked = sorted({key[:6] for key in keys[::20] if len(key) >= 6})
    wanted = {text: {key for key in keys if key != text and (key.startswith(text) or key.endswith(text))} for text in asked}
    assert max(map(len, wanted.values())) > index_module.MOST_HOLDERS
    found = {text: set[str]() for text in asked}
    for place, key, _ in index.find_holding(asked):
        found[asked[place]].add(index.read_key(key))
    assert found == {text: held if len(held) <= index_module.MOST_HOLDERS else set() for text, held in wanted.items()}


def test_keys_that_begin_or_end_with_a_rare_text_are_found(tmp_path: Path) -> None:
    index = build(tmp_path, ["hoshion", "hoshiongroup", "thehoshion", "myhoshionshop", "hoshi"])
    assert {index.read_key(key) for _, key, _ in index.find_holding(["hoshion"])} == {"hoshiongroup", "thehoshion"}


def test_a_word_has_at_least_as_many_holders_as_there_are(tmp_path: Path) -> None:
    keys = invent_keys(3000)
    index = build(tmp_path, keys)
    for word in ("shop", "comban", "telho"):
        assert index.count_holders(word) >= sum(word in key for key in keys)
    assert index.count_holders("zzzz") == 0


def test_numbers_lead_to_their_entries(tmp_path: Path) -> None:
    index = build(tmp_path, ["mara", "lodge", "acme"])
    assert sorted(index.read_entry(entry) for _, entry in index.find_numbered(["t4"])) == ["acme.com", "mara.com"]
    assert not list(index.find_numbered(["t9"]))


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    index = build(tmp_path, [])
    assert index.find_equal(["mara"]).tolist() == [-1]
    assert not list(index.find_near(["maralodge"], [0.88]))
