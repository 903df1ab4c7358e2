"""What nh3 leaves of markup: structure, tables, forms and looks. No attribute that it keeps makes a browser ask for anything."""

from functools import cache

import nh3

from web.archive.styles import clean_declarations

_TAGS = (
    "a abbr acronym address article aside b bdi bdo big blockquote br button caption center cite code col colgroup dd del details dfn"
    " dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup hr i input ins kbd label legend"
    " li main mark menu meter nav nobr ol optgroup option output p pre progress q rp rt ruby s samp search section select small span"
    " strike strong sub summary sup table tbody td textarea tfoot th thead time tr tt u ul var wbr"
)
TAGS = frozenset(_TAGS.split())
_EVERYWHERE = (
    "id class style dir lang title hidden popover role align valign width height bgcolor color border"
    " aria-label aria-labelledby aria-describedby aria-hidden aria-disabled aria-level data-archived"
)
EVERYWHERE = frozenset(_EVERYWHERE.split())
ATTRIBUTES = {
    "button": "type disabled",
    "col": "span",
    "colgroup": "span",
    "details": "open",
    "dialog": "open",
    "fieldset": "disabled",
    "font": "face size",
    "hr": "size noshade",
    "input": "type value placeholder disabled checked size min max step",
    "label": "for",
    "li": "value type",
    "meter": "value min max low high optimum",
    "ol": "start reversed type",
    "optgroup": "label",
    "option": "label selected",
    "progress": "value max",
    "select": "disabled multiple size",
    "table": "cellpadding cellspacing rules frame",
    "td": "colspan rowspan headers nowrap",
    "textarea": "placeholder disabled rows cols",
    "th": "colspan rowspan headers scope nowrap",
    "ul": "type",
}
_WITHOUT_CONTENT = "script style template noscript noembed noframes iframe object svg math title head xmp plaintext"
WITHOUT_CONTENT = frozenset(_WITHOUT_CONTENT.split())


def sanitise(markup: str) -> str:
    """The markup without anything that could run, ask for a file or lead elsewhere."""
    cleaned: str = _cleaner().clean(markup)
    return cleaned


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(WITHOUT_CONTENT),
        attributes={"*": set(EVERYWHERE), **{tag: set(names.split()) for tag, names in ATTRIBUTES.items()}},
        attribute_filter=_filter_attribute,
        link_rel=None,
        url_schemes=set(),
    )


def _filter_attribute(_: str, name: str, value: str) -> str | None:
    if name != "style":
        return value
    return clean_declarations(value) or None
