"""The installed browser that opens pages, and how it is started: with no way to the network at all."""

import os
import shutil
import socket
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from catalogue.errors import CrawlError
from catalogue.messages import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge", "brave-browser")
"""What Chromium and its kin are called where programs are looked for."""

PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Chromium\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")

WINDOWS_AT_ONCE = 2
"""Websites opened at the same time: each is a browser's process at work."""

HEAP = 512
"""Megabytes that the scripts of a page may fill."""

NO_NETWORK = (
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-quic",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--dns-prefetch-disable",
)
"""With a proxy where nobody answers: no name is looked up, and nothing is sent by any protocol.

The policy for WebRTC has two names, of which a browser knows one. `--disable-features` must not be among these: it would replace
Playwright's own, and then pages would no longer ask us.
"""


def list_places() -> list[Path]:
    """Where browsers are, by what the system says and by habit."""
    found = [Path(path) for name in NAMES if (path := shutil.which(name))]
    folders = [Path(os.environ[name]) for name in FOLDERS if os.environ.get(name)]
    return [*found, *map(Path, PLACES), *(folder / place for folder in folders for place in WINDOWS)]


def find_browser(named: str, places: Iterable[Path] | None = None) -> Path:
    """The browser's program: the one `named`, else the first that is installed.

    Raises:
        CrawlError: there is none.
    """
    if named:
        if not Path(named).is_file():
            raise CrawlError(say("{path} is no program: name the browser's own file with --browser.", path=named))
        return Path(named)
    for place in list_places() if places is None else places:
        if place.is_file():
            return place
    raise CrawlError(
        say("No browser was found to open pages: install Chromium, Google Chrome or Microsoft Edge, or name its program with --browser.")
    )


def check_extra() -> None:
    """Raises CrawlError where what drives the browser is not installed."""
    if any(find_spec(name) is None for name in ("playwright", "scrapy_playwright")):
        raise CrawlError(say('To open pages in a browser, install what drives it first: pip install "ecomstat[render]"'))


def hold_dead_port() -> socket.socket:
    """A port of this computer that nobody listens at, and nobody else can take while it is held."""
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    return held


def list_launch_options(browser: Path, dead_port: int, *, is_root: bool | None = None) -> dict[str, Any]:
    """How Playwright starts the browser; nobody listens at `dead_port`, which is its only way out.

    Its sandbox stays on, but for root, for whom Chromium has none.
    """
    if is_root is None:
        is_root = sys.platform != "win32" and os.geteuid() == 0
    arguments = [f"--proxy-server=http://127.0.0.1:{dead_port}", *NO_NETWORK, f"--js-flags=--max-old-space-size={HEAP}"]
    return {
        "executable_path": str(browser),
        "headless": True,
        "chromium_sandbox": not is_root,
        "args": arguments,
        "ignore_default_args": ["--disable-popup-blocking"],
        "timeout": 60_000,
    }
