"""Additions live in a folder beside the store, count where that store is worked on, and are named in versions."""

from pathlib import Path

import pytest

from catalogue.additions import NOTHING, current_additions, folder_before, load_additions, use_additions, using_additions
from catalogue.errors import ProfileError
from catalogue.progress import Quiet
from catalogue.sites import find_site
from classify import classify, model_version
from scrapers.archives.ingesting import ingest_archives
from scrapers.office import ImportReport, check_workbook, export_workbook, keep_additions
from scrapers.office.sheets import WORDS
from scrapers.signals.matching import load_matcher
from store.additions import additions_folder
from store.opening import Store, open_store
from store.records import Website
from store.websites import add_websites
from tests.scrapers.archives.warcs import record, write_warc
from tests.scrapers.office.filling import PHRASE, ROWS, changed, fill

PAGE = (
    "<!doctype html><html lang=sw><title>Duka</title><p>Karibu dukani kwetu, tunauza viti na meza.</p><a href=/t>Tenga langu</a>"
    '<img src="/lipatest-badge.png"><a href="https://sokotest.co.ke/duka">Sisi sokoni</a></html>'
)


def keep(folder: Path, tmp_path: Path, rows: dict[str, list[tuple[str, ...]]] = ROWS, *, only_these: bool = False) -> ImportReport:
    checked = check_workbook(fill(tmp_path / "filled.xlsx", rows), load_additions(folder))
    assert checked.problems == []
    return keep_additions(folder, checked, only_these=only_these)


def read_signals(store: Store, tmp_path: Path) -> dict[tuple[str, str], str]:
    """{(kind, value): rule} of the invented page, ingested."""
    add_websites(store, [Website("KE", "2026", "viti.co.ke", "viti.co.ke", "own", "http://viti.co.ke/")])
    ingest_archives(
        store, [write_warc(tmp_path / "x.warc", record("http://viti.co.ke/", PAGE))], country="KE", wave="2026", progress=Quiet()
    )
    return {(kind, value): rule for kind, value, rule in store.db.execute("SELECT kind, value, rule FROM signals").fetchall()}


def test_what_was_added_is_seen_and_its_rules_name_the_office(store: Store, tmp_path: Path) -> None:
    report = keep(additions_folder(store.path), tmp_path)
    signals = read_signals(store, tmp_path)
    assert (report.new, report.changed, report.others) == (3, 0, 0)
    for fact, rule in (
        (("word", "basket"), "word/sw@1"),
        (("payment", "lipatest"), "fingerprint/lipatest@1"),
        (("marketplace", "sokotest"), "profile/marketplace@2"),
    ):
        assert signals[fact] == rule + report.mark
    assert {rule for (kind, _), rule in signals.items() if kind == "language"} == {"language/text@1"}


def test_another_store_of_the_same_process_sees_none_of_it(store: Store, tmp_path: Path) -> None:
    keep(additions_folder(store.path), tmp_path)
    read_signals(store, tmp_path)
    with open_store(tmp_path / "other.db") as other:
        assert not {("word", "basket"), ("payment", "lipatest"), ("marketplace", "sokotest")} & set(read_signals(other, tmp_path))
    assert current_additions() is NOTHING


def test_the_model_names_the_additions(store: Store, tmp_path: Path) -> None:
    assert classify(store, "KE", "2026", Quiet()).model == model_version()
    mark = keep(additions_folder(store.path), tmp_path).mark
    assert mark.startswith("+office-")
    assert classify(store, "KE", "2026", Quiet()).model == model_version() + mark


def test_a_whole_process_may_use_additions_and_a_block_still_has_its_own(tmp_path: Path) -> None:
    keep(tmp_path / "a-words", tmp_path)
    try:
        use_additions(tmp_path / "a-words")
        assert find_site("https://sokotest.co.ke/duka").kind == "marketplace"
        with using_additions(tmp_path / "none"):
            assert find_site("https://sokotest.co.ke/duka").kind == "own"
    finally:
        use_additions(None)
    assert find_site("https://sokotest.co.ke/duka").kind == "own"


