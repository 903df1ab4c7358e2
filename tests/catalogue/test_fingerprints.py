from collections import Counter

import pytest

from catalogue.errors import ProfileError
from catalogue.fingerprints import load_fingerprints, read_fingerprints
from scrapers.signals.matching import Matcher

PRINTS = load_fingerprints()
MATCHER = Matcher([], PRINTS, "fallback")


def subjects(category: str) -> int:
    return len({found.subject for found in PRINTS if found.category == category})


def keys_in(markup: str) -> set[str]:
    return {hit.fingerprint.key for hit in MATCHER.find_fingerprints(markup)}


@pytest.mark.parametrize("found", PRINTS, ids=lambda found: found.key)
def test_a_fingerprint_is_found_in_its_example_and_not_in_its_near_miss(found):
    assert found.key in keys_in(found.example)
    assert found.key not in keys_in(found.near_miss)


def test_there_are_as_many_platforms_payment_means_and_services_as_promised():
    assert subjects("platform") + subjects("booking_widget") + subjects("order_widget") >= 200
    assert subjects("platform") >= 170
    assert subjects("payment") >= 150
    assert subjects("chat") >= 25
    assert subjects("booking_widget") + subjects("order_widget") >= 40


def test_more_platforms_tied_to_countries_serve_places_outside_north_america_and_western_europe():
    western = {"US", "CA", "GB", "DE", "FR", "NL", "ES", "IT", "AT", "CH", "BE", "SE", "NO", "DK", "FI", "IE", "PT"}
    tied = [found for found in PRINTS if found.category == "platform" and found.countries]
    elsewhere = [found for found in tied if not set(found.countries) <= western]
    assert len(elsewhere) > len(tied) - len(elsewhere)


def test_an_installed_shop_plugin_is_neither_a_platform_nor_a_basket():
    found = {hit.fingerprint.proves for hit in MATCHER.find_fingerprints('<body class="home woocommerce-no-js"><h1>Our services</h1>')}
    assert found == {"plugin"}


def test_a_link_to_a_platforms_own_website_proves_nothing():
    links = "shopify.com woocommerce.com www.wix.com vtex.com squarespace.com www.prestashop.com paystack.com stripe.com"
    assert keys_in("".join(f'<a href="https://{host}/">our partner</a>' for host in links.split())) == set()


def test_a_credit_to_the_maker_of_a_shop_or_booking_engine_proves_nothing():
    hosts = (
        "www.ueeshop.com www.shoplazza.com www.fkw.com www.meepshop.com www.sixshop.com nhanh.vn ladipage.vn "
        "www.makewebeasy.com mayar.id onpay.my www.fynd.com graphy.com lightfunnels.com www.easy-orders.net www.wuilt.com "
        "chariow.com www.vnda.com.br www.irroba.com.br www.magazord.com.br www.cartpanda.com www.kichink.com fenicio.io "
        "www.shopier.com www.advantshop.net www.webasyst.ru nethouse.ru megagroup.ru weblium.com cloudcart.com "
        "www.shoprenter.hu www.x-cart.com www.whmcs.com www.ekm.com www.thinkific.com thrivecart.com systeme.io agendapro.com "
        "www.zenoti.com www.phorest.com www.gettimely.com www.cliniko.com rubitime.ru www.vezeeta.com coubic.com reserva.be "
        "www.tablecheck.com www.guestline.com www.rmscloud.com www.hotelogix.com resnexus.com www.reseliva.com www.rezgo.com "
        "www.wetravel.com www.passline.com www.peatix.com timepad.ru iticket.az ticketon.kz webook.com www.foodics.com "
        "olaclick.com www.urbanpiper.com paychangu.com www.campay.net lenco.co www.korahq.com seerbit.com geidea.net thawani.om "
        "ziina.com easebuzz.in hitpayapp.com www.dlocal.com tilopay.com wipayfinancial.com www.paydollar.com bepaid.by qpay.mn "
        "picpay.com"
    )
    assert keys_in("".join(f'<a class="img book" href="https://{host}/" rel="nofollow">our partner</a>' for host in hosts.split())) == set()


def test_a_recaptcha_in_a_contact_form_is_no_captcha_page():
    form = '<form action="/contact"><div class="g-recaptcha" data-sitekey="x"></div><textarea name="message"></textarea></form>'
    assert not {hit.fingerprint.category for hit in MATCHER.find_fingerprints(form)} & {"captcha", "blocked"}


def test_shop_pay_is_a_payment_means_and_not_the_platform():
    assert keys_in('<shop-pay-button store-url="https://x.example"></shop-pay-button>') == {"shop_pay"}


def test_what_a_fingerprint_speaks_of_exists_and_payment_means_have_a_badge_or_a_form():
    keys = Counter(found.key for found in PRINTS)
    assert max(keys.values()) == 1
    assert {found.proves for found in PRINTS if found.category == "payment"} <= {"widget", "payment_step", "plugin"}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('name = "A"\nproves = "shop"\npatterns = ["abcd"]\nexample = "abcd"\nnear_miss = "x"\n', "shop"),
        ('name = "A"\nproves = "platform"\npatterns = ["ab*c"]\nexample = "ab c"\nnear_miss = "x"\n', "at least 4"),
        ('name = "A"\nproves = "platform"\npatterns = ["café*"]\nexample = "café"\nnear_miss = "x"\n', "ASCII"),
        ('name = "A"\nproves = "platform"\npatterns = []\nexample = "a"\nnear_miss = "x"\n', "at least one"),
    ],
)
def test_an_error_in_a_file_of_fingerprints_names_file_and_entry(tmp_path, lines, said):
    path = tmp_path / "platform.toml"
    path.write_text("[acme]\n" + lines, encoding="utf-8")
    with pytest.raises(ProfileError, match=rf"platform\.toml, \[acme\].*{said}"):
        read_fingerprints(path)


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://img1.wsimg.com/isteam/ip/x/parking.jpg" alt="Our parking">',
        '<h1>Shop</h1><script src="/_Incapsula_Resource?SWJIYLWA=719d" async></script>',
        '<h1>Shop</h1><script src="https://a.edge.sdk.awswaf.com/a/b/challenge.js"></script>',
        '<script src="/js/aes.js"></script>',
        '<link rel="stylesheet" href="/wp-content/plugins/coming-soon/public/css/style.css"><h1>Shop</h1>',
        "<title>Maintenance and repair of pumps</title>",
        "<title>Guards, alarms and security check</title>",
        '<a href="https://www.hugedomains.com/">HugeDomains</a><a href="https://flippa.com/domains">sold our old domain</a>',
    ],
)
def test_what_live_sites_hold_too_does_not_make_them_parked_blocked_or_unfinished(markup):
    assert not {hit.fingerprint.key for hit in MATCHER.find_fingerprints(markup) if hit.fingerprint.proves == "state"}


@pytest.mark.parametrize(
    "picture",
    ["Dubai tourist visa", "Shirt with stripe", "Belajar mandiri", "Tomaten in blik", "Tamara", "Bolo com ovo", "Termine ab sofort"],
)
def test_a_picture_of_something_else_is_no_badge_of_a_payment_means(picture):
    assert not {hit.fingerprint.key for hit in MATCHER.find_fingerprints(f'<img alt="{picture}" src="/a.jpg">')}


@pytest.mark.parametrize(
    ("key", "markup"), [("visa", '<img alt="VISA">'), ("visa", "<img alt='Visa, Mastercard'>"), ("stripe", '<img alt="Stripe">')]
)
def test_badges_are_still_read(key, markup):
    assert key in keys_in(markup)
