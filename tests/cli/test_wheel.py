"""What ships works without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {"catalogue", "store", "scrapers", "classify", "aggregate", "web", "cli"}
SOURCES = {".py", ".toml", ".sql", ".csv", ".html", ".css", ".js", ".pot", ".po", ".json"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


@pytest.mark.long
def test_the_wheel_holds_every_file_of_every_package(wheel: Path) -> None:
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if name.split("/")[0] in PACKAGES}
    listed = subprocess.run(["git", "ls-files", *sorted(PACKAGES)], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert {name for name in listed if Path(name).suffix in SOURCES} <= shipped


@pytest.mark.long
def test_the_demo_runs_from_an_installed_wheel_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    library, place = tmp_path / "library", tmp_path / "place"
    place.mkdir()
    zipfile.ZipFile(wheel).extractall(library)
    surroundings = {**os.environ, "PYTHONPATH": str(library), "PYTHONSAFEPATH": "1"}
    found = subprocess.run(
        [sys.executable, "-c", "import cli, scrapers; print(cli.__file__, scrapers.__file__)"],
        cwd=place, env=surroundings, capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    assert found.count(str(library)) == 2, "the wheel's packages come first"
    demo = subprocess.run([sys.executable, "-m", "cli", "demo"], cwd=place, env=surroundings, capture_output=True, text=True, timeout=600)
    assert demo.returncode == 0, demo.stderr[-2000:]
    assert (place / "ecomstat.db").exists()
