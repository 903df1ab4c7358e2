"""Mail domains that everybody may use, and those of businesses."""

import pytest

from catalogue.mail import FILE, MailDomains, is_for_everybody, load_mail_domains

COUNTRIES = FILE.parent.parent / "countries"


@pytest.mark.parametrize("group", load_mail_domains(), ids=lambda group: group.key)
def test_each_group_knows_its_example_and_not_its_near_miss(group: MailDomains) -> None:
    assert is_for_everybody(group.example)
    assert not is_for_everybody(group.near_miss)


def test_a_star_stands_for_any_public_suffix_and_for_nothing_else() -> None:
    assert is_for_everybody("yahoo.com.ar")
    assert is_for_everybody("Yahoo.CO.UK")
    assert not is_for_everybody("yahoo.repairs.co.ke")


def test_hosts_below_a_free_domain_are_free() -> None:
    assert is_for_everybody("ms21.hinet.net")
    assert not is_for_everybody("hinet.net.co.ke")


@pytest.mark.parametrize(
    "domain", ["gmail.com", "gmail.co.ke", "gmail.con", "googlemail.de", "firm.demon.co.uk", "hotmail.com.ar", "live.co.za"]
)
def test_free_mail_is_known_in_all_its_spellings(domain: str) -> None:
    assert is_for_everybody(domain)


def test_every_country_with_a_profile_has_mail_domains_of_its_own() -> None:
    known = {group.key.removeprefix("countries.") for group in load_mail_domains()}
    assert {path.stem for path in COUNTRIES.glob("??.toml")} - {"XX"} <= known


def test_domains_are_written_as_they_are_compared() -> None:
    odd = [d for group in load_mail_domains() for d in group.domains if d != d.lower().strip(" .@") or ".*" in d[:-2] or "." not in d]
    assert odd == []


def test_every_domain_stands_once() -> None:
    written = [domain for group in load_mail_domains() for domain in group.domains]
    assert sorted(written) == sorted(set(written))
