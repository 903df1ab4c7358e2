"""How charts look: few lines, ink for figures, colours that differ in lightness so that they differ without colour too."""

from typing import Any

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


def configure(chart: Any) -> Any:
    """The chart in this look; it says nothing to screen readers by itself, since `rendering` does."""
    return (
        chart.configure(aria=False, background="transparent", font=FONT, padding={"left": 2, "right": 2, "top": 4, "bottom": 2})
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            labelFontSize=13,
            titleColor=SOFT,
            titleFontSize=12,
            titleFontWeight="normal",
            titlePadding=8,
            gridColor=LINE,
            domain=False,
            ticks=False,
            labelPadding=8,
        )
        .configure_axisQuantitative(labelColor=SOFT, labelFontSize=12, labelPadding=5)
        .configure_axisTemporal(labelColor=SOFT, labelFontSize=12, labelPadding=5)
        .configure_header(labelColor=INK, labelFontSize=13, labelFontWeight="bold", labelPadding=6, title=None)
        .configure_legend(labelColor=INK, labelFontSize=12, title=None, orient="top", symbolType="square", labelLimit=0, columnPadding=14)
        .configure_text(color=INK, fontSize=12)
    )
