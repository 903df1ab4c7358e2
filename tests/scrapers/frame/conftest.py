"""Registers of invented enterprises, and a way to load them."""

from pathlib import Path

import pytest

from scrapers.frame import FrameReport, load_register
from store.frame import read_enterprises
from store.opening import Store


class Frame:
    """Loads registers into the wave 2026 of a country and gives back what the store then holds."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        folder.mkdir()

    def write(self, text: str | bytes, name: str = "register.csv", encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    def load(self, register: str | bytes | Path, *, country: str = "XX", encoding_of_file: str = "utf-8", **options: object) -> FrameReport:
        path = register if isinstance(register, Path) else self.write(register, encoding=encoding_of_file)
        return load_register(self.store, path, country=country, wave="2026", **options)

    def units(self, country: str = "XX"):
        return {e.enterprise_id: e for e in read_enterprises(self.store, country, "2026")}

    def rejects(self) -> str:
        return (self.folder / "register-rejected.csv").read_text(encoding="utf-8-sig")


@pytest.fixture
def frame(store, tmp_path):
    return Frame(store, tmp_path / "in")
