"""Links on the command line: explained with weights that add up, compared with what people know, learnt from it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import run
from store.opening import Store, open_store
from tests.classify.linking.invented_pairs import COUNTRY, NAMESAKE, STRANGER, SURE, decide, propose, put_enterprise, put_site
from tests.classify.linking.simulated_wave import simulate_wave

Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(store_path: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """What a command line ends with: exit code, what it printed, what it complained of."""

    def type_in(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ending:
            run(["--db", str(store_path), *map(str, arguments)])
        printed = capsys.readouterr()
        return int(ending.value.code or 0), printed.out, printed.err

    return type_in


def put_small_wave(store: Store) -> None:
    """E1 has firm.xd, its namesake E2 elsewhere has none, and so has E3."""
    for key in ("E1", "E2", "E3"):
        put_enterprise(store, key)
    put_site(store, "firm.xd")
    propose(store, "firm.xd", {"E1": SURE, "E2": NAMESAKE}, ("guess", "list"))
    put_site(store, "wrong.xd")
    propose(store, "wrong.xd", {"E1": STRANGER})
    decide(store)


def write_truth(folder: Path, text: str) -> Path:
    path = folder / "truth.csv"
    path.write_text("enterprise_id,site\n" + text, encoding="utf-8")
    return path


def test_explain_shows_every_candidate_and_weights_that_add_up(store_path: Path, typed: Type) -> None:
    with open_store(store_path) as store:
        put_small_wave(store)
    code, printed, _ = typed("explain", COUNTRY, "E1")
    assert code == 0
    assert "Website firm.xd (own" in printed
    assert "Not its website: wrong.xd" in printed
    sums = re.findall(r"([+-][\d.]+) before .*?([+-][\d.]+) by the above, ([+-][\d.]+) for .*?together ([+-]\d+\.\d)", printed)
    assert len(sums) == 2
    for start, above, beside, total in sums:
        assert float(start) + float(above) + float(beside) == pytest.approx(float(total), abs=0.01)
    weights = [float(w) for w in re.findall(r"^    ([+-][\d.]+)  ", printed.partition("Not its website")[0], re.MULTILINE)]
    assert sum(weights) == pytest.approx(float(sums[0][1]), abs=0.5)


def test_explain_tells_why_an_enterprise_has_none(store_path: Path, typed: Type) -> None:
    with open_store(store_path) as store:
        put_small_wave(store)
    namesake, nobody = (typed("explain", COUNTRY, key)[1] for key in ("E2", "E3"))
    assert "Not taken: another enterprise is nearer to the site." in namesake
    assert "Several are called so, and the site speaks of another town: a namesake's." in namesake
    assert "It has no website of its own" in nobody


def test_evaluate_links_counts_each_verdict(store_path: Path, typed: Type, tmp_path: Path) -> None:
    with open_store(store_path) as store:
        put_small_wave(store)
    code, printed, _ = typed("evaluate", COUNTRY, "--links", "--truth", write_truth(tmp_path, "E1,firm.xd\nE2,other.xd\nE3,\nE9,x.xd\n"))
    assert code == 0
    everyone = next(line for line in printed.splitlines() if line.startswith("all "))
    assert everyone.split()[1:7] == ["3", "1", "1", "0", "1", "0"]  # n, right, rightly none, wrong, missed, given to none
    assert "1 row names no enterprise of the register." in printed


def test_truth_is_asked_for_in_a_clear_sentence(store_path: Path, typed: Type, tmp_path: Path) -> None:
    with open_store(store_path) as store:
        put_small_wave(store)
    code, _, complaint = typed("evaluate", COUNTRY, "--links")
    assert code == 1
    assert "--truth FILE.csv" in complaint
    assert typed("evaluate", COUNTRY, "--truth", write_truth(tmp_path, "E1,\n"))[0] == 2
    assert typed("evaluate", COUNTRY, "--links", "--by", "size")[0] == 2
    assert typed("train", COUNTRY, "--links", "--card")[0] == 2
    assert typed("train", COUNTRY, "--links", "--truth", write_truth(tmp_path, "E1,firm.xd\n"))[0] == 1  # too few


def test_train_links_learns_and_forgets(store_path: Path, typed: Type, tmp_path: Path) -> None:
    with open_store(store_path) as store:
        truth = simulate_wave(store, 200, seed=5)
    rows = "".join(f"{key},{site}\n" for key, sites in truth.items() for site in sites or ("",))
    code, printed, _ = typed("train", COUNTRY, "--links", "--truth", write_truth(tmp_path, rows))
    assert code == 0
    assert "Log loss of unseen pairs" in printed
    assert typed("train", COUNTRY, "--links", "--forget")[0] == 0
    assert typed("train", COUNTRY, "--links", "--forget")[0] == 1
