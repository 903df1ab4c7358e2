import subprocess
import sys
import tomllib
from pathlib import Path

import pycountry
import pytest

from catalogue import profiles
from catalogue.errors import ProfileError
from catalogue.profiles import list_countries, load_profile
from catalogue.register_columns import fold_column_name
from catalogue.sites import find_site
from catalogue.tax_ids import load_schemes
from store.records import Enterprise

CURATED = sorted(path.stem for path in profiles.COUNTRIES.glob("[A-Z][A-Z].toml"))
DEVELOPING = ["KE", "NG", "GH", "ZA", "SN", "CI", "MA", "EG", "ET", "TZ", "RW", "UG", "IN", "BD", "ID", "VN", "PH", "BR", "MX", "CO", "PE"]


def test_every_iso_country_has_a_profile() -> None:
    codes = {country.alpha_2 for country in pycountry.countries}
    assert len(codes) == 249
    assert set(list_countries()) == codes | {"XD", "XX"}
    for code in list_countries():
        assert load_profile(code).code == code


def test_profiles_know_what_statistics_offices_know_of_their_country() -> None:
    kenya, morocco, britain = load_profile("KE"), load_profile("MA"), load_profile("GB")
    assert (kenya.alpha3, kenya.name, kenya.currencies, kenya.phone_region) == ("KEN", "Kenya", ("KES",), "KE")
    assert set(kenya.languages) == {"en", "sw"}
    assert {"ke", "co.ke"} <= set(kenya.domains)
    assert (kenya.un_region.region, kenya.un_region.subregion) == ("Africa", "Eastern Africa")  # type: ignore[union-attr]
    assert set(morocco.languages) >= {"ar", "fr"}
    assert "co.uk" in britain.domains


def test_codes_are_read_in_any_case() -> None:
    assert load_profile(" ke ") is load_profile("KE")


@pytest.mark.parametrize(("code", "near"), [("UK", "GB"), ("KEN", "KE"), ("Kenia", "KE"), ("germany", "DE")])
def test_an_unknown_code_names_the_likely_country(code: str, near: str) -> None:
    with pytest.raises(ProfileError, match=f"did you mean {near} "):
        load_profile(code)


@pytest.mark.parametrize("code", ["ZZ", "", "../store", "K", "K1", "İ"])
def test_a_code_of_no_country_is_one_clear_sentence(code: str) -> None:
    with pytest.raises(ProfileError, match="two-letter code"):
        load_profile(code)


def test_domains_are_written_as_hosts_are() -> None:
    for code in list_countries():
        assert all(domain.isascii() and domain == domain.lower() for domain in load_profile(code).domains)
    assert "xn--wgbh1c" in load_profile("EG").domains


def test_tax_ids_check_their_digits_where_a_library_knows_how() -> None:
    (pin,) = [t for t in load_profile("KE").tax_ids if t.scheme == "ke.pin"]
    assert pin.compact("P051365947M") == "P051365947M"
    iva = next(t for t in load_profile("IT").tax_ids if t.scheme == "it.iva")
    assert iva.compact("IT 007 4311 0157") == "00743110157"
    assert iva.compact("00743110158") is None
    gstin = next(t for t in load_profile("IN").tax_ids if t.scheme == "in.gstin")
    assert gstin.module == "stdnum.in_.gstin"


def test_tax_ids_without_a_library_are_read_by_pattern_without_separators() -> None:
    ncc = next(t for t in load_profile("CI").tax_ids if t.scheme == "ci.ncc")
    assert ncc.compact("1234567 a") == "1234567A"
    assert ncc.compact("1234567") is None


def test_every_scheme_belongs_to_a_country() -> None:
    known = {code.lower() for code in list_countries()}
    assert {key.split(".")[0] for key in load_schemes()} <= known


def test_numbers_of_private_persons_are_not_looked_for() -> None:
    schemes = {t.scheme for code in list_countries() for t in load_profile(code).tax_ids}
    assert schemes.isdisjoint({"us.ssn", "br.cpf", "in.aadhaar", "se.personnummer", "es.dni", "mx.curp", "pl.pesel", "in.pan"})


def test_the_curated_files_cover_the_developing_countries_that_were_promised() -> None:
    assert set(DEVELOPING) <= set(CURATED)
    for code in [*DEVELOPING, "EE", "DE", "IT", "NL", "FR"]:
        profile = load_profile(code)
        assert profile.standing == "drafted"
        assert profile.marketplaces
        assert profile.payments
        assert profile.legal_forms
        assert profile.social


def test_curated_files_keep_what_the_libraries_derived() -> None:
    assert load_profile("ID").currencies == ("IDR",)
    assert load_profile("ID").languages[0] == "id"
    assert "PT" in load_profile("ID").legal_forms


def test_a_country_without_curated_file_gets_the_legal_forms_of_its_languages() -> None:
    benin = load_profile("BJ")
    assert benin.standing == "derived"
    assert "SARL" in benin.legal_forms
    assert "GmbH" not in benin.legal_forms


