from pathlib import Path

import openpyxl
import pytest

from catalogue.errors import LabelError
from catalogue.progress import Quiet
from catalogue.spreadsheets import disarm_cell, rearm_cell
from classify import LabelReport, export_labels, import_labels
from store.opening import Store, open_store
from store.records import Label, SampleDesign, SampledUnit
from store.reviews import append_labels, read_labels, write_sample
from tests.classify.conftest import Fill
from tests.classify.invented_signals import COUNTRY, SHOP, WAVE

LONG = "enterprise_id,question,answer,labeller,at\n"
SITES = {"shop.example.com": ("ok", SHOP)}


@pytest.fixture
def known(fill: Fill) -> None:
    fill({"E1": "shop.example.com", "E2": "shop.example.com", "007": None}, SITES)


@pytest.fixture
def load(store: Store, tmp_path: Path, known: None):  # type: ignore[no-untyped-def]
    def run(content: str | bytes, **options: str) -> LabelReport:
        path = tmp_path / "labels.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_labels(store, path, country=COUNTRY, wave=WAVE, progress=Quiet(), **options)

    return run


def stored(store: Store) -> list[tuple[str, str, str]]:
    return [(label.enterprise_id, label.question, label.answer) for label in read_labels(store, COUNTRY, WAVE)]


