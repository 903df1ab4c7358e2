"""A package as another office publishes it, and what could be made of its files."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from aggregate.export import export
from aggregate.export.manifest import list_digests
from aggregate.export.package.zips import digest, write_zip
from aggregate.publication.facts import Facts, Office
from store.opening import Store, open_store
from tests.aggregate.stores_of_figures import write_store

NOW = "2026-12-01T00:00:00Z"
FACTS = Facts(office=Office("Office of Demoland"), licence="CC-BY-4.0", employment_outside=0.125)
Files = dict[str, bytes]


@contextmanager
def store_of(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        yield opened


@pytest.fixture
def package(tmp_path: Path) -> Path:
    with store_of(tmp_path / "there.db") as there:
        write_store(there)
        (path,) = export(there, "XD", "2026", tmp_path / "out", ["package"], facts=FACTS)
    return path


def read_files(package: Path) -> Files:
    with zipfile.ZipFile(package) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def write_files(path: Path, files: Files) -> Path:
    """A package of these files whose lists are right, whatever the figures and the description say."""
    content = json.loads(files["datapackage.json"])
    content["ecomstat"]["figures_digest"] = f"sha256:{digest(files['figures.csv'])}"
    for resource in content["resources"]:
        known = files.get(resource["path"], b"")
        resource.update(bytes=len(known), hash=f"sha256:{digest(known)}")
    files = files | {"datapackage.json": json.dumps(content).encode()}
    files["MANIFEST"] = list_digests({name: digest(found) for name, found in files.items() if name != "MANIFEST"})
    write_zip(path, files, None)
    return path


def describe(files: Files, **told: Any) -> Files:
    """The files with other values in the package's description."""
    content = json.loads(files["datapackage.json"])
    content["ecomstat"].update(told)
    return files | {"datapackage.json": json.dumps(content).encode()}


def replace(files: Files, before: str, after: str) -> Files:
    text = files["figures.csv"].decode()
    assert before in text
    return files | {"figures.csv": text.replace(before, after).encode()}
