"""Files of a register that cannot be used, each refused in one sentence."""

import zipfile

import pytest

from catalogue.errors import FrameError, ProfileError


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("", {}, "is empty"),
        ("\n\n \n", {}, "is empty"),
        ("id,name\n", {}, "a header but no rows"),
        ("nummus,titulus\n1,A\n", {}, "--columns enterprise_id=COLUMN"),
        ("id,titulus\n1,A\n", {}, "--columns name=COLUMN"),
        ("id,name,employees\n1,A,3\n", {"columns": {"persons_employed": "employes"}}, "Did you mean employees"),
        ("id,name\n1,A\n", {"columns": {"nmae": "name"}}, "no column nmae in ecomstat. Did you mean name"),
        ("id,name\n1,A\n", {"columns": {"name": "zzz"}}, "has no column zzz. It has: id, name"),
        ("id,name,nace\n1,A,K\n2,B,L\n", {}, "Say which it is with --classification"),
        ("id,name\n,A\n,B\n", {}, "No row of register.csv could be loaded"),
        ('id,name\n1,"A\n2,B\n3,C\n', {}, "beyond row 2: a quotation mark there is probably never closed"),
        ('id,name,place\n1,A,x\n2,"B,y\n3,C,z\n4,D,"z\n', {}, "beyond row 3: a quotation mark"),
        ('id,name\n1,"' + "A" * 2_000_000, {}, "a quotation mark there is probably never closed"),
        ("id,name\n1,A\n", {"encoding": "utf-9"}, "no encoding utf-9"),
        ("id,name\n1,é\n", {"encoding": "ascii"}, "is not in ascii"),
        ("id,name\n1,A\n", {"delimiter": "xy"}, "must be one character"),
        ("id,name\n1,A\n", {"reference_date": "31/12/2025"}, "is not a date"),
        ("id,name\n1,A\n", {"unit_type": "shop"}, "no type of unit"),
    ],
)
def test_a_register_that_cannot_be_used_is_refused_in_one_sentence(frame, text, options, words):
    with pytest.raises(FrameError) as caught:
        frame.load(text, **options)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert frame.units() == {}


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.7 ...", "register.csv", "is a PDF file"),
        (b"\x00\x01\x02\x03" * 2000, "register.csv", "not a text file"),
        (b"\x1f\x8b\x08\x00abc", "register.csv.gz", "is a gzip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "Workbook".encode("utf-16-le"), "register.xls", "old .xls format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "register.xlsx",
            "protected by a password",
        ),
        (b"nonsense", "register.dta", "cannot be read as a .dta file"),
        (b"nonsense", "register.sav", "cannot be read as a .sav file"),
        (b"", "register.xlsx", "is empty"),
    ],
)
def test_files_of_other_kinds_are_refused_in_one_sentence(frame, content, name, words):
    with pytest.raises(FrameError) as caught:
        frame.load(frame.write(content, name))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_packed_files_that_are_no_workbook_are_refused(frame):
    path = frame.folder / "register.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(FrameError, match="not an Excel workbook"):
        frame.load(path)
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "x")
        packed.writestr("xl/workbook.xml", "x")
    with pytest.raises(FrameError, match="is damaged"):
        frame.load(path)


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13"])
def test_what_is_no_encoding_of_text_is_refused(frame, encoding):
    with pytest.raises(FrameError, match="There is no encoding"):
        frame.load("id,name\n1,A\n", encoding=encoding)


def test_one_column_cannot_be_two_of_ours(frame):
    with pytest.raises(FrameError, match="gives the column name to both enterprise_id and name"):
        frame.load("id,name\n1,A\n", columns={"enterprise_id": "name", "name": "NAME"})


def test_a_missing_file_and_a_folder_are_refused(frame):
    with pytest.raises(FrameError, match="There is no file"):
        frame.load(frame.folder / "nothing.csv")
    with pytest.raises(FrameError, match="is a folder"):
        frame.load(frame.folder)


def test_an_unknown_country_or_classification_is_refused(frame):
    with pytest.raises(ProfileError):
        frame.load("id,name\n1,A\n", country="QQ")
    with pytest.raises(ProfileError, match="Did you mean NACE2"):
        frame.load("id,name\n1,A\n", classification="NACE22")
