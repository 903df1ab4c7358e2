"""Answers that no bundle has written: what of them can be checked is, and nobody else's work suffers."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from store.opening import open_store
from store.reviewing import Act, NewQueue, NewTask, claim_tasks, current_moment, find_task, open_queue, record_act
from store.reviews import read_labels
from store.sealing import seal, unseal
from tests.cli.elsewhere.conftest import PHRASE, WAVE, elsewhere, fill, find, labels, review
from tests.cli.test_commands import run

Content = dict[str, Any]


def give_back(change: Callable[[Content], None], *enterprises: str) -> None:
    """Packs, answers these enterprises, and seals the answers after `change`."""
    assert labels("pack", "amina.sealed", "--for", "Amina") == 0
    with elsewhere() as store:
        for enterprise in enterprises or ("E0",):
            review(store, enterprise)
    assert labels("pack", "answers.sealed", "--bundle", "amina.sealed") == 0
    craft(change)


def craft(change: Callable[[Content], None]) -> None:
    file, plain = Path("answers.sealed"), BytesIO()
    header = unseal(file, plain, "answers", PHRASE)
    content = json.loads(plain.getvalue())
    change(content)
    file.unlink()
    seal(BytesIO(json.dumps(content).encode()), file, "answers", header.handout, PHRASE)


def acts_of(content: Content, kind: str) -> list[Content]:
    return [act for act in content["acts"] if act["kind"] == kind]


def read_task(office: Path, enterprise: str = "E0") -> Any:
    with open_store(office) as store:
        return find_task(store, find(store, enterprise))


def test_a_task_is_done_when_all_is_answered_whatever_the_file_says(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def claim_done(content: Content) -> None:
        content["acts"] = [act for act in content["acts"] if act["kind"] not in {"question", "done"}]

    give_back(claim_done)
    capsys.readouterr()
    assert labels("merge", "answers.sealed") == 0
    assert "0 enterprises done" in capsys.readouterr().out
    assert read_task(office).done_at is None


def test_a_task_was_done_when_its_last_answer_was_given_and_put_off_as_often_as_its_acts_say(office: Path) -> None:
    def invent(content: Content) -> None:
        for task in content["tasks"]:
            task |= {"done_at": "1999-01-01T00:00:00.000Z", "skips": 77}

    give_back(invent)
    assert labels("merge", "answers.sealed") == 0
    task = read_task(office)
    with open_store(office) as store:
        last = store.db.execute("SELECT max(at) FROM review_acts WHERE kind = 'question'").fetchone()[0]
    assert (task.done_at, task.skips, task.done_by) == (last, 0, "Amina")


@pytest.mark.parametrize("moment", ["1999-01-01T00:00:00.000Z", "2999-1-1T0:0:0.5Z"])
def test_answers_are_given_between_packing_and_joining_whatever_the_clock_there_says(
    office: Path, moment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    give_back(lambda content: [act.update(at=moment) for act in content["acts"]] and None)  # type: ignore[func-returns-value]
    assert labels("merge", "answers.sealed") == 0
    assert "clock" in capsys.readouterr().out
    with open_store(office) as store:
        packed = store.db.execute("SELECT handed_at FROM review_handouts").fetchone()[0]
        moments = [row[0] for row in store.db.execute("SELECT at FROM review_acts UNION SELECT at FROM labels")]
    assert moments
    assert all(packed[:-1] <= moment < "2100" for moment in moments)
    capsys.readouterr()
    assert labels("merge", "answers.sealed") == 0
    assert "0 new labels" in capsys.readouterr().out


def test_a_second_thought_is_not_blind_whatever_the_file_says(office: Path) -> None:
    def think_again(content: Content) -> None:
        last = acts_of(content, "question")[-1]
        content["acts"].append({**last, "act": max(act["act"] for act in content["acts"]) + 1, "answer": "no", "blind": True})

    give_back(think_again)
    assert labels("merge", "answers.sealed") == 0
    assert labels("merge", "answers.sealed") == 0
    with open_store(office) as store:
        rows = store.db.execute("SELECT answer, blind FROM review_acts WHERE kind = 'question' ORDER BY act DESC LIMIT 2").fetchall()
    assert rows == [("no", 0), ("yes", 1)]


def test_in_training_nothing_is_blind(office: Path) -> None:
    give_back(lambda _: None)
    with open_store(office) as store, store.writing() as db:
        db.execute("UPDATE review_queues SET purpose = 'training'")
    assert labels("merge", "answers.sealed") == 0
    with open_store(office) as store:
        assert {label.blind for label in read_labels(store, "KE", WAVE)} == {False}


CRAFTED = [
    ("question", {"question": "no_such_question"}),
    ("question", {"answer": "perhaps"}),
    ("question", {"content": {"note": "x" * 5000}}),
    ("scope", {"answer": "x", "content": {"reason": "no_such_reason"}}),
    ("sites", {"content": {"own": 5}}),
    ("sites", {"content": {"own": ["not an address"], "entered": []}}),
    ("sites", {"content": {"own": ["e0.co.ke"], "entered": [], "more": "x"}}),
    ("done", {"content": {"x": 1}}),
]


@pytest.mark.parametrize(("kind", "values"), CRAFTED)
def test_an_answer_that_cannot_be_costs_its_enterprise_only(
    office: Path, kind: str, values: Content, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(content: Content) -> None:
        act = next(act for act in acts_of(content, kind) if act["task"] == content["tasks"][0]["task"])
        act |= values

    give_back(spoil, "E0", "E1")
    capsys.readouterr()
    assert labels("merge", "answers.sealed") == 0
    assert "Not taken, enterprise E0: " in capsys.readouterr().out
    assert read_task(office, "E0").done_at is None
    assert read_task(office, "E1").done_at is not None
    with open_store(office) as store:
        assert {label.enterprise_id for label in read_labels(store, "KE", WAVE)} == {"E1"}


def test_only_what_can_be_taken_back_is(office: Path) -> None:
    def take_back(content: Content) -> None:
        done = acts_of(content, "done")[0]
        content["acts"].append({**done, "act": done["act"] + 50, "kind": "undo", "undoes": done["act"]})

    give_back(take_back)
    assert labels("merge", "answers.sealed") == 1


def test_whoever_was_shown_the_prediction_meanwhile_is_not_blind_any_more(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Amina packs E0 to E3, and before she answers E0 a training queue of the office shows her what was predicted of it."""
    assert labels("pack", "amina.sealed", "--for", "Amina") == 0
    show(office, "E0", "Amina")
    with elsewhere() as store:
        review(store, "E0")
        review(store, "E1")
    assert labels("pack", "answers.sealed", "--bundle", "amina.sealed") == 0
    capsys.readouterr()
    assert labels("merge", "answers.sealed") == 0
    assert "Not taken, enterprise E0: " in capsys.readouterr().out
    with open_store(office) as store:
        assert {label.enterprise_id for label in read_labels(store, "KE", WAVE)} == {"E1"}


