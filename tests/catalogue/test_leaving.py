"""What may leave this computer: nothing without its leave, and to other computers host names only."""

import pytest

from catalogue.errors import CrawlError
from catalogue.leaving import check_hosts_only, check_leaves, load_leaves, require_leave


def test_every_leave_says_what_leaves_to_whom_and_for_which_command() -> None:
    assert {"dns", "search", "common-crawl", "cluster"} <= set(load_leaves())
    assert all(leave.tells and leave.to and leave.used_by for leave in load_leaves().values())


def test_an_unknown_leave_is_said_with_those_that_there_are() -> None:
    assert check_leaves(["dns"], "find") == {"dns"}
    with pytest.raises(CrawlError, match=r"smoke.*dns, search"):
        check_leaves(["smoke"], "find")


def test_a_leave_counts_for_the_commands_that_need_it() -> None:
    with pytest.raises(CrawlError, match="cluster"):
        check_leaves(["cluster"], "find")


def test_what_was_not_allowed_does_not_leave_and_is_said() -> None:
    assert require_leave("cluster", ["cluster"]).key == "cluster"
    with pytest.raises(CrawlError, match=r"host names.*Nothing was sent.*--allow-disclosure cluster"):
        require_leave("cluster", ["dns", "search"])


def test_tasks_for_other_computers_carry_host_names() -> None:
    assert check_hosts_only(["duka.co.ke", "xn--bcher-kva.example", "my_shop.co.ke"]) == (
        "duka.co.ke",
        "xn--bcher-kva.example",
        "my_shop.co.ke",
    )


@pytest.mark.parametrize(
    "value",
    ["http://duka.co.ke/", "duka.co.ke/contact", "duka.co.ke:8080", "me@duka.co.ke", "Jane Doe", "P051234567Q", "+254 722 000 000",
     "10.0.0.7", "[::1]", "duka.co.ke\njane.co.ke", "", "a" * 64 + ".ke", "localhost"],
)  # fmt: skip
def test_and_nothing_else(value: str) -> None:
    with pytest.raises(CrawlError, match="no host name"):
        check_hosts_only(["duka.co.ke", value])
