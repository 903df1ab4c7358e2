"""An office with something in every place that a backup keeps."""

from pathlib import Path

import pytest

from store.accounts import METHODOLOGIST, add_person, open_accounts
from store.frame import write_enterprises
from store.opening import Store, open_store
from store.records import Enterprise, Label
from store.reviews import append_labels, read_labels
from tests.cheap_passwords import cheap_passwords

__all__ = ["cheap_passwords"]

PASSWORD = "four plain words"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A store with three enterprises, a label, an account, words, models and an archive."""
    path = tmp_path / "office.db"
    with open_store(path) as store:
        write_enterprises(store, [Enterprise("XD", "2026", f"E{n}", name=f"Name {n}") for n in range(3)])
        answer(store, 0)
    with open_accounts(path) as accounts:
        add_person(accounts, "Maria", METHODOLOGIST, PASSWORD, "tests")
    write(tmp_path / "office-words" / "fr" / "words.toml", "shop = 'boutique'\n")
    write(tmp_path / "office-models" / "XD.json", "{}")
    write(tmp_path / "office-search" / "2026.jsonl", "paid answers")
    write(tmp_path / "office-archive" / "XD-2026.warc.gz", "first site")
    return path


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def answer(store: Store, number: int) -> None:
    append_labels(store, [Label("XD", "2026", f"E{number}", "own_website", "yes", "ann", "audit", f"2026-11-22T10:00:0{number}Z")])


def labelled(path: Path) -> list[str]:
    with open_store(path, create=False) as store:
        return [label.enterprise_id for label in read_labels(store, "XD", "2026")]


def folder_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