def test_what_was_answered_elsewhere_before_the_prediction_was_shown_counts(office: Path) -> None:
    assert labels("pack", "amina.sealed", "--for", "Amina") == 0
    with elsewhere() as store:
        review(store, "E0")
    show(office, "E0", "Amina")
    assert labels("pack", "answers.sealed", "--bundle", "amina.sealed") == 0
    assert labels("merge", "answers.sealed") == 0
    assert read_task(office).done_at is not None


def test_a_sheet_of_whoever_was_shown_the_prediction_is_not_taken_of_that_enterprise(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show(office, "E0", "Amina")
    Path("sheet.csv").write_text("enterprise_id,online_ordering\nE0,yes\nE1,no\n", encoding="utf-8")
    assert run("labels", "KE", "import", "sheet.csv", "--labeller", "amina") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Row 2, online_ordering: amina was shown what was predicted" in said
    with open_store(office) as store:
        assert {label.enterprise_id for label in read_labels(store, "KE", WAVE)} == {"E1"}
    assert run("labels", "KE", "import", "sheet.csv", "--labeller", "juma") == 0
    with open_store(office) as store:
        assert {(label.enterprise_id, label.labeller) for label in read_labels(store, "KE", WAVE)} == {
            ("E1", "amina"),
            ("E0", "juma"),
            ("E1", "juma"),
        }


def test_a_sheet_answered_before_the_prediction_was_shown_counts(office: Path) -> None:
    show(office, "E0", "Amina")
    Path("sheet.csv").write_text("enterprise_id,online_ordering,at\nE0,yes,2020-01-31\n", encoding="utf-8")
    assert run("labels", "KE", "import", "sheet.csv", "--labeller", "Amina") == 0
    with open_store(office) as store:
        assert {label.enterprise_id for label in read_labels(store, "KE", WAVE)} == {"E0"}


def show(office: Path, enterprise: str, name: str) -> None:
    """A training queue of the same wave has shown somebody what was predicted of an enterprise."""
    with open_store(office) as store:
        new = NewQueue("KE", WAVE, "training", "t-1", ("online_ordering",), 0.0, 1, "tests")
        queue = open_queue(store, new, [NewTask(enterprise, "first", "pages", "S0T9", 0)])
        [task] = claim_tasks(store, queue.queue, name, current_moment(), most=1)
        record_act(store, Act(task.task, name, current_moment(), "scope", answer="y", blind=False), ())


def test_answers_are_joined_by_the_office_of_their_country_only(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = office.with_name("other.db")
    fill(other)
    give_back(lambda _: None)
    assert run("labels", "TZ", "merge", "answers.sealed", "--pass-phrase-file", "phrase.txt") == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "labels KE merge" in said or "no register of TZ" in said
