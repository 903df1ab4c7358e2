"""A fixture for tests that hash passwords: the same algorithm, with parameters that take no time."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

import store.accounts.passwords


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords() -> Iterator[None]:
    """Hashing a password takes no time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.accounts.passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield
