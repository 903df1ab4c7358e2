import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

import store.accounts.passwords as passwords
from catalogue.errors import AccountError
from store.accounts import Accounts, identify_person
from tests.store.accounts.conftest import PASSWORD


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("Maria", "nine char", "too short"),
        ("Maria", "i am Maria, hello", "contains the name"),
        ("Maria", "i am ＭＡＲＩＡ, hello", "contains the name"),
        ("Maria", "x" * 1001, "too long"),
    ],
)
def test_weak_passwords_are_refused(name: str, password: str, words: str) -> None:
    with pytest.raises(AccountError, match=words):
        passwords.check_password(name, password)


@pytest.mark.parametrize(("name", "password"), [("Maria", "ten chars!"), ("Li", "lively little lions"), ("Maria", "x" * 1000)])
def test_other_passwords_are_taken(name: str, password: str) -> None:
    passwords.check_password(name, password)


def test_hashes_are_argon2id_with_the_parameters_of_rfc_9106() -> None:
    made = extract_parameters(passwords.make_hasher().hash("x"))
    assert (made.type, made.time_cost, made.memory_cost, made.parallelism) == (Type.ID, 3, 65536, 4)
    assert made.salt_len >= 16


def test_two_hashes_of_one_password_differ() -> None:
    assert passwords.hash_password(PASSWORD) != passwords.hash_password(PASSWORD)


def test_a_wrong_name_costs_one_hash_as_a_wrong_password_does(staff: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = list[str]()

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            calls.append(str(hash))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "HASHER", Counting(time_cost=1, memory_cost=8, parallelism=1))
    for name in ("Maria", "Nobody"):
        assert identify_person(staff, name, "not the password") is None
    assert len(calls) == 2
    assert [extract_parameters(hash).memory_cost for hash in calls] == [8, 8]


def test_the_stand_in_opens_nothing(staff: Accounts) -> None:
    assert identify_person(staff, "Nobody", "nobody has this password") is None


def test_an_old_hash_is_made_again_at_the_next_log_in(staff: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))

    def kept() -> tuple[int, int]:
        row = staff.db.execute("SELECT password FROM people WHERE name = 'Maria'").fetchone()
        made = extract_parameters(row[0])
        return made.time_cost, made.memory_cost

    assert identify_person(staff, "Maria", "not the password") is None
    assert kept() == (1, 8)
    assert identify_person(staff, "Maria", PASSWORD) is not None
    assert kept() == (2, 16)
    assert identify_person(staff, "Maria", PASSWORD) is not None


def test_a_password_that_is_no_text_is_wrong_and_no_error(staff: Accounts) -> None:
    assert identify_person(staff, "Maria", "\ud800") is None
    assert identify_person(staff, "\ud800", PASSWORD) is None
