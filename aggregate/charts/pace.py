"""Amounts over time: how fast something went."""


from aggregate.charts.records import Step, Text
from aggregate.charts.rendering import remembered, render_chart
from aggregate.charts.theme import STRONG

WIDTH, HEIGHT = 600, 130
MOST_DAYS = 2
"""Days that are told by the hour."""


@remembered
def draw_pace(steps: tuple[Step, ...], text: Text) -> str:
    """Columns over time, in UTC, each as wide as its stretch of time; nothing is drawn where nothing happened."""
    import altair as alt

    rows = [{"begins": step.begins, "ends": step.ends, "amount": step.amount} for step in steps]
    wide = len({step.begins[:10] for step in steps}) > MOST_DAYS
    clock = alt.Axis(title=None, grid=False, tickCount=6, format="%Y-%m-%d" if wide else "%H:%M")
    when = alt.X("begins:T", scale=alt.Scale(type="utc"), axis=clock)
    amount = alt.Y("amount:Q", axis=alt.Axis(title=None, tickCount=3, format=",~d", labelFontSize=12))
    drawn = alt.Chart(alt.Data(values=rows)).mark_bar(color=STRONG, binSpacing=1).encode(x=when, x2="ends:T", y=amount, y2=alt.datum(0))
    return render_chart(drawn.properties(width=WIDTH, height=HEIGHT), text)
