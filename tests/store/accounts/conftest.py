from collections.abc import Iterator
from pathlib import Path

import pytest

from store.accounts import METHODOLOGIST, REVIEWER, Accounts, add_person, open_accounts
from tests.cheap_passwords import cheap_passwords

__all__ = ["cheap_passwords"]

PASSWORD = "four plain words here"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    """Accounts beside a store that is called office.db; nobody is in them."""
    with open_accounts(tmp_path / "office.db") as opened:
        yield opened


@pytest.fixture
def staff(accounts: Accounts) -> Accounts:
    """Maria, methodologist, and Amina, reviewer."""
    add_person(accounts, "Maria", METHODOLOGIST, PASSWORD, "tests")
    add_person(accounts, "Amina", REVIEWER, PASSWORD, "tests")
    return accounts