def test_the_neutral_profile_narrows_nothing_but_reads_column_names_of_every_language() -> None:
    neutral = load_profile("XX")
    assert neutral.languages == neutral.currencies == neutral.domains == neutral.marketplaces == ()
    names = neutral.register_columns
    assert {"company name", "raison sociale", "razon social", "наименование", "企业名称"} <= set(names["name"])
    assert "اسم المنشاة" in names["name"]


def test_register_columns_are_columns_of_the_store() -> None:
    fields = set(Enterprise.__dataclass_fields__)
    for code in list_countries():
        assert set(load_profile(code).register_columns) <= fields


def test_a_register_column_name_stands_for_one_column_only() -> None:
    for code in list_countries():
        names = [name for column in load_profile(code).register_columns.values() for name in column]
        assert len(names) == len(set(names)), code


def test_a_country_s_own_column_names_come_before_the_common_ones() -> None:
    names = load_profile("MX").register_columns
    assert names["url"][0] == "www"
    assert "website" in names["url"]


@pytest.mark.parametrize(
    ("header", "folded"),
    [
        ("Nº d'Entreprise", "no d entreprise"),
        ("Çalışan Sayısı", "calisan sayisi"),
        ("Größenklasse", "grossenklasse"),
        ("persons_employed", "persons employed"),
        ("EnterpriseID", "enterprise id"),
        ("Số lao động", "so lao dong"),
        ("Płeć", "plec"),
        ("اسم المُنشأة", "اسم المنشاة"),
        ("  CIIU Rev. 4 ", "ciiu rev 4"),
    ],
)
def test_column_names_are_compared_without_case_accents_and_punctuation(header: str, folded: str) -> None:
    assert fold_column_name(header) == folded


@pytest.mark.parametrize(
    ("code", "header", "column"),
    [
        ("TR", "Çalışan Sayısı", "persons_employed"),
        ("DE", "Größenklasse", "size_class"),
        ("DE", "Anzahl Beschäftigte", "persons_employed"),
        ("FR", "Raison sociale", "name"),
        ("BR", "Razão Social", "name"),
        ("VN", "Số lao động", "persons_employed"),
        ("EG", "عدد العاملين", "persons_employed"),
        ("CO", "Código CIIU", "activity"),
        ("SN", "Nombre d'employés", "persons_employed"),
        ("KE", "County", "region"),
    ],
)
def test_registers_are_read_with_the_names_of_their_own_language(code: str, header: str, column: str) -> None:
    found = [ours for ours, names in load_profile(code).register_columns.items() if fold_column_name(header) in names]
    assert found == [column]


def test_hosts_of_the_invented_country_are_sites() -> None:
    site = find_site("http://www.name.co.xd/shop")
    assert site is not None
    assert site.site == "name.co.xd"
    assert "co.xd" in load_profile("XD").domains
    assert find_site("http://localhost/") is None
    assert find_site("http://name.xdd/") is None


def test_nobody_lists_the_invented_country_among_groups() -> None:
    assert load_profile("XD").groups == ()
    assert load_profile("XD").standing == "invented"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("marketplaces = 3\nstanding='drafted'", "must be a list"),
        ("marketplace = ['jumia']\nstanding='drafted'", "is not known"),
        ("languages = ['en']", "`standing` must be one of"),
        ("tax_ids = ['ke.none']\nstanding='drafted'", "not in tax_ids.toml"),
        ("standing='drafted'\n[register_columns]\nturnover = ['sales']", "register_columns.turnover"),
        ("standing='drafted'\nregister_columns = 3", "register_columns"),
        ("standing = ", "cannot be read as TOML"),
    ],
)
def test_a_curated_file_with_a_mistake_is_refused_with_its_name(
    text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "QQ.toml").write_text(text, encoding="utf-8")
    (tmp_path / "derived.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(profiles, "COUNTRIES", tmp_path)
    with pytest.raises(ProfileError, match=r"QQ\.toml") as caught:
        profiles._load_profile.__wrapped__("QQ")
    assert words in str(caught.value)


def test_curated_files_are_small_and_say_what_they_are() -> None:
    for code in CURATED:
        text = (profiles.COUNTRIES / f"{code}.toml").read_text(encoding="utf-8")
        assert text.startswith("#")
        assert tomllib.loads(text)["standing"] in profiles.STANDINGS


def test_loading_a_profile_loads_no_heavy_library() -> None:
    heavy = ["babel", "phonenumbers", "pycountry", "stdnum", "tldextract", "pandas"]
    code = f"import sys; from catalogue.profiles import load_profile; load_profile('KE'); print([m for m in {heavy} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("code", "currency"),
    [
        ("HR", "EUR"),
        ("BG", "EUR"),
        ("SL", "SLE"),
        ("VE", "VES"),
        ("CW", "XCG"),
        ("SX", "XCG"),
        ("MR", "MRU"),
        ("ST", "STN"),
        ("BY", "BYN"),
        ("BT", "BTN"),
        ("LS", "LSL"),
        ("NA", "NAD"),
    ],
)
def test_a_country_has_the_money_that_it_uses_in_2026(code: str, currency: str) -> None:
    assert load_profile(code).currencies[0] == currency
