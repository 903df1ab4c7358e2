"""The benchmark of how `find` grows: a small invented world, its name server, and the steps that need nothing else."""

from pathlib import Path

import pytest

from benchmarks.find_scale import STEPS, Cost, print_growth
from benchmarks.find_scale_world import COUNTRY, WAVE, invent_world, visit_candidates
from benchmarks.name_server import answer
from catalogue.profiles import load_profile
from catalogue.progress import Quiet
from scrapers.finding.name_messages import AAAA, A, read_answer, write_question
from scrapers.finding.permissions import Permissions
from scrapers.finding.quests import FindOptions, Quest
from store.opening import Store

SIZE = 200


@pytest.fixture
def quest(store: Store, tmp_path: Path) -> Quest:
    invent_world(store, SIZE, tmp_path)
    profile = load_profile(COUNTRY)
    return Quest(store, COUNTRY, WAVE, profile, FindOptions(), Permissions(profile), Quiet())


def test_every_step_that_asks_nobody_finds_something_to_do(quest: Quest) -> None:
    done = {step: STEPS[step](quest) for step in STEPS if not step.startswith("guesses")}
    assert all(done.values()), done
    assert done["links on pages"] == done["links, a second time"]
    assert done["guessing names"] <= 20 * SIZE
    assert visit_candidates(quest.store) == done["(invented visits)"]


def test_a_fifth_of_all_names_exists_and_always_the_same_ones() -> None:
    questions = [write_question(1, f"name{number}.co.ke", A) for number in range(500)]
    said = [read_answer(answer(question), question) for question in questions]
    assert all(found is not None and (found.code == 0) == bool(found.addresses) for found in said)
    assert 60 < sum(bool(found and found.addresses) for found in said) < 140
    other = write_question(2, "name1.co.ke", AAAA)
    assert read_answer(answer(other), other) is not None


def test_growth_is_told_by_the_power_of_the_size(capsys: pytest.CaptureFixture[str]) -> None:
    costs = {size: dict.fromkeys(STEPS, Cost(1, size / 1000, 1.0, 100.0)) for size in (1_000, 10_000)}
    print_growth(costs)
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("deciding"))
    assert line.split() == ["deciding", "1.00", "+0", "MB", "16.7", "min"]
