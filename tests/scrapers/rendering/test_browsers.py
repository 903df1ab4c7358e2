"""Which browser is taken, how it is started, and what is said where there is none."""

from pathlib import Path

import pytest

from catalogue.errors import CrawlError
from scrapers.rendering import browsers
from scrapers.rendering.browsers import check_extra, find_browser, list_launch_options


def test_the_browser_that_is_named_is_taken(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    for path in (own, other):
        path.touch()
    assert find_browser(str(own), [other]) == own
    assert find_browser("", [tmp_path / "gone", other]) == other


def test_without_a_browser_it_is_said_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(CrawlError, match=r"install Chromium, Google Chrome or Microsoft Edge.*--browser"):
        find_browser("", [tmp_path / "gone"])
    with pytest.raises(CrawlError, match="typo is no program"):
        find_browser(str(tmp_path / "typo"), [tmp_path])


def test_without_the_extra_it_is_said_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "find_spec", lambda name: None)
    with pytest.raises(CrawlError, match=r'pip install "ecomstat\[render\]"'):
        check_extra()


def test_the_sandbox_is_off_for_root_only() -> None:
    options = {is_root: list_launch_options(Path("/opt/browser"), 9, is_root=is_root) for is_root in (True, False)}
    assert {is_root: found["chromium_sandbox"] for is_root, found in options.items()} == {True: False, False: True}


def test_every_way_to_the_network_leads_to_a_port_where_nobody_listens() -> None:
    arguments = list_launch_options(Path("/opt/browser"), 4321)["args"]
    assert "--proxy-server=http://127.0.0.1:4321" in arguments
    assert "--proxy-bypass-list=<-loopback>" in arguments  # loopback, too, goes through the proxy
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in arguments
    assert "--webrtc-ip-handling-policy=disable_non_proxied_udp" in arguments
    assert not any(argument.startswith("--disable-features") for argument in arguments)
