"""Mail domains that everybody may use, and those of businesses."""

import pytest

from catalogue.mail import MailDomains, is_for_everybody, load_mail_domains


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


def test_every_domain_stands_once() -> None:
    written = [domain for group in load_mail_domains() for domain in group.domains]
    assert sorted(written) == sorted(set(written))
