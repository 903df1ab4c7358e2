"""Shares among enterprises with a website: ratios of two estimates, with the error of both."""

import numpy as np
import pytest

from aggregate import aggregate
from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.by_state import WHOLE, DomainEstimates
from aggregate.tables.domains import build_domains
from aggregate.tables.labelled import build_answered
from aggregate.tables.rows import FrameCounts
from aggregate.tables.sample_tables import SampleTables
from aggregate.tables.with_website import WebsiteEstimates, estimate_with_website, website_rows
from store.decisions import replace_capabilities
from store.opening import open_store
from store.records import Capability
from store.reviews import append_labels
from tests.aggregate.cases_of_sample import load_case
from tests.aggregate.stores_of_cases import (
    BRIEF,
    WAVE,
    label,
    read_table,
    sampled_ids,
    write_case_frame,
    write_case_labels,
    write_case_sample,
)

CELLS = {
    "section": ["G", "I"],
    "size_class": ["S0T9", "S0T9"],
    "region": ["_U", "_U"],
    "urbanisation": ["_U", "_U"],
    "owner_sex": ["_U", "_U"],
}
OF_WEBSITES = "registered enterprises that have a website"


def _sample(count):
    """So many units of one stratum of 100 and one state, the first half in cell 0."""
    return {
        "unit": list(range(count)),
        "stratum": ["predicted_no:S0T9"] * count,
        "cell": [0] * (count // 2) + [1] * (count - count // 2),
        "frame_weight": [1.0] * count,
        "state": [2] * count,
    }


def _estimate(answers, websites, count=40, targets=None):
    units, strata = _sample(count), {"predicted_no:S0T9": (100, count)}
    both = {unit: answer for unit, answer in answers.items() if unit in websites}
    answered = build_answered(units, both, strata, targets=targets)
    domains = build_domains(CELLS)
    frame = np.array([[0, 0, 50.0, 0], [0, 0, 50.0, 0]])
    hidden = np.full(len(domains.keys), "none", dtype=object)
    tables = SampleTables(answered, FrameCounts(domains, frame, frame), hidden, domains, CELLS, 0.95)
    return estimate_with_website(tables, np.array([websites.get(unit) == "yes" for unit in units["unit"]]))


def test_the_ratio_and_its_error_by_hand():
    websites = {unit: "yes" if unit % 2 else "no" for unit in range(40)}
    answers = {unit: "yes" if unit in (1, 3, 5, 7, 21, 23, 25, 27) else "no" for unit in range(40)}
    found = _estimate(answers, websites)
    # 8 of 20 with a website: residuals y - 0.4, squares 8·0.36 + 12·0.16; weights 2.5; leverage of one group of 40 is 1/40
    variance = 0.6 * (40 / 39) * 2.5**2 * 4.8 / 50**2 * (40 / 39) ** 2
    assert found.estimates.shares[0] == pytest.approx(0.4)
    assert found.estimates.standard_errors[0] == pytest.approx(variance**0.5)
    assert (found.estimates.labelled[0], found.websites[0]) == (20, pytest.approx(50))


def test_units_that_were_not_asked_for_a_website_stand_for_nobody():
    websites = {unit: "yes" if unit % 2 else "no" for unit in range(30)}
    answers = {unit: "yes" if unit >= 30 or unit % 4 == 1 else "no" for unit in range(40)}
    found = _estimate(answers, websites)
    assert found.estimates.shares[0] == pytest.approx(8 / 15)
    assert found.websites[0] == pytest.approx(15 * 100 / 30)


def test_fewer_than_ten_websites_give_no_share():
    websites = {unit: "yes" if unit < 9 else "no" for unit in range(40)}
    assert _estimate(dict.fromkeys(range(40), "no"), websites) is None


def test_closed_enterprises_are_none_that_have_a_website():
    websites = {unit: "yes" if unit % 2 else "no" for unit in range(40)}
    answers = {unit: "yes" if unit in (1, 3, 5, 7) else "no" for unit in range(40)}
    found = _estimate(answers, websites, targets={unit: unit not in (1, 39) for unit in range(40)})
    assert found.estimates.shares[0] == pytest.approx(3 / 18)
    assert found.is_active


@pytest.fixture
def store(tmp_path):
    """The synthetic sample with labels for ordering and for websites."""
    with open_store(tmp_path / "s.db") as store:
        write_case_frame(store)
        write_case_sample(store)
        write_case_labels(store)
        web = load_case().table["web"]
        answers = ("yes" if has else "no" for has in web)
        append_labels(store, (label(key, answer, "case", "own_website") for key, answer in zip(sampled_ids(), answers, strict=True)))
        known = list(store.db.query("SELECT enterprise_id, answer FROM capabilities WHERE capability = 'online_ordering'"))
        replace_capabilities(
            store,
            *WAVE,
            (
                Capability(key, name, answer, None, "test")
                for key, order in ((row["enterprise_id"], row["answer"]) for row in known)
                for name, answer in (("online_ordering", order), ("own_website", "unknown" if order == "unknown" else "yes"))
            ),
        )
        yield store


def test_the_published_share_has_its_population_and_denominator(store):
    aggregate(store, *WAVE, by=BRIEF)
    (row,) = read_table(store, method="post_stratified_ratio", indicator="online_ordering", population=OF_WEBSITES)
    table, weights = load_case().table, load_case().weights
    assert row["denominator"] == OF_WEBSITES
    assert row["n_labelled"] == table["web"].sum()
    assert row["n_frame"] == 2000
    assert row["value"] == pytest.approx(0.2986, abs=0.06)  # the survey ratio of case C06, which knows no states
    assert row["ci_low"] < (weights * table["order"] * table["web"]).sum() / (weights * table["web"]).sum() < row["ci_high"]


def test_websites_themselves_and_other_samples_have_no_such_share(store):
    aggregate(store, *WAVE, by=BRIEF)
    assert not read_table(store, method="post_stratified_ratio", indicator="own_website")
    assert not read_table(store, method="post_stratified_ratio", indicator="B5")


def test_what_is_hidden_of_all_enterprises_is_hidden_of_those_with_a_website(store):
    aggregate(store, *WAVE, by=BRIEF)
    keys = "activity, size_class, region"
    indicator = "indicator = 'online_ordering' AND suppressed IN ('primary', 'secondary')"
    hidden = set(store.db.execute(f"SELECT {keys} FROM estimates WHERE population = 'registered enterprises' AND {indicator}"))
    shown = set(store.db.execute(f"SELECT {keys} FROM estimates WHERE population = ? AND suppressed = 'none'", [OF_WEBSITES]))
    assert hidden
    assert shown
    assert not hidden & shown


def _hide_whole(yes, websites, rules):
    """What is hidden of shares of the whole, section G and section I, if all were labelled, {section: why}."""
    frame = np.array([[0, 0, 50.0, 0], [0, 0, 60.0, 0]])
    domains = build_domains({**CELLS, "size_class": ["_U", "_U"]})
    counts = FrameCounts(domains, frame, frame)
    websites, yes = domains.add_up(np.array(websites, float)), domains.add_up(np.array(yes, float))
    shares, whole = yes / websites, np.full(len(yes), WHOLE)
    nothing = np.zeros(len(yes))
    estimates = DomainEstimates(shares, nothing, shares, shares, websites.astype(np.int64), whole)
    hidden = np.full(len(yes), "none", dtype=object)
    rows = website_rows(counts, hidden, WebsiteEstimates(estimates, websites, nothing, False), rules)
    return dict(zip(rows["activity"], rows["suppressed"], strict=True))


def test_of_cells_labelled_whole_no_share_is_shown_and_those_of_few_are_hidden_by_the_rule():
    assert _hide_whole([1, 12], [30, 40], RuleSet()) == {"_T": "secondary", "G": "primary", "I": "secondary"}


def test_small_groups_all_alike_are_hidden_only_where_the_rules_of_the_source_say_so():
    assert _hide_whole([0, 12], [9, 40], RuleSet()) == {"_T": "secondary", "G": "secondary", "I": "secondary"}
    assert _hide_whole([0, 12], [9, 40], RuleSet(fewest_alike=10))["G"] == "primary"
