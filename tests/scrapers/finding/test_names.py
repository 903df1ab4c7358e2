"""Names of enterprises as words."""

import pytest

from catalogue.profiles import load_profile
from scrapers.finding.names import fold_words, read_name


@pytest.mark.parametrize(
    ("country", "written", "words", "forms"),
    [
        ("KE", "Mazuko Traders Ltd.", ("mazuko", "traders"), ("ltd",)),
        ("FR", "S.A.R.L. Boulangerie de l'Étang", ("boulangerie", "de", "letang"), ("sarl",)),
        ("DE", "Müller & Söhne GmbH & Co. KG", ("muller", "and", "sohne"), ("gmbh and co kg",)),
        ("ID", "PT Sinar Kelinci Tbk", ("sinar", "kelinci"), ("tbk", "pt")),
        ("KE", "Brunnhof GmbH", ("brunnhof",), ("gmbh",)),
        ("KE", "PT Cruisers Limited", ("pt", "cruisers"), ("limited",)),
        ("KE", "Limited", ("limited",), ()),
    ],
)
def test_legal_forms_are_left_out_at_the_ends_of_a_name(country: str, written: str, words: tuple[str, ...], forms: tuple[str, ...]) -> None:
    reading = read_name(written, load_profile(country))
    assert (reading.words, reading.legal_forms) == (words, forms)


def test_other_scripts_are_written_in_latin_letters() -> None:
    assert fold_words("Ромашка") == ("romashka",)
    assert fold_words("Καφέ Ήλιος")[0] == "kafe"
    assert fold_words("Ñandú's") == ("nandus",)


def test_a_name_has_a_key_and_initials() -> None:
    reading = read_name("Kedavo Coffee House Ltd", load_profile("KE"))
    assert reading.key == "kedavocoffeehouse"
    assert reading.initials == "kch"
