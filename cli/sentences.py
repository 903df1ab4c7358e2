"""Gathers every sentence that users meet into `catalogue/locale/ecomstat.pot` and brings each translation up to date with it.

New sentences are added without a translation, those that nobody says any more leave. Run `python -m cli.sentences`.
"""

import ast
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from catalogue.activities import load_activities, load_aggregates
from catalogue.messages import LOCALE

ROOT = Path(__file__).parents[1]
PACKAGES = ("catalogue", "store", "scrapers", "classify", "aggregate", "web", "cli")
KEYWORDS = {"say": None, "say_count": (1, 2)}
# Sentences in data files: the texts, and lists of texts, in fields of these names, at any depth.
DATA_FIELDS = {
    "catalogue/data/*.toml": ("meaning", "name"),
    "catalogue/data/leaves.toml": ("tells", "to"),
    "catalogue/data/official_differences.toml": ("concept", "population", "period", "denominator"),
    "catalogue/data/label_guide.toml": ("asked", "definition", "counts", "does_not_count", "hard_case"),
    "catalogue/sizes.toml": ("title",),
    "catalogue/practice/*.toml": ("about", "own_why", "scope_why", "why", "gloss"),
    "catalogue/indicators/*.toml": ("name", "definition", "web_reason", "note", "statement", "numerator", "denominator"),
    "classify/weights/*.toml": ("why",),
    "aggregate/export/report/*.toml": ("do",),
}
TEMPLATES = "aggregate/export/report/templates/*.html"
Sentence = str | tuple[str, ...]
"""One sentence, or its singular and plural."""


def gather_sentences() -> Catalog:
    """All sentences of the code and of the data files, with the files they stand in, in a fixed order."""
    catalogue = Catalog(project="ecomstat", charset="utf-8", fuzzy=False)
    for sentence, place in sorted(
        {*_sentences_of_code(), *_sentences_of_templates(), *_sentences_of_data()}, key=lambda found: (str(found[0]), found[1])
    ):
        catalogue.add(sentence, locations=[(place, 1)])
    return catalogue


def render_template() -> str:
    """The catalogue as the text of a .pot file; the same sentences give the same text."""
    return _write(gather_sentences())


def render_translation(language: str) -> str:
    """The translation into a language as it should be kept: what it has of today's sentences, and the others empty."""
    with (LOCALE / f"{language}.po").open("rb") as stream:
        known = read_po(stream, locale=language)
    known.update(gather_sentences(), no_fuzzy_matching=True)
    head = (f"Language: {language}", "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {known.plural_forms}")
    lines = "".join(f'"{line}\\n"\n' for line in head)
    return f'msgid ""\nmsgstr ""\n{lines}\n{_write(known)}'


def _write(catalogue: Catalog) -> str:
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue().decode("utf-8")


def _sentences_of_code() -> Iterator[tuple[Sentence, str]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for _, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
                if message:
                    yield message, path.relative_to(ROOT).as_posix()
            for sentence in find_kept_sentences(path.read_text(encoding="utf-8")).values():
                yield from ((text, path.relative_to(ROOT).as_posix()) for text in sentence)


def find_kept_sentences(code: str) -> dict[str, tuple[str, ...]]:
    """{variable: the sentences that it is given} for variables that are said: `sentence = "…"`, and later `say(sentence)`."""
    nodes = list(ast.walk(ast.parse(code)))
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"]
    said = {call.args[0].id for call in calls if call.args and isinstance(call.args[0], ast.Name)}
    kept: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in said:
            name = node.targets[0].id
            kept[name] = kept.get(name, ()) + tuple(_list_texts(node.value))
    return {name: texts for name, texts in kept.items() if texts}


def _list_texts(value: ast.expr) -> Iterator[str]:
    """The texts that an expression can be: one, or one of two."""
    if isinstance(value, ast.IfExp):
        yield from _list_texts(value.body)
        yield from _list_texts(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value


def _sentences_of_templates() -> Iterator[tuple[Sentence, str]]:
    for path in sorted(ROOT.glob(TEMPLATES)):
        for _, message, _, _ in extract_from_file("jinja2.ext:babel_extract", path, keywords=KEYWORDS):
            if message:
                yield message, path.relative_to(ROOT).as_posix()


def _sentences_of_data() -> Iterator[tuple[Sentence, str]]:
    for pattern, names in DATA_FIELDS.items():
        for path in sorted(ROOT.glob(pattern)):
            found = _find_texts(tomllib.loads(path.read_text(encoding="utf-8")), names)
            yield from ((text, path.relative_to(ROOT).as_posix()) for text in found)
    yield from ((activity.title, "catalogue/activities") for code, activity in load_activities().items() if len(code) == 1)
    yield from ((aggregate.name, "catalogue/activities") for aggregate in load_aggregates())


def _find_texts(content: object, names: tuple[str, ...]) -> Iterator[str]:
    """The texts in fields of these names, in a table and in all tables within it."""
    if isinstance(content, list):
        for part in content:
            yield from _find_texts(part, names)
    elif isinstance(content, dict):
        for name, value in content.items():
            texts = value if isinstance(value, list) else [value]
            yield from (text for text in texts if name in names and isinstance(text, str) and text)
            yield from _find_texts(value, names)


def write_all() -> list[Path]:
    """Writes the template and the translations, and gives their paths."""
    texts = {"ecomstat.pot": render_template(), **{path.name: render_translation(path.stem) for path in LOCALE.glob("*.po")}}
    for name, text in texts.items():
        (LOCALE / name).write_text(text, encoding="utf-8", newline="\n")
    return [LOCALE / name for name in texts]


if __name__ == "__main__":
    print(*write_all(), sep="\n")
