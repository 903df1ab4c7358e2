import pytest

from catalogue.errors import AccountError
from store.accounts import (
    Accounts,
    add_first,
    add_person,
    change_language,
    change_password,
    change_role,
    find_person,
    has_methodologist,
    identify_person,
    load_person,
    read_people,
    remove_person,
)
from tests.store.accounts.conftest import PASSWORD

OTHER = "another four words entirely"


def test_name_and_password_together_identify_somebody(staff: Accounts) -> None:
    found = identify_person(staff, "Maria", PASSWORD)
    assert found is not None
    assert (found.name, found.role) == ("Maria", "methodologist")
    assert identify_person(staff, "Maria", PASSWORD + "x") is None
    assert identify_person(staff, "Maria", "") is None
    assert identify_person(staff, "Nobody", PASSWORD) is None


def test_capitals_and_the_way_of_typing_letters_do_not_matter(accounts: Accounts) -> None:
    add_person(accounts, "Zoe\u0301", "viewer", "caf\u00e9 caf\u00e9 caf\u00e9", "tests")
    for name in ("ZO\u00c9", "zoe\u0301", " zo\u00e9 ", "\uff3a\uff4f\u00e9"):
        found = identify_person(accounts, name, "cafe\u0301 cafe\u0301 cafe\u0301")
        assert found is not None, ascii(name)
        assert found.name == "Zo\u00e9"


def test_a_name_is_given_once_whatever_its_capitals(staff: Accounts) -> None:
    with pytest.raises(AccountError, match="somebody called Maria already"):
        add_person(staff, "MARIA", "viewer", PASSWORD, "tests")


@pytest.mark.parametrize(
    "name", ["", " Maria", "Maria ", "a\nb", "a\tb", "<script>", "a,b", "=cmd", "x" * 41, "...", "a/b", "\u202eevil", "\ud800"]
)
def test_names_that_lists_and_labels_cannot_show_are_refused(name: str, accounts: Accounts) -> None:
    with pytest.raises(AccountError, match="no name to log in by"):
        add_person(accounts, name, "viewer", PASSWORD, "tests")


@pytest.mark.parametrize("name", ["A", "Li", "María-José O'Neill", "ngozi.o@stats", "آمنة", "Ольга", "小明", "अमीना", "x" * 40])
def test_names_in_any_script_are_taken(name: str, accounts: Accounts) -> None:
    assert add_person(accounts, name, "viewer", PASSWORD, "tests").name == name


def test_an_unknown_role_is_refused(staff: Accounts) -> None:
    with pytest.raises(AccountError, match="is no role"):
        add_person(staff, "New", "admin", PASSWORD, "tests")
    with pytest.raises(AccountError, match="is no role"):
        change_role(staff, "Amina", "admin")


def test_somebody_who_was_removed_cannot_log_in_and_the_name_stays_theirs(staff: Accounts) -> None:
    remove_person(staff, "amina")
    assert identify_person(staff, "Amina", PASSWORD) is None
    assert [p.name for p in read_people(staff)] == ["Maria", "Amina"]
    with pytest.raises(AccountError, match="labels keep the name"):
        add_person(staff, "Amina", "reviewer", PASSWORD, "tests")
    with pytest.raises(AccountError, match="was removed"):
        remove_person(staff, "Amina")


def test_somebody_who_was_removed_comes_back_only_when_it_is_said_so(staff: Accounts) -> None:
    remove_person(staff, "Amina")
    back = add_person(staff, "Amina", "adjudicator", OTHER, "tests", again=True)
    assert (back.role, back.removed_at) == ("adjudicator", None)
    assert identify_person(staff, "Amina", PASSWORD) is None
    assert identify_person(staff, "Amina", OTHER) == back
    with pytest.raises(AccountError, match="leave out --again"):
        add_person(staff, "New", "reviewer", OTHER, "tests", again=True)


def test_the_last_methodologist_stays(staff: Accounts) -> None:
    for attempt in (lambda: remove_person(staff, "Maria"), lambda: change_role(staff, "Maria", "viewer")):
        with pytest.raises(AccountError, match="last methodologist"):
            attempt()
    change_role(staff, "Amina", "methodologist")
    remove_person(staff, "Maria")
    with pytest.raises(AccountError, match="last methodologist"):
        remove_person(staff, "Amina")
    assert load_person(staff, "Amina").role == "methodologist"


def test_a_methodologist_may_be_called_so_again(staff: Accounts) -> None:
    assert change_role(staff, "Maria", "methodologist").role == "methodologist"


def test_a_first_account_is_made_only_while_there_is_no_methodologist(accounts: Accounts) -> None:
    add_person(accounts, "Amina", "reviewer", PASSWORD, "tests")
    assert not has_methodologist(accounts)
    assert add_first(accounts, "Maria", PASSWORD).role == "methodologist"
    with pytest.raises(AccountError, match="There is a methodologist already"):
        add_first(accounts, "Other", PASSWORD)
    assert find_person(accounts, "Other") is None


def test_a_new_password_replaces_the_old_one(staff: Accounts) -> None:
    change_password(staff, "amina", OTHER)
    assert identify_person(staff, "Amina", PASSWORD) is None
    assert identify_person(staff, "Amina", OTHER) is not None
    with pytest.raises(AccountError, match="nobody called Zara"):
        change_password(staff, "Zara", OTHER)


def test_the_language_is_kept(staff: Accounts) -> None:
    change_language(staff, "Amina", "fr")
    assert [p.language for p in read_people(staff)] == ["", "fr"]
