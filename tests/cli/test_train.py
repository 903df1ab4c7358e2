"""What `train`, `evaluate` and `explain` say of a small invented wave."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from catalogue.progress import Quiet
from classify import classify
from store.opening import Store
from store.records import Label
from store.reviews import append_labels
from tests.classify.conftest import Fill, fill
from tests.classify.invented_signals import BROCHURE, COUNTRY, SHOP, WAVE, seen
from tests.cli.test_commands import run

__all__ = ["fill"]

EACH = 25
ONLY_WORDS = tuple(seen("word", concept, "button", 9, "Add to cart") for concept in ("add_to_basket", "checkout", "buy_now", "basket"))


@pytest.fixture
def wave(store: Store, fill: Fill, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A store with labelled shops and brochures; the commands run on it."""
    sites = {f"{kind}{i}": f"{kind.lower()}{i}.example.com" for kind in "SB" for i in range(EACH)}
    visits = {site: ("ok", SHOP if e[0] == "S" else BROCHURE) for e, site in sites.items()}
    fill(
        {**sites, "X": "x.example.com", "D": "d.example.com", "H": "shop.example.com"},
        {**visits, "x.example.com": ("ok", ONLY_WORDS), "d.example.com": ("dns", ()), "shop.example.com": ("ok", SHOP)},
    )
    rows = [Label(COUNTRY, WAVE, e, "online_ordering", "yes" if e[0] == "S" else "no", "ann", "training", "2026-01-01") for e in sites]
    append_labels(store, rows)
    classify(store, COUNTRY, WAVE, Quiet())
    monkeypatch.setenv("ECOMSTAT_DB", str(store.path))
    monkeypatch.chdir(store.path.parent)
    return store.path.parent


def test_training_says_what_it_learnt_and_where_it_is_kept(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("train", COUNTRY, "--unseen", "unseen.csv") == 0
    said = capsys.readouterr().out
    assert "Before → learnt" in said
    assert f"ecomstat-models/{COUNTRY}.json" in said.replace("\\", "/")
    with (wave / "unseen.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert (len(rows), {row["capability"] for row in rows}) == (2 * EACH, {"online_ordering"})


def test_the_card_is_that_of_the_model_that_decides_now(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("train", COUNTRY, "--card") == 0
    shipped = capsys.readouterr().out
    run("train", COUNTRY)
    capsys.readouterr()
    assert run("train", COUNTRY, "--card") == 0
    own = capsys.readouterr().out
    assert shipped.startswith("# Model trained-1+")
    assert f"+{COUNTRY}-" in own.splitlines()[0]
    assert f"{2 * EACH} labelled websites" in own


def test_a_model_is_forgotten_once(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("train", COUNTRY)
    assert run("train", COUNTRY, "--forget") == 0
    assert not (wave / "ecomstat-models" / f"{COUNTRY}.json").exists()
    assert run("train", COUNTRY, "--forget") == 1
    assert "the model that ships decides already" in capsys.readouterr().err


def test_options_that_contradict_each_other_are_bad_usage(wave: Path) -> None:
    assert run("train", COUNTRY, "--card", "--forget") == 2
    assert run("train", COUNTRY, "--forget", "--with-audit") == 2


def test_labels_of_samples_come_with_a_warning(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("train", COUNTRY, "--with-audit")
    assert "`aggregate` estimates with these, so that nothing looks better than it is" in capsys.readouterr().out


def test_evaluate_shows_brier_score_and_reliability(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", COUNTRY, "--reliability") == 0
    said = capsys.readouterr().out
    assert "Brier" in said
    assert "came true" in said
    assert re.search(r"online_ordering +0\.0–0\.1 +25 .* 0\.00 \[0\.00, 0\.13\]", said)
    assert re.search(r"online_ordering +0\.\d–\d\.\d +25 .* 1\.00 \[0\.87, 1\.00\]", said)


def test_explain_tells_answer_evidence_and_sum(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", COUNTRY, "S1") == 0
    said = capsys.readouterr().out
    assert said.index("In short, yes: ") < said.index("\nproduct_information: yes") < said.index("\nonline_ordering: yes")
    assert "100 %" not in said
    ordering = said[said.index("\nonline_ordering: yes") :]
    assert "“Add to cart” on a button of http://shop.example.com/." in ordering
    assert "before anything is seen" in ordering
    assert "Visited and read." in said


def test_explain_calls_the_home_page_so(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("explain", COUNTRY, "H")
    assert "“Add to cart” on a button of the home page." in capsys.readouterr().out


def test_the_sum_that_explain_prints_adds_up_in_tenths(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("explain", COUNTRY, "S1")
    sums = [line for line in capsys.readouterr().out.splitlines() if "together" in line]
    assert sums
    for line in sums:
        *parts, total = (Decimal(figure) for figure in re.findall(r"[-+]\d+\.\d", line))
        assert sum(parts) == total, line


def test_what_bears_little_on_a_clear_no_is_told_shortly_and_last(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("explain", COUNTRY, "S1")
    said = capsys.readouterr().out
    little = said[said.index("Little was seen that bears on these") :]
    assert "  order_tracking: no (" in little
    assert "Asked:" not in little
    assert "+0." in little


def test_explain_says_what_forbade_a_yes(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("explain", COUNTRY, "X")
    said = capsys.readouterr().out
    assert "online_ordering: no, but just so (40 % for yes)" in said
    assert "that is too little for a yes" in said


def test_explain_says_why_a_site_was_not_judged(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("explain", COUNTRY, "D")
    said = capsys.readouterr().out
    assert "Visited, but not read: dns" in said
    (unknown,) = (line for line in said.splitlines() if line.startswith("Unknown, since no page could be judged: "))
    assert "product_information, online_ordering, " in unknown


@pytest.mark.parametrize(("file", "said"), [("unseen.xlsx", "ends in .csv"), ("nowhere/unseen.csv", "There is no folder nowhere")])
def test_a_file_that_cannot_be_written_is_refused_before_learning(
    wave: Path, file: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("train", COUNTRY, "--unseen", file) == 1
    assert said in capsys.readouterr().err
    assert run("labels", COUNTRY, "export", file) == 1
    assert said in capsys.readouterr().err
    assert not (wave / "ecomstat-models").exists()


def test_a_card_of_the_model_that_ships_says_whose_it_is(wave: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("train", COUNTRY, "--card")
    said = capsys.readouterr()
    assert f"{COUNTRY} has no model of its own" in said.err
    assert "made for: Any country." in said.out
