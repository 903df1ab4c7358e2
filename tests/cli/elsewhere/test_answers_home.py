"""Answers that were given elsewhere come home, once, and only where they belong."""

from pathlib import Path

import pytest

from classify.reviewing import claim_cases, take_act, undo_act
from cli.bundle_folders import opened_bundle, way_back_of
from store.opening import open_store
from store.reviewing import current_moment, read_evidence_digest
from store.reviews import read_labels
from tests.cli.elsewhere.conftest import PHRASE, PROGRAM, WAVE, elsewhere, fill, find, find_open, labels, pack, review, send_back
from tests.cli.test_commands import run
from tests.web.browsing import browsing
from tests.web.review.reviewing import log_in
from web.application import build_application


def test_answers_given_elsewhere_come_home_with_the_evidence_of_the_office(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pack("--size", 2) == 0
    assert "Packed 2 enterprises of audit-1 with 4 archived pages" in capsys.readouterr().out
    with elsewhere() as store:
        review(store, "E0")
        assert not list(Path().glob("*.db-wal"))
    assert send_back() == 0
    assert "1 of 2 enterprises" in capsys.readouterr().out
    with open_store(office) as store:
        digest = read_evidence_digest(store, "KE", WAVE, "E0")
    assert labels("merge", "answers.sealed") == 0
    assert "1 enterprises done" in capsys.readouterr().out
    with open_store(office) as store:
        kept = {label.question: label for label in read_labels(store, "KE", WAVE)}
        assert not find_open(store, find(store, "E0"))
        assert find_open(store, find(store, "E1"))
    ordering = kept["online_ordering"]
    assert (ordering.answer, ordering.labeller, ordering.blind, ordering.source, ordering.sample) == (
        "yes",
        "Amina",
        True,
        "audit",
        "audit-1",
    )
    assert (ordering.evidence_digest, ordering.model) == (digest, PROGRAM)
    assert kept["own_website"].answer == "yes"


def test_joining_twice_is_joining_once(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pack() == 0
    with elsewhere() as store:
        review(store, "E0")
    assert send_back() == 0
    assert labels("merge", "answers.sealed") == 0
    with open_store(office) as store:
        before = list(store.db.iterdump())
    assert labels("merge", "answers.sealed") == 0
    assert "0 new labels" in capsys.readouterr().out
    with open_store(office) as store:
        assert list(store.db.iterdump()) == before


def test_later_answers_of_the_same_bundle_join_the_earlier_ones(office: Path) -> None:
    assert pack() == 0
    with elsewhere() as store:
        review(store, "E0")
    assert send_back() == 0
    assert labels("merge", "answers.sealed") == 0
    with elsewhere() as store:
        review(store, "E1", answer="no")
    assert send_back(answers="more.sealed") == 0
    assert labels("merge", "more.sealed") == 0
    with open_store(office) as store:
        given = {label.enterprise_id: label.answer for label in read_labels(store, "KE", WAVE, "online_ordering")}
    assert given == {"E0": "yes", "E1": "no"}


def test_what_was_taken_back_elsewhere_does_not_count_here(office: Path) -> None:
    assert pack() == 0
    with elsewhere() as store:
        task = find(store, "E0")
        take_act(store, "Amina", task, "scope", answer="x", content={"reason": "closed"})
        assert undo_act(store, "Amina", 1) is not None
        review(store, "E0")
    assert send_back() == 0
    assert labels("merge", "answers.sealed") == 0
    with open_store(office) as store:
        active = [label.answer for label in read_labels(store, "KE", WAVE, "active")]
        assert store.db.execute("SELECT count(*) FROM review_acts WHERE kind = 'undo'").fetchone() == (1,)
    assert active == ["yes"]


def test_two_reviewers_elsewhere_get_different_enterprises_and_both_come_home(office: Path) -> None:
    assert pack("--size", 2) == 0
    assert labels("pack", "juma.sealed", "--for", "Juma", "--size", 2) == 0
    for name, person, key in (("amina.sealed", "Amina", "E0"), ("juma.sealed", "Juma", "E2")):
        with elsewhere(name) as store:
            review(store, key, person)
        assert send_back(name, f"answers-{name}") == 0
    assert labels("merge", "answers-juma.sealed") == 0
    assert labels("merge", "answers-amina.sealed") == 0
    with open_store(office) as store:
        given = {label.enterprise_id: label.labeller for label in read_labels(store, "KE", WAVE, "own_website")}
    assert given == {"E0": "Amina", "E2": "Juma"}


def test_an_enterprise_done_by_another_meanwhile_is_told_and_stays_theirs(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pack("--size", 2) == 0
    with elsewhere() as store:
        review(store, "E0")
        review(store, "E1")
    assert send_back() == 0
    assert run("labels", "KE", "recall", "--for", "Amina") == 0
    with open_store(office) as store:
        claim_cases(store, 1, "Juma", current_moment(), most=1)
        review(store, "E0", "Juma", "no")
    capsys.readouterr()
    assert labels("merge", "answers.sealed") == 0
    assert "Not taken, enterprise E0: done by somebody else meanwhile." in capsys.readouterr().out
    with open_store(office) as store:
        given = {label.enterprise_id: label.labeller for label in read_labels(store, "KE", WAVE, "own_website")}
    assert given == {"E0": "Juma", "E1": "Amina"}


def test_the_reviewer_saves_the_answers_in_the_browser(office: Path) -> None:
    assert pack("--size", 1) == 0
    bundle = Path("amina.sealed")
    with opened_bundle(bundle, PHRASE) as path:
        with open_store(path) as store:
            review(store, "E0")
        with browsing(build_application(path, way_back=way_back_of(bundle, PHRASE)), role=None) as browser:
            log_in(browser, "Amina")
            assert "1 of 1 enterprise is done." in browser.get("/").text
            assert 'href="/hand-back"' in browser.get("/review").text
            working = browser.get("/review/1").text
            assert "All enterprises of this bundle are done" in working
            assert '<a class="button primary" href="/hand-back">' in working
            assert browser.get("/hand-back").status_code == 200
            saved = browser.post_form("/hand-back", {})
            assert browser.request("POST", "/hand-back", data={}).status_code == 403
    assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''amina-answers.sealed"
    Path("amina-answers.sealed").write_bytes(saved.content)
    assert not list(Path().glob(".ecomstat-*"))
    assert labels("merge", "amina-answers.sealed") == 0
    with open_store(office) as store:
        assert not find_open(store, find(store, "E0"))


def test_only_a_bundle_has_a_way_back(office: Path) -> None:
    with browsing(build_application(office)) as browser:
        assert browser.get("/hand-back").status_code == 404
        assert "/hand-back" not in browser.get("/").text


def test_answers_of_another_office_are_refused(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = office.with_name("other.db")
    fill(other)
    assert pack() == 0
    with elsewhere() as store:
        review(store, "E0")
    assert send_back() == 0
    assert labels("merge", "answers.sealed", "--db", other) == 1
    assert "not handed out" in capsys.readouterr().err


def test_a_store_that_an_older_backup_has_replaced_refuses_the_answers(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", "before.zip") == 0
    assert pack() == 0
    assert send_back() == 0
    assert run("restore", "before.zip", "--replace") == 0
    assert labels("merge", "answers.sealed") == 1
    assert "older backup" in " ".join(capsys.readouterr().err.split())


def test_two_copies_of_a_bundle_cannot_both_come_home(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pack() == 0
    Path("copy.sealed").write_bytes(Path("amina.sealed").read_bytes())
    for name, answer in (("amina.sealed", "yes"), ("copy.sealed", "no")):
        with elsewhere(name) as store:
            review(store, "E0", answer=answer)
        assert send_back(name, f"answers-{name}") == 0
    assert labels("merge", "answers-amina.sealed") == 0
    assert labels("merge", "answers-copy.sealed") == 1
    assert "two copies" in capsys.readouterr().err


def test_altered_answers_and_wrong_pass_phrases_are_told_and_nothing_is_taken(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pack() == 0
    with elsewhere() as store:
        review(store, "E0")
    assert send_back() == 0
    content = bytearray(Path("answers.sealed").read_bytes())
    content[-40] ^= 1
    Path("altered.sealed").write_bytes(content)
    assert labels("merge", "altered.sealed") == 1
    assert "altered" in capsys.readouterr().err
    Path("phrase.txt").write_text("some other words here", encoding="utf-8")
    assert labels("merge", "answers.sealed") == 1
    assert "not the pass phrase" in capsys.readouterr().err
    with open_store(office) as store:
        assert list(read_labels(store, "KE", WAVE)) == []


def test_two_that_disagree_elsewhere_are_left_to_an_adjudicator_here(office: Path) -> None:
    other = office.with_name("double.db")
    fill(other, double=1.0)
    for name, answer in (("Amina", "yes"), ("Juma", "no")):
        assert labels("pack", f"{name}.sealed", "--for", name, "--size", 1, "--db", other) == 0
        with elsewhere(f"{name}.sealed") as store:
            enterprise, round_name = store.db.execute("SELECT enterprise_id, round FROM review_tasks").fetchone()
            review(store, enterprise, name, answer, round_name=round_name)
        assert send_back(f"{name}.sealed", f"answers-{name}.sealed") == 0
        assert labels("merge", f"answers-{name}.sealed", "--db", other) == 0
    with open_store(other) as store:
        rows = store.db.execute("SELECT enterprise_id, round, done_by FROM review_tasks WHERE done_by IS NOT NULL OR round = 'adjudicated'")
        assert rows.fetchall() == [("E0", "first", "Amina"), ("E0", "second", "Juma"), ("E0", "adjudicated", None)]
