import pytest

from store.accounts import Accounts, change_password, change_role, end_session, find_session, remove_person, start_session
from tests.store.accounts.conftest import PASSWORD

START = 1_800_000_000.0
HOUR = 3600.0


def name_of(accounts: Accounts, token: str, now: float) -> str | None:
    found = find_session(accounts, token, now)
    return found.name if found else None


def test_a_session_is_found_by_its_token_only(staff: Accounts) -> None:
    token, other = start_session(staff, "Maria", START), start_session(staff, "Amina", START)
    assert (name_of(staff, token, START + 1), name_of(staff, other, START + 1)) == ("Maria", "Amina")
    kept = [row[0] for row in staff.db.execute("SELECT token FROM sessions")]
    for guess in ("", "x", token[:-1], token.swapcase(), *kept, "\ud800"):
        assert find_session(staff, guess, START + 1) is None


def test_tokens_have_256_random_bits(staff: Accounts) -> None:
    tokens = {start_session(staff, "Maria", START) for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 43  # 256 bits at 6 bits a character


def test_a_session_ends_after_eight_idle_hours(staff: Accounts) -> None:
    token = start_session(staff, "Maria", START)
    assert name_of(staff, token, START + 8 * HOUR - 1) == "Maria"
    assert name_of(staff, token, START + 16 * HOUR - 70) == "Maria"
    assert name_of(staff, token, START + 24 * HOUR - 70) is None


def test_a_session_ends_after_a_day_whatever_is_done_in_it(staff: Accounts) -> None:
    token = start_session(staff, "Maria", START)
    for hour in range(1, 24):
        assert name_of(staff, token, START + hour * HOUR) == "Maria"
    assert name_of(staff, token, START + 24 * HOUR) is None


def test_a_session_that_was_never_used_again_ends_too(staff: Accounts) -> None:
    token = start_session(staff, "Maria", START)
    assert name_of(staff, token, START + 8 * HOUR) is None


def test_using_a_session_writes_once_a_minute_at_most(staff: Accounts) -> None:
    token = start_session(staff, "Maria", START)
    before = staff.db.conn.total_changes
    for second in range(0, 60, 5):
        find_session(staff, token, START + second)
    assert staff.db.conn.total_changes == before
    find_session(staff, token, START + 61)
    assert staff.db.conn.total_changes == before + 1


def test_logging_out_ends_one_session_only(staff: Accounts) -> None:
    here, there = start_session(staff, "Maria", START), start_session(staff, "Maria", START)
    end_session(staff, here)
    end_session(staff, "not a session")
    assert (name_of(staff, here, START), name_of(staff, there, START)) == (None, "Maria")


@pytest.mark.parametrize("change", [lambda a: remove_person(a, "Amina"), lambda a: change_password(a, "Amina", "x" + PASSWORD)])
def test_removing_somebody_or_a_new_password_ends_their_sessions(change, staff: Accounts) -> None:  # type: ignore[no-untyped-def]
    hers, other = start_session(staff, "Amina", START), start_session(staff, "Maria", START)
    change(staff)
    assert (name_of(staff, hers, START + 1), name_of(staff, other, START + 1)) == (None, "Maria")


def test_a_new_role_counts_at_once(staff: Accounts) -> None:
    token = start_session(staff, "Amina", START)
    change_role(staff, "Amina", "viewer")
    found = find_session(staff, token, START + 1)
    assert found is not None
    assert found.role == "viewer"


def test_nobody_gets_a_session_who_may_not_log_in(staff: Accounts) -> None:
    remove_person(staff, "Amina")
    for name in ("Amina", "Nobody"):
        assert name_of(staff, start_session(staff, name, START), START) is None


def test_expired_sessions_do_not_pile_up(staff: Accounts) -> None:
    for hour in range(0, 100, 10):
        start_session(staff, "Maria", START + hour * HOUR)
    assert staff.db.execute("SELECT count(*) FROM sessions").fetchone()[0] == 1


def test_a_session_that_is_left_of_somebody_who_was_removed_opens_nothing(staff: Accounts) -> None:
    token = start_session(staff, "Maria", START)
    with staff.writing() as db:
        db.execute("UPDATE people SET removed_at = '2026-11-22T10:00:00Z' WHERE name = 'Maria'")
    assert find_session(staff, token, START + 1) is None
