import pytest

from catalogue.errors import ReviewError
from classify.reviewing.checking import check_search, check_sites, clean_address
from classify.reviewing.steps import Plan

NOTHING_NEEDED = Plan(scope=True, sites=True, questions=(), searches=True)


def search(outcome, address=""):
    return {"outcome": outcome, "channel": "web", "protocol": [], "minutes": 3, "address": address}


@pytest.mark.parametrize("text", ["info@alpha.com", "mailto:info@alpha.com", "http://ann:secret@alpha.com/", "Ann <info@alpha.com>"])
def test_an_email_address_is_not_taken_for_the_website_of_its_domain(text):
    with pytest.raises(ReviewError, match=r"e-mail address"):
        clean_address(text)


def test_a_profile_whose_name_begins_with_an_at_sign_is_an_address():
    assert clean_address("https://www.tiktok.com/@alpha") == "tiktok.com/@alpha"


@pytest.mark.parametrize("text", ["www.good shop.com", "alpha.com,beta.com", "al<b>pha.com", "alpha.com beta.com"])
def test_what_no_browser_would_open_is_no_address(text):
    with pytest.raises(ReviewError, match="is no address of a website"):
        clean_address(text)


@pytest.mark.parametrize(
    "text", ["alpha.com/our shop", "HTTPS://www.Alpha.com:8080/a?b=c d", "müller-shop.de", "my_shop.alpha.com", " alpha.com "]
)
def test_addresses_as_people_type_them_are_taken(text):
    assert " " not in clean_address(text)


@pytest.mark.parametrize("text", ["facebook.com", "https://www.instagram.com/"])
def test_a_whole_network_is_no_page_of_one_business(text):
    with pytest.raises(ReviewError, match="is shared by many: enter the address of the enterprise's own page"):
        clean_address(text)


def test_an_address_beside_the_answer_that_there_is_none_is_not_dropped_silently():
    with pytest.raises(ReviewError, match="no website, and give an address"):
        check_search(search("none", "www.alpha.com"), NOTHING_NEEDED)


def test_an_address_that_could_not_be_told_apart_is_kept_and_names_no_site():
    kept = check_search(search("not_found_out", " www.alpha.com "), NOTHING_NEEDED)
    assert kept["address"] == "www.alpha.com"
    assert "site" not in kept


def test_a_bad_address_among_those_typed_is_named():
    with pytest.raises(ReviewError, match=r"info@alpha\.com"):
        check_sites(None, {"own": ["info@alpha.com"], "entered": ["info@alpha.com"]}, ["beta.com"])
