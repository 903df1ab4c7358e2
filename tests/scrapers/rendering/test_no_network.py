"""The browser that renders reaches nobody by itself, whatever a page tries; an ordinary one would."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, sync_playwright

from scrapers.rendering.browsers import hold_dead_port, list_launch_options
from tests.scrapers.rendering.conftest import need_browser

pytestmark = pytest.mark.long

URL = "http://hostile-app.co.ke/"
WAIT = 4000


@dataclass(slots=True)
class Listener:
    """A computer in the office's own network, which has no business with the web."""

    port: int
    met: list[str] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Listener]:
    """Waits for callers by TCP and UDP on one port."""
    tcp, udp = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    tcp.bind(("127.0.0.1", 0))
    tcp.listen(50)
    listener = Listener(tcp.getsockname()[1])
    udp.bind(("127.0.0.1", listener.port))

    def accept() -> None:
        while True:
            try:
                caller, _ = tcp.accept()
            except OSError:
                return
            caller.settimeout(1)
            try:
                listener.met.append("tcp " + caller.recv(200).decode("latin-1").partition("\r\n")[0])
            except OSError:
                listener.met.append("tcp")
            caller.close()

    def receive() -> None:
        while True:
            try:
                sent, _ = udp.recvfrom(2000)
            except OSError:
                return
            if not sent:  # the end of the socket
                return
            listener.met.append(f"udp {sent[:8].hex()}")

    threads = [threading.Thread(target=work, daemon=True) for work in (accept, receive)]
    for thread in threads:
        thread.start()
    try:
        yield listener
    finally:
        for sock in (tcp, udp):
            end(sock)
        for thread in threads:
            thread.join(2)


def end(sock: socket.socket) -> None:
    """Ends a socket that somebody waits on."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()


def attack(port: int) -> str:
    """A page that tries every way out that it knows, all at an address of the office's own network."""
    inside = f"127.0.0.1:{port}"
    return f"""<!doctype html><html><head>
<link rel=dns-prefetch href=//localhost><link rel=preconnect href=http://{inside}><link rel=prefetch href=http://{inside}/prefetch>
<link rel=stylesheet href=http://{inside}/style.css><link rel=modulepreload href=http://{inside}/module.js>
<link rel=manifest href=http://{inside}/manifest.json><link rel=icon href=http://{inside}/icon.png></head><body>
<img src=http://{inside}/image.png><iframe src=http://{inside}/frame></iframe><iframe src=file:///etc/hostname></iframe>
<video src=http://{inside}/film.mp4></video><object data=http://{inside}/object></object>
<form action=http://{inside}/form method=post target=other></form>
<script type=speculationrules>{{"prefetch":[{{"source":"list","urls":["http://{inside}/speculated"]}}]}}</script>
<script>
const tried = [];
function attempt(name, act) {{
  try {{ const sent = act(); tried.push(name); if (sent && sent.catch) sent.catch(() => 0); }} catch (_) {{}}
}}
attempt('fetch', () => fetch('http://{inside}/fetch'));
attempt('number', () => fetch('http://2130706433:{port}/number'));
attempt('mapped', () => fetch('http://[::ffff:127.0.0.1]:{port}/mapped'));
attempt('post', () => fetch('http://{inside}/post', {{method: 'POST', body: 'x', mode: 'no-cors', keepalive: true}}));
attempt('beacon', () => navigator.sendBeacon('http://{inside}/beacon', 'x'));
attempt('socket', () => {{ new WebSocket('ws://{inside}/socket'); }});
attempt('events', () => {{ new EventSource('http://{inside}/events'); }});
attempt('worker', () => {{ new Worker(URL.createObjectURL(new Blob([
  "new WebSocket('ws://{inside}/worker'); fetch('http://{inside}/worker').catch(() => 0)"]))); }});
attempt('transport', () => {{ new WebTransport('https://{inside}/transport').ready.catch(() => 0); }});
attempt('call', () => {{ const call = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{inside}'}},
  {{urls: 'turn:{inside}?transport=tcp', username: 'a', credential: 'b'}}]}});
  call.createDataChannel('x'); call.createOffer().then(offer => call.setLocalDescription(offer)); }});
attempt('window', () => {{ window.open('http://{inside}/window'); }});
attempt('form', () => {{ document.forms[0].submit(); }});
attempt('service', () => {{ navigator.serviceWorker && navigator.serviceWorker.register('/sw.js'); }});
attempt('away', () => {{ setTimeout(() => {{ location.href = 'http://{inside}/away'; }}, 1500); }});
document.title = tried.length;
</script></body></html>"""


def open_attack(browser: Browser, port: int) -> int:
    """Opens the page as if it came from the web, with nothing in its way but the browser itself; gives how many ways it tried."""
    context = browser.new_context(service_workers="allow")
    page = context.new_page()
    page.route(URL, lambda route: route.fulfill(content_type="text/html", body=attack(port)))
    page.goto(URL, wait_until="commit")
    page.wait_for_function("document.title > 0")
    tried = int(page.title())
    page.wait_for_timeout(WAIT)
    context.close()
    return tried


def test_no_way_leads_out_of_the_browser_even_without_our_guard() -> None:
    browser_path, dead_end = need_browser(), hold_dead_port()
    with listening() as listener, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**list_launch_options(browser_path, dead_end.getsockname()[1]))
        tried = open_attack(browser, listener.port)
        browser.close()
    dead_end.close()
    assert tried > 10
    assert listener.met == []


def test_an_ordinary_browser_would_have_gone_there() -> None:
    """So that the test above can fail: the page's ways are real ones."""
    browser_path = need_browser()
    with listening() as listener, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(browser_path), args=["--no-sandbox"])
        open_attack(browser, listener.port)
        browser.close()
    assert any(line.startswith("tcp GET") for line in listener.met)
    assert any(line.startswith("tcp POST") for line in listener.met)
    assert any(line.startswith("udp") for line in listener.met)