def test_matchers_are_made_once_and_anew_when_a_file_changes(tmp_path: Path) -> None:
    folder, plain = tmp_path / "a-words", load_matcher("fallback")
    mark = keep(folder, tmp_path).mark
    with using_additions(folder):
        first = load_matcher("fallback")
    with using_additions(folder):
        assert load_matcher("fallback") is first
    assert load_matcher("fallback") is plain
    assert first is not plain
    file = folder / "words" / "sw.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("tenga langu", "tenga lako").replace("Ona tenga langu", "Tenga lako"))
    with using_additions(folder) as edited:
        assert edited.mark != mark
        assert {h.phrase.concept for h in load_matcher("fallback").find_phrases("tenga lako")} == {"basket"}


def test_both_engines_find_the_additions(tmp_path: Path) -> None:
    keep(tmp_path / "a-words", tmp_path)
    with using_additions(tmp_path / "a-words"):
        for engine in ("hyperscan", "fallback"):
            assert [h.phrase.concept for h in load_matcher(engine).find_phrases("tenga langu")] == ["basket"]
            assert [h.fingerprint.key for h in load_matcher(engine).find_fingerprints('<img src="/lipatest-badge.png">')] == ["lipatest"]


def test_an_import_adds_and_changes_and_only_replacing_takes_away(tmp_path: Path) -> None:
    folder, other = tmp_path / "a-words", changed(PHRASE, WORDS, phrase="begi langu", example="Begi langu")
    keep(folder, tmp_path)
    assert keep(folder, tmp_path).unchanged == 3
    report = keep(folder, tmp_path, {WORDS: [other, changed(PHRASE, WORDS, places="link, text")]})
    assert (report.new, report.changed, report.others) == (1, 1, 2)
    assert len(load_additions(folder).marketplaces) == 1
    assert keep(folder, tmp_path, {WORDS: [other]}, only_these=True).others == 3
    assert load_additions(folder).marketplaces == ()


def test_what_was_kept_comes_out_again_and_in_again_unchanged(tmp_path: Path) -> None:
    folder = tmp_path / "a-words"
    rows = ROWS | {
        WORDS: [
            PHRASE,
            changed(PHRASE, WORDS, language="rw", phrase='ako\'ko "kanjye"', example='=Ako\'ko "kanjye"'.lstrip("="), places="url, link"),
        ]
    }
    mark = keep(folder, tmp_path, rows).mark
    export_workbook(load_additions(folder), tmp_path / "out.xlsx")
    checked = check_workbook(tmp_path / "out.xlsx", load_additions(folder))
    assert checked.problems == []
    report = keep_additions(folder, checked, only_these=True)
    assert (report.unchanged, report.new, report.changed, report.others, report.mark) == (4, 0, 0, 0, mark)


def test_notes_of_the_office_stay_in_the_folder_and_nothing_else_is_left_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "a-words"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("ours")
    keep(folder, tmp_path)
    assert (folder / "notes.txt").read_text() == "ours"
    assert [path.name for path in folder.parent.iterdir()] == ["a-words"]


def test_an_import_broken_off_between_its_last_steps_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "a-words"
    mark = keep(folder, tmp_path).mark
    folder.rename(folder_before(folder))
    assert load_additions(folder).mark == mark
    assert keep(folder, tmp_path).unchanged == 3
    assert not folder_before(folder).exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("words/sw.toml", "[language", r"sw\.toml"),
        ("words/qq.toml", "", "ISO 639"),
        ("hosts/social.toml", "", "social"),
        ("hosts/marketplaces.toml", "[a]\nhosts = ['a.example']\n", "name"),
        ("hosts/marketplaces.toml", "a = 3\n", "table"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / "a-words" / name
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ProfileError, match=said):
        load_additions(tmp_path / "a-words")


def test_an_edited_file_whose_example_does_not_match_is_refused_before_anything_is_read(store: Store, tmp_path: Path) -> None:
    keep(additions_folder(store.path), tmp_path)
    file = additions_folder(store.path) / "words" / "sw.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("Ona tenga langu (2)", "Ona"), encoding="utf-8")
    with pytest.raises(ProfileError, match=r"sw\.toml, \[basket\]"):
        read_signals(store, tmp_path)
