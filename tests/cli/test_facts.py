"""Facts of a wave of forty enterprises, of which all numbers are counted by hand."""

from dataclasses import replace

import pytest

from aggregate.publication.facts import Asked, Office
from cli.facts import gather_facts
from cli.facts.coverage import count_funnel, is_safe_mix, keep_many, merge_few
from store.decisions import replace_capabilities, replace_links
from store.estimates import replace_estimates
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise, Label, Link, SampleDesign, SampledUnit, Website
from store.reviews import append_labels, write_sample
from store.runs import recording
from store.settings import name_setting, write_setting
from store.websites import add_websites

WAVE = ("XD", "2026")
IDS = [f"E{number:02d}" for number in range(40)]
LINKED, READ = IDS[:30], IDS[:24]
"""Of the thirty with a website five did not answer and one was parked."""
YES = IDS[:14]
DRAWN = IDS[:20]


@pytest.fixture
def filled(store: Store) -> Store:
    write_enterprises(store, [Enterprise(*WAVE, key) for key in IDS])
    statuses = ["ok"] * 24 + ["timeout"] * 5 + ["parked"]
    sites = [
        Website(*WAVE, f"{key}.example", f"{key}.example", status=status, requests=place + 1, bytes=1000)
        for place, (key, status) in enumerate(zip(LINKED, statuses, strict=True))
    ]
    add_websites(store, sites)
    replace_links(store, *WAVE, [Link(*WAVE, key, f"{key}.example", "own", 0.9, "rules") for key in LINKED])
    answers = [Capability(key, "online_ordering", "yes" if key in YES else "no", None, "rules-1") for key in READ]
    replace_capabilities(store, *WAVE, answers)
    design = SampleDesign(*WAVE, "s1", "online_ordering", "rules-1", 1, 20, "all alike", {"all": (40, 20)})
    write_sample(store, design, [SampledUnit(key, "all", 0.5, place) for place, key in enumerate(DRAWN)])
    append_labels(store, (label(key, "yes" if key in IDS[1:15] else "no") for key in DRAWN[:18]))
    append_labels(store, [label(DRAWN[18], "unknown"), label("E01", "no", labeller="bob", round="second")])
    append_labels(store, [label("E01", "yes", labeller="cat", round="adjudicated")])
    return store


def label(key: str, answer: str, labeller: str = "ann", **others: str) -> Label:
    return Label(*WAVE, key, "online_ordering", answer, labeller, "audit", "2026-11-01T00:00:00Z", sample="s1", **others)


def test_the_funnel_counts_enterprises(filled):
    funnel = gather_facts(filled, *WAVE).funnel
    assert (funnel.registered, funnel.linked, funnel.read) == (40, 30, 24)
    assert funnel.decided == {"online_ordering": 24}
    assert funnel.labelled == {"online_ordering": 18}


def test_the_number_read_tells_of_no_few_among_other_ends():
    counts = {"ok": 6, "parked": 2, "timeout": 10}
    assert merge_few(counts, 5) == {"timeout": 10, "others": 8}
    assert not is_safe_mix(counts, {"timeout": 10, "others": 8}, 5), "8 others less 6 read are the 2 parked"
    assert is_safe_mix({"ok": 24, "parked": 2, "timeout": 4}, {"ok": 24, "others": 6}, 5)


def test_statuses_are_left_out_where_the_number_read_would_give_a_few_away(store):
    write_enterprises(store, [Enterprise(*WAVE, key) for key in IDS])
    statuses = ["ok"] * 6 + ["parked"] * 2 + ["timeout"] * 10
    add_websites(store, [Website(*WAVE, f"{key}.example", f"{key}.example", status=s) for key, s in zip(IDS, statuses, strict=False)])
    replace_links(store, *WAVE, [Link(*WAVE, key, f"{key}.example", "own", 0.9, "rules") for key in IDS[:18]])
    funnel = count_funnel(store, *WAVE, 5)
    assert (funnel.linked, funnel.read, funnel.by_status) == (18, 6, {})


def test_statuses_of_a_few_are_added_up_with_the_next_until_they_are_enough(filled):
    assert gather_facts(filled, *WAVE).funnel.by_status == {"ok": 24, "others": 6}
    assert merge_few({"ok": 9, "parked": 4, "timeout": 2}, 5) == {"ok": 9, "others": 6}
    assert merge_few({"ok": 9, "parked": 2}, 5) == {"others": 11}
    assert merge_few({"ok": 3}, 5) == {}
    assert merge_few({"ok": 9, "parked": 5}, 5) == {"ok": 9, "parked": 5}


def test_counts_that_tell_of_a_few_on_either_side_are_not_kept():
    assert [keep_many(count, 40, 5) for count in (0, 4, 5, 35, 36, 40)] == [0, None, 5, 35, None, 40]


