"""The MANIFEST of an export, and the package that other offices take."""

import csv
import hashlib
import io
import json
import stat
import zipfile
from collections import Counter
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import frictionless
import pytest
from rocrate.rocrate import ROCrate

from aggregate.export import FORMATS, export
from aggregate.packages.contents import FIGURES
from aggregate.publication.collecting import collect_publication
from aggregate.publication.facts import Facts, Office, Ran
from aggregate.publication.freezing import freeze
from aggregate.publication.plain_figures import FIELDS
from store.estimates import read_estimates
from store.import_tables import FIGURES as IMPORTED
from store.opening import Store
from store.releases import NewRelease, write_release
from tests.aggregate.stores_of_figures import REGISTER_FILE, write_store

RUNS = (
    Ran("crawl", "0.1.0", "2026-11-01T00:00:00Z", "2026-11-01T05:00:00Z", "done"),
    Ran("aggregate", "0.2.0", "2026-11-02T00:00:00Z", None, "done"),
)
FACTS = Facts(office=Office("Office of Demoland", "https://stats.example.org/"), licence="CC-BY-4.0", employment_outside=0.125, runs=RUNS)


@pytest.fixture
def package(store: Store, tmp_path: Path) -> Path:
    write_store(store)
    (path,) = export(store, "XD", "2026", tmp_path / "out", ["package"], facts=FACTS)
    return path


@pytest.fixture
def unpacked(package: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(package) as packed:
        packed.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked"


def check_manifest(folder: Path) -> list[str]:
    """As `sha256sum -c MANIFEST` does; the names that are listed."""
    lines = (folder / "MANIFEST").read_bytes().decode("utf-8").splitlines()
    for line in lines:
        assert hashlib.sha256((folder / line[66:]).read_bytes()).hexdigest() == line[:64]
        assert line[64:66] == "  "
    return [line[66:] for line in lines]


def test_the_manifest_lists_this_exports_files_sorted_and_no_others(store: Store, tmp_path: Path) -> None:
    write_store(store)
    (tmp_path / "other.csv").write_text("not ours", encoding="utf-8")
    written = export(store, "XD", "2026", tmp_path, ["xlsx", "csv", "jsonstat"])
    assert check_manifest(tmp_path) == sorted(path.name for path in written)
    export(store, "XD", "2026", tmp_path, ["jsonstat"])
    assert check_manifest(tmp_path) == ["ecomstat-XD-2026-jsonstat.json"]


def test_a_package_takes_what_the_same_export_has_written_and_is_the_same_bytes(store: Store, tmp_path: Path, monkeypatch) -> None:
    write_store(store)
    languages = ["en", "fr"]
    alone = export(store, "XD", "2026", tmp_path / "alone", ["package"], facts=FACTS, languages=languages)
    counts = Counter[str]()
    for module in ("csv_file", "excel.workbook", "sdmx", "json_stat.collection", "report.rendering", "questionnaire.workbook"):
        count_writing(monkeypatch, f"aggregate.export.{module}", counts)
    formats = ["package", *(name for name in FORMATS if name not in ("package", "questionnaire"))]
    written = export(store, "XD", "2026", tmp_path / "all", formats, facts=FACTS, languages=languages)
    packages = [path for path in written if path.name.endswith("-package.zip")]
    assert [path.read_bytes() for path in packages] == [path.read_bytes() for path in alone]
    assert [path.name for path in packages] == ["ecomstat-XD-2026-package.zip", "ecomstat-XD-2026-fr-package.zip"]
    assert {module.split(".")[2]: count for module, count in counts.items()} == {
        **dict.fromkeys(("csv_file", "excel", "json_stat", "report", "questionnaire"), 2),
        "sdmx": 1,
    }


def count_writing(monkeypatch: pytest.MonkeyPatch, module: str, counts: Counter[str]) -> None:
    write = import_module(module).write_files

    def count(*given: object) -> object:
        counts[module] += 1
        return write(*given)

    monkeypatch.setattr(f"{module}.write_files", count)


class Interrupted:
    """A progress that somebody interrupts at the beginning of a piece of work."""

    def __init__(self, at: str) -> None:
        self.at, self.labels = at, list[str]()

    def start(self, label: str, total: int | None = None) -> None:
        self.labels.append(label)
        if label.startswith(self.at):
            raise KeyboardInterrupt

    def advance(self, steps: int = 1) -> None:
        if self.at == "advance":
            raise KeyboardInterrupt

    def note(self, sentence: str) -> None:
        pass


def test_each_format_is_announced_with_the_number_of_figures(store: Store, tmp_path: Path) -> None:
    write_store(store)
    watching = Interrupted("never")
    export(store, "XD", "2026", tmp_path, ["csv", "xlsx"], progress=watching)
    assert watching.labels == ["Writing CSV, 17 figures", "Writing Excel, 17 figures"]
    watching.labels.clear()
    export(store, "XD", "2026", tmp_path, ["jsonstat"], languages=["en", "fr"], progress=watching)
    assert watching.labels == ["Writing JSON-stat (en), 17 figures", "Writing JSON-stat (fr), 17 figures"]


def test_an_interrupted_export_leaves_whole_files_and_no_manifest(store: Store, tmp_path: Path, monkeypatch) -> None:
    write_store(store)
    folder = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        export(store, "XD", "2026", folder, ["csv", "xlsx"], progress=Interrupted("Writing Excel"))
    assert {path.suffix for path in folder.iterdir()} == {".csv", ".json"}
    whole = {path.name: path.read_bytes() for path in folder.iterdir()}

    def stop(path: Path, *_: object) -> None:
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr("aggregate.export.excel.workbook.write_workbook", lambda _, path: stop(path))
    monkeypatch.setattr("aggregate.export.package.writing.write_zip", stop)
    for formats in (["xlsx"], ["package"]):
        with pytest.raises(KeyboardInterrupt):
            export(store, "XD", "2026", folder, formats)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole


def test_a_package_is_the_same_bytes_when_it_is_made_again(store: Store, package: Path, tmp_path: Path) -> None:
    (again,) = export(store, "XD", "2026", tmp_path / "again", ["package"], facts=FACTS)
    assert again.read_bytes() == package.read_bytes()


def test_its_files_are_sorted_plain_and_bear_the_time_of_the_estimates(store: Store, package: Path) -> None:
    started = store.db.execute("SELECT started FROM runs").fetchone()[0]
    moment = datetime.fromisoformat(started).astimezone(UTC)
    with zipfile.ZipFile(package) as packed:
        entries = packed.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.external_attr >> 16 for entry in entries} == {stat.S_IFREG | 0o644}
    assert {entry.date_time[:5] for entry in entries} == {(moment.year, moment.month, moment.day, moment.hour, moment.minute)}


