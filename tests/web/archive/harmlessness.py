"""What a harmless page is, said apart from the code that makes it so, and looked at with two parsers."""

import re
from collections.abc import Iterator

import lxml.html
from selectolax.lexbor import LexborHTMLParser

Element = tuple[str, dict[str, str]]

_ELEMENTS = (
    "html head meta title style body a abbr acronym address article aside b bdi bdo big blockquote br button caption center cite "
    "code col colgroup dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 "
    "header hgroup hr i input ins kbd label legend li main mark menu meter nav nobr ol optgroup option output p pre progress q rp "
    "rt ruby s samp search section select small span strike strong sub summary sup table tbody td textarea tfoot th thead time tr "
    "tt u ul var wbr "
)
ELEMENTS = frozenset(_ELEMENTS.split())
_FETCHED = (
    "src srcset href xlink:href action formaction background poster data ping cite longdesc lowsrc dynsrc manifest profile classid codebase"
    " archive usemap srcdoc imagesrcset attributionsrc icon content http-equiv target download is form name autofocus tabindex accesskey"
    " contenteditable popovertarget slot nonce"
)
FETCHED = frozenset(_FETCHED.split())
OURS = [
    {"charset": "utf-8"},
    {"name": "viewport", "content": "width=device-width, initial-scale=1"},
    {"name": "referrer", "content": "no-referrer"},
    {"name": "color-scheme", "content": "light"},
]
ASKING = re.compile(
    r"url\s*\(|image-set|image\s*\(|src\s*\(|cross-fade|expression|behavior|-moz-binding|@import|@font-face|@namespace|[<\\]", re.IGNORECASE
)


def find_harm(markup: str) -> list[str]:
    """All that could run, ask for a file or lead elsewhere; nothing in a harmless page."""
    found = []
    for parser, elements in (("lxml", _read_with_lxml(markup)), ("lexbor", _read_with_lexbor(markup))):
        found += [f"{parser}: {harm}" for harm in _find_harm(list(elements))]
    return found


def read_text(markup: str) -> str:
    """The words of a page, its title's among them."""
    tree = LexborHTMLParser(markup)
    for style in tree.css("style"):
        style.decompose()
    return tree.root.text(separator=" ") if tree.root else ""


def _find_harm(elements: list[Element]) -> Iterator[str]:
    metas = [attributes for tag, attributes in elements if tag == "meta"]
    if metas != OURS:
        yield f"meta {metas}"
    for tag, attributes in elements:
        if tag not in ELEMENTS:
            yield f"<{tag}>"
        if tag in {"input", "button", "select", "textarea"} and "disabled" not in attributes:
            yield f"<{tag}> that can be used"
        if attributes.get("type", "").lower() in {"submit", "image", "hidden", "reset"}:
            yield f"type={attributes['type']}"
        for name, value in attributes.items():
            if (tag, name, value) == ("body", "tabindex", "0"):  # ours: the page can be rolled by keys
                continue
            if tag != "meta" and (name in FETCHED or name.startswith("on") or ":" in name):
                yield f"<{tag} {name}={value[:60]!r}>"
            if name == "style" and ASKING.search(value):
                yield f"<{tag} style={value[:100]!r}>"
        if tag == "style" and (asking := ASKING.search(attributes["words inside"])):
            yield f"<style> with {asking[0]!r}"


def _read_with_lxml(markup: str) -> Iterator[Element]:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    for element in lxml.html.document_fromstring(markup.encode(), parser=parser).iter():
        if not isinstance(element.tag, str):
            yield f"{element.tag}", {}
            continue
        inside = {"words inside": element.text or ""} if element.tag == "style" else {}
        yield element.tag, {**{str(name): str(value) for name, value in element.attrib.items()}, **inside}


def _read_with_lexbor(markup: str) -> Iterator[Element]:
    tree = LexborHTMLParser(markup)
    assert tree.root is not None
    for node in tree.root.traverse(include_text=False):
        inside = {"words inside": node.text(deep=True)} if node.tag == "style" else {}
        yield node.tag or "", {**{name: value or "" for name, value in node.attributes.items()}, **inside}
