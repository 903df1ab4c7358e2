from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from store.accounts import (
    Accounts,
    begin_attempt,
    change_password,
    forgive_attempt,
    is_known_device,
    make_device,
    open_accounts,
)
from store.accounts.attempts import PACES, delay_after

START = 1_800_000_000.0
HERE, THERE = "192.0.2.1", "192.0.2.2"


def fail(accounts: Accounts, name: str, address: str, times: int, now: float) -> float:
    """Fails as often as allowed, as early as possible; the time after the last one."""
    failed = 0
    while failed < times:
        wait = begin_attempt(accounts, name, address, now)
        failed += wait == 0
        now += wait
    return now


def test_the_first_failures_cost_nothing_and_the_next_ones_ever_more() -> None:
    assert [delay_after(n, PACES["name"]) for n in range(12)] == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert delay_after(10_000, PACES["address"]) == 300


def test_a_name_slows_down_from_wherever_it_is_tried(accounts: Accounts) -> None:
    assert [begin_attempt(accounts, "Maria", f"192.0.2.{n}", START) for n in range(4)] == [0, 0, 0, 1]
    assert begin_attempt(accounts, "MARIA", "192.0.2.99", START + 0.5) == 0.5
    assert begin_attempt(accounts, "Amina", "192.0.2.99", START + 0.5) == 0


def test_an_address_slows_down_whatever_names_it_tries(accounts: Accounts) -> None:
    waits = [begin_attempt(accounts, f"name{n}", HERE, START) for n in range(12)]
    assert waits == [0] * 10 + [1, 1]
    assert begin_attempt(accounts, "name50", THERE, START) == 0


def test_names_that_nobody_has_slow_down_as_others_do(staff: Accounts) -> None:
    known = [begin_attempt(staff, "Maria", HERE, START) for _ in range(4)]
    assert [begin_attempt(staff, "Nobody", THERE, START) for _ in range(4)] == known


def test_nobody_is_kept_out_for_longer_than_a_minute_by_failures_of_others(accounts: Accounts) -> None:
    now = fail(accounts, "Maria", HERE, 30, START)
    assert begin_attempt(accounts, "Maria", THERE, now) <= 60
    assert begin_attempt(accounts, "Maria", THERE, now + 60) == 0


def test_knocking_while_waiting_does_not_make_the_wait_longer(accounts: Accounts) -> None:
    now = fail(accounts, "Maria", HERE, 6, START)
    wait = begin_attempt(accounts, "Maria", HERE, now)
    for tenth in range(1, 10):
        assert begin_attempt(accounts, "Maria", HERE, now + wait * tenth / 10) > 0
    assert begin_attempt(accounts, "Maria", HERE, now + wait) == 0


def test_success_forgets_the_failures_of_the_name_but_not_those_of_the_address(accounts: Accounts) -> None:
    now = fail(accounts, "Maria", HERE, 9, START)
    now += 100
    assert begin_attempt(accounts, "Own", HERE, now) == 0
    forgive_attempt(accounts, "Own", HERE)
    fail(accounts, "Own", HERE, 1, now)
    assert begin_attempt(accounts, "Own", HERE, now) == 1
    forgive_attempt(accounts, "Maria", THERE)
    assert begin_attempt(accounts, "Maria", THERE, now) == 0


def test_an_hour_later_all_is_forgotten(accounts: Accounts) -> None:
    now = fail(accounts, "Maria", HERE, 12, START)
    assert begin_attempt(accounts, "Maria", HERE, now + 3601) == 0
    assert accounts.db.execute("SELECT max(failures) FROM attempts").fetchone()[0] == 1


def test_a_clock_that_was_set_back_keeps_nobody_out(accounts: Accounts) -> None:
    fail(accounts, "Maria", HERE, 4, START)
    assert begin_attempt(accounts, "Maria", HERE, START - 3000) <= 60


def test_many_attempts_at_the_same_time_are_allowed_no_more_than_one_after_the_other(accounts: Accounts, tmp_path: Path) -> None:
    def attempt(n: int) -> float:
        with open_accounts(tmp_path / "office.db") as mine:
            return begin_attempt(mine, "Maria", f"192.0.2.{n}", START)

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(attempt, range(16)))
    assert sorted(waits) == [0] * 3 + [1] * 13


def test_failures_elsewhere_slow_down_no_browser_that_is_known(staff: Accounts) -> None:
    device = make_device(staff, "Maria")
    fail(staff, "Maria", HERE, 12, START)
    assert [begin_attempt(staff, "MARIA", HERE, START, device) for _ in range(4)] == [0, 0, 0, 1]
    forgive_attempt(staff, "Maria", HERE, device)
    assert begin_attempt(staff, "Maria", HERE, START, device) == 0
    assert begin_attempt(staff, "Maria", HERE, START) > 0
    assert begin_attempt(staff, "Nobody", HERE, START, device) > 0


def test_a_browser_is_known_for_one_name_and_one_password(staff: Accounts) -> None:
    device = make_device(staff, "Maria")
    assert is_known_device(staff, "maria", device)
    assert not is_known_device(staff, "Maria", device[:-1])
    assert not is_known_device(staff, "Nobody", device)
    assert make_device(staff, "Nobody") == ""
    change_password(staff, "Maria", "something else entirely")
    assert not is_known_device(staff, "Maria", device)
