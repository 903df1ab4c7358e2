import re

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from catalogue.messages import LOCALE
from cli.sentences import gather_sentences, render_template, render_translation

PAGES = (
    "web/",
    "store/accounts",
    "store/reviewing",
    "store/troubles",
    "classify/reviewing",
    "aggregate/charts",
    "catalogue/practice/",
    "catalogue/sizes.toml",
    "catalogue/data/label_guide.toml",
    "catalogue/data/capabilities.toml",
    "catalogue/data/statuses.toml",
    "catalogue/data/methods.toml",
)
"""What is said on pages; the rest is said on the command line."""


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


def _read(language: str) -> Catalog:
    with (LOCALE / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=language)


def _is_on_pages(message: Message) -> bool:
    return any(place.startswith(PAGES) for place, _ in message.locations)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


def _names(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))
