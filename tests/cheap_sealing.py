"""A fixture for tests that seal files: the same algorithm, with parameters that take no time."""

from collections.abc import Iterator

import pytest

from store.sealing import header


@pytest.fixture(autouse=True, scope="session")
def cheap_sealing() -> Iterator[None]:
    """A key follows from a pass phrase in no time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(header, "COST", header.Cost(1, 8, 1))
        yield
