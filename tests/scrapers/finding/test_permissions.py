"""Names of natural persons never leave; those of firms do where it was allowed."""

import pytest

from catalogue.natural_persons import FILE, PersonForms, load_person_rules
from catalogue.profiles import load_profile
from catalogue.tables import load_table
from scrapers.finding.permissions import Permissions, is_natural_person
from store.records import Enterprise


def is_person(country: str, name: str = "Example Chairs", size: str = "S10T49", **fields: str) -> bool:
    enterprise = Enterprise(country, "2026", "1", name=name, size_class=size, **fields)  # type: ignore[arg-type]
    return is_natural_person(enterprise, load_profile(country))


@pytest.mark.parametrize("forms", load_person_rules().forms, ids=lambda forms: forms.key)
def test_every_form_of_a_person_is_known_in_its_column_and_its_near_miss_is_not(forms: PersonForms) -> None:
    country = forms.countries[0] if forms.countries else "KE"
    assert is_person(country, legal_form=forms.example)
    assert not is_person(country, legal_form=forms.near_miss, size="S0T9")
    if not (forms.column_only or forms.whole):
        assert is_person(country, forms.example)
        assert not is_person(country, forms.near_miss)


@pytest.mark.parametrize("forms", load_person_rules().forms, ids=lambda forms: forms.key)
def test_every_form_of_a_person_counts_in_every_country_that_it_is_meant_for(forms: PersonForms) -> None:
    missed = [form for country in forms.countries or ("KE",) for form in forms.forms if not is_person(country, legal_form=form)]
    assert missed == []


@pytest.mark.parametrize(
    ("country", "form"),
    [
        ("KE", "Business Name"), ("NG", "BUSINESS NAME"), ("PH", "Single Proprietorship"), ("GH", "Partnership"), ("AR", "Persona humana"),
        ("CI", "Commerçant"), ("BR", "Firma individual"), ("TH", "ห้างหุ้นส่วนสามัญ"), ("ZA", "Eenmansaak"), ("IN", "Partnership Firm"),
        ("ES", "Comunidad de bienes"), ("DE", "eGbR"), ("NL", "Zzp'er"), ("BR", "412-0"), ("FR", "2210"),
    ],
)  # fmt: skip
def test_what_registers_of_a_country_call_those_who_trade_in_their_own_name_tells_a_person(country: str, form: str) -> None:
    assert is_person(country, legal_form=form)


@pytest.mark.parametrize(
    ("country", "form"),
    [
        ("GB", "Limited liability partnership"), ("GB", "Scottish limited partnership"), ("FR", "Société par actions simplifiée"),
        ("ES", "Sociedad limitada unipersonal laboral"), ("BR", "206-2"), ("IN", "Private Limited Company"), ("ZA", "Close corporation"),
        ("PH", "One Person Corporation"), ("KE", "Artisans co-operative society"),
    ],
)  # fmt: skip
def test_forms_that_only_sound_like_a_persons_tell_none(country: str, form: str) -> None:
    assert not is_person(country, legal_form=form)


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("DE", "Blumen Muster e.K."),
        ("RU", "ИП Примеров А. А."),
        ("UA", "ФОП Прикладенко"),
        ("FR", "Exemple Paul EI"),
        ("CN", "示例市好味个体工商户"),
    ],
)
def test_a_form_in_the_name_tells_a_person(country: str, name: str) -> None:
    assert is_person(country, name)


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("KE", "Example Traders Ltd"),
        ("DE", "Dr. Beispiel GmbH"),
        ("RU", "ООО Пример"),
        ("CN", "示例有限公司"),
        ("KE", "IP Networks Limited"),
    ],
)
def test_a_firms_form_in_the_name_tells_a_firm_of_any_size(country: str, name: str) -> None:
    assert not is_person(country, name, size="S0T9")


def test_where_nothing_tells_a_form_the_size_decides() -> None:
    assert is_person("KE", size="S0T9")
    assert is_person("KE", size="_U")
    assert not is_person("KE", size="S50T249")


def test_words_that_single_traders_use_too_tell_nothing() -> None:
    assert is_person("KE", "Kamau Enterprises", size="S0T9")
    assert is_person("KE", size="S0T9", legal_form="Other")


