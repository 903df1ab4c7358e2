"""Forms and links as they looked, which do nothing."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from catalogue.messages import say

Attributes = Mapping[str, str | None]
Rewritten = tuple[str, dict[str, str | None]]

BUTTONS = {"submit": "Submit", "reset": "Reset", "button": ""}
"""Inputs that are buttons, with the word that browsers write on them."""

_TYPED = "text search tel url email password number range date month week time datetime-local color checkbox radio file"
TYPED = frozenset(_TYPED.split())
CONTROLS = frozenset({"button", "input", "select", "textarea"})
LONGEST_TITLE = 500
SHOWN_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "whatsapp", "tg", "viber", "skype", "geo"})


def still_control(tag: str, attributes: Attributes) -> Rewritten | None:
    """The control switched off; None for an input that is hidden."""
    kept: dict[str, str | None] = {**attributes, "disabled": ""}
    if tag == "button":
        kept["type"] = "button"
    if tag != "input":
        return tag, kept
    kind = (attributes.get("type") or "text").strip().lower()
    if kind == "hidden":
        return None
    if kind == "image":
        return tag, {**kept, "type": "button", "value": attributes.get("alt") or attributes.get("value") or BUTTONS["submit"]}
    if kind in BUTTONS:
        return tag, {**kept, "type": "button", "value": attributes.get("value") or BUTTONS[kind]}
    return tag, {**kept, "type": kind if kind in TYPED else "text"}


def still_link(attributes: Attributes, address: str) -> Rewritten:
    """The link without its address, which can be read in its title."""
    href = (attributes.get("href") or "").strip()
    if attributes.get("href") is None:
        return "a", dict(attributes)
    target = resolve(address, href)
    said = (attributes.get("title") or "").strip()
    title = " – ".join(part for part in (said[:LONGEST_TITLE], target[:LONGEST_TITLE]) if part)
    return "a", {
        **attributes,
        "role": "link",
        "aria-disabled": "true",
        "data-archived": "link",
        "title": title or say("This link leads nowhere"),
    }


def resolve(address: str, href: str) -> str:
    """The whole address of a link on the page at `address`; "" for scripts and what is no address."""
    try:
        target = urljoin(address, href)
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return ""
    return target if scheme in SHOWN_SCHEMES and target.isprintable() else ""
