"""Changes since an earlier wave may not tell what a release of that wave hides."""

import pytest

from aggregate.publication.other_waves import count_told_by_changes
from store.estimates import replace_estimates
from store.opening import Store
from store.releases import NewRelease, write_release

KEYS = {"country": "XD", "indicator": "chat", "population": "registered enterprises", "activity": "C"}


def write_shares(store: Store, before: str, now: str) -> None:
    """A share of two waves, suppressed as they say, and the change between them, which is shown."""
    share = {**KEYS, "measure": "share", "method": "share_among_read", "value": 0.2}
    replace_estimates(store, "XD", "2026", [{**share, "wave": "2026", "suppressed": before}])
    change = {**KEYS, "wave": "2027", "measure": "change", "method": "read_change", "value": 0.1, "since": "2026", "suppressed": "none"}
    replace_estimates(store, "XD", "2027", [{**share, "wave": "2027", "suppressed": now}, change])


def freeze(store: Store) -> None:
    write_release(store, NewRelease("XD", "2026", "final", "ann", "2026-11-22T10:00:00Z", None, "", "1", (), "{}"))


@pytest.mark.parametrize(
    ("before", "now", "told"), [("none", "none", {}), ("primary", "none", {"2026": 1}), ("none", "secondary", {"2026": 1})]
)
def test_a_change_that_is_shown_tells_a_hidden_share_of_either_wave(store, before, now, told):
    write_shares(store, before, now)
    freeze(store)
    assert count_told_by_changes(store, "XD", "2027") == told


def test_what_another_release_of_the_earlier_wave_shows_is_told_already(store):
    write_shares(store, "none", "none")
    freeze(store)
    write_shares(store, "primary", "none")
    freeze(store)
    assert count_told_by_changes(store, "XD", "2027") == {}


def test_a_change_that_is_hidden_tells_nothing(store):
    write_shares(store, "primary", "none")
    freeze(store)
    store.db.execute("UPDATE estimates SET suppressed = 'primary' WHERE measure = 'change'")
    assert count_told_by_changes(store, "XD", "2027") == {}
