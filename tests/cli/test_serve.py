import os
import socket
import ssl
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from cli.listening import Listening, is_loopback
from store.accounts import METHODOLOGIST, add_person, open_accounts
from tests.cheap_passwords import cheap_passwords
from tests.cli.test_commands import loaded, run
from web.guard import Guard, is_own_host

__all__ = ["cheap_passwords", "loaded"]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What uvicorn was asked to serve, instead of serving it."""
    calls = list[dict[str, Any]]()
    monkeypatch.setattr("uvicorn.run", lambda application, **options: calls.append({"application": application, **options}))
    return calls


def find_guard(application: Starlette) -> Middleware:
    """What stands before every page."""
    return next(middleware for middleware in application.user_middleware if middleware.cls is Guard)


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def certified(loaded: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """The files of a certificate for stats.example.org, in the folder of the store."""
    assert run("serve", "--make-certificate", "stats.example.org") == 0
    capsys.readouterr()
    return "stats.example.org.crt", "stats.example.org.key"


def test_it_listens_on_this_computer_only_unless_told_otherwise(loaded: Path, served: list[dict[str, Any]], port: int) -> None:
    assert run("serve", "--port", port) == 0
    assert (served[0]["host"], served[0]["port"], served[0]["ssl_certfile"], served[0]["proxy_headers"]) == ("127.0.0.1", port, None, False)


def test_the_link_for_the_first_account_is_printed_as_long_as_there_is_no_methodologist(
    loaded: Path, served: list[dict[str, Any]], port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("serve", "--port", port) == 0
    token = served[0]["application"].state.surroundings.first_account.token
    assert f"http://127.0.0.1:{port}/setup?token={token}" in capsys.readouterr().out
    with open_accounts(loaded / "ecomstat.db") as accounts:
        add_person(accounts, "Maria", METHODOLOGIST, "four plain words", "tests")
    assert run("serve", "--port", port) == 0
    said = capsys.readouterr().out
    assert "setup" not in said
    assert f"Open http://127.0.0.1:{port}/" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "stats.example.org"])
def test_other_computers_are_not_let_in_without_a_certificate(
    host: str, loaded: Path, served: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("serve", "--host", host) == 2
    assert "--make-certificate" in capsys.readouterr().err
    assert served == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"])
def test_addresses_of_this_computer_need_none(host: str) -> None:
    assert is_loopback(host)


def test_a_certificate_and_its_key_go_together(certified: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("serve", "--certificate", certified[0]) == 2
    assert run("serve", "--key", certified[1]) == 2
    assert run("serve", "--certificate", certified[0], "--key", "none.key") == 1
    assert "cannot be used" in capsys.readouterr().err


def test_with_a_certificate_others_come_in_by_its_name(
    certified: tuple[str, str], served: list[dict[str, Any]], port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("serve", "--host", "0.0.0.0", "--port", port, "--certificate", certified[0], "--key", certified[1]) == 0
    assert (served[0]["host"], served[0]["ssl_certfile"], served[0]["ssl_keyfile"]) == ("0.0.0.0", Path(certified[0]), Path(certified[1]))
    assert f"https://stats.example.org:{port}/setup?token=" in capsys.readouterr().out
    guard = find_guard(served[0]["application"])
    names = guard.cls(None, **guard.kwargs).names
    assert is_own_host(f"stats.example.org:{port}", names)
    assert not is_own_host("evil.example", names)


def test_a_browser_that_trusts_the_certificate_reaches_the_log_in(loaded: Path, served: list[dict[str, Any]], port: int) -> None:
    names = ("--name", "localhost", "--certificate", "localhost.crt", "--key", "localhost.key")
    assert run("serve", "--make-certificate", "localhost") == 0
    assert run("serve", "--port", port, *names) == 0
    server = uvicorn.Server(uvicorn.Config(served[0].pop("application"), **served[0]))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while thread.is_alive() and not server.started:
            time.sleep(0.01)
        with httpx.Client(verify=ssl.create_default_context(cafile="localhost.crt"), trust_env=False) as browser:
            answer = browser.get(f"https://localhost:{port}/", headers={"accept": "text/html"}, follow_redirects=True)
            assert (answer.status_code, answer.url.path) == (200, "/login")
            assert "Password" in answer.text
            assert "server" not in answer.headers
    finally:
        server.should_exit = True
        thread.join()


def test_names_that_are_given_count_instead(certified: tuple[str, str], served: list[dict[str, Any]], port: int) -> None:
    names = ("--name", "Review.Example.org", "--name", "::1")
    assert run("serve", "--port", port, "--certificate", certified[0], "--key", certified[1], *names) == 0
    assert set(find_guard(served[0]["application"]).kwargs["names"]) == {"review.example.org", "[::1]"}


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_only_the_owner_may_read_the_key(certified: tuple[str, str], loaded: Path) -> None:
    assert (loaded / certified[1]).stat().st_mode & 0o777 == 0o600


def test_making_a_certificate_says_how_to_trust_it_and_replaces_none(
    loaded: Path, served: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("serve", "--make-certificate", "stats.example.org", "--name", "10.0.0.5") == 0
    said = capsys.readouterr().out
    for words in (
        "stats.example.org, 10.0.0.5",
        "825 days",
        "Fingerprint (SHA-256): ",
        "never send it",
        "--certificate stats.example.org.crt",
    ):
        assert words in said
    before = (loaded / "stats.example.org.key").read_bytes()
    assert run("serve", "--make-certificate", "stats.example.org") == 1
    assert "is there already" in capsys.readouterr().err
    assert (loaded / "stats.example.org.key").read_bytes() == before
    assert served == []


def test_a_port_in_use_is_one_sentence(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run("serve", "--port", taken.getsockname()[1]) == 1
    assert "in use by another program" in capsys.readouterr().err


def test_a_store_that_is_not_there_is_not_served(tmp_path: Path, served: list[dict[str, Any]], port: int) -> None:
    assert run("serve", "--db", tmp_path / "typo.db", "--port", port) == 1
    assert served == []
    assert list(tmp_path.iterdir()) == []


def test_ipv6_addresses_stand_in_brackets() -> None:
    assert Listening("::1", 8001).address == "http://[::1]:8001"
