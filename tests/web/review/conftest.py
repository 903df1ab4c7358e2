from collections.abc import Iterator

import pytest

from store.opening import Store
from tests.web.browsing import Browser, browsing
from tests.web.review.inventing import fill_reviewing, open_invented_queue
from tests.web.review.reviewing import log_in
from web.application import build_application


@pytest.fixture
def office(store: Store) -> Store:
    """An office with an audit of six enterprises, the first of which goes to two reviewers."""
    fill_reviewing(store)
    open_invented_queue(store)
    return store


@pytest.fixture
def browser(office: Store) -> Iterator[Browser]:
    """A browser in which the reviewer ann is logged in."""
    with browsing(build_application(office.path), None) as opened:
        log_in(opened, "ann")
        yield opened
