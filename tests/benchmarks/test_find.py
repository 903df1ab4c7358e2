"""The benchmark of guessed domains: halves without a brand in common, weights that follow the pairs, a floor."""

import csv
from pathlib import Path

import pytest

from benchmarks import find
from benchmarks.guess_learning import learn_model, write_model
from benchmarks.name_pairs import NamePair, find_script, read_pairs, split_by_brand
from catalogue.profiles import load_profile
from scrapers.finding.guessing import rank_guesses
from scrapers.finding.guessing.model import read_model

STEMS = [f"{a}{b}{c}" for a in ("kor", "vel", "mun", "tas", "bri") for b in ("a", "o", "i") for c in ("dan", "lex", "mor", "nuv")]


def make_pair(name: str, domain: str, country: str = "KE", *others: str) -> NamePair:
    return NamePair("invented", (name, *others), country, None, None, domain)


def test_pairs_of_a_brand_are_in_one_half_also_where_only_a_third_pair_connects_them() -> None:
    chains = [
        [
            make_pair(f"{stem} Traders Ltd", f"{stem}.co.ke"),
            make_pair(f"{stem} Uganda", f"{stem}.ug", "UG"),
            make_pair(f"{stem} Uganda Limited", f"{stem}works.com"),
        ]
        for stem in STEMS
    ]
    halves = split_by_brand(pair for chain in chains for pair in chain)
    for chain in chains:
        assert len({pair in halves[0] for pair in chain}) == 1
    assert min(map(len, halves)) > len(STEMS)


def test_lists_are_read_with_their_columns_and_rows_without_a_domain_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "invented.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["name", "other_names", "country", "city", "domain"])
        rows.writerow(["Kordan (Kenya)", "Kordan Ltd|コルダン", "Kenya", "Nairobi", "www.kordan.co.ke"])
        rows.writerow(["Velomor", "", "Kenya", "", ""])
    (pair,) = read_pairs([path])
    assert (pair.names, pair.country, pair.place, pair.domain) == (("Kordan", "Kordan Ltd", "コルダン"), "KE", "Nairobi", "kordan.co.ke")


def test_weights_follow_what_the_pairs_do() -> None:
    hyphened = [make_pair(f"{stem} Mills Ltd", f"{stem}-mills.or.ke") for stem in STEMS]
    joined = [make_pair(f"{stem} Mills Ltd", f"{stem}mills.com") for stem in STEMS]
    for pairs, expected in ((hyphened, "zulovar-mills.or.ke"), (joined, "zulovarmills.com")):
        model = read_model(write_model(learn_model(pairs, "test")))
        assert rank_guesses(["Zulovar Mills Ltd"], None, None, load_profile("KE"), model=model)[0].domain == expected


@pytest.mark.parametrize(
    ("text", "script"), [("Kordan", "Latin"), ("Kördan", "Latin, accented"), ("コルダン", "Han and kana"), ("Корда", "other scripts")]
)
def test_scripts_are_told_apart(text: str, script: str) -> None:
    assert find_script(text) == script


def test_the_benchmark_ends_1_below_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = [make_pair(f"{stem} Mills Ltd", f"{stem}mills.co.ke") for stem in STEMS[:30]]
    odd = [make_pair(f"{stem} Mills Ltd", f"unlike{at}.co.ke") for at, stem in enumerate(STEMS[:30])]
    assert find.report(pairs, [pair.domain for pair in pairs]) == 0
    assert find.report(odd, [pair.domain for pair in odd]) == 1
    assert "Recall at 20: 0.000" in capsys.readouterr().out


def test_a_model_learnt_from_other_pairs_is_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "invented.csv"
    path.write_text("name,country,domain\nKordan,KE,kordan.co.ke\nVelomor,KE,velomor.co.ke\n", encoding="utf-8")
    assert find.main([str(path)]) == 1
    assert "learnt from other pairs" in capsys.readouterr().out
