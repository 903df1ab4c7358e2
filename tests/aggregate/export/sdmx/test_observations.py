"""Figures as SDMX observations: keys, values, statuses, and which flow they go to."""

from dataclasses import replace

import pytest

from aggregate.export.sdmx.codings import build_codings, gather_rows
from aggregate.export.sdmx.dataset_attributes import gather_attributes
from aggregate.export.sdmx.observations import Observations, build_observations
from aggregate.export.sdmx.periods import find_period
from aggregate.export.sdmx.structures import build_structure
from aggregate.export.sdmx.validation import check_flow
from catalogue.errors import EstimateError
from tests.aggregate.export.sdmx.invented import AMOUNTS, CHANGE, FIGURES, NAN, READ_ONES, hidden, publish, row


def observe(figures=FIGURES, changes=(), wave="2026") -> Observations:
    publication = publish(figures, changes, wave)
    rows = gather_rows(publication)
    codings = build_codings(publication, rows)
    structure = build_structure("KE", "", codings)
    observations = build_observations(rows, wave, codings, structure)
    for flow, table in ((structure.headline, observations.headline), (structure.methods, observations.methods)):
        check_flow(flow, table.drop(columns="row"), gather_attributes(publication))
    return observations


def find(table, **wanted):
    key = {
        "REGION": "_T",
        "UNIT_MEASURE": "PT_ENT",
        "ACTIVITY": "_T",
        "SIZE_CLASS": "_T",
        "OWNER_SEX": "_T",
        "URBANISATION": "_T",
        **wanted,
    }
    for name, code in key.items():
        table = table[table[name] == code]
    (only,) = table.to_dict("records")
    return only


def test_a_share_is_written_in_percent_with_all_that_stands_beside_it():
    found = find(observe().headline)
    assert (found["FREQ"], found["REF_AREA"], found["MEASURE"], found["TIME_PERIOD"]) == ("A", "KEN", "WEBORD", "2026")
    assert (found["OBS_VALUE"], found["STD_ERR"], found["CI_LOWER"], found["CI_UPPER"]) == ("25", "2", "20", "30")
    assert (found["CV"], found["N_SAMPLE"], found["N_FRAME"], found["SHARE_UNSCRAPED"]) == ("8", "80", "400", "25")
    assert (found["OBS_STATUS"], found["CONF_STATUS"], found["POPULATION"], found["ESTIMATOR"]) == ("A", "F", "REG", "POST_STRATIFIED")


def test_a_number_of_enterprises_has_its_own_unit():
    assert find(observe().headline, UNIT_MEASURE="ENT")["OBS_VALUE"] == "100"


def test_every_figure_is_written_once_with_its_value_or_none():
    rows = gather_rows(publish(changes=[CHANGE]))
    observations = observe(changes=[CHANGE])
    written = {**observations.headline.set_index("row")["OBS_VALUE"], **observations.methods.set_index("row")["OBS_VALUE"]}
    left = set(range(len(rows))) - set(written)
    assert [FIGURES[place]["activity"] for place in left] == ["J"]  # the same enterprises in the register and in the scope
    for place, text in written.items():
        ours = rows.loc[place]
        scale = 1 if ours["measure"] == "count" else 100
        assert text == "" if ours["suppressed"] else float(text) == pytest.approx(ours["value"] * scale, abs=1e-4)


def test_a_confidential_figure_has_nothing_but_its_key_and_q_and_c():
    table = observe().headline
    found = table[(table["OBS_STATUS"] == "Q")].iloc[0].to_dict()
    shown = {"STD_ERR", "CI_LOWER", "CI_UPPER", "CV", "QUALITY_FLAG", "N_SAMPLE", "N_FRAME", "SHARE_UNSCRAPED", "OBS_VALUE", "COMMENT_OBS"}
    assert {found[name] for name in shown} == {""}
    assert found["CONF_STATUS"] == "C"


def test_an_unreliable_figure_is_empty_with_l_and_free():
    found = find(observe().headline, REGION="COTE_D_OR")
    assert (found["OBS_VALUE"], found["OBS_STATUS"], found["CONF_STATUS"], found["QUALITY_FLAG"]) == ("", "L", "F", "F")


def test_a_break_comes_before_the_suppression_which_stands_second():
    found = find(observe().headline, REGION="_U")
    assert (found["OBS_STATUS"], found["OBS_STATUS_2"], found["CONF_STATUS"], found["OBS_VALUE"]) == ("B", "Q", "C", "")
    assert found["COMMENT_OBS"] == "Break since 2025: model"


def test_numbers_are_never_written_for_a_hidden_figure_whatever_the_table_holds():
    leaking = hidden("confidential", region="Nord-Est", value=0.77, n_frame=3, n_labelled=2, standard_error=0.1, quality="A")
    found = find(observe([row(), leaking]).headline, REGION="Nord-Est")
    assert {found[name] for name in ("OBS_VALUE", "STD_ERR", "N_FRAME", "N_SAMPLE", "QUALITY_FLAG")} == {""}


