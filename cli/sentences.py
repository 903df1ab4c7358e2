"""Gathers every sentence that users meet into `catalogue/locale/ecomstat.pot`: `python -m cli.sentences`."""

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from catalogue.messages import LOCALE

ROOT = Path(__file__).parents[1]
PACKAGES = ("catalogue", "store", "scrapers", "classify", "aggregate", "web", "cli")
KEYWORDS = {"say": None, "say_count": (1, 2)}
# Sentences in data files: the fields of these names in these folders.
DATA_FIELDS = {"catalogue/data": ("meaning", "name"), "classify/weights": ("why",)}


def gather_sentences() -> Catalog:
    """All sentences of the code and of the data files, with the files they stand in, in a fixed order."""
    catalogue = Catalog(project="ecomstat", charset="utf-8", fuzzy=False)
    for sentence, place in sorted({*_sentences_of_code(), *_sentences_of_data()}):
        catalogue.add(sentence, locations=[(place, 1)])
    return catalogue


def render_template() -> str:
    """The catalogue as the text of a .pot file; the same sentences give the same text."""
    stream = io.BytesIO()
    write_po(stream, gather_sentences(), width=0, omit_header=True, sort_output=True, include_lineno=False)
    return stream.getvalue().decode("utf-8")


def _sentences_of_code() -> Iterator[tuple[str, str]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for _, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
                for sentence in (message,) if isinstance(message, str) else message:
                    if sentence:
                        yield sentence, path.relative_to(ROOT).as_posix()


def _sentences_of_data() -> Iterator[tuple[str, str]]:
    for folder, names in DATA_FIELDS.items():
        for path in sorted((ROOT / folder).glob("*.toml")):
            for value in tomllib.loads(path.read_text(encoding="utf-8")).values():
                for entry in value if isinstance(value, list) else [value]:
                    if isinstance(entry, dict):
                        yield from ((entry[name], path.relative_to(ROOT).as_posix()) for name in names if isinstance(entry.get(name), str))


def write_template() -> Path:
    """Writes the template and gives its path."""
    path = LOCALE / "ecomstat.pot"
    path.parent.mkdir(exist_ok=True)
    path.write_text(render_template(), encoding="utf-8")
    return path


if __name__ == "__main__":
    print(write_template())
