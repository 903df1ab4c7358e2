"""Our estimates beside published figures."""

import csv

import openpyxl
import pytest
from click.testing import CliRunner
from scipy import stats

from aggregate import aggregate
from aggregate.comparison import compare
from aggregate.comparison.matching import find_counterpart, index_estimates, read_cell
from aggregate.comparison.published import Figure
from aggregate.export import export
from aggregate.export.comparison import write_comparison
from aggregate.publication.text_codes import assign_codes
from aggregate.tables.populations import IN_SCOPE, REGISTERED
from catalogue.errors import EstimateError
from cli.main import group
from store.estimates import read_estimates
from store.opening import open_store
from tests.aggregate.stores_of_cases import WAVE, read_table, write_case_frame, write_case_labels, write_case_sample


@pytest.fixture(scope="module")
def estimated(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("estimated") / "ecomstat.db") as store:
        write_case_frame(store)
        write_case_sample(store)
        write_case_labels(store)
        aggregate(store, *WAVE)
        yield store


def compare_text(store, tmp_path, text, **options):
    path = tmp_path / "official.csv"
    path.write_text(text, encoding="utf-8")
    return compare(store, *WAVE, path, **options)


def one(store, tmp_path, text):
    return compare_text(store, tmp_path, text).table.iloc[0]


def test_the_test_uses_our_margin_and_theirs(estimated, tmp_path):
    (ours,) = read_table(
        estimated, indicator="online_ordering", population="registered enterprises", measure="share", method="post_stratified"
    )
    row = one(estimated, tmp_path, "indic_is,percent,se\nE_WEBORD,30,2\n")
    assert row["ours"] == ours["value"]
    assert row["standard_error"] == pytest.approx((ours["standard_error"] ** 2 + 0.02**2) ** 0.5)
    assert row["verdict"] == "differs"


def test_near_figures_agree_and_unknown_margins_are_told_apart(estimated, tmp_path):
    assert one(estimated, tmp_path, "indicator,percent,n\nonline_ordering,18,400\n")["verdict"] == "agrees"
    row = one(estimated, tmp_path, "indicator,percent\nonline_ordering,30\n")
    assert row["verdict"] == "differs_if_exact"
    assert row["error_needed"] > 0


def test_size_classes_and_scope_are_matched(estimated, tmp_path):
    text = "indic_is,unit,size_emp,nace_r2,OBS_VALUE\nE_WEBORD,PC_ENT,GE10,C10-S951_X_K,20\nE_WEBORD,PC_ENT,10-49,TOTAL,20\n"
    table = compare_text(estimated, tmp_path, text).table
    assert table["activity"].tolist() == ["C10-S951_X_K", "_T"]
    assert table["size_class"].tolist() == ["S_GE10", "S10T49"]
    assert "10 or more" in table["population"][0]
    assert table["population"][1] == "registered enterprises"
    assert (table["remarks"] == "").all()


def test_another_concept_or_denominator_is_shown_but_not_tested(estimated, tmp_path):
    text = "indic_is,unit,OBS_VALUE\nE_AWSELL,PC_ENT,20\nE_WEBORD,PC_ENT_IACC,20\n"
    table = compare_text(estimated, tmp_path, text).table
    assert table["verdict"].tolist() == ["not_comparable"] * 2
    assert table["p"].isna().all()
    assert "not the same" in table["remarks"][0]
    assert "Internet access" in table["remarks"][1]


def test_what_has_nothing_of_ours_says_why(estimated, tmp_path):
    text = "indicator,percent,size\nX_1,20,\nE_WEBORD,20,10-249\nE_WEB,20,\nonline_ordering,20,GE250\n"
    table = compare_text(estimated, tmp_path, text).table
    assert table["verdict"].tolist()[:3] == ["no_counterpart"] * 3
    assert "X_1" in table["remarks"][0]
    assert "10-249" in table["remarks"][1]
    assert "own_website" in table["remarks"][2]


def test_hidden_cells_stay_hidden(estimated, tmp_path):
    (row, *_) = [
        r
        for r in estimated.db.query(
            "SELECT * FROM estimates WHERE suppressed <> 'none' AND measure = 'share' AND method = 'post_stratified'"
        )
        if r["population"] == "registered enterprises" and r["urbanisation"] == r["owner_sex"] == "_T" and len(r["activity"]) < 3
    ]
    found = one(
        estimated,
        tmp_path,
        f"indicator,percent,activity,size,region\nonline_ordering,20,{row['activity']},{row['size_class']},{row['region']}\n",
    )
    assert found["verdict"] == "not_shown"
    assert found[["ours", "our_standard_error", "our_low", "our_high", "our_quality", "difference", "p"]].isna().all()


def test_without_labels_theirs_lies_within_our_bounds_or_outside(store, tmp_path):
    write_case_frame(store)
    aggregate(store, *WAVE)
    table = compare_text(store, tmp_path, "indicator,percent\nonline_ordering,50\nonline_ordering,1\n").table
    assert table["verdict"].tolist() == ["within_bounds", "outside_bounds"]
    assert table["ours"].isna().all()


