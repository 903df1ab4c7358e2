"""The checks before writing: whatever is spoilt in observations that may be written is found."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregate.export.sdmx.codings import build_codings, gather_rows
from aggregate.export.sdmx.dataset_attributes import gather_attributes
from aggregate.export.sdmx.observations import build_observations
from aggregate.export.sdmx.structures import build_structure
from aggregate.export.sdmx.validation import check_flow
from catalogue.errors import EstimateError
from tests.aggregate.export.sdmx.invented import publish

PUBLICATION = publish()
ROWS = gather_rows(PUBLICATION)
CODINGS = build_codings(PUBLICATION, ROWS)
STRUCTURE = build_structure("KE", "", CODINGS)
FLOW = STRUCTURE.headline
GOOD = build_observations(ROWS, "2026", CODINGS, STRUCTURE).headline.drop(columns="row")
ATTRIBUTES = gather_attributes(PUBLICATION)
CODED = [part.id for part in FLOW.components if part.codes is not None and part.id in GOOD]
NUMBERS = [part.id for part in FLOW.components if part.kind in ("number", "count") and part.id in GOOD]
MANDATORY = [*FLOW.key, "POPULATION", "ESTIMATOR", "OBS_STATUS", "CONF_STATUS", "DECIMALS"]
UNHURRIED = settings(deadline=None, max_examples=40)
PLACES = st.integers(0, len(GOOD) - 1)
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
SUPPRESSED = GOOD.index[(GOOD["OBS_STATUS"] == "Q") | (GOOD["OBS_STATUS_2"] == "Q")].tolist()
SHOWN = GOOD.index[GOOD["OBS_VALUE"] != ""].tolist()


def spoil(place: int, **cells: object) -> pd.DataFrame:
    table = GOOD.astype(object).copy()
    for name, text in cells.items():
        table.loc[place, name] = text
    return table


def is_refused(table: pd.DataFrame) -> bool:
    try:
        check_flow(FLOW, table, ATTRIBUTES)
    except EstimateError:
        return True
    return False


def test_observations_of_a_publication_pass():
    assert not is_refused(GOOD)
    assert len(SUPPRESSED) >= 2


@UNHURRIED
@given(PLACES, st.sampled_from(CODED), WORDS)
def test_a_code_that_the_list_does_not_have_is_refused(place, name, word):
    part = next(part for part in FLOW.components if part.id == name)
    if word not in part.codes.ids:
        assert is_refused(spoil(place, **{name: word}))


@UNHURRIED
@given(PLACES, st.sampled_from(MANDATORY), st.sampled_from(["", None, float("nan"), "NaN", "nan", 1]))
def test_a_mandatory_part_that_is_missing_or_no_text_is_refused(place, name, nothing):
    assert is_refused(spoil(place, **{name: nothing}))


@UNHURRIED
@given(
    PLACES, st.sampled_from(NUMBERS), st.sampled_from(["NaN", "nan", "inf", "-inf", "None", "<NA>", "1e5", "12,5", "x", float("nan"), 3.5])
)
def test_what_is_no_plain_number_is_refused(place, name, word):
    assert is_refused(spoil(place, **{name: word}))


@UNHURRIED
@given(st.sampled_from(SUPPRESSED), st.sampled_from(NUMBERS), st.integers(0, 100))
def test_a_suppressed_figure_with_any_number_is_refused(place, name, number):
    assert is_refused(spoil(place, **{name: str(number)}))


@UNHURRIED
@given(st.sampled_from(SUPPRESSED), st.sampled_from("ABCDEF"))
def test_a_suppressed_figure_with_a_letter_of_quality_is_refused(place, letter):
    assert is_refused(spoil(place, QUALITY_FLAG=letter))


@UNHURRIED
@given(st.sampled_from(SHOWN))
def test_an_empty_value_that_no_status_explains_is_refused(place):
    assert is_refused(spoil(place, OBS_VALUE=""))


@UNHURRIED
@given(st.sampled_from(SHOWN))
def test_a_visible_value_called_suppressed_or_confidential_is_refused(place):
    assert is_refused(spoil(place, OBS_STATUS="Q", CONF_STATUS="C"))
    assert is_refused(spoil(place, OBS_STATUS="Q"))
    assert is_refused(spoil(place, CONF_STATUS="C"))


@UNHURRIED
@given(st.sampled_from(SUPPRESSED))
def test_a_suppressed_figure_called_free_is_refused(place):
    assert is_refused(spoil(place, CONF_STATUS="F"))


@UNHURRIED
@given(st.sampled_from(SHOWN), st.floats(100.01, 1e6) | st.floats(-1e6, -0.01))
def test_a_percentage_outside_of_0_to_100_is_refused(place, value):
    if GOOD.loc[place, "UNIT_MEASURE"].startswith("PT_"):
        assert is_refused(spoil(place, OBS_VALUE=f"{value:.4f}", CI_LOWER="", CI_UPPER=""))


@UNHURRIED
@given(st.sampled_from(SHOWN))
def test_a_value_outside_of_its_interval_is_refused(place):
    low = GOOD.loc[place, "CI_LOWER"]
    assert is_refused(spoil(place, OBS_VALUE=f"{float(low) - 1:.4f}"))
    assert is_refused(spoil(place, CI_LOWER="90", CI_UPPER="80", OBS_VALUE="85"))


@UNHURRIED
@given(PLACES, PLACES)
def test_two_figures_with_one_key_are_refused(one, other):
    if one != other:
        key = {name: GOOD.loc[one, name] for name in FLOW.key}
        assert is_refused(spoil(other, **key))


@UNHURRIED
@given(PLACES, st.sampled_from(["2026-Q1", "2026-13", "26", "2026 ", "always"]))
def test_a_period_that_is_none_of_its_frequency_is_refused(place, period):
    assert is_refused(spoil(place, TIME_PERIOD=period))


def test_the_sentence_names_the_flow_the_key_and_what_is_wrong():
    with pytest.raises(EstimateError, match=r"DF_ECAP cannot be written in SDMX: at A\.KEN\._T\..* SIZE_CLASS has a code"):
        check_flow(FLOW, spoil(0, SIZE_CLASS="HUGE"), ATTRIBUTES)


def test_columns_that_are_missing_or_strange_are_refused():
    assert is_refused(GOOD.drop(columns="REGION"))
    assert is_refused(GOOD.assign(SECRET="1"))


@pytest.mark.parametrize(
    "attributes",
    [
        {name: text for name, text in ATTRIBUTES.items() if name != "VINTAGE"},
        ATTRIBUTES | {"VINTAGE": "SOON"},
        ATTRIBUTES | {"EMPLOYMENT_OUTSIDE": "112"},
        ATTRIBUTES | {"EMPLOYMENT_OUTSIDE": "NaN"},
        ATTRIBUTES | {"STRANGE": "1"},
    ],
)
def test_attributes_of_the_dataset_are_checked_as_well(attributes):
    with pytest.raises(EstimateError):
        check_flow(FLOW, GOOD, attributes)
