"""One store of the reference cases, estimated once, that tests of formats only read."""

from collections.abc import Iterator

import pytest

from aggregate.publication.collecting import collect_publication
from aggregate.publication.records import Publication
from store.opening import Store, open_store
from tests.aggregate.export.publications import write_estimated
from tests.aggregate.stores_of_cases import WAVE


@pytest.fixture(scope="session")
def case_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("case") / "ecomstat.db") as store:
        write_estimated(store)
        yield store


@pytest.fixture(scope="session")
def published(case_store: Store) -> Publication:
    return collect_publication(case_store, *WAVE)
