"""Words that stand on a page in passing: in a privacy policy, on a way in for staff, on a consent banner."""

import pytest

from scrapers.signals import FetchedPage, read_page


def concepts(body: str, title: str = "", language: str = "en") -> set[str]:
    markup = f"<html lang={language}><head><title>{title}</title></head><body>{body}</body></html>"
    page = FetchedPage("https://invented.com/page", 200, {"content-type": "text/html; charset=utf-8"}, markup.encode(), "")
    return {signal.value for signal in read_page(page).signals if signal.kind == "word"}


def test_a_privacy_policy_says_nothing_of_cards_and_deliveries() -> None:
    text = "<p>We may keep your delivery address and the number of your credit card.</p>"
    assert {"pay_online", "delivery"} <= concepts(text, "Ways to pay")
    assert not {"pay_online", "delivery"} & concepts(text, "Privacy policy")


@pytest.mark.parametrize("href", ["/wp-login.php", "/administrator/", "https://invented.com/webmail/", "/staff-login"])
def test_a_way_in_for_staff_is_none_for_customers(href: str) -> None:
    assert "log_in" not in concepts(f"<a href='{href}'>Login</a>")
    assert "log_in" in concepts("<a href='/customers/login'>Login</a>")


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("en", "<button>Customize</button>", "customise"),
        ("es", "<button>Personalizar</button>", "customise"),
        ("en", "<a href='/join'>Sign up</a>", "my_account"),
        ("vi", "<a href='/sim'>Đăng ký 4G</a>", "my_account"),
        ("vi", "<a href='/tk'>Tài khoản tiền gửi</a>", "my_account"),
        ("fr", "<a href='/stage'>Inscription</a>", "my_account"),
        ("en", "<a href='/saving'>Savings account</a>", "my_account"),
        ("en", "<form><select><option>Select your country</select></form>", "shipping_abroad"),
        ("en", "<a href='/cookies'>Cookie policy</a>", "privacy"),
        ("en", "<p>Cash on delivery or bank transfer</p>", "pay_online"),
        ("de", "<p>Vorkasse oder Überweisung</p>", "pay_online"),
        ("en", "<p>We help you with your visa.</p>", "pay_online"),
    ],
)
def test_words_with_another_everyday_meaning_do_not_count(language: str, text: str, concept: str) -> None:
    assert concept not in concepts(text, language=language)


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("en", "<a href='/me'>My account</a>", "my_account"),
        ("en", "<a href='/join'>Sign up</a>", "sign_up"),
        ("vi", "<a href='/tk'>Tài khoản của tôi</a>", "my_account"),
        ("pt", "<p>Cartão de crédito, boleto bancário ou Pix</p>", "pay_online"),
        ("id", "<p>Kartu kredit dan virtual account</p>", "pay_online"),
        ("ru", "<p>Оплата картой онлайн</p>", "pay_online"),
        ("sw", "<p>Lipa kwa M-Pesa</p>", "pay_online"),
        ("ar", "<p>الدفع بالبطاقة</p>", "pay_online"),
        ("en", "<a href='/engrave'>Personalise your mug</a>", "customise"),
        ("en", "<h2>We ship internationally</h2>", "shipping_abroad"),
    ],
)
def test_words_that_mean_it_count(language: str, text: str, concept: str) -> None:
    assert concept in concepts(text, language=language)


def vacancy_places(body: str, path: str = "/") -> set[str]:
    markup = f"<html lang=en><title>Kettles</title><body>{body}</body></html>"
    page = FetchedPage(f"https://invented.com{path}", 200, {"content-type": "text/html"}, markup.encode(), "")
    return {s.place for s in read_page(page).signals if s.kind == "word" and s.value == "vacancies"}


def test_headlines_and_articles_speak_of_careers_in_passing() -> None:
    assert vacancy_places("<h2>Careers</h2>") == {"heading"}
    assert vacancy_places("<h2>Copper kettles have launched many fine careers in tea and coffee</h2>") == set()
    assert vacancy_places("<p>Tea</p>", "/jobs/welder-nairobi/") == {"url"}
    assert vacancy_places("<p>Tea</p>", "/news/seven-fine-careers-in-the-trade-of-copper-kettles/") == set()
    assert vacancy_places("<a href='/a'>Careers</a>") == {"link"}
    assert vacancy_places("<a href='/a'>How our three oldest coppersmiths began their careers in the trade</a>") == set()


def test_a_room_that_is_free_is_no_vacancy_of_a_job() -> None:
    markup = "<html lang=en><title>Hotel Baraka: rooms, vacancy, prices</title><p>Rooms</p></html>"
    page = FetchedPage("https://invented.com/", 200, {"content-type": "text/html"}, markup.encode(), "")
    assert not [s for s in read_page(page).signals if s.value == "vacancies"]


def test_a_word_for_logging_in_under_a_form_of_names_enrols() -> None:
    enrol, log_in = "<input name=name><input name=mail type=email>", "<input name=mail type=email><input name=pw type=password>"
    found = concepts(f"<form method=post>{enrol}<button>Anmelden</button></form>", language="de")
    assert "sign_up" in found
    assert "log_in" not in found
    assert "log_in" in concepts(f"<form method=post>{log_in}<button>Anmelden</button></form>", language="de")


def test_a_heading_in_which_one_word_of_many_means_work_names_no_vacancies() -> None:
    assert "vacancies" not in concepts("<h3>Stabilna praca silnika</h3>", language="pl")
    assert "vacancies" in concepts("<h3>Praca w biurze</h3>", language="pl")
