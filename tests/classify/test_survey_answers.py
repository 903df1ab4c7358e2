"""Files of an office's own survey: weights and strata, amounts in any unit, answers that cannot be true."""

from pathlib import Path

import pytest

from catalogue.errors import LabelError
from catalogue.progress import Quiet
from catalogue.survey_questions import load_survey_questions
from classify import LabelReport, export_labels, import_labels
from classify.labels.amounts import Unit, read_amount, read_unit
from classify.labels.cells import RowProblem
from store.opening import Store, open_store
from store.records import SampleDesign, SampledUnit
from store.reviews import read_labels, write_sample
from tests.classify.conftest import Fill
from tests.classify.invented_signals import COUNTRY, WAVE

IDS = tuple(f"E{i}" for i in range(1, 25))


@pytest.fixture
def load(store: Store, tmp_path: Path, fill: Fill):  # type: ignore[no-untyped-def]
    fill(dict.fromkeys(IDS), {})

    def run(content: str, **options: str) -> LabelReport:
        path = tmp_path / "answers.csv"
        path.write_text(content, encoding="utf-8")
        return import_labels(store, path, country=COUNTRY, wave=WAVE, progress=Quiet(), **{"source": "survey", **options})

    return run


def stored(store: Store) -> list[tuple[object, ...]]:
    return [(x.enterprise_id, x.question, x.answer, x.value, x.unit, x.sample) for x in read_labels(store, COUNTRY, WAVE)]


def units(store: Store) -> list[tuple[object, ...]]:
    return list(store.db.execute("SELECT survey, enterprise_id, weight, stratum, stratum_size FROM survey_units ORDER BY enterprise_id"))


def reasons(report: LabelReport) -> list[tuple[int, str]]:
    return [(r.row, r.column) for r in report.rejected]


