from catalogue.messages import LOCALE
from cli.sentences import gather_sentences, render_template


def test_the_template_holds_every_sentence_of_the_code() -> None:
    kept = (LOCALE / "ecomstat.pot").read_text(encoding="utf-8")
    assert render_template() == kept, "run `make messages` and commit the template"


def test_gathering_finds_sentences_of_code_and_of_data_files() -> None:
    sentences = {message.id for message in gather_sentences()}
    assert "The website was read." in sentences
    assert "There is no command {name}. `ecomstat --help` lists them all." in sentences
