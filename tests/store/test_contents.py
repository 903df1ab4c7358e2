import sqlite3
from dataclasses import replace

import pytest

from store.decisions import read_answers, read_capabilities, read_links, replace_capabilities, replace_links
from store.estimates import WHOLE, read_estimates, replace_estimates
from store.frame import find_newest_wave, read_enterprises, read_frame_columns, write_enterprises
from store.opening import Store
from store.overview import count_rows
from store.records import Capability, Enterprise, Label, Link, Page, SampleDesign, SampledUnit, Signal, SiteVisit, Website
from store.reviews import append_labels, read_designs, read_labels, read_sample, write_sample
from store.runs import read_runs, recording
from store.websites import add_websites, count_statuses, read_open_websites, read_pages, read_signals, read_websites, write_visits

WAVE = ("XD", "2026")
SHOP = Enterprise(*WAVE, "0001", name="Duka", site="duka.co.xd", persons_employed=12.5, size_class="S10T49", extra={"owner": "F"})
SITE = Website(*WAVE, "duka.co.xd", "duka.co.xd", status="ok", is_final=True, languages=("sw", "en"))


def test_loading_an_enterprise_again_updates_it(store: Store) -> None:
    write_enterprises(store, [SHOP])
    write_enterprises(store, [replace(SHOP, name="Duka Jipya")])
    assert list(read_enterprises(store, *WAVE)) == [replace(SHOP, name="Duka Jipya")]


def test_frame_columns_come_in_the_order_of_units(store: Store) -> None:
    write_enterprises(store, [replace(SHOP, enterprise_id=i) for i in ("9", "1", "5")])
    assert read_frame_columns(store, *WAVE, ["enterprise_id"]) == {"enterprise_id": ["9", "1", "5"]}
    with pytest.raises(KeyError):
        read_frame_columns(store, *WAVE, ["1; DROP TABLE enterprises"])


def test_the_newest_wave_is_the_default(store: Store) -> None:
    assert find_newest_wave(store, "XD") is None
    write_enterprises(store, [SHOP, replace(SHOP, wave="2026-Q4")])
    assert find_newest_wave(store, "XD") == "2026-Q4"


def test_a_site_visited_again_replaces_its_pages_and_signals(store: Store) -> None:
    signal = Signal("word", "basket", "http://duka.co.xd/", "link", "Kikapu", "word@1")
    write_visits(store, [SiteVisit(SITE, (Page("http://duka.co.xd/"), Page("http://duka.co.xd/a")), (signal, signal))])
    write_visits(store, [SiteVisit(SITE, (Page("http://duka.co.xd/"),), (signal,))])
    assert read_pages(store, *WAVE, "duka.co.xd") == [Page("http://duka.co.xd/")]
    assert read_signals(store, *WAVE, "duka.co.xd") == [signal]
    assert list(read_websites(store, *WAVE)) == [SITE]
    assert count_statuses(store, *WAVE) == {"ok": 1}


def test_only_sites_that_the_wave_is_not_done_with_are_open(store: Store) -> None:
    failed = replace(SITE, site="b.xd", status="timeout", is_final=False, attempts=1, last_attempt_at="2026-11-01T00:00:00Z")
    add_websites(store, [SITE, failed, replace(SITE, site="c.xd", status="not_attempted", is_final=False)])
    assert [w.site for w in read_open_websites(store, *WAVE, before="2026-11-02")] == ["c.xd", "b.xd"]
    assert [w.site for w in read_open_websites(store, *WAVE, before="2026-10-31")] == ["c.xd"]


def test_a_site_is_added_once_and_keeps_its_status(store: Store) -> None:
    add_websites(store, [SITE])
    add_websites(store, [replace(SITE, status="not_attempted", is_final=False)])
    assert count_statuses(store, *WAVE) == {"ok": 1}


