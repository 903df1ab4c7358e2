"""Crawl health: how websites ended, how fast the crawl was, what it asked of sites, how much of the register it covers."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from aggregate.charts.bars import draw_bars, draw_parts
from aggregate.charts.records import Bar, Part, Text
from catalogue.messages import say, say_text
from catalogue.numbers import write_share
from catalogue.statuses import CAUSES, load_statuses
from store.health import Coverage, Endings, count_endings, measure_coverage
from web.dashboards.burden import describe_burden
from web.dashboards.names import name_indicator, name_status, name_wave
from web.dashboards.pace import describe_pace
from web.dashboards.panels import WIDE, Asked, Dashboard, Drawing, Panel, choose_shape
from web.dashboards.sheets import COUNT, SHARE, Cell, Column, Sheet, write_cell

HEADLINE = "online_ordering"


def describe_crawl(asked: Asked) -> Dashboard:
    """The dashboard of a wave; of other waves only how their websites ended."""
    endings = asked.measurements.read("endings", count_endings)
    own = [e for e in endings if (e.country, e.wave) == (asked.country, asked.wave)]
    coverage = asked.measurements.read(
        ("coverage", asked.country, asked.wave),
        lambda store: measure_coverage(store, asked.country, asked.wave, HEADLINE),
    )
    panels = [
        *([describe_statuses(own)] if any(e.visitable for e in own) else []),
        describe_coverage(coverage),
        *describe_burden(asked),
        *describe_pace(asked),
        *([describe_waves(endings)] if len({(e.country, e.wave) for e in endings}) > 1 else []),
    ]
    return Dashboard(
        say("Crawl health"),
        say("Whether websites could be read, how fast the crawl was, and what it asked of the sites it visited."),
        tuple(panels),
    )


def describe_statuses(endings: Sequence[Endings]) -> Panel:
    """One wave's websites by status, the commonest first."""
    known, counts = load_statuses(), Counter({e.status: e.websites for e in endings if e.visitable})
    total, names = counts.total(), name_causes()
    rows = counts.most_common()
    bars = [Bar(name_status(s), n, f"{write_cell(n, COUNT)}  ({write_share(n / total)})", known[s].cause) for s, n in rows]
    kinds = tuple((cause, name) for cause, name in names.items() if any(bar.kind == cause for bar in bars))
    text = Text(
        say("Websites by how they ended"),
        say(
            "One bar a status. Read: {share} of {total} websites.", share=write_share(counts["ok"] / total), total=write_cell(total, COUNT)
        ),
    )
    columns = (
        Column("status", ""),
        Column("status_name", say("Status")),
        Column("cause", ""),
        Column("cause_name", say("Cause")),
        Column("meaning", say("Meaning")),
        Column("websites", say("Websites"), COUNT),
        Column("share", say("Share"), SHARE),
    )
    cells = tuple((s, name_status(s), known[s].cause, names[known[s].cause], say_text(known[s].meaning), n, n / total) for s, n in rows)
    elsewhere = sum(e.websites for e in endings if not e.visitable)
    note = say(
        "{count} pages of social networks and marketplaces are not visited and not counted here.", count=write_cell(elsewhere, COUNT)
    )
    lead = say("Only websites that were read can be judged. All others stay unknown: they are never counted as no.")
    return Panel(
        "statuses",
        text.title,
        lead,
        Sheet(columns, cells),
        (Drawing(text.title, partial(draw_bars, tuple(bars), text, kinds=kinds)),),
        (note,) if elsewhere else (),
        choose_shape(len(rows)),
    )


def describe_waves(endings: Sequence[Endings]) -> Panel:
    """Every wave of the store side by side, by cause."""
    known, names = load_statuses(), name_causes()
    counts = dict[tuple[str, str], Counter[str]]()
    for e in endings:
        if e.visitable:
            counts.setdefault((e.country, e.wave), Counter())[known[e.status].cause] += e.websites
    parts = [
        Part(name_wave(*wave), names[cause], causes[cause] / causes.total(), write_share(causes[cause] / causes.total(), 0), cause)
        for wave, causes in counts.items()
        for cause in CAUSES
    ]
    text = Text(
        say("Countries and waves by cause"), say("One bar a wave, divided by what became of its websites."), say("Share of websites")
    )
    columns = (
        *(Column("country", say("Country")), Column("wave", say("Wave"))),
        *(Column(cause, names[cause], COUNT) for cause in CAUSES),
    )
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (country, wave, *(causes[cause] for cause in CAUSES)) for (country, wave), causes in counts.items()
    )
    return Panel(
        "waves",
        text.title,
        say("For comparison: all waves of the store."),
        Sheet(columns, cells),
        (Drawing(text.title, partial(draw_parts, tuple(parts), text)),),
        shape=WIDE,
    )


def describe_coverage(coverage: Coverage) -> Panel:
    """From the register to labels."""
    known, whole = load_statuses(), coverage.registered or 1
    capability = name_indicator(HEADLINE)
    read = sum(count for status, count in coverage.by_status.items() if known[status].read)
    steps = [
        ("registered", say("In the register"), coverage.registered),
        ("linked", say("Linked to a website or page"), coverage.linked),
        ("read", say("Website read"), read),
        ("decided", say("Decided: {capability}", capability=capability), coverage.decided),
        ("labelled", say("Answered by people: {capability}", capability=capability), coverage.labelled),
    ]
    bars = [
        Bar(name, n, f"{write_cell(n, COUNT)}  ({write_share(n / whole)})", "open" if key == "labelled" else "plain")
        for key, name, n in steps
    ]
    text = Text(say("From the register to labels"), say("Bars of enterprises, each step with its share of the register."))
    columns = (
        *(Column("step", ""), Column("step_name", say("Step"))),
        *(Column("enterprises", say("Enterprises"), COUNT), Column("share", say("Share of the register"), SHARE)),
    )
    cells = tuple((key, name, n, n / whole) for key, name, n in steps)
    lead = say(
        "How many enterprises of the register are left at each step. People answer for enterprises of all kinds, with and without website."
    )
    return Panel("coverage", text.title, lead, Sheet(columns, cells), (Drawing(text.title, partial(draw_bars, tuple(bars), text)),))


def name_causes() -> dict[str, str]:
    """{cause: its name}, in the order of the chart."""
    return {
        "read": say("Read"),
        "nothing": say("Nothing to read"),
        "refused": say("Refused"),
        "unreachable": say("Not reached"),
        "elsewhere": say("Leads to another"),
        "open": say("Not visited"),
    }
