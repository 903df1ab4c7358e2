"""Packages that were cut off, altered or made up: refused whole, by a sentence, whatever is in them."""

import io
import json
import random
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aggregate.export.manifest import list_digests
from aggregate.export.package.zips import digest, write_zip
from aggregate.imports import open_package, zips
from catalogue.errors import PackageError
from tests.aggregate.imports.conftest import Files, describe, read_files, replace, write_files


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.99])
def test_a_package_that_was_cut_off_says_so(package: Path, tmp_path: Path, kept: float) -> None:
    content = package.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(kept * len(content)) if kept < 1 else int(kept)])
    with pytest.raises(PackageError, match=r"cut off or damaged"):
        open_package(tmp_path / "cut.zip")


def test_what_is_no_package_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="There is no file"):
        open_package(tmp_path / "nothing.zip")
    (tmp_path / "text.zip").write_text("hello")
    with pytest.raises(PackageError, match="no package of ecomstat"):
        open_package(tmp_path / "text.zip")
    write_zip(tmp_path / "other.zip", {"readme.txt": b"hello"}, None)
    with pytest.raises(PackageError, match=r"no datapackage[.]json in it"):
        open_package(tmp_path / "other.zip")
    write_zip(tmp_path / "frictionless.zip", {"datapackage.json": b'{"name": "x", "resources": []}'}, None)
    with pytest.raises(PackageError, match="but not one of ecomstat"):
        open_package(tmp_path / "frictionless.zip")


@pytest.mark.parametrize("name", ["figures.csv", "methods.json", "README.md", "ecomstat-XD-2026.xlsx", "ro-crate-metadata.json"])
def test_a_file_that_was_changed_is_named(package: Path, tmp_path: Path, name: str) -> None:
    files = read_files(package)
    write_zip(tmp_path / "altered.zip", files | {name: files[name][:-2] + b" \n"}, None)
    with pytest.raises(PackageError, match=f"altered.*{name}"):
        open_package(tmp_path / "altered.zip")


def test_a_description_that_gives_a_file_another_size_is_refused(package: Path, tmp_path: Path) -> None:
    files = read_files(package)
    content = json.loads(files["datapackage.json"])
    content["resources"][0]["bytes"] += 1
    files["datapackage.json"] = json.dumps(content).encode()
    files["MANIFEST"] = list_digests({name: digest(found) for name, found in files.items() if name != "MANIFEST"})
    write_zip(tmp_path / "altered.zip", files, None)
    with pytest.raises(PackageError, match="altered"):
        open_package(tmp_path / "altered.zip")


def test_a_figure_and_its_lists_changed_together_still_betray_the_description(package: Path, tmp_path: Path) -> None:
    files = replace(read_files(package), "0.312346", "0.912346")
    files["MANIFEST"] = list_digests({name: digest(found) for name, found in files.items() if name != "MANIFEST"})
    write_zip(tmp_path / "altered.zip", files, None)
    with pytest.raises(PackageError, match="altered"):
        open_package(tmp_path / "altered.zip")


@pytest.mark.parametrize(
    "change", [lambda files: files | {"more.txt": b"x"}, lambda files: {k: v for k, v in files.items() if k != "README.md"}]
)
def test_files_that_no_list_has_and_files_that_are_gone_are_refused(
    package: Path, tmp_path: Path, change: Callable[[Files], Files]
) -> None:
    write_zip(tmp_path / "odd.zip", change(read_files(package)), None)
    with pytest.raises(PackageError, match="altered"):
        open_package(tmp_path / "odd.zip")


