"""An archived page as it looked, as far as it is archived, and harmless: no script, no request, no form, no way out."""

import re

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from catalogue.messages import say
from scrapers.signals.decoding import MAX_BYTES, decode_page, is_html
from scrapers.signals.nesting import limit_work
from scrapers.signals.records import FetchedPage
from web.archive.controls import resolve
from web.archive.notices import render_notice
from web.archive.rewriting import write_inert
from web.archive.sanitising import sanitise
from web.archive.styles import clean_declarations, clean_stylesheet
from web.pages import ENVIRONMENT

FRAME = frozenset({"lang", "dir", "id", "class", "style", "bgcolor", "text"})
SCREENS = ("", "all", "screen")
END = 10  # bytes by which the end of a page is known


def render_page(page: FetchedPage, *, plain: bool = False) -> str:
    """The page as markup that can be shown to anybody: its words, structure, forms and own styles.

    Pictures and frames are boxes, links and controls have no effect, what scripts would have added is not there. `noscript` is left out,
    since no visitor with a browser of today ever saw it. `plain`: without the page's own stylesheets.
    """
    if not is_html(page):
        return render_notice(say("This archived answer is no page that can be shown: {kind}.", kind=page.headers.get("content-type", "")))
    decoded = decode_page(page)
    markup, laborious = limit_work(decoded)
    tree = LexborHTMLParser(markup)
    written, too_much = write_inert(tree.body or tree.root, _find_base(tree, page.url)) if tree.root else ("", False)
    content = sanitise(written)
    values = {
        "frame": _frame_attributes(tree.root),
        "body": _frame_attributes(tree.body),
        "title": _find_title(tree) or page.url,
        "styles": Markup("" if plain else clean_stylesheet(_join_styles(tree))),  # noqa: S704  cleaned
        "content": Markup(content),  # noqa: S704  sanitised
        "notes": _write_notes(content, is_cut=_lacks_end(page.body, decoded) or laborious or too_much),
    }
    return ENVIRONMENT.get_template("archive/page.html").render(values)


def _lacks_end(body: bytes, decoded: bytes) -> bool:
    """Whether decoding left out the end of a body. An end in other letters than ASCII cannot be compared and counts as there."""
    end = body.rstrip()[-END:]
    return b"\0" not in end and end.isascii() and not decoded.rstrip().endswith(end)


def _find_title(tree: LexborHTMLParser) -> str:
    title = tree.css_first("title")
    return title.text().strip() if title else ""


def _find_base(tree: LexborHTMLParser, url: str) -> str:
    base = tree.css_first("base[href]")
    return resolve(url, (base.attributes.get("href") or "").strip()) or url if base else url


def _frame_attributes(node: LexborNode | None) -> Markup:
    """Those attributes of the html or body element that give the page its language, direction and looks."""
    kept = {name: value for name, value in (node.attributes if node else {}).items() if name in FRAME and value and len(value) < 2000}
    if "style" in kept:
        kept["style"] = clean_declarations(kept["style"])
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in kept.items())


def _join_styles(tree: LexborHTMLParser) -> str:
    """The page's own stylesheets for screens, those for some screens within a rule that says so."""
    written = []
    for node in tree.css("style"):
        media = " ".join((node.attributes.get("media") or "").lower().split())
        sheet = node.text() if not _is_aside(node) else ""
        written.append(sheet if media in SCREENS else f"@media {media}{{{sheet}}}")
    return "\n".join(written)


def _is_aside(node: LexborNode) -> bool:
    """Whether an element is of no effect for a visitor, or speaks of a drawing only."""
    while node.parent is not None:
        node = node.parent
        if node.tag in {"noscript", "svg"}:
            return True
    return False


def _write_notes(content: str, *, is_cut: bool) -> list[str]:
    notes = []
    if is_cut:
        notes.append(say("This page is very long: only its beginning is shown, at most {size} MB of it.", size=MAX_BYTES // 1_000_000))
    if not re.sub("<[^>]*>", "", content).strip():
        notes.append(say("Nothing can be seen on this page: without its scripts and pictures it is empty."))
    return notes