def test_links_keep_the_day_they_were_first_seen(store: Store) -> None:
    write_enterprises(store, [SHOP])
    add_websites(store, [SITE])
    link = Link(*WAVE, "0001", "duka.co.xd", "own", 0.95, "register")
    replace_links(store, *WAVE, [link])
    with store.writing() as db:
        db.execute("UPDATE links SET first_seen = '2020-01-01'")
    replace_links(store, *WAVE, [replace(link, probability=0.5)])
    assert [row.probability for row in read_links(store, *WAVE, "0001")] == [0.5]
    assert store.db.execute("SELECT first_seen FROM links").fetchone()[0] == "2020-01-01"


def test_capabilities_read_back_as_they_were_decided(store: Store) -> None:
    write_enterprises(store, [SHOP])
    decided = Capability("0001", "online_ordering", "yes", 0.93, "rules-1", '[{"kind":"form"}]')
    for _ in range(2):
        replace_capabilities(store, *WAVE, [decided])
    assert read_capabilities(store, *WAVE, "0001") == [decided]
    assert read_answers(store, *WAVE, "online_ordering")["answer"] == [2]
    assert count_rows(store, *WAVE)["capabilities"] == 1


def test_labels_cannot_be_changed_or_removed_and_are_kept_once(store: Store) -> None:
    write_enterprises(store, [SHOP])
    label = Label(*WAVE, "0001", "online_ordering", "yes", "amina", "audit", "2026-11-20T10:00:00Z", blind=True)
    assert append_labels(store, [label, label]) == 1
    assert append_labels(store, [label, replace(label, round="second", labeller="jo")]) == 1
    assert next(iter(read_labels(store, *WAVE, "online_ordering"))) == label
    for change in ("UPDATE labels SET answer = 'no'", "DELETE FROM labels"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.db.execute(change)


def test_a_sample_is_kept_with_its_design(store: Store) -> None:
    write_enterprises(store, [SHOP])
    design = SampleDesign(*WAVE, "s1", "online_ordering", "rules-1", 7, 1, "proportional", {"no_site:S10T49": (5, 1)})
    write_sample(store, design, [SampledUnit("0001", "no_site:S10T49", 0.2, 1)])
    assert read_designs(store, *WAVE) == [design]
    assert read_sample(store, *WAVE, "s1")["inclusion_probability"] == [0.2]


def test_suppressed_estimates_are_empty_unless_asked_for_whole(store: Store) -> None:
    row = {
        "country": "XD",
        "wave": "2026",
        "indicator": "own_website",
        "population": "registered",
        "measure": "share",
        "method": "poststratified",
    }
    secret = {**row, "region": "R1", "value": 0.3, "ci_low": 0.1, "n_frame": 2, "n_labelled": 1, "suppressed": "primary"}
    replace_estimates(store, *WAVE, [{**row, "value": 0.5, "suppressed": "none"}, secret])
    safe, whole = read_estimates(store, *WAVE), read_estimates(store, *WAVE, safe=False)
    at = safe["region"].index("R1")
    assert [safe[c][at] for c in ("value", "ci_low", "n_frame", "n_labelled")] == [None] * 4
    assert whole["value"][at] == 0.3
    assert safe["value"][1 - at] == 0.5
    assert read_estimates(store, *WAVE, wanted=WHOLE)["value"] == [0.5], "columns of the key choose rows"
    assert read_estimates(store, *WAVE, wanted={"measure": "count"})["value"] == []
    with pytest.raises(KeyError, match="quality"):
        read_estimates(store, *WAVE, wanted={"quality": "A"})


def test_a_run_says_how_it_ended(store: Store) -> None:
    with recording(store, "frame", {"file": "a.csv"}, *WAVE) as counts:
        counts["loaded"] = 3

    def stop() -> None:
        with recording(store, "crawl", {}, *WAVE):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    newest, oldest = read_runs(store)
    assert (oldest.outcome, oldest.counts, newest.outcome) == ("done", {"loaded": 3}, "interrupted")
    assert oldest.ended is not None
