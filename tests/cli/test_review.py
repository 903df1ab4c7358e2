"""`ecomstat review`, with good input and with bad."""

import csv
from pathlib import Path

import pytest

from classify.reviewing import take_act
from store.opening import open_store
from store.reviewing import claim_tasks, current_moment, read_queues
from tests.cli.test_commands import run


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a store of 60 enterprises of two sizes and a sample of 20, in which commands run."""
    monkeypatch.chdir(tmp_path)
    rows = [f"E{i:04d},Firm {i},4711,{(3, 20)[i % 2]}" for i in range(60)]
    (tmp_path / "register.csv").write_text("\n".join(["id,name,isic,employees", *rows]), encoding="utf-8")
    assert run("frame", "KE", "register.csv", "--wave", "2026") == 0
    assert run("sample", "KE", "--size", 20, "--to", "sheet.csv") == 0
    capsys.readouterr()
    return tmp_path


def test_review_opens_the_queue_and_says_how_far_it_is(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", "KE") == 0
    said = capsys.readouterr().out
    assert "0 to 9 persons employed" in said
    assert "0/4" in said  # a fifth of twenty goes to two people
    assert "ecomstat serve" in said
    assert run("review", "KE") == 0
    assert "0/4" in capsys.readouterr().out


def test_a_higher_share_adds_second_looks_and_a_lower_one_is_refused(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", "KE", "--double", 50) == 0
    assert "0/10" in capsys.readouterr().out
    assert run("review", "KE", "--double", 10) == 1
    assert "raised, not lowered" in capsys.readouterr().err


def test_a_share_for_two_people_is_of_one_sample_and_never_of_all(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "KE", "--size", 12, "--name", "other", "--to", "other.csv") == 0
    assert run("review", "KE") == 0
    capsys.readouterr()
    assert run("review", "KE", "--double", 100) == 1
    assert "--sample other" in capsys.readouterr().err
    assert run("review", "KE", "--double", 100, "--sample", "other") == 0
    said = capsys.readouterr().out
    assert "0/12" in said
    assert run("review", "KE", "--progress") == 0
    assert "0/4" in capsys.readouterr().out


def test_looking_at_the_progress_opens_nothing(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", "KE", "--progress") == 0
    said = capsys.readouterr().out
    assert "Sample sample-1 has no queue yet: `ecomstat review KE` opens it." in said
    assert "draw a sample" not in said  # one is drawn
    with open_store(drawn / "ecomstat.db") as store:
        assert read_queues(store) == []


def test_enterprises_whose_size_nobody_knows_are_named_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [f"E{i:04d},Firm {i},4711,{('3', '')[i % 2]}" for i in range(20)]
    (tmp_path / "register.csv").write_text("\n".join(["id,name,isic,employees", *rows]), encoding="utf-8")
    assert run("frame", "KE", "register.csv", "--wave", "2026") == 0
    assert run("sample", "KE", "--size", 10) == 0
    capsys.readouterr()
    assert run("review", "KE") == 0
    said = capsys.readouterr().out
    assert "Size not known" in said
    assert "_U" not in said


def test_closing_says_what_is_left_and_what_becomes_visible(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", "KE") == 0
    with open_store(drawn / "ecomstat.db") as store:
        (queue,) = read_queues(store)
        (task,) = claim_tasks(store, queue.queue, "ann", current_moment(), most=1)
        take_act(store, "ann", task.task, "scope", answer="x", content={"reason": "closed"})
        with store.writing() as db:
            db.execute("UPDATE review_tasks SET done_at = '2026-01-05T10:00:00.000Z' WHERE done_at IS NOT NULL")  # a day that is over
    capsys.readouterr()
    assert run("review", "KE", "--progress") == 0
    assert "23 left; 1 a day of work, so that 23 more days of work are needed" in capsys.readouterr().out
    assert run("review", "KE", "--close", queue.sample) == 0
    said = capsys.readouterr().out
    assert "23 tasks were not done" in said
    assert "may see what was predicted" in said
    assert run("review", "KE", "--close", queue.sample) == 0
    assert "already" in capsys.readouterr().out
    assert run("review", "KE") == 0
    with open_store(drawn / "ecomstat.db") as store:
        assert len(read_queues(store)) == 1


def test_what_a_sheet_answers_is_done_in_the_queue(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", "KE") == 0
    with (drawn / "sheet.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for question in list(rows[0])[list(rows[0]).index("own_website") : -1]:
        rows[0][question] = "no"
    rows[1]["online_ordering"] = "no"
    with (drawn / "filled.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    capsys.readouterr()
    assert run("labels", "KE", "import", "filled.csv", "--labeller", "amina") == 0
    said = capsys.readouterr().out
    assert "1 task of the review queue is done by it" in said
    assert "1 enterprise is answered in part only" in said
    with open_store(drawn / "ecomstat.db") as store:
        assert store.db.execute("SELECT done_by FROM review_tasks WHERE done_at IS NOT NULL").fetchall() == [("amina",)]


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--close", "other"], 1, "no queue named other"),
        (["--sample", "other"], 1, "no sample named other"),
        (["--training", 5], 1, "nobody to train with"),
        (["--for", "chat"], 2, "--for goes with --training"),
        (["--training", 5, "--for", "hat"], 2, "hat is not a capability"),
        (["--close", "x", "--double", 30], 2, "leave out --close"),
        (["--close", "x", "--progress"], 2, "choose one of them"),
        (["--double", 120], 2, "120"),
    ],
)
def test_what_cannot_be_done_is_said(
    drawn: Path, capsys: pytest.CaptureFixture[str], options: list[object], code: int, sentence: str
) -> None:
    assert run("review", "KE", *options) == code
    assert sentence in capsys.readouterr().err


def test_links_are_judged_by_what_reviewers_answered(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", "KE", "--links") == 1
    assert "Nobody has reviewed yet" in capsys.readouterr().err
    assert run("review", "KE") == 0
    with open_store(drawn / "ecomstat.db") as store:
        (queue,) = read_queues(store)
        (task,) = claim_tasks(store, queue.queue, "ann", current_moment(), most=1)
        take_act(store, "ann", task.task, "scope", answer="y")
        steps = ["name_searched", "social_pages"]
        assert take_act(store, "ann", task.task, "search", content={"outcome": "none", "protocol": steps}).done
    capsys.readouterr()
    assert run("evaluate", "KE", "--links") == 0
    assert "what reviewers answered (audit) about 1 enterprise." in capsys.readouterr().out
