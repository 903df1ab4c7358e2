"""A wave whose retention has ended loses pages and contacts, and keeps what figures rest on."""

import json
from pathlib import Path

import pytest

from catalogue.errors import StoreError
from catalogue.retention import load_retention
from scrapers.archives.places import archive_folder
from scrapers.finding.searching.kept_answers import place_answers
from scrapers.purging.waves import carry_out, load_personal_kinds, plan_wave
from store.candidates import read_candidates
from store.comparisons import read_comparisons, replace_comparisons
from store.decisions import read_capabilities, replace_capabilities
from store.frame import read_enterprises, write_enterprises
from store.opening import Store
from store.purging.removals import compact
from store.purging.waves import list_wave_ages
from store.records import Capability, Comparison, Enterprise
from store.websites import read_pages, read_signals
from tests.scrapers.purging.archived import archive_site, archived_words

WAVE = ("KE", "2024")
REASONS = [
    {"kind": "word", "value": "basket", "page": "http://jane.co.ke/", "place": "link", "words": "Add to basket", "weight": 2.0},
    {"kind": "messenger", "value": "whatsapp", "page": "http://jane.co.ke/", "place": "link", "words": "wa.me/254700000001", "weight": 1.0},
]


@pytest.fixture
def waves(store: Store) -> Store:
    write_enterprises(
        store,
        [
            Enterprise("KE", wave, "1", name="Jane Doe", phone="0700", email="jane@jane.co.ke", activity="4711", section="G", region="1")
            for wave in ("2024", "2025")
        ],
    )
    archive_site(store, "jane.co.ke", "http://jane.co.ke/", "http://jane.co.ke/contact")
    archive_site(store, "jane.co.ke", "http://jane.co.ke/", wave="2025", name="KE-2025-20250501T100000000Z.warc.gz")
    archive_site(store, "lost.co.ke", "http://lost.co.ke/", name="KE-2024-20240601T100000000Z.warc.gz", known=False)
    for wave in ("2024", "2025"):
        compared = Comparison("1", "jane.co.ke", "phone", "equal", "phone@1", "+254700000001", "http://jane.co.ke/", "text", "Call Jane")
        replace_comparisons(store, "KE", wave, "jane.co.ke", [compared])
        decided = Capability("1", "online_ordering", "yes", 0.9, "m@1", json.dumps(REASONS))
        replace_capabilities(store, "KE", wave, [decided])
    return store


def words_of(store: Store, wave: str) -> dict[str, tuple[str, str]]:
    return {s.kind: (s.value, s.words) for s in read_signals(store, "KE", wave, "jane.co.ke")}


def test_contacts_go_and_evidence_stays(waves: Store) -> None:
    carry_out(waves, plan_wave(waves, *WAVE))
    assert words_of(waves, "2024") == {"phone": ("", ""), "email": ("@jane.co.ke", ""), "word": ("basket", "Add to basket")}
    (kept,) = read_comparisons(waves, *WAVE)
    assert (kept.level, kept.value, kept.words, kept.page_url) == ("equal", None, None, None)
    (decided,) = read_capabilities(waves, *WAVE, "1")
    assert [reason["words"] for reason in json.loads(decided.reasons or "")] == ["Add to basket", ""]
    assert next(iter(read_enterprises(waves, *WAVE))).name == "Jane Doe"


def test_archives_of_the_wave_go_with_those_that_no_row_knows(waves: Store) -> None:
    plan = plan_wave(waves, *WAVE)
    assert plan.archives.ours == ("KE-2024-20240501T100000000Z.warc.gz", "KE-2024-20240601T100000000Z.warc.gz")
    assert carry_out(waves, plan) == []
    assert [path.name for path in archive_folder(waves.path).iterdir()] == ["KE-2025-20250501T100000000Z.warc.gz"]
    assert [(p.url, p.warc_file, p.title) for p in read_pages(waves, *WAVE, "jane.co.ke")] == [
        ("http://jane.co.ke/", None, None), ("http://jane.co.ke/contact", None, None),
    ]  # fmt: skip


def test_other_waves_keep_everything(waves: Store) -> None:
    carry_out(waves, plan_wave(waves, *WAVE), ["quotes", "register"])
    assert words_of(waves, "2025")["phone"] == ("+254700000001", "Call Jane: 0700 000 001")
    assert next(iter(read_comparisons(waves, "KE", "2025"))).words == "Call Jane"
    assert next(iter(read_enterprises(waves, "KE", "2025"))).phone == "0700"
    assert "words of http://jane.co.ke/" in archived_words(archive_folder(waves.path))