def test_its_own_manifest_lists_everything_else_in_it(unpacked: Path) -> None:
    names = {path.name for path in unpacked.iterdir()}
    assert set(check_manifest(unpacked)) == names - {"MANIFEST"}
    assert names >= {"README.md", "figures.csv", "methods.json", "datapackage.json", "ro-crate-metadata.json", "ecomstat-XD-2026.csv"}


def test_frictionless_finds_every_file_as_described(unpacked: Path) -> None:
    report = frictionless.validate(str(unpacked / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    package = frictionless.Package(str(unpacked / "datapackage.json"))
    assert {resource.path for resource in package.resources} == {p.name for p in unpacked.iterdir()} - {
        "MANIFEST",
        "datapackage.json",
        "ro-crate-metadata.json",
    }
    assert package.licenses == [{"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0"}]
    assert package.get_resource("figures.csv").schema.get_field("value").type == "number"


def test_frictionless_sees_a_figure_that_was_changed(unpacked: Path) -> None:
    text = (unpacked / FIGURES).read_text(encoding="utf-8").replace("0.312346", "0.912346")
    (unpacked / FIGURES).write_text(text, encoding="utf-8", newline="")
    assert not frictionless.validate(str(unpacked / "datapackage.json")).valid


def test_figures_for_programs_are_those_of_the_store(store: Store, unpacked: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((unpacked / FIGURES).read_text(encoding="utf-8"))))
    table = read_estimates(store, "XD", "2026", safe=True)
    keys = ("method", "measure", "activity", "size_class")
    expected = {tuple(table[k][i] for k in keys): table["value"][i] for i in range(len(table["value"])) if table["region"][i] == "_T"}
    found = {tuple(row[k] for k in keys): row["value"] for row in rows if row["region"] == "_T"}
    assert found == {key: "" if value is None else str(round(value, 6 if key[1] == "share" else 1)) for key, value in expected.items()}
    assert all(row[name] == "" for row in rows if row["suppressed"] for name in ("value", "ci_low", "n_frame", "n_effective"))
    assert {row["region"] for row in rows} == {"_T", "'=North"}


def test_rocrate_reads_who_made_it_with_what_of_which_register(unpacked: Path) -> None:
    crate = ROCrate(unpacked)
    assert crate.root_dataset["license"].id == "https://spdx.org/licenses/CC-BY-4.0"
    assert crate.root_dataset["publisher"]["name"] == "Office of Demoland"
    actions = [entity for entity in crate.contextual_entities if entity.type == "CreateAction"]
    assert [(action["name"], action["instrument"]["softwareVersion"]) for action in actions] == [
        ("ecomstat crawl", "0.1.0"),
        ("ecomstat aggregate", "0.2.0"),
    ]
    assert {action["object"].id for action in actions} == {"#register"}
    assert crate.get("#register")["identifier"] == f"sha256:{'ab' * 32}"
    digests = {entity.id: entity["sha256"] for entity in crate.data_entities if entity.type == "File"}
    assert digests[FIGURES] == hashlib.sha256((unpacked / FIGURES).read_bytes()).hexdigest()


def test_nothing_of_the_register_is_in_it_but_day_scope_and_digest(unpacked: Path) -> None:
    for path in unpacked.iterdir():
        content = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                content = b"".join(book.read(name) for name in book.namelist())
        assert REGISTER_FILE.encode() not in content
        assert b"E-SECRET-1" not in content
        assert b"Secret Bakery" not in content


def test_methods_go_with_the_figures(unpacked: Path) -> None:
    methods = json.loads((unpacked / "methods.json").read_text(encoding="utf-8"))
    assert methods["indicators"]["online_ordering"]["definition_versions"] == ["d0d0d0d0"]
    assert "place an order" in methods["indicators"]["online_ordering"]["definition"]
    assert methods["classification"] == ["rules-1"]
    assert set(methods["methods"]) == {"post_stratified", "share_among_read"}
    assert methods["label_guide"].startswith("sha256:")


def test_the_readme_says_whom_the_figures_are_about(unpacked: Path) -> None:
    text = (unpacked / "README.md").read_text(encoding="utf-8")
    assert "Registered enterprises only: all enterprises of XD. Register of 31 December 2025." in text
    assert "Enterprises outside of the register have 12.5 % of all employment." in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Office of Demoland" in text
    assert "CC-BY-4.0" in text
    assert "DRAFT" in text


def test_what_packages_hold_is_what_the_store_keeps_of_them() -> None:
    assert tuple(field.name for field in FIELDS) == ("country", "wave", *IMPORTED)


@pytest.mark.parametrize(("named", "agent"), [(False, "Office of Demoland"), (True, "Ann Approver")])
def test_a_released_package_says_when_it_was_approved_and_by_the_office_alone_unless_it_names_the_person(
    store: Store, tmp_path: Path, named: bool, agent: str
) -> None:
    write_store(store)
    background = freeze(collect_publication(store, "XD", "2026", FACTS))
    at = "2026-11-20T10:00:00Z"
    write_release(store, NewRelease("XD", "2026", "final", "Ann Approver", at, None, "checked", "0.2.0", (), background, named))
    (path,) = export(store, "XD", "2026", tmp_path, ["package"])
    with zipfile.ZipFile(path) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2026, 11, 20, 10, 0, 0)}
        packed.extractall(tmp_path / "unpacked")
    crate = ROCrate(tmp_path / "unpacked")
    action = crate.get("#release")
    assert (action["agent"]["name"], action["endTime"], action["instrument"]["name"]) == (agent, at, "ecomstat")
    assert any(b"Ann Approver" in found.read_bytes() for found in (tmp_path / "unpacked").rglob("*") if found.is_file()) is named
    described = json.loads((tmp_path / "unpacked" / "datapackage.json").read_text(encoding="utf-8"))["ecomstat"]
    assert (described["vintage"], described["release"], described["made_at"], described["reason"]) == ("final", 1, at, "checked")
    assert (described["office"], described["licence"]) == ("Office of Demoland", "CC-BY-4.0")