def test_a_title_before_a_name_without_a_form_tells_a_person_of_any_size() -> None:
    titles = load_table(FILE)["titles"]
    assert is_person("KE", titles["example"])
    assert not is_person("KE", titles["near_miss"])


@pytest.mark.parametrize(
    ("country", "form"),
    [
        ("KE", "Sole Prop."), ("NG", "Business name"), ("SN", "E.I."), ("CI", "Ent. individuelle"), ("TR", "ŞAHIS İŞLETMESİ"),
        ("GR", "ΑΤΟΜΙΚΗ ΕΠΙΧΕΙΡΗΣΗ"), ("SA", "مؤسسه فرديه"), ("GE", "ინდივიდუალური მეწარმე"), ("BR", "213-5 - Empresário (Individual)"),
        ("IN", "PROPRIETORSHIP"), ("ES", "AUTONOMO"), ("RU", "Индивидуальный предприниматель"),
    ],
)  # fmt: skip
def test_a_persons_form_is_known_however_it_is_written(country: str, form: str) -> None:
    assert is_person(country, size="S50T249", legal_form=form)


def test_in_a_register_of_no_country_the_forms_of_the_one_that_it_names_count_else_all() -> None:
    assert is_person("XX", "Blumen Muster e.K.", size="S50T249", register_country="DE")
    assert is_person("XX", "Blumen Muster e.K.", size="S50T249")
    assert is_person("XX", size="S50T249", legal_form="1000", register_country="FR")
    assert not is_person("XX", "IP Networks", size="S50T249", register_country="KE")


@pytest.mark.parametrize("form", ["Partnership", "SP", "Type 3", "Registered", "Family", "private"])
def test_a_form_that_nobody_knows_tells_nothing(form: str) -> None:
    assert is_person("KE", size="S0T9", legal_form=form)
    assert is_person("KE", size="_U", legal_form=form)


@pytest.mark.parametrize(
    ("country", "form"),
    [
        ("KE", "Private Limited Company"), ("KE", "NGO"), ("KE", "Co-operative society"), ("SN", "Société anonyme (SA)"),
        ("SN", "Personne morale"),
        ("DE", "Gesellschaft mit beschränkter Haftung"), ("FR", "SAS"), ("PE", "Sociedad Anónima Cerrada"),
        ("BR", "Sociedade Empresária Limitada"),
        ("TR", "LİMİTED ŞİRKETİ"), ("EG", "شركة مساهمة مصرية"), ("CN", "有限责任公司"), ("RU", "Общество с ограниченной ответственностью"),
        ("VN", "Công ty TNHH một thành viên"), ("TH", "บริษัทจำกัด"),
    ],
)  # fmt: skip
def test_a_firms_form_in_the_column_frees_a_firm_of_any_size(country: str, form: str) -> None:
    assert not is_person(country, size="S0T9", legal_form=form)


def test_a_persons_form_among_the_words_for_legal_forms_frees_no_name() -> None:
    assert is_person("NL", "Bakker Eenmanszaak", size="S0T9")


def test_the_example_of_firms_tells_one_and_its_near_miss_does_not() -> None:
    firms = load_table(FILE)["firms"]
    assert not is_person("KE", size="S0T9", legal_form=firms["example"])
    assert is_person("KE", size="S0T9", legal_form=firms["near_miss"])


def test_codes_of_legal_forms_count_where_they_are_known() -> None:
    assert is_person("FR", legal_form="1000")
    assert not is_person("FR", legal_form="5710", size="S0T9")
    assert is_person("KE", legal_form="5710", size="S0T9"), "a number tells nothing where nobody knows it"


def test_a_trade_name_does_not_free_a_persons_name() -> None:
    assert is_person("DE", "Blumen Muster e.K.", trade_name="Blumenwelt")


def test_sources_that_tell_nothing_need_no_leave_and_others_do() -> None:
    profile = load_profile("KE")
    assert Permissions(profile).allows("email")
    assert not Permissions(profile).allows("guess")
    assert Permissions(profile, frozenset({"dns"})).allows("guess")
    assert not Permissions(profile, frozenset({"dns"})).allows("search")
