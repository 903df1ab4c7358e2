import ast
import re
from collections.abc import Collection
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from catalogue.messages import LOCALE, say, use_language
from cli.sentences import PACKAGES, ROOT, find_kept_sentences, gather_sentences, render_template, render_translation

PAGES = (
    "web/",
    "store/accounts",
    "store/reviewing",
    "store/troubles",
    "classify/reviewing",
    "aggregate/charts",
    "aggregate/export/report",
    "catalogue/indicators/",
    *(f"aggregate/publication/{name}" for name in ("sims", "plain", "core", "coverage", "naming", "records")),
    "catalogue/data/settings.toml",
    "catalogue/data/sims.toml",
    "catalogue/practice/",
    "catalogue/sizes.toml",
    "catalogue/data/label_guide.toml",
    "catalogue/data/capabilities.toml",
    "catalogue/data/statuses.toml",
    "catalogue/data/methods.toml",
)
"""What is said on pages and in files; the rest is said on the command line."""
SAYING = {"say": 1, "say_count": 2}
SAYER = Path("catalogue/messages.py")


def test_the_template_holds_every_sentence_of_the_code() -> None:
    kept = (LOCALE / "ecomstat.pot").read_text(encoding="utf-8")
    assert render_template() == kept, "run `make messages` and commit the template"


def test_gathering_finds_sentences_of_code_and_of_data_files() -> None:
    sentences = {message.id for message in gather_sentences()}
    assert "The website was read." in sentences
    assert "There is no command {name}. `ecomstat --help` lists them all." in sentences


def test_translations_hold_every_sentence_of_the_code_and_no_other() -> None:
    for path in LOCALE.glob("*.po"):
        assert render_translation(path.stem) == path.read_text(encoding="utf-8"), f"run `make messages` and commit {path.name}"


def test_everything_on_the_pages_is_said_in_french() -> None:
    missing = [message.id for message in _read("fr") if message.id and _is_on_pages(message) and not all(_forms(message.string))]
    assert missing == [], "translate these in catalogue/locale/fr.po"


def test_translations_fill_in_what_the_sentences_fill_in() -> None:
    for path in LOCALE.glob("*.po"):
        for message in _read(path.stem):
            for said in (form for form in _forms(message.string) if message.id and form):
                assert _names(said) == _names(_forms(message.id)[-1]), (path.name, message.id)


def test_translations_keep_commands_as_they_are_typed() -> None:
    for path in LOCALE.glob("*.po"):
        for message in _read(path.stem):
            for said in (form for form in _forms(message.string) if message.id and form):
                assert re.findall("`[^`]*`", said) == re.findall("`[^`]*`", _forms(message.id)[-1]), (path.name, message.id)


def test_sentences_in_lists_and_tables_of_data_files_are_found() -> None:
    sentences = {message.id for message in gather_sentences()}
    assert "A contact form with name and message." in sentences, "of a list in the label guide"
    assert "The checkout takes mobile money and cards." in sentences, "of a practice case"
    assert "Mlima Basket Works Ltd" not in sentences


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_said_is_written_there_so_that_it_is_gathered(package: str) -> None:
    """Texts of data files are gathered from these, and said by `say_text`."""
    found = [place for path in sorted((ROOT / package).rglob("*.py")) for place in _list_unworded(path)]
    assert found == [], "write the sentence inside of say(...) or give it to a variable before, or say_text(...) for a text of a data file"


def test_sentences_in_variables_are_found() -> None:
    code = 'sentence = "Hello" if early else "Good " "night"\nsay(sentence, name=name)\nother = "no sentence"\n'
    assert find_kept_sentences(code) == {"sentence": ("Hello", "Good night")}
    assert "{count} shards failed; the first: {reason}" in " ".join(str(message.id) for message in gather_sentences())


def test_what_cannot_be_gathered_is_found() -> None:
    assert _find_unworded('sentence = "Hello"\nsay(sentence)\nsay("one")\nsay_text(entry.name)\n') == []
    assert _find_unworded("sentence = entry.name\nsay(sentence)") == [2]
    assert _find_unworded('say_count("{count} site", many, 3)\nsay_count("a" "b", "c", count)\nsay(f"{x}")') == [1, 3]


def _list_unworded(path: Path) -> list[str]:
    place = path.relative_to(ROOT)
    lines = [] if place == SAYER else _find_unworded(path.read_text(encoding="utf-8"))
    return [f"{place.as_posix()}:{line}" for line in lines]


def _find_unworded(code: str) -> list[int]:
    """The lines on which something is said that stands nowhere as a written sentence."""
    kept = find_kept_sentences(code)
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    said = [(call, call.args[: SAYING[call.func.id]]) for call in calls if isinstance(call.func, ast.Name) and call.func.id in SAYING]
    return [call.lineno for call, sentences in said if not all(_is_written(text, kept) for text in sentences)]


def _is_written(text: ast.expr, kept: Collection[str]) -> bool:
    return isinstance(text, ast.Constant) or (isinstance(text, ast.Name) and text.id in kept)


def test_french_has_one_kind_of_apostrophe() -> None:
    straight = [text for message in _read("fr") for text in _forms(message.string) if re.search(r"[^\W\d_]'[^\W\d_]", text)]
    assert straight == []


def test_a_draft_is_called_projet_in_french_and_draft_only_where_columns_have_the_code() -> None:
    said = {str(message.id): str(message.string) for message in _read("fr") if "DRAFT" in str(message.id)}
    assert [text for text in said.values() if "PROJET" not in text and "DRAFT (projet)" not in text] == []
    of_a_column = "DRAFT: not released; else provisional, final or revised."
    assert [sentence for sentence, text in said.items() if "DRAFT (projet)" in text] == [of_a_column]


def _read(language: str) -> Catalog:
    with (LOCALE / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=language)


def _is_on_pages(message: Message) -> bool:
    return any(place.startswith(PAGES) for place, _ in message.locations)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


def _names(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_french_breaks_no_line_before_its_high_signs() -> None:
    try:
        use_language("fr")
        found = [say(str(message.id)) for message in _read("fr") if isinstance(message.id, str) and message.id and message.string]
    finally:
        use_language(None)
    assert [text for text in found if re.search(" [:;!?»%]|« ", text)] == []
    assert sum("\N{NO-BREAK SPACE}" in text for text in found) > 100
