"""A bundle for a reviewer elsewhere: what is in it, who can open it, and what is handed out with it."""

import os
import re
import shutil
import socket
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from starlette.applications import Starlette

from catalogue.errors import BundleError
from classify.reviewing import claim_cases, describe_case
from cli.bundle_folders import folder_of, opened_bundle
from scrapers.archives import read_record
from scrapers.archives.places import find_file
from store.accounts import identify_person, open_accounts
from store.opening import open_store
from store.reviewing import current_moment, read_review_pages
from tests.cli.elsewhere.conftest import KEYS, PHRASE, PROGRAM, WAVE, elsewhere, fill, find, find_open, labels, pack, review
from tests.cli.test_commands import run
from web.surroundings import surroundings_in


def test_the_case_elsewhere_is_the_case_of_the_office(office: Path) -> None:
    assert pack() == 0
    with elsewhere() as there, open_store(office) as here:
        for key in KEYS:
            task = find(here, key)
            assert describe_case(there, task) == describe_case(here, task)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_nobody_else_can_read_an_open_bundle_even_in_a_folder_that_was_there_before(office: Path) -> None:
    assert pack() == 0
    folder = folder_of(Path("amina.sealed"))
    folder.mkdir()
    folder.chmod(0o777)
    with elsewhere():
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_of_somebody_else_is_not_used(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pack() == 0
    folder = folder_of(Path("amina.sealed"))
    folder.mkdir()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(BundleError, match="belongs to somebody else"), elsewhere():
        pass
    assert list(folder.iterdir()) == []


def test_archived_pages_can_be_read_elsewhere(office: Path) -> None:
    assert pack() == 0
    with elsewhere() as store:
        pages = read_review_pages(store, "KE", WAVE, "E1")
        read = [read_record(find_file(store.path, page.warc_file), page.warc_offset) for page in pages]
    assert [page.url for page in read] == ["http://e1.co.ke/", "http://e1.co.ke/shop"]
    assert [b"<h1>E1" in page.body for page in read] == [True, True]


def dump(path: Path) -> list[str]:
    """All rows of a store, without moments, the handout's name, and bytes in archives (which differ by the random names of records)."""
    with closing(sqlite3.connect(path)) as connection:
        rows = [line for line in connection.iterdump() if not line.startswith(("CREATE", 'INSERT INTO "_sqlite_migrations'))]
    return [re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z|'[0-9a-f]{16}'|(?<='pages.warc.gz',)\d+", "*", row) for row in rows]


def test_a_bundle_of_an_audit_holds_nothing_that_was_predicted(office: Path) -> None:
    """Two offices that differ in predictions and links only: their bundles are the same but for the moment and the handout's name."""
    other = office.with_name("other.db")
    fill(other, probability=0.1, answer="no", relation="rejected")
    assert pack() == 0
    assert labels("pack", "other.sealed", "--for", "Amina", "--db", other) == 0
    dumps = []
    for name in ("amina.sealed", "other.sealed"):
        with opened_bundle(Path(name), PHRASE) as path:
            dumps.append(dump(path))
    assert dumps[0] == dumps[1]
    assert sum("INSERT" in row for row in dumps[0]) > 20
    whole = "".join(dumps[0])
    assert "Name E0" in whole
    for word in (PROGRAM, "order_words", "Add to cart", "shop-platform", "P051", "predicted", "Not in the sample", "0.9"):
        assert word not in whole, word


def test_what_is_handed_out_is_given_to_nobody_else_until_it_is_called_back(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pack("--size", 3) == 0
    with open_store(office) as store:
        number = store.db.execute("SELECT queue FROM review_queues").fetchone()[0]
        assert [case.enterprise.id for case in claim_cases(store, number, "Juma", "2036-01-01T00:00:00.000Z", most=9)] == ["E3"]
    assert run("labels", "KE", "recall", "--for", "Amina") == 0
    assert "3 enterprises" in capsys.readouterr().out
    with open_store(office) as store:
        assert len(claim_cases(store, number, "Juma", current_moment(), most=9)) == 4


def test_between_sessions_nothing_lies_open(office: Path) -> None:
    assert pack() == 0
    with elsewhere() as store:
        assert folder_of(Path("amina.sealed")).is_dir()
        review(store, "E0")
    assert not folder_of(Path("amina.sealed")).exists()
    assert b"Name E0" not in Path("amina.sealed").read_bytes()
    with elsewhere() as store:
        assert not find_open(store, find(store, "E0"))


def test_a_computer_that_stopped_in_between_loses_no_answer(office: Path) -> None:
    assert pack() == 0
    with elsewhere() as store:
        review(store, "E0")
        shutil.copytree(folder_of(Path("amina.sealed")), "left", ignore=shutil.ignore_patterns("*.lock"))
        sealed_before = Path("amina.sealed").read_bytes()
    Path("amina.sealed").write_bytes(sealed_before)
    shutil.move("left", folder_of(Path("amina.sealed")))
    with elsewhere() as store:
        assert not find_open(store, find(store, "E0"))


def test_a_bundle_that_cannot_be_opened_leaves_no_folder(office: Path) -> None:
    assert pack() == 0
    bundle = Path("amina.sealed")
    bundle.write_bytes(bundle.read_bytes()[:-9])
    with pytest.raises(BundleError, match="altered"), opened_bundle(bundle, PHRASE):
        pass
    assert not folder_of(bundle).exists()


def test_a_bundle_is_opened_once_at_a_time(office: Path) -> None:
    assert pack() == 0
    with elsewhere(), pytest.raises(BundleError, match="open already"), opened_bundle(Path("amina.sealed"), PHRASE):
        pass


def test_the_reviewer_logs_in_there_by_the_pass_phrase(office: Path) -> None:
    assert pack() == 0
    with opened_bundle(Path("amina.sealed"), PHRASE) as path, open_accounts(path) as accounts:
        person = identify_person(accounts, "Amina", PHRASE)
        assert person is not None
        assert person.role == "reviewer"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pack", "x.sealed", "--for", "Nobody"), "Nobody is called"),
        (("pack", "nowhere/x.sealed", "--for", "Amina"), "no folder"),
        (("pack", "phrase.txt", "--for", "Amina"), "is there already"),
        (("pack", "x.sealed", "--for", "Amina", "--queue", "typo"), "no open queue typo"),
        (("merge", "nothing.sealed"), "no file"),
        (("merge", "phrase.txt"), "no sealed file"),
        (("recall", "--for", "Juma"), "was handed out to Juma"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(office: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert labels(*words) == 1
    err = capsys.readouterr().err
    assert said in err
    assert not Path("ecomstat-error.log").exists()
    with open_store(office) as store:
        assert store.db.execute("SELECT count(*) FROM review_handouts").fetchone() == (0,)


def test_a_bundle_that_cannot_be_written_hands_nothing_out(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cli.packing.seal_folder", fail)
    assert pack() == 1
    with open_store(office) as store:
        number = store.db.execute("SELECT queue FROM review_queues").fetchone()[0]
        assert len(claim_cases(store, number, "Juma", current_moment(), most=9)) == 4


def test_a_page_that_is_gone_from_the_archive_is_shown_as_gone(office: Path) -> None:
    office.with_name("ecomstat-archive").rename("away")
    assert pack() == 0
    with elsewhere() as store:
        pages = read_review_pages(store, "KE", WAVE, "E0")
        assert [page.url for page in pages] == ["http://e0.co.ke/", "http://e0.co.ke/shop"]
        assert not any(find_file(store.path, page.warc_file).exists() for page in pages)


def test_serving_a_bundle_shows_its_reviewer_and_seals_it_again(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(application: Starlette, **_: object) -> None:
        with surroundings_in(application).stores.using() as store:
            review(store, "E0")

    assert pack() == 0
    monkeypatch.setattr("uvicorn.run", answer)
    monkeypatch.setattr("aggregate.charts.rendering.prepare_drawing", lambda: None)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert run("serve", "--bundle", "amina.sealed", "--pass-phrase-file", "phrase.txt", "--port", port) == 0
    said = capsys.readouterr().out
    assert "Log in as Amina" in said
    assert "setup" not in said
    assert not folder_of(Path("amina.sealed")).exists()
    with elsewhere() as store:
        assert not find_open(store, find(store, "E0"))
