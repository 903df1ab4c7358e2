"""The reliability curve: what was stated beside what came true."""


from aggregate.charts.records import Stated, Text
from aggregate.charts.rendering import remembered, render_chart
from aggregate.charts.theme import INK, PAPER, SOFT, STRONG

SIDE = 300
PERCENT = "format(datum.value * 100, '~f') + ' %'"


@remembered
def draw_reliability(points: tuple[Stated, ...], text: Text, observed: str) -> str:
    """A dot for each range of stated probabilities, with its interval and number of cases; on the dashed line what was said came true.

    `text.axis` names the axis of what was stated, `observed` that of what came true.
    """
    import altair as alt

    def axis(title: str) -> alt.Axis:
        return alt.Axis(labelExpr=PERCENT, values=[0, 0.25, 0.5, 0.75, 1], title=title, labelFontSize=12, labelColor=SOFT)

    rows = [{"stated": p.stated, "observed": p.observed, "low": p.low, "high": p.high, "cases": f"{p.cases:,}"} for p in points]
    base = alt.Chart(alt.Data(values=rows)).encode(x=alt.X("stated:Q", scale=alt.Scale(domain=[0, 1]), axis=axis(text.axis)))
    height = alt.Y("observed:Q", scale=alt.Scale(domain=[0, 1]), axis=axis(observed))
    diagonal = alt.Chart(alt.Data(values=[{"stated": end, "observed": end} for end in (0, 1)]))
    marks = [
        diagonal.mark_line(color=SOFT, strokeDash=[4, 3], strokeWidth=1.2).encode(x="stated:Q", y="observed:Q"),
        base.mark_rule(color=STRONG, strokeWidth=2.5, opacity=0.55).encode(y="low:Q", y2="high:Q"),
        base.mark_point(size=64, stroke=STRONG, strokeWidth=2, fill=STRONG, opacity=1).encode(y=height),
        base.mark_text(align="left", dx=8, color=INK, stroke=PAPER, strokeWidth=3, fontSize=11).encode(y=height, text="cases:N"),
        base.mark_text(align="left", dx=8, color=INK, fontSize=11).encode(y=height, text="cases:N"),
    ]
    return render_chart(alt.layer(*marks).properties(width=SIDE, height=SIDE), text)