def test_long_labels_are_read_with_ids_as_text(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load(LONG + "E1,online_ordering,yes,ann,2026-03-01\n007,Online ordering,NO,ann,2026-03-01T10:00:00+03:00\n", source="audit")
    assert (report.form, report.rows, report.new, report.rejected) == ("long", 2, 2, [])
    labels = list(read_labels(store, COUNTRY, WAVE))
    assert [(x.enterprise_id, x.answer, x.at, x.source) for x in labels] == [
        ("E1", "yes", "2026-03-01T00:00:00Z", "audit"),
        ("007", "no", "2026-03-01T07:00:00Z", "audit"),
    ]


def test_bad_answers_are_listed_with_row_and_reason_and_the_others_are_kept(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load(
        LONG
        + "E1,online_ordering,maybe,ann,2026-03-01\nE1,colour,yes,ann,2026-03-01\nE1,chat,yes,ann,yesterday\n"
        + "E9,chat,yes,ann,2026-03-01\nE1,chat,no,ann,2026-03-01\n"
    )
    assert [(r.row, r.column) for r in report.rejected] == [(2, "answer"), (3, "question"), (4, "at")]
    assert "maybe" in report.rejected[0].reason
    assert report.not_in_register == ["E9"]
    assert stored(store) == [("E1", "chat", "no")]


def test_a_wide_file_by_host_answers_for_every_enterprise_of_the_site(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load(
        "host,split,status,online_ordering,marketplace_sales,social_media,why\n"
        "www.Shop.example.com,dev,ok,yes,no,,because\nother.example.com,dev,ok,yes,yes,yes,\n"
    )
    assert (report.form, report.ignored_columns, report.not_in_register) == ("wide", ("split", "why"), ["other.example.com"])
    expected = [("status_ok", "yes"), ("online_ordering", "yes"), ("marketplace_presence", "no")]
    assert stored(store) == [(e, q, a) for q, a in expected for e in ("E1", "E2")]


def test_another_status_than_ok_is_an_answer_to_status_ok(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    load("enterprise_id,status,chat\nE1,template,no\n")
    assert stored(store) == [("E1", "status_ok", "no"), ("E1", "chat", "no")]


@pytest.mark.parametrize("content", [LONG + "E1,chat,yes,ann,2026-03-01\n", "enterprise_id,chat\nE1,yes\n"])
def test_the_same_file_twice_adds_nothing(content: str, store: Store, load) -> None:  # type: ignore[no-untyped-def]
    assert load(content).new == 1
    again = load(content)
    assert (again.new, again.known) == (0, 1)
    assert stored(store) == [("E1", "chat", "yes")]


def test_a_changed_answer_without_a_time_is_a_new_label(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    append_labels(store, [Label(COUNTRY, WAVE, "E1", "chat", "yes", "import", "training", "2026-01-01T00:00:00Z")])
    assert load("enterprise_id,chat\nE1,no\n").new == 1


def test_two_answers_of_one_labeller_at_one_time_are_a_contradiction(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load(LONG + "E1,chat,yes,ann,2026-03-01\nE1,chat,no,ann,2026-03-01\n")
    assert [(r.row, r.column) for r in report.rejected] == [(3, "answer")]
    assert stored(store) == [("E1", "chat", "yes")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings_of_spreadsheets_are_understood(delimiter: str, encoding: str, store: Store, load) -> None:  # type: ignore[no-untyped-def]
    text = LONG + "E1,chat,yes,Zoë Müller,2026-03-01\n"
    assert load(text.replace(",", delimiter).encode(encoding)).new == 1
    assert next(read_labels(store, COUNTRY, WAVE)).labeller == "Zoë Müller"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("name,answer\nx,yes\n", "enterprise_id or host.*It holds: name, answer"),
        ('enterprise_id,chat\nE1,yes\n"E2,yes\nE3,no\n', "beyond row 3"),
        ("enterprise_id,colour\nE1,red\n", "nothing to import"),
        ("enterprise_id,chat,chat\nE1,yes,no\n", "twice"),
        (b"PK\x03\x04rest of a workbook", "CSV"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "old .xls format"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_one_sentence(content: str | bytes, words: str, load) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(LabelError, match=words):
        load(content)


def test_a_missing_file_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"There is no file .*: check its name"):
        import_labels(store, tmp_path / "none.csv", country=COUNTRY, wave=WAVE, progress=Quiet())


def test_a_folder_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="is a folder"):
        import_labels(store, tmp_path, country=COUNTRY, wave=WAVE, progress=Quiet())


def test_a_workbook_of_labels_is_read_like_a_csv_file(store: Store, load, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    workbook = openpyxl.Workbook()
    workbook.active.append(["enterprise_id", "name", "chat", "active"])
    workbook.active.append(["E1", "=SUM(1)", "yes", None])
    workbook.active.append([7, "Seven", "No", True])
    workbook.save(tmp_path / "made.xlsx")
    report = load((tmp_path / "made.xlsx").read_bytes())
    assert (report.new, report.rejected, report.ignored_columns) == (3, [], ())
    assert stored(store) == [("E1", "chat", "yes"), ("007", "chat", "no"), ("007", "active", "yes")]


def test_an_id_that_lost_its_zeros_is_taken_for_the_one_enterprise_that_fits_and_counted(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load("enterprise_id,chat,active\n7,yes,no\n07,no,no\nE1,no,\n")
    assert stored(store) == [("007", "chat", "yes"), ("007", "active", "no"), ("E1", "chat", "no")]
    assert report.not_in_register == ["07"]
    assert any(warning.startswith("1 id has lost its leading zeros") for warning in report.warnings)


def test_an_id_that_lost_its_zeros_and_fits_two_enterprises_is_taken_for_neither(store: Store, fill: Fill, tmp_path: Path) -> None:
    fill({"0042": None, "042": None, "9": None, "09": None}, {})
    path = tmp_path / "labels.csv"
    path.write_text("enterprise_id,chat\n42,yes\n9,no\n", encoding="utf-8")
    report = import_labels(store, path, country=COUNTRY, wave=WAVE, progress=Quiet())
    assert (report.not_in_register, report.warnings) == (["42"], [])
    assert stored(store) == [("9", "chat", "no")]


def test_labels_of_a_sample_that_was_never_drawn_are_kept_with_a_warning(load) -> None:  # type: ignore[no-untyped-def]
    report = load("enterprise_id,question,answer,sample\nE1,chat,yes,spring\n", source="audit")
    assert report.new == 1
    assert "spring" in report.warnings[0]


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "'=1", "''=1", "'plain", "plain", "", "\tx", "a=b"])
def test_a_guarded_cell_runs_nothing_and_comes_back_as_it_was(text: str) -> None:
    guarded = disarm_cell(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert rearm_cell(guarded) == text


def test_exported_labels_come_back_equal(store: Store, fill: Fill, known: None, tmp_path: Path) -> None:
    labels = [
        Label(
            COUNTRY, WAVE, "E1", "chat", "yes", '=HYPERLINK("x")', "audit", "2026-01-01T00:00:00Z", 12.5, "spring", "second", True, "2025"
        ),
        Label(COUNTRY, WAVE, "007", "active", "unknown", "Zoë, M.", "survey", "2026-01-02T00:00:00Z", -3.0, evidence_digest="sha256:ab"),
        Label(
            COUNTRY, WAVE, "007", "in_scope", "no", "ann", "audit", "2026-01-02T00:00:00.125Z", reason="duplicate", rules="0.1", model="m-1"
        ),
    ]
    append_labels(store, labels)
    path = tmp_path / "out.csv"
    assert export_labels(store, path, country=COUNTRY, wave=WAVE).labels == 3
    assert '"=HYPERLINK' not in path.read_text(encoding="utf-8")
    with open_store(tmp_path / "second.db") as second:
        from store.frame import read_enterprises, write_enterprises

        write_enterprises(second, read_enterprises(store, COUNTRY, WAVE))
        import_labels(second, path, country=COUNTRY, wave=WAVE, progress=Quiet())
        assert list(read_labels(second, COUNTRY, WAVE)) == labels
    assert import_labels(store, path, country=COUNTRY, wave=WAVE, progress=Quiet()).new == 0


def test_audit_answers_about_drawn_enterprises_belong_to_the_newest_sample_unless_the_file_says_otherwise(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    for name in ("first", "second"):
        design = SampleDesign(COUNTRY, WAVE, name, "chat", None, 1, 1, "equal", {})
        write_sample(store, design, [SampledUnit("E1", "h", 0.5, 1)])
    load("enterprise_id,question,answer\nE1,chat,yes\n007,chat,no\n", source="audit")
    load("enterprise_id,question,answer\nE1,chat,yes\n", source="training")
    load("enterprise_id,question,answer,sample\nE1,chat,yes,first\n", source="audit")
    found = [(label.enterprise_id, label.source, label.sample) for label in read_labels(store, COUNTRY, WAVE)]
    assert found == [("E1", "audit", "second"), ("007", "audit", None), ("E1", "training", None), ("E1", "audit", "first")]


def test_answers_about_enterprises_of_no_sample_are_told_to_weigh_nothing(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    write_sample(store, SampleDesign(COUNTRY, WAVE, "s", "chat", None, 1, 1, "equal", {}), [SampledUnit("E1", "h", 0.5, 1)])
    answers = "enterprise_id,question,answer\nE1,chat,yes\n007,chat,no\n"
    assert load(answers, source="training").warnings == []
    assert load(answers, source="audit").warnings == [
        "1 enterprise was drawn for no sample: what was answered of it weighs in no estimate."
    ]
