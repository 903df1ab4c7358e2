import csv

from classify import export_labels
from store.opening import Store
from store.records import Enterprise, Label, Website
from store.reviewing import count_stale, find_visited_wave, read_stale
from store.reviews import append_labels
from tests.classify.reviewing.conftest import COUNTRY, WAVE
from tests.classify.reviewing.reviewers import answer_all, claim


def begin_wave(store: Store, name: str, status: str) -> None:
    """A new wave with the same enterprise and site, visited with this status."""
    from store.decisions import replace_links
    from store.frame import write_enterprises
    from store.records import Link
    from store.websites import add_websites

    write_enterprises(store, [Enterprise(COUNTRY, name, key, site="alpha.com") for key in ("E0", "E1")])
    add_websites(store, [Website(COUNTRY, name, "alpha.com", "alpha.com", status=status, attempts=int(status != "not_attempted"))])
    replace_links(store, COUNTRY, name, [Link(COUNTRY, name, "E0", "alpha.com", "own", 0.9, "register")])


def visit_all(store: Store) -> None:
    store.db.execute("UPDATE websites SET attempts = 1")


def stale_column(store: Store, tmp_path) -> set[str]:
    path = tmp_path / "labels.csv"
    path.unlink(missing_ok=True)
    export_labels(store, path, country=COUNTRY, wave=WAVE)
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["stale"] for row in csv.DictReader(stream)}


def test_answers_become_stale_when_the_evidence_changes_and_are_not_lost(wave, queue, tmp_path):
    visit_all(wave)
    answer_all(wave, claim(wave, queue, "ann", "E0"), "ann")
    assert count_stale(wave, COUNTRY, WAVE) == {}
    assert stale_column(wave, tmp_path) == {""}
    wave.db.execute("UPDATE websites SET status = 'parked' WHERE site = 'alpha.com'")
    (found,) = read_stale(wave, COUNTRY, WAVE)
    assert (found.enterprise_id, found.wave) == ("E0", WAVE)
    assert count_stale(wave, COUNTRY, WAVE) == {WAVE: found.labels} == {WAVE: 21}
    assert stale_column(wave, tmp_path) == {"yes"}


def test_a_new_wave_tells_nothing_before_it_was_visited(wave, queue):
    visit_all(wave)
    answer_all(wave, claim(wave, queue, "ann", "E0"), "ann")
    begin_wave(wave, "2027", "not_attempted")
    assert find_visited_wave(wave, COUNTRY) == WAVE
    assert count_stale(wave, COUNTRY, "2027") == {}


def test_a_new_wave_with_the_same_evidence_leaves_answers_fresh(wave, queue, tmp_path):
    visit_all(wave)
    answer_all(wave, claim(wave, queue, "ann", "E0"), "ann")
    begin_wave(wave, "2027", "ok")
    assert count_stale(wave, COUNTRY, "2027") == {}
    wave.db.execute("UPDATE websites SET status = 'parked' WHERE wave = '2027'")
    assert count_stale(wave, COUNTRY, "2027") == {WAVE: 21}
    assert stale_column(wave, tmp_path) == {"yes"}
    assert count_stale(wave, COUNTRY, WAVE) == {}


def test_answers_of_sheets_have_no_evidence_to_compare(wave):
    visit_all(wave)
    append_labels(wave, [Label(COUNTRY, WAVE, "E0", "chat", "yes", "zoe", "audit", "2026-11-20T00:00:00Z")])
    assert count_stale(wave, COUNTRY, WAVE) == {}
