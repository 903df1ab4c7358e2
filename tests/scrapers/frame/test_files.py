"""Registers come in every format, encoding and habit."""

from datetime import date

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from catalogue.errors import FrameError

ROWS = "id;name;employees\nE1;Société Générale du Café;12\nE2;Hôtel de la Plage;250\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"])
def test_western_texts_are_read_in_any_encoding(frame, encoding):
    report = frame.load(ROWS, country="SN", encoding_of_file=encoding)
    assert [e.name for e in frame.units("SN").values()] == ["Société Générale du Café", "Hôtel de la Plage"]
    assert (report.delimiter, report.loaded) == (";", 2)


@pytest.mark.parametrize(
    ("encoding", "country", "names"),
    [
        ("cp1251", "KZ", ["Магазин «Книги»", "ООО Ромашка"]),
        ("cp1256", "EG", ["شركة التجارة العامة", "مطعم البحر"]),
        ("cp1254", "TR", ["Işık Gıda", "Güneş Çarşı"]),
        ("cp1250", "PL", ["Książki Łódź", "Piekarnia Żółta"]),
        ("gb18030", "CN", ["北京书店有限公司", "上海餐馆"]),
        ("cp1251", "XX", ["Магазин Книги и Товары для дома", "Общество Ромашка"]),
    ],
)
def test_other_scripts_are_recognised_by_their_country_or_letters(frame, encoding, country, names):
    report = frame.load(f"id,name\n1,{names[0]}\n2,{names[1]}\n", country=country, encoding_of_file=encoding)
    assert [e.name for e in frame.units(country).values()] == names
    assert any("not in UTF-8" in w for w in report.warnings)


def test_utf8_with_a_few_damaged_bytes_is_not_taken_for_another_encoding(frame):
    rows = "".join(f"{i},Café {i}\n" for i in range(40)).encode()
    report = frame.load(b"id,name\n" + rows + b"99,Caf\xe9 99\n")
    assert (report.encoding, frame.units()["7"].name, report.loaded) == ("utf-8", "Café 7", 41)
    assert any("1 name holds letters that could not be read" in w for w in report.warnings)


def test_the_encoding_may_be_stated(frame):
    frame.load("id,name\n1,Żółw\n", encoding_of_file="iso8859-2", encoding="iso8859-2")
    assert frame.units()["1"].name == "Żółw"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_common_delimiter_is_found(frame, mark):
    report = frame.load(mark.join(["id", "name", "place"]) + "\n" + mark.join(["1", '"Acme, Ltd; Co|x"', "Kisumu"]) + "\n")
    assert (report.delimiter, frame.units()["1"].name, frame.units()["1"].place) == (mark, "Acme, Ltd; Co|x", "Kisumu")


def test_a_line_that_names_the_separator_is_obeyed(frame):
    assert frame.load("sep=;\nid;name\n1;A\n").loaded == 1


def test_quoted_line_breaks_and_crlf_stay_inside_their_cell(frame):
    frame.load('id,name,address\r\n1,A,"1 Main St\r\nNairobi"\r\n2,B,Hill\r\n')
    assert [e.address for e in frame.units().values()] == ["1 Main St\r\nNairobi", "Hill"]


def test_title_rows_above_the_header_are_passed_over(frame):
    report = frame.load("Register of enterprises,,\nMinistry of Trade,,\n,,\nId,Name,Region\n1,A,North\n")
    assert (report.read, frame.units()["1"].region) == (1, "North")


@pytest.mark.parametrize(
    ("cells", "persons"),
    [
        (['"12,5"', '"1,0"'], [12.5, 1.0]),
        (["1.234,5", "10"], [1234.5, 10]),
        (['"1,234.5"', "10"], [1234.5, 10]),
        (["1 234", "10"], [1234, 10]),
        (["12.50", "3"], [12.5, 3]),
        (['"1,234,567"', "3"], [1234567, 3]),
    ],
)
def test_decimal_commas_and_thousands_are_told_apart_by_the_whole_column(frame, cells, persons):
    separator = ";" if "." in cells[0] and "," in cells[0] and not cells[0].startswith('"') else ","
    frame.load(
        separator.join(["id", "name", "employees"]) + "\n" + "".join(f"{i}{separator}A{separator}{c}\n" for i, c in enumerate(cells))
    )
    assert [e.persons_employed for e in frame.units().values()] == persons


def test_a_number_that_may_be_either_follows_the_delimiter_and_is_told(frame):
    report = frame.load("id;name;employees\n1;A;1,250\n")
    assert frame.units()["1"].persons_employed == 1.25
    assert any("nothing in the file tells for certain" in w for w in report.warnings)
    frame.load('id,name,employees\n1,A,"1,250"\n')
    assert frame.units()["1"].persons_employed == 1250


def test_ids_stay_text_and_lost_zeros_are_warned_of(frame):
    ids = ["00123456", "1.0", "1e6", "A-7"]
    frame.load("id,name\n" + "".join(f"{i},A\n" for i in ids))
    assert set(frame.units()) == {"00123456", "1.0", "A-7"}  # 1e6 is what a spreadsheet makes of an id: the id itself is lost
    assert "a spreadsheet has shortened this id" in frame.rejects()


