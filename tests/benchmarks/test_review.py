import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.review import is_kept, kill_in_the_middle, measure
from benchmarks.review_office import make_office
from benchmarks.review_people import Answered
from tests.cheap_passwords import cheap_passwords

__all__ = ["cheap_passwords"]


def count_acts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as store:
        return dict(store.execute("SELECT reviewer, count(*) FROM review_acts WHERE kind <> 'done' GROUP BY reviewer").fetchall())


@pytest.mark.long
def test_reviewers_at_once_meet_no_error_and_every_answer_is_kept_once(tmp_path: Path) -> None:
    tokens = make_office(tmp_path / "office.db", 60, 5)
    people = measure(tmp_path / "office.db", tokens, 40, 0.0)
    assert [problem for person in people for problem in person.problems] == []
    assert count_acts(tmp_path / "office.db") == {person.name: len(person.answered) for person in people}
    done = [{answered.task for answered in person.answered} for person in people]
    assert sum(map(len, done)) == len(set.union(*done))


@pytest.mark.long
def test_a_server_that_is_killed_in_the_middle_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    tokens = make_office(path, 200, 5)
    acknowledged, lost = kill_in_the_middle(path, tokens, 100)
    assert acknowledged >= 100
    assert lost == []
    with closing(sqlite3.connect(path)) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [problem for person in measure(path, tokens, 5, 0.0) for problem in person.problems] == []


def test_an_answer_that_is_not_in_the_store_is_seen(tmp_path: Path) -> None:
    make_office(tmp_path / "office.db", 3, 1)
    assert not is_kept(tmp_path / "office.db", Answered(1, 1, "scope", None, 0.01, False))