@pytest.mark.parametrize(
    "name",
    ["../evil.txt", "/etc/passwd", "a/../../evil", "C:\\evil", "c:evil", "..\\evil", "a//b", "./figures2.csv", "folder/", "bell\x07"],
)
def test_names_that_lead_elsewhere_are_refused(package: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.zip"
    path.write_bytes(package.read_bytes())
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr(zipfile.ZipInfo(name), b"x")
    with pytest.raises(PackageError, match="no plain file of a package"):
        open_package(path)
    assert [found.name for found in tmp_path.parent.iterdir() if "evil" in found.name] == []


def test_a_link_in_the_place_of_a_file_is_refused(package: Path, tmp_path: Path) -> None:
    files = read_files(package)
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16 if name == "figures.csv" else 0
            packed.writestr(entry, b"/etc/passwd" if name == "figures.csv" else content)
    with pytest.raises(PackageError, match=r"figures\.csv' in it is no plain file"):
        open_package(path)


def test_files_packed_in_ways_that_give_more_than_is_asked_for_are_refused(package: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as packed:
        for name, content in read_files(package).items():
            packed.writestr(name, content)
    with pytest.raises(PackageError, match="no plain file"):
        open_package(path)


def test_any_byte_that_is_turned_is_noticed_and_never_a_surprise(package: Path, tmp_path: Path) -> None:
    content, chance = package.read_bytes(), random.Random(1)
    for _ in range(150):
        spoilt = bytearray(content)
        for _ in range(chance.choice([1, 1, 4])):
            spoilt[chance.choice([chance.randrange(len(content)), len(content) - 1 - chance.randrange(900)])] ^= 1 << chance.randrange(8)
        (tmp_path / "spoilt.zip").write_bytes(spoilt)
        try:
            read = open_package(tmp_path / "spoilt.zip")
        except PackageError:
            continue
        assert read.described == open_package(package).described, "only what says nothing of the figures was turned"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused(package: Path, tmp_path: Path) -> None:
    for name in ("figures.csv", "FIGURES.csv"):
        path = tmp_path / f"twice-{name}.zip"
        path.write_bytes(package.read_bytes())
        with zipfile.ZipFile(path, "a") as packed:
            packed.writestr(name, b"x")
        with pytest.raises(PackageError, match="no plain file"):
            open_package(path)


def test_what_would_unpack_to_more_than_a_package_holds_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_BYTES", 1 << 20)
    write_zip(tmp_path / "bomb.zip", {"datapackage.json": bytes(2 << 20)}, None)
    assert (tmp_path / "bomb.zip").stat().st_size < 10_000
    with pytest.raises(PackageError, match="unpack to more than a package can hold"):
        open_package(tmp_path / "bomb.zip")
    write_zip(tmp_path / "many.zip", {f"{n}.txt": b"" for n in range(zips.MOST_FILES + 1)}, None)
    with pytest.raises(PackageError, match="unpack to more"):
        open_package(tmp_path / "many.zip")


def test_a_file_that_is_larger_than_the_archive_says_is_damaged(package: Path, tmp_path: Path) -> None:
    """The size in the archive's list is a lie: reading stops there, and the checksum does not fit."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("datapackage.json", b"[" * 100_000)
    content = bytearray(buffer.getvalue())
    at = content.rindex(b"PK\x01\x02") + 24
    content[at : at + 4] = (50).to_bytes(4, "little")
    (tmp_path / "liar.zip").write_bytes(content)
    with pytest.raises(PackageError, match="damaged"):
        open_package(tmp_path / "liar.zip")


@pytest.mark.parametrize("content", [b"[" * 200_000, b'{"ecomstat": {"format": "1"}}', b"\xff\xfe", b'{"ecomstat": {"format": 1}}', b"[]"])
def test_a_description_that_is_none_is_said_to_be_none(package: Path, tmp_path: Path, content: bytes) -> None:
    write_zip(tmp_path / "odd.zip", read_files(package) | {"datapackage.json": content}, None)
    with pytest.raises(PackageError):
        open_package(tmp_path / "odd.zip")


@pytest.mark.parametrize(
    "told",
    [{"country": "QQ"}, {"country": "XD\n"}, {"wave": "../2026"}, {"vintage": "best"}, {"employment_outside": 7}, {"office": "a\x1b[2Jb"}],
)
def test_a_description_that_cannot_be_is_refused(package: Path, tmp_path: Path, told: dict[str, Any]) -> None:
    with pytest.raises(PackageError, match="no package that ecomstat wrote"):
        open_package(write_files(tmp_path / "odd.zip", describe(read_files(package), **told)))


LINE = "share,post_stratified,proportion,0.312346,0.04,0.232346,0.392346,1000,200,"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("0.312346,0.04", "1.312346,0.04", "value is no share from 0 to 1"),
        ("0.312346,0.04", "0.112346,0.04", "the interval does not hold the figure"),
        ("0.312346,0.04", "0.312346,-0.04", "standard_error is negative"),
        (LINE, LINE.replace("1000", "-1000"), "n_frame is negative"),
        (LINE, LINE.replace("200", "-200"), "n_labelled is negative"),
        (",0.125,", ",1.125,", "share_not_read is no share from 0 to 1"),
        ("0.312346,0.04", "nan,0.04", "value is no number"),
        ("0.312346,0.04", "=1+1,0.04", "value is no number"),
        ("0.312346,0.04", "1e999,0.04", "value is no number"),
        ("proportion,0.312346", "a\x1b[31m,0.312346", "unit has a text that cannot be"),
        ("XD,2026,", "XK,2026,", "another country or wave"),
        ("share,post_stratified,proportion,0.312346", "median,post_stratified,proportion,0.312346", "measure has a text that cannot be"),
        ("country,wave,", "land,wave,", "column country is missing"),
        ("confidential", "secret", "suppressed has a text that cannot be"),
    ],
)
def test_a_figure_that_cannot_be_is_named_by_its_line(package: Path, tmp_path: Path, before: str, after: str, reason: str) -> None:
    with pytest.raises(PackageError, match=f"line \\d+ of its figures.*{reason}"):
        open_package(write_files(tmp_path / "odd.zip", replace(read_files(package), before, after)))


def test_a_figure_that_is_not_shown_brings_no_number_in(package: Path, tmp_path: Path) -> None:
    files = read_files(package)
    lines = files["figures.csv"].decode().splitlines()
    place = next(n for n, line in enumerate(lines) if ",confidential," in line)
    assert ",proportion,,,,,,,,,,confidential," in lines[place] or ",enterprises,,,,,,,,,,confidential," in lines[place]
    lines[place] = lines[place].replace(",,,,,,,,,,confidential", ",,,,,4,,,,,confidential")
    odd = files | {"figures.csv": "\n".join([*lines, ""]).encode()}
    with pytest.raises(PackageError, match=f"line {place + 1} of its figures.*a number beside a figure that is not shown"):
        open_package(write_files(tmp_path / "odd.zip", odd))


def test_the_same_figure_twice_is_refused(package: Path, tmp_path: Path) -> None:
    files = read_files(package)
    lines = files["figures.csv"].decode().splitlines()
    odd = files | {"figures.csv": "\n".join([*lines, lines[-1], ""]).encode()}
    with pytest.raises(PackageError, match="the same figure twice"):
        open_package(write_files(tmp_path / "odd.zip", odd))
