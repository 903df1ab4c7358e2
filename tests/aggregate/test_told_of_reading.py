"""A figure that may be shown does not tell beside it how many websites were read where that is hidden."""

import pandas as pd

from aggregate import aggregate, draw_sample
from store.estimates import read_estimates
from store.reviews import append_labels, read_sample
from tests.aggregate.stores_of_cases import WAVE, label
from tests.aggregate.test_attack import write_random_frame

CELL = ["activity", "size_class", "region", "urbanisation", "owner_sex"]


def read_rows(store):
    write_random_frame(store, 3, 150)
    sample = draw_sample(store, *WAVE, size=150, seed=1).sample
    units = read_sample(store, *WAVE, sample)["enterprise_id"]
    append_labels(store, (label(unit, "yes" if number % 3 else "no", sample) for number, unit in enumerate(units)))
    aggregate(store, *WAVE)
    return pd.DataFrame(read_estimates(store, *WAVE, safe=True))


def test_a_shown_estimate_tells_nothing_of_reading_where_counts_of_everybody_are_hidden(store):
    rows = read_rows(store)
    whole = rows["population"].str.startswith("registered enterprises with 10")
    rows = rows.assign(whole=whole)
    hidden = rows[(rows["method"] == "share_among_read") & rows["suppressed"].isin(["primary", "secondary"])]
    shown = rows[(rows["method"] == "post_stratified") & (rows["suppressed"] == "none")]
    both = shown.merge(hidden[["whole", *CELL]], on=["whole", *CELL])
    assert len(both)
    assert both[["share_not_read", "ppv", "ppv_low", "npv", "npv_high"]].isna().all(axis=None)
    assert shown["share_not_read"].notna().any()


def test_a_cell_of_which_no_website_was_read_has_its_hidden_row_as_others_have(store):
    rows = read_rows(store)
    hidden = rows[(rows["method"] == "post_stratified") & (rows["measure"] == "share") & (rows["suppressed"] == "primary")]
    read = rows[(rows["method"] == "share_among_read")]
    places = [tuple(row) for row in read[CELL].itertuples(index=False)]
    assert all(tuple(row) in places for row in hidden[CELL].itertuples(index=False))


def test_predictive_values_do_not_tie_what_was_predicted_to_answers_of_everybody(store):
    rows = read_rows(store)
    shown = rows[(rows["method"] == "post_stratified") & (rows["suppressed"] == "none")]
    assert (shown["n_labelled"] == shown["n_frame"]).all()
    assert shown[["ppv", "ppv_low", "npv", "npv_high"]].isna().all(axis=None)