def test_bounds_are_those_of_the_store_and_what_lies_above_them_is_outside(store, tmp_path):
    write_case_frame(store)
    aggregate(store, *WAVE)
    cell = {"indicator": "online_ordering", "population": "registered enterprises", "measure": "share"}
    low, high = (read_table(store, **cell, method=method)[0]["value"] for method in ("lower_bound", "upper_bound"))
    assert low < high < 0.99
    row = one(store, tmp_path, "indicator,percent\nonline_ordering,99.5\n")
    assert (row["our_low"], row["our_high"], row["verdict"]) == (low, high, "outside_bounds")


def test_the_test_has_the_degrees_of_freedom_of_our_labels(estimated, tmp_path):
    (ours,) = read_table(
        estimated, indicator="online_ordering", population="registered enterprises", measure="share", method="post_stratified"
    )
    row = one(estimated, tmp_path, "indicator,percent\nonline_ordering,20\n")
    quotient = abs(ours["value"] - 0.2) / ours["standard_error"]
    assert row["p"] == pytest.approx(2 * stats.t.sf(quotient, ours["n_effective"] - 1), rel=1e-9)


@pytest.mark.parametrize(("size", "population"), [("GE10", IN_SCOPE), ("10-49", REGISTERED)])
def test_a_section_of_which_surveys_ask_a_part_stands_beside_that_part(size, population):
    figure = Figure(2, "E_WEBORD", "", "S", size, "", "2026", "all", 0.2, None, "unknown", "")
    cell = read_cell(figure)
    whole = dict.fromkeys(("urbanisation", "owner_sex", "other_dimension"), "_T") | {"indicator": "online_ordering", "region": "_T"}
    given = whole | {"measure": "share", "method": "post_stratified", "activity": "S", "size_class": cell.size_class}
    found = find_counterpart(cell, index_estimates([given | {"population": name} for name in (REGISTERED, IN_SCOPE)]))
    assert found.estimate["population"] == population
    assert found.is_same


def test_nothing_estimated_is_told(store, tmp_path):
    with pytest.raises(EstimateError, match="ecomstat aggregate"):
        compare_text(store, tmp_path, "indicator,percent\nE_WEB,5\n")


def test_files_hold_every_figure_and_the_notes(estimated, tmp_path):
    comparison = compare_text(estimated, tmp_path, "indicator,percent,n\nonline_ordering,18,400\nX_1,20,\n")
    lines = list(csv.reader(write_comparison(comparison, tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert [line[1] for line in lines[1:3]] == ["online_ordering", "X_1"]
    assert any(line[0].startswith("# ") and "Holm" in line[0] for line in lines)
    book = openpyxl.load_workbook(write_comparison(comparison, tmp_path / "out.xlsx"))
    assert book.worksheets[0]["B2"].value == "online_ordering"
    with pytest.raises(EstimateError, match=r"\.xlsx"):
        write_comparison(comparison, tmp_path / "out.pdf")


def test_the_command_prints_a_table_and_writes_it(estimated, tmp_path):
    (tmp_path / "official.csv").write_text("indic_is,percent,n\nE_WEBORD,18,400\n", encoding="utf-8")
    arguments = ["--db", str(estimated.path), "compare", "XD", str(tmp_path / "official.csv"), "--to", str(tmp_path / "out.csv")]
    result = CliRunner().invoke(group, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert "no difference seen" in result.output
    (line,) = [line for line in result.output.splitlines() if line.startswith("E_WEBORD ")]
    assert line.split()[-13:-3] == ["17.3", "%", "4.1", "%", "18.0", "%", "3.8", "%", "-0.7", "0.808"]
    assert (tmp_path / "out.csv").exists()


def test_a_cell_that_was_not_asked_for_says_how_to_ask(estimated, tmp_path):
    row = one(estimated, tmp_path, "indicator,percent,activity\nonline_ordering,20,T\n")
    assert (row["verdict"], "--by" in row["remarks"]) == ("no_counterpart", True)


@pytest.mark.parametrize("syntax", ["2.0.csv", "2.1.xml", "3.0.xml"])
def test_our_own_sdmx_files_agree_with_the_store_in_every_figure(estimated, tmp_path, syntax):
    export(estimated, *WAVE, tmp_path, ["sdmx"])
    (path,) = tmp_path.glob(f"*-sdmx-{syntax}")
    table = compare(estimated, *WAVE, path).table
    compared = table[table["theirs"].notna() & table["ours"].notna()]
    assert set(compared["verdict"]) == {"agrees"}
    assert len(compared) > 10
    assert compared["difference"].abs().max() <= 5e-7


def test_regions_are_found_by_the_codes_of_sdmx_files(estimated, tmp_path):
    name = next(region for region in sorted(set(read_regions(estimated))) if region not in ("_T", "_U"))
    code = assign_codes([name])[name]
    row = one(estimated, tmp_path, f"item,region,unit,value\nE_WEBORD,{code},PC_ENT,20\n")
    assert row["region"] == name


def read_regions(store):
    return read_estimates(store, *WAVE)["region"]
