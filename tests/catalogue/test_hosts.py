from collections import Counter

import pytest

from catalogue.sites import HOSTS, find_known_host, find_site, load_known_hosts

CATEGORIES = sorted(path.stem for path in HOSTS.glob("*.toml"))


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.facebook.com/duka.example/photos", "facebook.com/duka.example"),
        ("https://facebook.com/profile.php?id=100&sk=about", "facebook.com/profile.php?id=100"),
        ("https://m.facebook.com/pages/Duka/123", "m.facebook.com/pages/duka"),
        ("https://ke.linkedin.com/company/duka/about/", "ke.linkedin.com/company/duka"),
        ("https://www.youtube.com/@duka", "youtube.com/@duka"),
        ("https://www.facebook.com/Zuleka", "facebook.com/zuleka"),
        ("https://www.linkedin.com/Company/Duka-Ltd", "linkedin.com/company/duka-ltd"),
        ("https://www.youtube.com/channel/UC1/videos", "youtube.com/channel/UC1"),
        ("https://vk.com/duka", "vk.com/duka"),
        ("https://ok.ru/group/5512", "ok.ru/group/5512"),
        ("https://zalo.me/0900000000", "zalo.me/0900000000"),
        ("https://pf.kakao.com/_abc", "pf.kakao.com/_abc"),
        ("https://wa.me/254700000000?text=Hi", "wa.me/254700000000"),
        ("https://api.whatsapp.com/send?phone=254700&text=Hi", "api.whatsapp.com/send?phone=254700"),
        ("https://t.me/duka", "t.me/duka"),
        ("https://t.me/s/duka", "t.me/s/duka"),
        ("https://wa.me/qr/ABC123", "wa.me/qr/ABC123"),
        ("https://www.tiktok.com/@duka/video/1", "tiktok.com/@duka"),
        ("https://x.com/duka", "x.com/duka"),
    ],
)
def test_a_profile_is_named_by_its_network_and_the_part_of_the_path_that_names_it(url, site):
    found = find_site(url)
    assert found is not None
    assert (found.site, found.kind) == (site, "social")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://facebook.com/profile.php",
        "https://twitter.com/intent/tweet?text=x",
        "https://www.linkedin.com/shareArticle?mini=true",
        "https://www.linkedin.com/company/",
        "https://www.instagram.com/explore/tags/shoes/",
        "https://pinterest.com/pin/create/button/",
        "https://vk.com/share.php?url=x",
        "https://t.me/share/url?url=x",
        "https://api.whatsapp.com/send?text=look",
        "https://www.youtube.com/watch?v=1",
        "https://youtu.be/dQw4w9WgXcQ",
        "https://fb.watch/abc/",
        "https://vm.tiktok.com/ZM1/",
        "https://x.com/intent/post?text=x",
        "https://telegram.org/dl",
        "https://www.google.com/search?q=duka",
    ],
)
def test_share_links_bare_networks_hashtags_videos_and_searches_are_nobodys_profile(url):
    assert find_site(url) is None


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.jumia.co.ke/duka-shop/", "marketplace"),
        ("https://tienda.mercadolibre.com.ar/duka", "marketplace"),
        ("https://www.amazon.co.jp/stores/duka", "marketplace"),
        ("https://www.tokopedia.com/duka", "marketplace"),
        ("https://sites.google.com/view/duka/home", "shared"),
        ("https://www.yellowpageskenya.com/listing/duka", "shared"),
        ("https://apply.workable.com/duka/j/1", "shared"),
        ("https://www.brightermonday.co.ke/", "own"),
        ("https://www.kompass.de/wandern/", "own"),
        ("https://amazonia.example.com.br/", "own"),
        ("https://duka.blogspot.com/", "own"),
        ("https://duka.myshopify.com/", "own"),
    ],
)
def test_the_kind_of_a_site_follows_from_its_host(url, kind):
    found = find_site(url)
    assert found is not None
    assert found.kind == kind


def test_no_host_stands_in_two_entries():
    hosts = Counter(host for category in CATEGORIES for known in load_known_hosts(category) for host in known.hosts)
    assert [host for host, times in hosts.items() if times > 1] == []


def test_a_star_stands_for_the_public_suffix_only():
    stars = [h for category in CATEGORIES for known in load_known_hosts(category) for h in known.hosts if "*" in h]
    assert [host for host in stars if host.count(".") != 1 or not host.endswith(".*")] == []


def test_there_are_as_many_networks_and_marketplaces_as_promised():
    marketplaces = load_known_hosts("marketplaces")
    west = {"US", "CA", "GB", "DE", "FR", "NL", "BE", "ES", "IT", "AT", "CH", "SE", "NO", "DK", "FI", "PT", "JP", "KR"}
    assert len(load_known_hosts("social")) >= 40
    assert len(marketplaces) >= 40
    assert sum(bool(set(known.countries) - west) for known in marketplaces) * 2 >= len(marketplaces)


def test_a_host_is_known_by_its_subdomains_and_not_by_its_ending():
    assert find_known_host("ke.linkedin.com") is not None
    assert find_known_host("notfacebook.com") is None
    assert find_known_host("amazon.example.org") is None


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("avito.ma", "avito_ma"),
        ("avito.ru", "avito"),
        ("jiji.sn", "jiji"),
        ("jiji.co.ci", "jiji"),
        ("yapo.cl", "yapo"),
        ("www.ripley.com.pe", "ripley"),
        ("kapruka.com", "kapruka"),
    ],
)
def test_a_marketplace_is_known_by_its_own_name_in_its_own_country(host, key):
    known = find_known_host(host)
    assert known is not None
    assert known.key == key
