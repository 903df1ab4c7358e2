"""How charts look: few lines, ink for figures, colours that differ in lightness so that they differ without colour too."""

INK, SOFT, LINE, STRONG, PAPER = "#1b2530", "#52606d", "#d8dee4", "#14507a", "#ffffff"
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
"""Fonts of equal widths: the drawing knows the widths of one of them, the reader's browser has another."""

KINDS = {
    "plain": STRONG,
    "read": STRONG,
    "nothing": "#9cc3de",
    "refused": "#b5651d",
    "unreachable": "#f3cf8f",
    "elsewhere": "#6b4c86",
    "open": "#d3dae1",
}
"""{kind: colour}; neighbours in a bar are dark and light in turn."""
DARK = frozenset({"plain", "read", "refused", "elsewhere"})
"""Kinds on which text is light."""
PERCENT = "format(datum.value * 100, '~f') + ' %'"
POINTS = "(datum.value > 0 ? '+' : '') + format(datum.value * 100, '~f')"
"""How an axis writes its values (Vega expressions)."""

FIGURES = {"labelColor": SOFT, "labelFontSize": 12, "labelPadding": 5}
CONFIG = {
    "background": None,
    "font": FONT,
    "padding": {"left": 2, "right": 2, "top": 4, "bottom": 2},
    "view": {"stroke": None},
    "text": {"color": INK, "fontSize": 12},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 13,
        "titleColor": SOFT,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "gridColor": LINE,
        "domain": False,
        "ticks": False,
    },
    "axisQuantitative": FIGURES,
    "axisTemporal": FIGURES,
    "title": {"anchor": "start", "color": INK, "fontSize": 13, "fontWeight": "bold", "offset": 6},
    "legend": {
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 0,
        "title": None,
        "orient": "top",
        "symbolType": "square",
        "columnPadding": 14,
    },
}
"""Vega-Lite's configuration of all charts."""