def test_quotes_and_register_go_where_the_office_says_so(waves: Store) -> None:
    carry_out(waves, plan_wave(waves, *WAVE), ["quotes", "register"])
    assert words_of(waves, "2024")["word"] == ("basket", "")
    assert read_pages(waves, *WAVE, "jane.co.ke") == []
    (decided,) = read_capabilities(waves, *WAVE, "1")
    assert {(reason["words"], reason["page"]) for reason in json.loads(decided.reasons or "")} == {("", "")}
    assert (decided.answer, decided.probability) == ("yes", 0.9)
    unit = next(iter(read_enterprises(waves, *WAVE)))
    assert (unit.name, unit.phone, unit.email, unit.activity, unit.region) == (None, None, None, "4711", "1")


def test_what_went_is_not_in_the_stores_file_any_more(waves: Store) -> None:
    replace_comparisons(waves, *WAVE, "gone.co.ke", [Comparison("1", "gone.co.ke", "name", "exact", "n@1", words="Old words of Jane")])
    replace_comparisons(waves, *WAVE, "gone.co.ke", [])
    carry_out(waves, plan_wave(waves, *WAVE), ["quotes", "register"])
    carry_out(waves, plan_wave(waves, "KE", "2025"), ["quotes", "register"])
    assert compact(waves)
    files = [path.read_bytes() for path in waves.path.parent.glob(f"{waves.path.name}*")]
    traces = (b"Call Jane", b"wa.me/254700000001", b"Jane Doe", b"Old words of Jane")
    assert [trace for trace in traces if any(trace in content for content in files)] == []


def test_answers_of_search_services_go_unless_another_country_has_the_wave_too(waves: Store) -> None:
    answers = place_answers(waves.path, "2024")
    answers.parent.mkdir()
    answers.write_text("{}\n", encoding="utf-8")
    with waves.writing() as db:
        db.execute("INSERT INTO websites (country, wave, site, host) VALUES ('UG', '2024', 'a.ug', 'a.ug')")
    carry_out(waves, plan_wave(waves, *WAVE))
    assert answers.exists()
    with waves.writing() as db:
        db.execute("DELETE FROM websites WHERE country = 'UG'")
    carry_out(waves, plan_wave(waves, *WAVE))
    assert not answers.exists()


def test_a_file_that_another_wave_needs_stays(waves: Store) -> None:
    with waves.writing() as db:
        db.execute("UPDATE pages SET warc_file = 'KE-2024-20240501T100000000Z.warc.gz' WHERE wave = '2025'")
    plan = plan_wave(waves, *WAVE)
    assert plan.archives.left == ("KE-2024-20240501T100000000Z.warc.gz",)
    carry_out(waves, plan)
    assert (archive_folder(waves.path) / "KE-2024-20240501T100000000Z.warc.gz").exists()


def test_archives_in_other_folders_are_left_unless_asked_for(waves: Store, tmp_path: Path) -> None:
    elsewhere = tmp_path / "KE-2024.warc.gz"
    elsewhere.write_bytes((archive_folder(waves.path) / "KE-2024-20240501T100000000Z.warc.gz").read_bytes())
    with waves.writing() as db:
        db.execute("UPDATE pages SET warc_file = ? WHERE wave = '2024'", [str(elsewhere)])
    assert str(elsewhere) in plan_wave(waves, *WAVE).archives.left
    assert str(elsewhere) in plan_wave(waves, *WAVE, elsewhere=True).archives.ours


def test_a_wave_that_is_still_reviewed_keeps_its_pages(waves: Store) -> None:
    with waves.writing() as db:
        db.execute(
            "INSERT INTO review_queues (country, wave, purpose, sample, questions, double_share, seed, opened_at, opened_by)"
            " VALUES ('KE', '2024', 'training', 't', '[]', 0, 1, '2024-06-01', 'ann')"
        )
    with pytest.raises(StoreError, match="still being reviewed"):
        plan_wave(waves, *WAVE)


def test_a_waves_age_is_that_of_its_last_visit(waves: Store) -> None:
    assert {age.wave: age.last_read_at[:10] for age in list_wave_ages(waves, "KE")} == {"2024": "2024-05-01", "2025": "2024-05-01"}


def test_every_table_of_the_store_has_its_retention(store: Store) -> None:
    listed = {table for kind in load_retention().values() for table in kind.tables}
    assert listed == set(store.db.table_names()) - {"_sqlite_migrations", "sqlite_sequence"}


def test_contacts_are_told_apart_by_kind() -> None:
    assert {"phone", "email", "street_address", "identifier", "organisation_name", "messenger"} <= set(load_personal_kinds())
    assert "word" not in load_personal_kinds()


def test_a_candidates_words_go_and_its_score_stays(waves: Store) -> None:
    with waves.writing() as db:
        db.execute("INSERT INTO candidates VALUES ('KE', '2024', '1', 'jane.co.ke', 'link', 0.7, 'page', 'Jane Doe, tailor', '2024-05-01')")
    carry_out(waves, plan_wave(waves, *WAVE))
    (kept,) = read_candidates(waves, *WAVE)
    assert (kept.score, kept.words) == (0.7, None)
