"""The data by which enterprises and sites are compared: every example is met and every near miss is not."""

from pathlib import Path

import pytest

import catalogue
from catalogue.activities import load_activities
from catalogue.profiles import load_profile
from catalogue.tables import load_table
from scrapers.comparing.activities import ActivityWords, compare_activity, load_activity_words
from scrapers.comparing.addresses import compare_street, read_streets, spell_place
from scrapers.comparing.gathering import gather_site
from scrapers.comparing.marks import load_claims
from scrapers.comparing.pages import read_page_text
from scrapers.comparing.site_texts import SiteText
from scrapers.comparing.statements import is_empty_name
from scrapers.finding.names import fold_words
from scrapers.signals.document import Document, Segment
from store.records import Enterprise, Website

DATA = Path(catalogue.__file__).parent / "data"
STREETS = load_table(DATA / "streets.toml")
CLAIMS = load_table(DATA / "claims.toml")


def site_with(title: str, text: str = "", language: str = "en") -> SiteText:
    """A site of one page with this title and text."""
    document = Document("http://a.example/", "http://a.example/", title=title)
    document.segments += [Segment("title", title, "head"), Segment("text", text)]
    page = read_page_text(document, load_profile("XX"), is_home=True)
    return gather_site(Website("XX", "1", "a.example", "a.example", status="ok", languages=(language,)), [page])


@pytest.mark.parametrize("entry", load_activity_words().values(), ids=lambda entry: f"{entry.code}-{entry.language}")
def test_activity_words_meet_their_example_only(entry: ActivityWords) -> None:
    assert entry.code in load_activities()
    enterprise = Enterprise("XX", "1", "1", activity=f"{entry.code}11", section=entry.code)
    for title, level in ((entry.example, "yes"), (entry.near_miss, "none")):
        found = compare_activity(enterprise, site_with(title, language=entry.language))
        assert found is not None
        assert found.level == level, title


@pytest.mark.parametrize("language", STREETS)
def test_streets_are_known_in_either_spelling_and_others_are_not(language: str) -> None:
    one, other = STREETS[language]["same"]
    for written, shown in ((one, other), (other, one)):
        found = compare_street(Enterprise("XX", "1", "1", address=written), site_with("Contact", f"Visit us: {shown}, any day"))
        assert found is not None
        assert found.level == "equal", written
    elsewhere = compare_street(Enterprise("XX", "1", "1", address=STREETS[language]["other"]), site_with("Contact", one))
    assert elsewhere is not None
    assert elsewhere.level == "none"


def test_a_number_and_its_street_may_be_parted_by_a_comma() -> None:
    assert list(read_streets("Via Torbiera, 8, Montelaro")) == [(("torbiera",), "8")]
    assert list(read_streets("8, Via Torbiera, Montelaro")) == [(("torbiera",), "8")]
    assert list(read_streets("P.O. Box 4410")) == [(("box",), "4410")]
    assert list(read_streets("Mawingu")) == []


def test_a_post_box_counts_with_its_number_only() -> None:
    levels = []
    for text in ("P.O. Box 4410-00100 Nakuru", "P.O. Box 5521 Nakuru"):
        found = compare_street(Enterprise("XX", "1", "1", address="P. O. BOX 4410"), site_with("Contact", text))
        levels.append(found.level if found else None)
    assert levels == ["equal", "none"]


def test_towns_have_their_names_in_other_languages() -> None:
    assert ("munich",) in set(spell_place("München"))
    assert ("vienna",) in set(spell_place("Wien"))
    assert set(spell_place("Nakuru (Town)")) == {("nakuru", "town"), ("nakuru",)}
    assert not list(spell_place(""))


def test_no_name_of_a_town_stands_for_two_towns() -> None:
    folded = [(key, fold_words(name)) for key, names in load_table(DATA / "place_names.toml").items() for name in names]
    owners: dict[tuple[str, ...], set[str]] = {}
    for key, words in folded:
        owners.setdefault(words, set()).add(key)
    assert {words: keys for words, keys in owners.items() if len(keys) > 1} == {}


def test_claims_meet_their_examples_only() -> None:
    claims = load_claims()
    assert is_empty_name(fold_words(CLAIMS["empty_names"]["example"]))
    assert not is_empty_name(fold_words(CLAIMS["empty_names"]["near_miss"]))
    for name, pattern in (("reserved_rights", claims.reserved), ("makers", claims.makers)):
        assert pattern.search(CLAIMS[name]["example"])
        assert not pattern.search(CLAIMS[name]["near_miss"])
    for key, is_list in (("example", True), ("near_miss", False)):
        title = f" {' '.join(fold_words(CLAIMS['directories'][key]))} "
        assert any(f" {phrase} " in title for phrase in claims.directories) == is_list
        ending = CLAIMS["domains_of_all"][key].rpartition(".")[2]
        assert (ending in claims.domains_of_all) == is_list
        assert (CLAIMS["site_makers"][key].partition(".")[2] in claims.site_makers) == is_list
