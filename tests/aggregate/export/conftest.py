"""One store of the reference cases, estimated once, that tests of formats only read."""

from collections.abc import Iterator

import pytest

from aggregate import aggregate
from aggregate.publication.collecting import collect_publication
from aggregate.publication.records import Publication
from store.frame import write_register
from store.opening import Store, open_store
from store.records import Register
from store.runs import recording
from tests.aggregate.stores_of_cases import WAVE, write_case_frame, write_case_labels, write_case_sample

REGISTER = Register(*WAVE, "register.csv", "0", "2026-06-30", "active enterprises", "ISIC4", "enterprise", False, 2000, 2000, 0)


@pytest.fixture(scope="session")
def case_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("case") / "ecomstat.db") as store:
        write_case_frame(store)
        write_register(store, REGISTER)
        write_case_sample(store)
        write_case_labels(store)
        with recording(store, "aggregate", {}, *WAVE) as counts:
            aggregate(store, *WAVE, run=counts["run"])
        yield store


@pytest.fixture(scope="session")
def published(case_store: Store) -> Publication:
    return collect_publication(case_store, *WAVE)
