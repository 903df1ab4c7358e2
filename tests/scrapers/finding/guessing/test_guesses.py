"""Domains that an office would expect of invented names, and such as it would not."""

import pytest

from catalogue.profiles import load_profile
from catalogue.suffixes import find_registered_domain
from scrapers.finding.guessing import guess_domains, rank_guesses

EXPECTED = [
    ("KE", ["Mazuko Traders Limited"], None, "mazukotraders.co.ke"),
    ("KE", ["Kedavo Coffee House Ltd"], "Nairobi", "kedavocoffeehouse.co.ke"),
    ("GB", ["The Vexley & Thornbury Group PLC"], "Leeds", "vexleythornbury.co.uk"),
    ("US", ["Quorvane Pharmaceuticals, Inc."], None, "quorvanepharma.com"),
    ("US", ["Belvanto International Trading Corporation"], None, "belvanto.com"),
    ("DE", ["Bäckerei Grünwedel GmbH & Co. KG"], "Lübeck", "baeckerei-gruenwedel.de"),
    ("DE", ["Möckernitz GmbH"], None, "moeckernitz.de"),
    ("DK", ["Søgaardvig ApS"], None, "soegaardvig.dk"),
    ("FR", ["S.A.R.L. Boulangerie de l'Étangnoir"], "Nantes", "boulangerie-letangnoir.fr"),
    ("SN", ["Ets Diarvelle SUARL"], "Dakar", "diarvelle.sn"),
    ("ES", ["Panadería Ñandular S.L."], None, "panaderianandular.es"),
    ("BR", ["Padaria Coraçãozinho Ltda."], None, "padariacoracaozinho.com.br"),
    ("TR", ["Yıldızpınar Otel A.Ş."], None, "yildizpinarotel.com.tr"),
    ("PL", ["Źródłowiec Sp. z o.o."], None, "zrodlowiec.pl"),
    ("VN", ["Công ty TNHH Sao Đông Mận"], None, "saodongman.com.vn"),
    ("RU", ["ООО Щедролюб"], None, "schedrolyub.ru"),
    ("RU", ["ООО «Холмогорье»"], None, "holmogore.ru"),
    ("UA", ["ТОВ Гніздовий Сад"], "Київ", "hnizdovyisad.com.ua"),
    ("BG", ["Щъркелово ЕООД"], None, "shtarkelovo.bg"),
    ("GR", ["Φουρνοχαρά Α.Ε."], None, "fournochara.gr"),
    ("EG", ["شركة مطعم النور ش.م.م"], "القاهرة", "matamalnoor.com"),
    ("IL", ['בנק שלום בע"מ'], None, "bankshalom.co.il"),
    ("CN", ["北京红花饭店有限公司"], "北京", "honghuafandian.com"),
    ("CN", ["红鹤集团有限公司"], None, "honghe.com"),
    ("JP", ["株式会社サクラミチ"], None, "sakuramichi.co.jp"),
    ("KR", ["(주)나비미루"], None, "nabimiru.co.kr"),
    ("TH", ["บริษัท มานีสุข จำกัด"], None, "manisukh.com"),
    ("ID", ["PT Sinar Kelinci Tbk"], None, "sinarkelinci.co.id"),
    ("IN", ["Kavelroop Silks Private Limited"], "Surat", "kavelroopsilks.in"),
    ("ZA", ["Umbravelo Safaris (Pty) Ltd"], None, "umbravelosafaris.co.za"),
]


@pytest.mark.parametrize(("country", "names", "place", "domain"), EXPECTED)
def test_the_domain_that_an_office_would_expect_is_among_twenty_guesses(
    country: str, names: list[str], place: str | None, domain: str
) -> None:
    assert domain in [found for found, _ in guess_domains(names, place, None, load_profile(country))]


@pytest.mark.parametrize(
    ("country", "names", "unexpected"),
    [
        ("KE", ["Mazuko Traders Limited"], "limited"),
        ("DE", ["Grünwedel GmbH"], "gmbh"),
        ("FR", ["S.A.R.L. Diarvelle"], "sarldiarvelle"),
        ("RU", ["ООО Холмогорье"], "ooo"),
        ("CN", ["北京红花饭店有限公司"], "youxiangongsi"),
        ("JP", ["株式会社サクラミチ"], "zhushihuishe"),
        ("TR", ["Yıldızpınar Otel"], "yldzpnar"),
        ("DK", ["Søgaardvig"], "sgaardvig"),
        ("KE", ["Mazuko (Kenya) Limited"], "kenya.co.ke"),
        ("KE", ["House of Beads"], "of.co.ke"),
        ("GB", ["Vexley & Thornbury"], "&"),
        ("EG", ["شركة النور"], "shrka"),
    ],
)
def test_no_guess_begins_with_what_is_no_name(country: str, names: list[str], unexpected: str) -> None:
    assert not [found for found, _ in guess_domains(names, None, None, load_profile(country)) if found.startswith(unexpected)]


@pytest.mark.parametrize("names", [[], ["..."], ["&"], ["(  )"], ["-"], ["x" * 500]])
def test_names_without_words_or_too_long_give_no_guess(names: list[str]) -> None:
    assert guess_domains(names, None, None, load_profile("KE")) == []


def test_the_likeliest_guess_comes_first_and_scores_are_probabilities() -> None:
    scores = [score for _, score in guess_domains(["Kedavo Coffee House Ltd"], "Nairobi", "I", load_profile("KE"))]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_domain_written_in_the_name_is_the_first_guess() -> None:
    assert rank_guesses(["Quorvane.com Ltd"], None, None, load_profile("GB"))[0].domain == "quorvane.com"
    assert rank_guesses(["Dr. Quorvane Ltd"], None, None, load_profile("GB"))[0].pattern != "written in the name"


def test_each_domain_is_guessed_once() -> None:
    domains = [found for found, _ in guess_domains(["Kedavo", "Kedavo Ltd", "KEDAVO (Kedavo)"], "Kedavo", "G", load_profile("KE"))]
    assert len(domains) == len(set(domains)) == 20


def test_guesses_are_domains_under_suffixes_that_businesses_take() -> None:
    for country in ("KE", "DE", "BR", "JP", "UA", "XX"):
        for found, _ in guess_domains(["Kedavo Ngovela"], None, None, load_profile(country)):
            assert find_registered_domain(found) == found
            assert not {"gov", "go", "ac", "edu", "mil", "police"} & set(found.split(".")[1:])
