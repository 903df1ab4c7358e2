"""What can be mended in a web address before it is read: signs of other keyboards, tags, labels, mistyped endings."""

import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

import catalogue
from catalogue.suffixes import find_suffix
from catalogue.tables import load_table

FILE = Path(catalogue.__file__).parent / "data" / "address_typos.toml"
LINK = re.compile(r"<a\s[^>]*href\s*=\s*[\"']?([^\"'\s>]+)", re.I)
DOTS = str.maketrans({"。": ".", "．": ".", "｡": ".", "·": ".", "•": "."})
ENDING = re.compile(r"^((?:[a-z][a-z0-9+.-]*:/*)?[\w.-]+\.)([a-z0-9]{2,4})(?=[:/?#]|$)", re.I)
JOINED_SCHEME = re.compile(r"^https?[.'’]*(?=www\.)|^https?['’]+(?=//)", re.I)
SPACED_WWW = re.compile(r"^(https?://)?(?:w\.w\.w|www\s*[:/_]|www\.https?)[.:_/]*(?=[\w-])", re.I)
REMARK = re.compile(r"(?<=[\w/])\s+[-–—(]\s?.*$")
TWICE = re.compile(r"(?<=[a-z])(?=www\.|https?:)", re.I)


def mend_text(text: str) -> str:
    """The text with its signs and labels in order; an address inside a link's tag alone."""
    plain = normalize("NFKC", unescape(text)).translate(DOTS).strip()
    if found := LINK.search(plain):
        plain = found[1]
    if re.search(r"%(?:20|3a|2f|40)", plain, re.I) and "?" not in plain:
        plain = unquote(plain).strip()
    return _labels("labels").sub("", plain, count=1).strip()


def mend_address(address: str) -> str:
    """The address with its beginning in order, without a remark or a second address behind it, and with the ending that was meant."""
    address = SPACED_WWW.sub(lambda found: f"{found[1] or ''}www.", JOINED_SCHEME.sub("", REMARK.sub("", address)))
    address = re.sub(r"(?:www\.)+(?=www\.)", "", address, flags=re.I)
    begin = re.match(r"(?:https?://)?(?:www\.)?", address, re.I)
    start = begin.end() if begin else 0
    if (second := TWICE.search(address, start)) and "." in address[start : second.start()]:
        address = address[: second.start()]
    ending = ENDING.match(address)
    if ending is None or find_suffix(f"x.{ending[2].lower()}"):
        return address
    meant = load_typos()["endings"].get(ending[2].lower())
    return address[: ending.start(2)] + meant + address[ending.end(2) :] if meant else address


def mend_email(text: str) -> str:
    """The text as an e-mail address may have been meant: without its label, with @ for what people write for it, without blanks."""
    plain = _labels("mail_labels").sub("", text, count=1)
    for sign in load_typos()["signs"]:
        plain = re.sub(rf"\s*{re.escape(sign)}\s*", "@", plain, flags=re.I)
    plain = re.sub(r"\s*@\s*", "@", plain)
    local, at, domain = plain.partition("@")
    return f"{local}{at}{domain.replace(',', '.')}" if at and " " not in plain.strip() else plain


@cache
def load_typos() -> dict[str, Any]:
    """The file's words."""
    return load_table(FILE)


@cache
def _labels(key: str) -> re.Pattern[str]:
    """A label with a colon, or one with a blank before something that looks like an address."""
    words = "|".join(re.escape(word) for word in sorted(load_typos()[key], key=len, reverse=True) if word != "www")
    return re.compile(rf"^(?:{words})\s*(?:[:=]\s*|[-–]\s+|\s(?=\s*(?:https?:|www\.|\S+@)))", re.I)