def test_weights_strata_and_answers_of_a_wide_file_are_kept(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load(
        "enterprise_id,weight,stratum,stratum_size,B7,B2,turnover (thousand EUR)\nE1,12.5,G-10,250,yes,4,1200\nE2,12.5,G-10,250,,,\n"
    )
    assert (report.new, report.weighted, report.rejected, report.warnings) == (3, 2, [], [])
    assert units(store) == [("survey", "E1", 12.5, "G-10", 250), ("survey", "E2", 12.5, "G-10", 250)]
    assert stored(store) == [
        ("E1", "B7", "yes", None, None, "survey"),
        ("E1", "B2", "yes", 4, "persons", "survey"),
        ("E1", "turnover", "yes", 1_200_000, "EUR", "survey"),
    ]


def test_a_long_file_may_give_amounts_as_value_or_answer_with_their_unit(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load(
        "enterprise_id,question,answer,value,unit,weight\nE1,turnover,,2.5,million EUR,3\nE1,Online sales,100,,thousand EUR,3\n"
        "E1,B1,yes,,,3\nE2,turnover,unknown,,,4\nE3,turnover,yes,,EUR,5\n",
        sample="ict",
        period="2025",
    )
    assert reasons(report) == [(6, "answer")]
    assert stored(store) == [
        ("E1", "turnover", "yes", 2_500_000, "EUR", "ict"),
        ("E1", "online_sales", "yes", 100_000, "EUR", "ict"),
        ("E1", "B1", "yes", None, None, "ict"),
        ("E2", "turnover", "unknown", None, None, "ict"),
    ]
    assert {label.reference_period for label in read_labels(store, COUNTRY, WAVE)} == {"2025"}


def test_amounts_of_long_rows_may_have_separators(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load("enterprise_id;question;answer;value;weight\nE1;turnover;;1,234,567;2\nE2;Turnover;yes;12 500;2\nE3;turnover;;1,234;2\n")
    assert [row[3] for row in stored(store)] == [1_234_567, 12_500]
    assert reasons(report) == [(4, "answer")]


def test_answers_that_cannot_be_true_are_listed_and_the_others_kept(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load(
        "enterprise_id,weight,B7,turnover,online_sales,online_sales_percent,employed,B2\n"
        "E1,2,yes,1000,1500,,,\nE2,2,no,1000,10,,,\nE3,2,yes,-5,,,,\nE4,2,yes,1000,,120,,\nE5,2,,,,,4,5\nE6,2,yes,1000,300,30%,4,4\n"
    )
    assert reasons(report) == [(4, "turnover"), (5, "online_sales_percent"), (2, "online_sales"), (3, "online_sales"), (6, "b2")]
    assert "more than turnover" in report.rejected[2].reason
    assert "answer to B7 is no" in report.rejected[3].reason
    kept = {(row[0], row[1]) for row in stored(store)}
    assert {("E1", "turnover"), ("E2", "B7"), ("E6", "online_sales"), ("E6", "online_sales_percent"), ("E5", "employed")} <= kept


def test_amounts_of_one_file_are_in_one_currency(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load("enterprise_id,question,answer,unit,weight\nE1,turnover,5,EUR,1\nE2,turnover,5,USD,1\n")
    assert reasons(report) == [(3, "answer")]
    assert "USD" in report.rejected[0].reason
    assert reasons(load("enterprise_id,turnover,weight\nE3,5,1\n", unit="USD")) == [(2, "turnover")]


def test_rows_without_a_weight_or_with_an_impossible_one_count_for_nobody(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    report = load("enterprise_id,weight,B1\nE1,,yes\nE2,0,yes\nE3,many,yes\nE4,2,yes\nE4,3,no\nE5,1.5,yes\n")
    assert reasons(report) == [(2, "weight"), (3, "weight"), (4, "weight"), (6, "weight")]
    assert [row[1] for row in units(store)] == ["E4", "E5"]
    assert [row[0] for row in stored(store)] == ["E4", "E5"]


def test_a_stratum_that_is_smaller_than_those_asked_or_has_two_sizes_is_warned_of(load) -> None:  # type: ignore[no-untyped-def]
    report = load("enterprise_id,stratum,stratum_size,B1\nE1,a,1,yes\nE2,a,1,yes\nE3,b,9,yes\nE4,b,8,no\n")
    assert len(report.warnings) == 2
    assert any("Stratum b" in warning for warning in report.warnings)
    assert any("stratum a" in warning for warning in report.warnings)


def test_weights_for_a_sample_that_was_drawn_here_are_refused(store: Store, load) -> None:  # type: ignore[no-untyped-def]
    design = SampleDesign(COUNTRY, WAVE, "audit-1", "chat", None, 1, 1, "x", {"all": (24, 1)})
    write_sample(store, design, [SampledUnit("E1", "all", 1 / 24, 1)])
    with pytest.raises(LabelError, match="drawn here"):
        load("enterprise_id,weight,B1\nE1,2,yes\n", sample="audit-1")


def test_a_corrected_amount_is_new_and_the_same_one_is_known(load, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    times = iter(f"2026-11-22T10:00:0{second}Z" for second in range(9))
    monkeypatch.setattr("classify.labels.known.current_time", lambda: next(times))
    text = "enterprise_id,weight,turnover\nE1,2,100\n"
    assert load(text).new == 1
    assert load(text).known == 1
    assert load(text.replace("100", "110")).new == 1


def test_exported_amounts_come_back_as_they_were(store: Store, tmp_path: Path, load, fill: Fill) -> None:  # type: ignore[no-untyped-def]
    load("enterprise_id,weight,turnover,B1\nE1,2,1234.567,yes\nE2,2,0,no\n", unit="thousand EUR")
    export_labels(store, tmp_path / "out.csv", country=COUNTRY, wave=WAVE)
    before = list(read_labels(store, COUNTRY, WAVE))
    report = import_labels(store, tmp_path / "out.csv", country=COUNTRY, wave=WAVE, source="survey", progress=Quiet())
    assert (report.new, report.known, report.rejected) == (0, 4, [])
    assert before[0].value == pytest.approx(1_234_567)


def test_an_amount_a_thousand_times_too_large_is_warned_of_and_kept(load) -> None:  # type: ignore[no-untyped-def]
    rows = "".join(f"{key},2,{1_000_000 if key == 'E7' else 1_000 + i}\n" for i, key in enumerate(IDS))
    report = load("enterprise_id,weight,turnover\n" + rows)
    assert report.new == 24
    assert [w for w in report.warnings if "Row 8" in w]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", Unit()),
        ("thousand KES", Unit(1e3, "KES")),
        ("mln eur", Unit(1e6, "EUR")),
        ("'000 USD", Unit(1e3, "USD")),
        ("persons", Unit()),
    ],
)
def test_units_are_multiples_and_currencies(text: str, unit: Unit) -> None:
    assert read_unit(text) == unit


def test_a_unit_that_nobody_knows_is_refused_for_a_row_and_for_a_file(load) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RowProblem, match="no unit"):
        read_unit("thousand crowns")
    with pytest.raises(LabelError, match="no unit"):
        load("enterprise_id,turnover (lakh)\nE1,5\n")
    assert reasons(load("enterprise_id,question,answer,unit\nE1,turnover,5,lakh\n")) == [(2, "unit")]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1234.5", 1234.5), ("1234,5", 1234.5), ("1,234,567", 1234567), ("1.234.567", 1234567), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
     ("12 500", 12500), ("12'500", 12500), ("12\u00a0500,25", 12500.25), ("1.234", 1.234), ("0", 0)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, number: float) -> None:
    assert read_amount("turnover", text, load_survey_questions()["turnover"], Unit()) == number


@pytest.mark.parametrize("text", ["1,234", "ten", "1e999", "nan", "1,2,3", "--5", "-1", "12 KES"])
def test_numbers_that_could_mean_two_things_or_nothing_are_refused(text: str) -> None:
    with pytest.raises(RowProblem):
        read_amount("turnover", text, load_survey_questions()["turnover"], Unit())


def test_a_store_of_the_version_before_gets_the_new_tables_and_keeps_its_estimates(store_path: Path) -> None:
    with open_store(store_path) as old, old.writing() as db:
        columns = "country, wave, indicator, population, measure, method, value"
        db.execute(f"INSERT INTO estimates ({columns}) VALUES ('KE', '2026', 'chat', 'all', 'share', 'm', .5)")
        sql = str(db.execute("SELECT sql FROM sqlite_master WHERE name = 'estimates'").fetchone()[0])
        db.execute("ALTER TABLE estimates RENAME TO newer")
        db.execute(sql.replace("'share', 'count', 'total', 'mean'", "'share', 'count'"))
        db.execute(f"INSERT INTO estimates ({columns}) SELECT {columns} FROM newer")
        db.execute("DROP TABLE newer")
        db.execute("DROP TABLE survey_units")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm_survey_answers'")
    with open_store(store_path) as new, new.writing() as db:
        assert db.execute("SELECT value FROM estimates").fetchall() == [(0.5,)]
        db.execute(f"INSERT INTO estimates ({columns}) VALUES ('KE', '2026', 'turnover', 'all', 'total', 'm', 5)")
        assert not list(db.execute("SELECT * FROM survey_units"))
