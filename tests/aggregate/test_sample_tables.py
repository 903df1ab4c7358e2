"""From labels to rows: nonresponse, enterprises that are no target, and websites that decide for several."""

import numpy as np
import pandas as pd
import pytest

from aggregate import aggregate
from aggregate.quality import grade
from aggregate.tables.labelled import number_hosts
from aggregate.tables.rows import pair_rows
from store.opening import Store
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


@pytest.fixture
def sampled(store: Store) -> Store:
    write_case_frame(store)
    write_case_sample(store)
    return store


def find(store: Store, measure: str = "share", method: str = "post_stratified", indicator: str = "online_ordering", **wanted: str):
    (row,) = read_table(store, measure=measure, method=method, indicator=indicator, **wanted)
    return row


def close(store: Store, ids: list[str], question: str = "active") -> None:
    append_labels(store, [label(key, "no", "case", question) for key in ids])


def test_without_labels_on_activity_there_is_no_other_indicator(sampled):
    write_case_labels(sampled)
    aggregate(sampled, *WAVE, by=BRIEF)
    assert not read_table(sampled, indicator="over_coverage")
    assert find(sampled)["denominator"] == "registered enterprises"


def test_closed_enterprises_are_out_of_numerator_and_denominator(sampled):
    write_case_labels(sampled)
    aggregate(sampled, *WAVE, by=BRIEF)
    before = find(sampled, "count")["value"]
    orders = load_case().column("order")
    close(sampled, [key for key, order in zip(sampled_ids(), orders, strict=True) if not order][:40])
    aggregate(sampled, *WAVE, by=BRIEF)
    share, number = find(sampled), find(sampled, "count")
    over, target = find(sampled, indicator="over_coverage"), find(sampled, "count", indicator="active_in_scope")
    # None of the closed ones had the property: as many have it, of fewer.
    assert number["value"] == pytest.approx(before)
    assert target["value"] == pytest.approx(2000 * (1 - over["value"]))
    assert share["value"] == pytest.approx(number["value"] / target["value"])
    assert share["n_labelled"] == 160
    assert over["n_labelled"] == 200
    assert over["standard_error"] > 0
    assert share["denominator"] == "registered enterprises that are active and in scope"


def test_a_closed_enterprise_counts_as_answered_whatever_else_is_unknown(sampled):
    ids = sampled_ids()
    append_labels(sampled, [label(key, "unknown" if i < 20 else "no", "case") for i, key in enumerate(ids)])
    close(sampled, ids[:20], "in_scope")
    report = aggregate(sampled, *WAVE, by=BRIEF)
    assert find(sampled)["n_labelled"] == 180
    assert not read_table(sampled, method="unanswered_all_yes")
    assert report.labelled["online_ordering"] == 180


def test_unanswered_labels_have_bounds_and_cost_a_letter(sampled):
    answers = load_case().column("order")
    given = ["unknown" if i % 5 == 0 else "yes" if order else "no" for i, order in enumerate(answers)]
    append_labels(sampled, [label(key, answer, "case") for key, answer in zip(sampled_ids(), given, strict=True)])
    aggregate(sampled, *WAVE, by=BRIEF)
    weights, unknown = load_case().weights, [answer == "unknown" for answer in given]
    said_yes = sum(w for w, answer in zip(weights, given, strict=True) if answer == "yes")
    missing = sum(w for w, is_unknown in zip(weights, unknown, strict=True) if is_unknown)
    assert find(sampled, method="unanswered_all_no")["value"] == pytest.approx(said_yes / 2000)
    assert find(sampled, method="unanswered_all_yes")["value"] == pytest.approx((said_yes + missing) / 2000)
    assert find(sampled, "count", "unanswered_all_yes")["value"] == pytest.approx(said_yes + missing)
    row = find(sampled)
    low, high, many = (np.array([row[name]]) for name in ("ci_low", "ci_high", "n_effective"))
    by_width = str(grade(low, high, many, many)[0])
    assert by_width in "BCD"
    assert "ABCDEF".index(row["quality"]) == "ABCDEF".index(by_width) + 1


def test_a_letter_is_lost_above_a_tenth_and_f_stays_f():
    low, high, many = np.array([0.1, 0.1, 0.0]), np.array([0.12, 0.12, 0.9]), np.array([100.0, 100, 100])
    assert grade(low, high, many, many, np.array([0.1, 0.11, 0.5])).tolist() == ["A", "B", "F"]


def test_a_share_is_hidden_with_its_number_and_a_number_with_its_share():
    def table(name: str, *suppressed: str) -> pd.DataFrame:
        cells = {"measure": ["share"] * 3 + ["count"] * 3, "value": [name] * 6, "suppressed": suppressed * 2}
        return pd.DataFrame(cells)

    rows = pair_rows(table("of the target", "none", "primary", "none"), table("of the register", "secondary", "none", "none"))
    assert rows["value"].tolist() == ["of the target"] * 3 + ["of the register"] * 3
    assert rows["suppressed"].tolist() == ["secondary", "primary", "none"] * 2


def test_websites_that_decide_for_several_are_numbered():
    assert number_hosts(["a", None, "b", "a", "c", "b", None]).tolist() == [0, -1, 1, 0, -1, 1, -1]


def test_enterprises_on_one_website_widen_the_margin_and_leave_the_share(sampled):
    write_case_labels(sampled)
    aggregate(sampled, *WAVE, by=BRIEF)
    before = find(sampled)
    orders = load_case().table
    wrong = [key for key, row in zip(sampled_ids(), orders.itertuples(), strict=True) if row.state == 2 and not row.order]
    with sampled.writing() as db:
        for key in wrong:
            db.execute("UPDATE enterprises SET site = 'group.example' WHERE enterprise_id = ?", [key])
    aggregate(sampled, *WAVE, by=BRIEF)
    after = find(sampled)
    assert after["value"] == pytest.approx(before["value"])
    assert after["standard_error"] > before["standard_error"]