def test_samples_count_who_was_drawn_answered_seen_by_two_and_adjudicated(filled):
    facts = gather_facts(filled, *WAVE)
    (sample,) = facts.samples
    assert (sample.drawn, sample.answered, sample.doubled, sample.adjudicated) == (20, 18, 1, 1)
    assert facts.questions == (Asked("s1", "online_ordering", 19, 18),)


def test_decisions_are_judged_by_labels_of_websites_that_were_read(filled):
    (judged,) = gather_facts(filled, *WAVE).judged
    assert (judged.labels, judged.weighted) == (18, True)
    assert judged.precision.value == pytest.approx(13 / 14), "E00 was decided yes and is no"
    assert judged.recall.value == pytest.approx(13 / 14), "E14 is yes and was decided no"


def test_no_rate_stands_on_fewer_than_ten_labels(filled):
    answers = [Capability(key, "online_ordering", "yes" if key in IDS[:9] else "no", None, "rules-1") for key in READ]
    replace_capabilities(filled, *WAVE, answers)
    (judged,) = gather_facts(filled, *WAVE).judged
    assert judged.precision.value is None, "nine were decided yes"
    assert judged.recall.value == pytest.approx(8 / 14)


def test_burden_describes_sites_together_and_not_fewer_than_ten(filled, store):
    burden = gather_facts(filled, *WAVE).burden
    assert (burden.sites, burden.requests, burden.bytes, burden.median) == (30, 465, 30_000, 15.5), "1 + 2 + … + 30"
    filled.db.execute("UPDATE websites SET requests = 0 WHERE requests > 9")
    assert gather_facts(filled, *WAVE).burden.sites == 0


def test_the_churn_of_the_register_is_of_ids_and_not_told_of_a_few(filled):
    write_enterprises(filled, [Enterprise("XD", "2025", key) for key in [*IDS[:33], "F1", "F2", "F3", "F4", "F5", "F6"]])
    churn = gather_facts(filled, *WAVE).churn
    assert (churn.since, churn.stayed, churn.born, churn.died) == ("2025", 33, 7, 6)
    assert churn.websites_kept is None, "the earlier wave knew no websites"
    write_enterprises(filled, [Enterprise("XD", "2025", key) for key in IDS[33:37]])
    few = gather_facts(filled, *WAVE).churn
    assert (few.stayed, few.born, few.died) == (None, None, None), "three are new, and the register's size tells the rest"


def test_the_first_wave_has_no_churn(filled):
    assert gather_facts(filled, *WAVE).churn is None


def test_the_waves_with_figures_are_counted(filled):
    one = {"indicator": "i", "population": "p", "measure": "share", "method": "m", "suppressed": "none"}
    replace_estimates(filled, *WAVE, [{"country": "XD", "wave": "2026", **one}])
    facts = gather_facts(filled, *WAVE)
    assert (facts.waves, facts.comparable) == (("2026",), 1)


def test_runs_are_those_that_make_figures_without_arguments_and_counts_of_a_few(filled):
    for command, counted in (("crawl", {"visited": 30, "bytes": 3, "captcha": 20}), ("export", {"files": 12})):
        with recording(filled, command, {"to": "/home/ann"}, *WAVE) as counts:
            counts.update(counted)
    (ran,) = gather_facts(filled, *WAVE).runs
    assert (ran.command, ran.counts, ran.times) == ("crawl", {"visited": 30.0}, 1)


def test_exporting_again_changes_no_fact(filled):
    before = gather_facts(filled, *WAVE)
    with recording(filled, "export", {}, *WAVE):
        pass
    assert gather_facts(filled, *WAVE) == before


def test_what_the_office_told_for_a_wave_comes_before_what_it_told_for_all(filled):
    write_setting(filled, "contact_name", "Office")
    write_setting(filled, "employment_outside", "0.5")
    write_setting(filled, name_setting("employment_outside", "XD", "2026"), "0.6")
    write_setting(filled, name_setting("employment_outside", "XD", "2025"), "0.7")
    write_setting(filled, name_setting("licence", "KE"), "other")
    facts = gather_facts(filled, *WAVE)
    assert facts.office == replace(Office(), name="Office")
    assert (facts.employment_outside, facts.licence) == (0.6, "")


def test_nothing_of_one_site_or_enterprise_is_in_the_facts(filled):
    text = repr(gather_facts(filled, *WAVE))
    assert not any(key in text for key in IDS)
    assert ".example" not in text


def test_f1_is_hidden_with_either_of_the_rates_it_could_give_away(filled):
    """Eight decided yes are too few for a precision; recall (7 of 14 labelled yes) and F1 would give it: 1 / (2 / F1 - 1 / recall)."""
    few = {key: "yes" if key in IDS[:8] else "no" for key in READ}
    replace_capabilities(filled, *WAVE, [Capability(key, "online_ordering", answer, None, "rules-1") for key, answer in few.items()])
    (judged,) = gather_facts(filled, *WAVE).judged
    assert judged.recall.value == pytest.approx(0.5)
    assert judged.precision.value is None
    assert judged.f1.value is None