def test_a_part_of_a_section_in_the_european_scope_has_a_code_of_its_own():
    table = observe().headline
    assert find(table, ACTIVITY="M69T74", SIZE_CLASS="S_GE10")["OBS_VALUE"] == "40"
    assert find(table, ACTIVITY="M", SIZE_CLASS="S_GE10")["OBS_VALUE"] == "45"
    assert find(table, ACTIVITY="C10-S951_X_K", SIZE_CLASS="S_GE10")["POPULATION"] == "EUR"
    assert find(table, ACTIVITY="M69")["OBS_VALUE"] == "28"


def test_enterprises_of_both_populations_are_written_once_with_the_registers_figure():
    assert find(observe().headline, ACTIVITY="J", SIZE_CLASS="S_GE10")["POPULATION"] == "REG"


def test_bounds_and_changes_are_in_the_flow_whose_key_has_the_method():
    observations = observe(changes=[CHANGE])
    assert set(observations.headline["ESTIMATOR"]) == {"POST_STRATIFIED", "POST_STRATIFIED_RATIO"}
    assert set(observations.methods["ESTIMATOR"]) == {"UNANSWERED_ALL_NO", "SHARE_AMONG_READ", "CHANGE"}
    assert find(observations.methods, UNIT_MEASURE="PP")["OBS_VALUE"] == "-5"
    assert find(observations.methods, UNIT_MEASURE="PT_ENT_READ")["OBS_VALUE"] == "90"


def test_of_two_estimates_of_a_cell_the_first_method_meant_for_use_is_the_headline():
    both = observe([row(0.3, method="survey_by_state"), row(0.25)])
    assert (both.headline["OBS_VALUE"].tolist(), both.methods["OBS_VALUE"].tolist()) == (["25"], ["30"])


def test_amounts_have_units_that_tell_totals_from_means():
    table = observe([row(), *AMOUNTS]).headline
    assert find(table, UNIT_MEASURE="KES")["OBS_VALUE"] == "1234567.125"
    assert find(table, UNIT_MEASURE="KES_ENT")["OBS_VALUE"] == "12.5"


def test_large_and_tiny_numbers_are_written_without_exponents():
    table = observe([row(1e-7, ci_low=0.0, standard_error=1e-9), {**AMOUNTS[0], "value": 3.2e12, "ci_high": 4e12}]).headline
    assert find(table)["OBS_VALUE"] == "0"
    assert find(table, UNIT_MEASURE="KES")["OBS_VALUE"] == "3200000000000"


@pytest.mark.parametrize(("wave", "frequency"), [("2026", "A"), ("2026-Q4", "Q"), ("2026-S1", "S"), ("2026-11", "M")])
def test_waves_that_are_time_periods_tell_their_frequency(wave, frequency):
    found = find(observe(wave=wave).headline)
    assert (found["FREQ"], found["TIME_PERIOD"]) == (frequency, wave)


@pytest.mark.parametrize("wave", ["pilot", "2026-Q5", "2026-13", "26"])
def test_a_wave_that_is_no_time_period_is_told_in_a_sentence(wave):
    with pytest.raises(EstimateError, match="no time period that SDMX knows"):
        observe(wave=wave)


def test_a_column_of_the_register_is_a_dimension_with_its_own_codes():
    parts = [row(0.2 + n / 100, other_dimension="exporter", other_value=value) for n, value in enumerate(("yes", "no", "_U"))]
    table = observe([row(), *parts, row(0.26, other_dimension="chain type", other_value="two words")]).headline
    assert table.set_index(["EXPORTER", "CHAIN_TYPE"])["OBS_VALUE"].to_dict() == {
        ("_T", "_T"): "25",
        ("yes", "_T"): "20",
        ("no", "_T"): "21",
        ("_U", "_T"): "22",
        ("_T", "TWO_WORDS"): "26",
    }


def test_what_is_not_known_of_a_figure_is_empty_and_never_nan():
    table = observe([row(standard_error=NAN, ci_low=NAN, ci_high=NAN, n_labelled=None, cv=None, quality=None)]).headline
    assert "nan" not in " ".join(table.drop(columns="row").iloc[0]).casefold()
    assert find(table)["STD_ERR"] == ""


def test_a_wave_whose_name_goes_on_after_its_year_is_of_that_year():
    assert [find_period(wave) for wave in ("2026", "2026-Q4", "2026-trial", "2026-seed-2")] == ["2026", "2026-Q4", "2026", "2026"]
    assert [find_period(wave) for wave in ("pilot", "20261", "wave-2026")] == [None, None, None]


def test_hidden_bounds_are_left_out_and_hidden_changes_are_not():
    bounds = [hidden(reason, method="share_among_read", population=READ_ONES) for reason in ("confidential", "unreliable")]
    methods = observe(
        [row(), *bounds[:1], {**bounds[1], "region": "Nord"}], [hidden("confidential", measure="change", method="change")]
    ).methods
    assert methods[["ESTIMATOR", "OBS_STATUS", "CONF_STATUS"]].to_numpy().tolist() == [["CHANGE", "Q", "C"]]


def test_an_embargo_is_an_attribute_of_the_dataset_while_it_lasts():
    assert "EMBARGO_TIME" not in gather_attributes(publish())
    waiting = replace(publish(), embargo="2030-01-15T06:00:00Z")
    assert gather_attributes(waiting)["EMBARGO_TIME"] == "2030-01-15T06:00:00Z"
