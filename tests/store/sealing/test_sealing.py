import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from catalogue.errors import BundleError
from store.sealing import check_phrase, folders, read_header, seal, seal_folder, streams, unseal, unseal_folder
from store.sealing.header import MAGIC
from tests.cheap_sealing import cheap_sealing

__all__ = ["cheap_sealing"]

PHRASE = "four plain words here"
SECRET = b"Acacia Stores Ltd"


def sealed(folder: Path, content: bytes = SECRET, kind: str = "answers") -> Path:
    file = folder / "sealed"
    seal(BytesIO(content), file, kind, "abc", PHRASE)
    return file


def opened(file: Path, phrase: str = PHRASE, kind: str = "answers") -> bytes:
    target = BytesIO()
    unseal(file, target, kind, phrase)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 31, 32, 33, 160])
def test_what_was_sealed_is_opened_whatever_its_length(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PIECE", 16)
    content = bytes(range(size))
    assert opened(sealed(tmp_path, content)) == content


def test_nothing_of_the_content_can_be_read_without_the_pass_phrase(tmp_path: Path) -> None:
    content = sealed(tmp_path).read_bytes()
    assert SECRET not in content
    assert PHRASE.encode() not in content


def test_the_same_content_is_sealed_differently_each_time(tmp_path: Path) -> None:
    first = sealed(tmp_path).read_bytes().splitlines()[1]
    assert sealed(tmp_path).read_bytes().splitlines()[1] != first


def test_another_pass_phrase_is_told_from_an_altered_file(tmp_path: Path) -> None:
    file = sealed(tmp_path)
    with pytest.raises(BundleError, match="not the pass phrase"):
        opened(file, "four other words here")
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(BundleError, match="altered"):
        opened(file)


def test_accents_count_the_same_however_they_were_typed(tmp_path: Path) -> None:
    file = tmp_path / "sealed"
    seal(BytesIO(SECRET), file, "answers", "abc", "quatre mots été là")
    assert opened(file, "quatre mots e\u0301te\u0301 la\u0300") == SECRET


def test_every_single_altered_byte_is_found(tmp_path: Path) -> None:
    """Also those of the header, to which the content is bound."""
    file = sealed(tmp_path)
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BundleError):
            opened(file)


@pytest.mark.parametrize("order", [[0], [0, 1], [1, 2], [0, 2, 1], [0, 0, 1, 2], [0, 1, 2, 2], [2], []])
def test_pieces_can_be_neither_left_out_nor_exchanged_nor_repeated(
    tmp_path: Path, order: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "PIECE", 16)
    file = sealed(tmp_path, bytes(48))
    header, rest = file.read_bytes().split(b"}\n", 1)
    pieces = [rest[start : start + 32] for start in range(0, len(rest), 32)]
    assert len(pieces) == 3
    file.write_bytes(header + b"}\n" + b"".join(pieces[n] for n in order))
    with pytest.raises(BundleError, match="altered"):
        opened(file)


def test_another_kind_of_sealed_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no answers"):
        opened(sealed(tmp_path, kind="bundle"))
    with pytest.raises(BundleError, match="no bundle"):
        opened(sealed(tmp_path), kind="bundle")


@pytest.mark.parametrize("content", [b"", b"a,b\n", MAGIC, MAGIC + b"[]\n", MAGIC + b"{}\n", MAGIC + b"x" * 9000])
def test_something_else_is_no_sealed_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(BundleError, match="no sealed file"):
        read_header(tmp_path / "other")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("memory", 1 << 30), ("memory", 1 << 19), ("memory", 7), ("memory", float("inf")), ("passes", 10**6), ("passes", float("nan"))),
        *(("lanes", 0), ("salt", "xyz"), ("salt", "ab"), ("check", "ab"), ("check", "é" * 64), ("check", None)),
    ],
)
def test_a_header_cannot_ask_for_more_than_a_computer_has(tmp_path: Path, name: str, value: object) -> None:
    file = sealed(tmp_path)
    header = {**json.loads(file.read_bytes().splitlines()[1]), name: value}
    file.write_bytes(MAGIC + json.dumps(header).encode() + b"\n")
    with pytest.raises(BundleError, match="no sealed file"):
        check_phrase(file, PHRASE)


def test_a_folder_comes_back_as_it_was(tmp_path: Path) -> None:
    for name in ("a/b.txt", "c.gz", ".lock", ".DS_Store", "a/._b.txt"):
        (tmp_path / "before" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "before" / name).write_text(name)
    seal_folder(tmp_path / "before", tmp_path / "sealed", "abc", PHRASE)
    (tmp_path / "after").mkdir()
    assert unseal_folder(tmp_path / "sealed", tmp_path / "after", PHRASE).handout == "abc"
    assert sorted(p.relative_to(tmp_path / "after").as_posix() for p in (tmp_path / "after").rglob("*") if p.is_file()) == [
        "a/b.txt",
        "c.gz",
    ]
    assert (tmp_path / "after" / "a" / "b.txt").read_text() == "a/b.txt"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["after", "before", "sealed"]


def seal_zip(folder: Path, entries: list[tuple[str, bytes]]) -> Path:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, held in entries:
            packed.writestr(name, held)
    content.seek(0)
    seal(content, folder / "sealed", "bundle", "abc", PHRASE)
    (folder / "after").mkdir()
    return folder / "sealed"


@pytest.mark.parametrize(
    "name", ["../evil", "/evil", "a/../../evil", "C:evil", "a\\evil", ".opened", "a/.lock", "NUL", "a/con.txt", "x ", "a//b"]
)
def test_nothing_of_a_bundle_leads_out_of_its_folder_or_says_how_it_stands(tmp_path: Path, name: str) -> None:
    file = seal_zip(tmp_path, [("good.txt", b"x"), (name, b"x")])
    with pytest.raises(BundleError, match="no bundle"):
        unseal_folder(file, tmp_path / "after", PHRASE)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["after", "sealed"]


def test_no_file_of_a_bundle_stands_there_twice(tmp_path: Path) -> None:
    file = seal_zip(tmp_path, [("review.db", b"x"), ("Review.db", b"y")])
    with pytest.raises(BundleError, match="no bundle"):
        unseal_folder(file, tmp_path / "after", PHRASE)


def test_a_small_file_that_would_fill_the_disk_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LEAST_LIMIT", 1 << 16)
    file = seal_zip(tmp_path, [("review.db", bytes(1 << 20))])
    assert file.stat().st_size < 1 << 12
    with pytest.raises(BundleError, match="far more than a bundle holds"):
        unseal_folder(file, tmp_path / "after", PHRASE)
    assert list((tmp_path / "after").iterdir()) == []


def test_a_bundle_that_the_disk_cannot_hold_is_told_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = seal_zip(tmp_path, [("review.db", b"x" * 5000)])
    monkeypatch.setattr(folders.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    with pytest.raises(BundleError, match="make room"):
        unseal_folder(file, tmp_path / "after", PHRASE)


def test_a_bundle_that_was_cut_off_on_its_way_is_told(tmp_path: Path) -> None:
    file = seal_zip(tmp_path, [("review.db", b"x" * 5000)])
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(BundleError, match="altered or damaged"):
        unseal_folder(file, tmp_path / "after", PHRASE)
    assert list((tmp_path / "after").iterdir()) == []
