"""Reading published figures."""

import openpyxl
import pytest

from aggregate.comparison.codes import find_activity, find_country, find_item, find_size, find_unit
from aggregate.comparison.figures import DERIVED, GIVEN, UNKNOWN, read_number
from aggregate.comparison.published import read_published
from aggregate.comparison.remarks import note_table
from catalogue.errors import EstimateError

EUROSTAT = """DATAFLOW,LAST UPDATE,freq,size_emp,nace_r2,indic_is,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG
ESTAT:ISOC_CIWEB(1.0),01/01/26,A,GE10,C10-S951_X_K,E_WEB,PC_ENT,EL,2025,61.2,
ESTAT:ISOC_CIWEB(1.0),01/01/26,A,GE10,C10-S951_X_K,E_WEB,PC_ENT,EL,2026,63.5,b
ESTAT:ISOC_CIWEB(1.0),01/01/26,A,GE250,C10-S951_X_K,E_WEB,PC_ENT,EL,2026,:,c
ESTAT:ISOC_CIWEB(1.0),01/01/26,A,GE10,C10-S951_X_K,E_WEB,PC_ENT,IT,2026,70,
"""


def write(tmp_path, text, name="official.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def read(tmp_path, text, **others):
    return read_published(write(tmp_path, text), others.get("country", "KE"), others.get("wave", "2026"), others.get("deff", 1.0))


def test_eurostat_files_give_the_country_and_year_asked_for(tmp_path):
    found = read(tmp_path, EUROSTAT, country="GR")
    (figure,) = found.figures
    assert (figure.value, figure.margin, figure.flag, figure.line) == (pytest.approx(0.635), UNKNOWN, "b", 3)
    assert (found.period, found.left_out) == ("2026", 1)


def test_the_newest_period_is_taken_and_said_where_the_waves_own_is_not_there(tmp_path):
    found = read(tmp_path, EUROSTAT, country="GR", wave="2027")
    assert found.period == "2026"
    assert "2027" in next(note_table(found, "2027"))


def test_oecd_files_with_words_beside_codes(tmp_path):
    text = (
        "STRUCTURE,STRUCTURE_ID,REF_AREA: Reference area,FREQ,MEASURE: Measure,UNIT_MEASURE,ACTIVITY,SIZE_CLASS,TIME_PERIOD,OBS_VALUE\n"
        "DATAFLOW,OECD.STI.DEP:DSD_ICT_B@DF_BUSINESSES(1.0),KEN: Kenya,A,"
        "B1_B: Businesses with a website,PT_ENT: Percentage,_T,S_GE10,2026,40\n"
    )
    (figure,) = read(tmp_path, text).figures
    assert (figure.item, figure.size_class, figure.value) == ("B1_B", "S_GE10", pytest.approx(0.4))


def test_margins_are_given_or_derived_or_unknown(tmp_path):
    text = "indicator,percent,se,margin,low,high,n\nE_WEB,50,2,,,,\nE_WEB,50,,3.919928,,,\nE_WEB,50,,,46.080072,53.919928,\n"
    text += "E_WEB,50,,,,,96\nE_WEB,50,,,,,\n"
    figures = read(tmp_path, text).figures
    assert [f.margin for f in figures] == [GIVEN, GIVEN, GIVEN, DERIVED, UNKNOWN]
    assert [f.standard_error for f in figures[:4]] == pytest.approx([0.02, 0.02, 0.02, 0.05])


def test_decimal_commas_and_semicolons(tmp_path):
    (figure,) = read(tmp_path, "indicator;value;unit\nE_WEB;23,8;PC_ENT\n").figures
    assert figure.value == pytest.approx(0.238)


def test_values_without_a_unit_are_guessed_and_said(tmp_path):
    assert read(tmp_path, "indicator,value\nE_WEB,0.4\n").figures[0].value == 0.4
    found = read(tmp_path, "indicator,value\nE_WEB,0.4\nE_WEBORD,23\n")
    assert found.figures[0].value == pytest.approx(0.004)
    assert any("percentages" in note for note in note_table(found, "2026"))


def test_a_sign_for_percent_says_so_also_of_shares_below_one_percent(tmp_path):
    table = read(tmp_path, "indicator,value\nE_WEB,0.8 %\nE_WEBORD,0.4 %\n")
    assert [figure.value for figure in table.figures] == pytest.approx([0.008, 0.004])


def test_a_workbook_reads_as_a_file_of_text(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["indicator", "percent", "year"])
    book.active.append(["E_WEB", 40.5, 2026])
    book.save(tmp_path / "official.xlsx")
    (figure,) = read_published(tmp_path / "official.xlsx", "KE", "2026").figures
    assert (figure.value, figure.period) == (pytest.approx(0.405), "2026")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("country,percent\nKE,5\n", "names the indicator"),
        ("indicator,amount\nE_WEB,5\n", "column with the figures"),
        ("indicator,percent\n", "holds no table"),
        ("indicator,percent\nE_WEB,abc\n", "'abc'"),
        ("indicator,percent\nE_WEB,140\n", "is no share"),
        ("geo,indicator,percent\nDE,E_WEB,40\n", "its countries are DE"),
        ("indicator,percent\nE_WEB,:\n", "can be used"),
    ],
)
def test_bad_files_are_told_in_one_sentence(tmp_path, text, words):
    with pytest.raises(EstimateError, match=words):
        read(tmp_path, text)


def test_missing_and_strange_files_are_told(tmp_path):
    for name, words in (("missing.csv", "cannot be read"), ("official.pdf", "neither CSV"), ("official.xlsx", "no Excel workbook")):
        if not name.startswith("missing"):
            write(tmp_path, "no table", name)
        with pytest.raises(EstimateError, match=words):
            read_published(tmp_path / name, "KE", "2026")


def test_numbers_as_offices_write_them():
    assert [read_number(text) for text in ("23,8 b", "23.8%", "1 234,5", "1,234.5", ":", "")] == [23.8, 23.8, 1234.5, 1234.5, None, None]
    with pytest.raises(ValueError, match="abc"):
        read_number("abc")


def test_codes_of_eurostat_and_the_oecd():
    assert [find_size(s) for s in ("GE10", "10-49", "TOTAL", "")] == [("S_GE10", None), ("S10T49", None), ("_T", None), ("_T", None)]
    assert find_size("10_C10_S951_XK") == ("S_GE10", "C10-S951_X_K")
    assert find_size("10-249") is None
    assert [find_size(s) for s in ("10-19", "2-9", "99-100", "500+", "<5")] == [None] * 5  # parts of a class of ours
    assert [find_size(s) for s in ("1-9", "<10", "50 to 249", "250+")] == [(s, None) for s in ("S0T9", "S0T9", "S50T249", "S_GE250")]
    assert [find_activity(a) for a in ("C10-S951_X_K", "G", "G47", "47", "C10-C33", "")] == ["C10-S951_X_K", "G", "47", "47", "C", "_T"]
    assert find_activity("C10-C18") is None
    assert [find_country(c) for c in ("EL", "UK", "KEN", "KE", "EU27_2020")] == ["GR", "GB", "KE", "KE", None]
    assert (find_unit("PC_ENT_WEB").among, find_unit("PC_TURN").among, find_unit("NR")) == ("website", "turnover", None)


def test_behaviour_is_never_the_same_item_as_what_a_website_can_do():
    assert find_item("E_WEBORD").exact == ("online_ordering",)
    for code in ("E_AESELL", "E_AWSELL", "E_AWS_COWN", "B7"):
        assert "online_ordering" not in find_item(code).exact
    assert find_item("X_UNKNOWN") is None