def test_a_column_of_whole_numbers_with_a_point_loses_it(frame):
    frame.load("id,name\n101.0,A\n102.0,B\n")
    assert set(frame.units()) == {"101", "102"}


@pytest.mark.parametrize(
    ("ids", "warned"),
    [
        ([10000001, 20000002, 30000003, 4000004, 50000005], True),
        (list(range(1, 41)), False),  # simply counted
        ([10000001, 20000002, 30000003], False),
    ],
)
def test_ids_of_uneven_length_are_warned_of_unless_they_are_counted(frame, ids, warned):
    report = frame.load("id,name\n" + "".join(f"{i},A\n" for i in ids))
    assert any("dropped zeros" in w for w in report.warnings) is warned


def _workbook(path, rows, title="Data", formats=()):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cell, shape in formats:
        sheet[cell].number_format = shape
    book.save(path)
    return path


def test_excel_ids_stay_text_numbers_and_dates_read_well(frame):
    rows = [["id", "name", "employees", "founded"], ["0012", "A", 12.5, date(2020, 1, 31)], [34, "B", 3, None], [7, "C", None, None]]
    path = _workbook(frame.folder / "register.xlsx", rows, formats=[("A4", "0000")])
    report = frame.load(path)
    assert set(frame.units()) == {"0012", "34", "0007"}
    assert frame.units()["0012"].persons_employed == 12.5
    assert dict(frame.units()["0012"].extra) == {"founded": "2020-01-31"}
    assert (report.encoding, report.delimiter) == (None, None)


def test_long_numeric_ids_in_excel_are_warned_of(frame):
    path = _workbook(frame.folder / "register.xlsx", [["id", "name"], [12345678901234567, "A"]])
    assert any("more than 15 digits" in w for w in frame.load(path).warnings)


def test_the_sheet_may_be_chosen_and_a_wrong_one_names_those_there_are(frame):
    path = _workbook(frame.folder / "register.xlsx", [["x"]], title="Notes")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Firms")
    sheet.append(["id", "name"])
    sheet.append(["1", "A"])
    book.save(path)
    assert frame.load(path, sheet="Firms").loaded == 1
    with pytest.raises(FrameError, match="no sheet Firm: it has Notes, Firms"):
        frame.load(path, sheet="Firm")


def test_stata_files_give_labels_and_keep_codes(frame):
    path = frame.folder / "register.dta"
    table = pd.DataFrame(
        {"entid": [101.0, 102.0], "v2": ["Acme", "Bolt"], "isic": [4711.0, 6201.0], "region": [1.0, 2.0], "employees": [12.0, None]}
    )
    labels = {"region": {1: "North", 2: "South"}, "isic": {4711: "Shops"}}
    pyreadstat.write_dta(table, str(path), variable_value_labels=labels, column_labels=["", "Enterprise name", "", "", ""])
    report = frame.load(path)
    got = [(e.enterprise_id, e.name, e.activity, e.region, e.size_class) for e in frame.units().values()]
    assert got == [("101", "Acme", "4711", "North", "S10T49"), ("102", "Bolt", "6201", "South", "_U")]
    assert report.columns["name"] == "v2"


def test_spss_files_are_read(frame):
    path = frame.folder / "register.sav"
    pyreadstat.write_sav(pd.DataFrame({"id": ["007", "008"], "name": ["Café", "Żółw"], "employees": [1.0, 20.0]}), str(path))
    frame.load(path)
    assert {k: (e.name, e.size_class) for k, e in frame.units().items()} == {"007": ("Café", "S0T9"), "008": ("Żółw", "S10T49")}


def test_columns_may_be_stated_and_case_does_not_matter(frame):
    report = frame.load("NUM,TITLE,x\n1,A,7\n", columns={"enterprise_id": "num", "name": "TITLE", "persons_employed": "x"})
    assert frame.units()["1"].persons_employed == 7
    assert report.columns == {"enterprise_id": "NUM", "name": "TITLE", "persons_employed": "x"}


def test_columns_are_known_in_the_languages_of_the_country(frame):
    frame.load("NINEA;Raison sociale;Activité principale;Effectif;Région;Site web\n1;A;4711;12;Dakar;a-one.sn\n", country="SN")
    unit = frame.units("SN")["1"]
    assert (unit.name, unit.activity, unit.persons_employed, unit.region, unit.site) == ("A", "4711", 12.0, "Dakar", "a-one.sn")


def test_two_columns_for_one_of_ours_are_told(frame):
    report = frame.load("id,name,website,homepage\n1,A,a-one.com,b-two.com\n")
    assert any("Several columns may be url" in w for w in report.warnings)
    assert dict(frame.units()["1"].extra) == {"homepage": "b-two.com"}


def test_a_workbook_with_the_ending_of_a_csv_file_is_read_all_the_same(frame):
    workbook = openpyxl.Workbook()
    workbook.active.append(["id", "name"])
    workbook.active.append(["001", "Alpha"])
    workbook.save(frame.folder / "register.xlsx")
    (frame.folder / "register.xlsx").rename(frame.folder / "register.csv")
    frame.load(frame.folder / "register.csv")
    assert frame.units()["001"].name == "Alpha"
