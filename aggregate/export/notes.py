"""What a reader must know to use the figures: the notes that go with every file."""

from collections.abc import Iterator

from aggregate.coherence import check_coherence
from aggregate.comparison.definitions import list_differences
from aggregate.comparison.verdicts import NONE
from aggregate.export.origin import Note, note_origin
from aggregate.export.populations import write_populations
from aggregate.publication.hidden_crossings import list_left_out
from aggregate.publication.naming import AMOUNT_METHODS, describe_indicator, load_methods, name_population
from aggregate.publication.records import Publication
from aggregate.publication.vintages import name_vintage, tell_vintage
from aggregate.quality import FEW_LABELS, FEWEST_LABELS, LIMITS, MOST_UNANSWERED
from aggregate.surveys.rows import CV_LIMITS
from catalogue.messages import say, say_text
from catalogue.numbers import write_day, write_number


def write_notes(publication: Publication) -> list[Note]:
    """(heading, text) pairs, in the order of reading."""
    return [
        *_vintage(publication),
        *note_origin(publication),
        *note_methods(publication),
        *note_reading(),
        *write_populations(publication),
        *_left_out(publication),
        *_samples(publication),
        *_surveys(publication),
        *_breaks(publication),
        *_warnings(publication),
        *_definitions(publication),
        *_official(publication),
    ]


def _vintage(publication: Publication) -> Iterator[Note]:
    """Whether the figures are released, and what earlier releases gave otherwise."""
    may_change = "" if publication.vintage == "final" else say(" Figures may change.")
    yield say("Status"), tell_vintage(publication) + may_change
    for release in publication.history:
        yield (
            say("Release {number}", number=release.number),
            say(
                "{vintage}, released {date}. {reason}",
                vintage=name_vintage(release.vintage),
                date=write_day(release.released_at),
                reason=release.reason,
            ),
        )
    means = publication.revision_means
    for row in means[means["revised"] > 0].to_dict("records") if len(means) else ():
        sentence = say(
            "{revised} of {compared} figures ({measure}, {method}) are other than in release {number}; mean absolute revision {mean:.4g}.",
            **{name: row[name] for name in ("revised", "compared", "measure", "method")},
            number=row["earlier_release"],
            mean=row["mean_absolute_revision"],
        )
        yield say("Revision of {name} ({code})", name=row["indicator_name"], code=row["indicator"]), sentence


def note_methods(publication: Publication) -> Iterator[Note]:
    """What the methods of the figures are."""
    used = {*publication.table["method"], *publication.changes["method"]}
    for code, entry in load_methods().items():
        if code in used:
            mark = say(" Experimental.") if entry["experimental"] else ""
            yield say("Method: {name} ({code})", name=say_text(entry["name"]), code=code), say_text(entry["meaning"]) + mark


def note_reading() -> Iterator[Note]:
    """How figures, margins and letters are to be read."""
    yield (
        say("Denominator"),
        say("All registered enterprises of the cell, with or without a website, unless the column denominator says otherwise."),
    )
    yield (
        say("Numbers of enterprises"),
        say("Share × enterprises of the cell in the register. Each cell is estimated by itself: cells need not add up to their total."),
    )
    yield (
        say("Margins"),
        say("95 % intervals unless stated otherwise; ± is half their width and at least one enterprise, since a label may be wrong."),
    )
    yield (
        say("Not read"),
        say("share_not_read: share of enterprises of the cell without a known website, with an unread one or with an unknown answer."),
    )
    steps = ", ".join(f"{letter} ≤ {limit * 100:g}" for letter, limit in LIMITS.items())
    yield (
        say("Quality"),
        say(
            "By half-width in percentage points: {steps} (E: use with caution); F: wider, or fewer than {fewest} labels: not shown.",
            steps=steps,
            fewest=FEWEST_LABELS,
        ),
    )
    yield (
        say("Quality in detail"),
        say(
            "One letter lower where more than {most:.0f} % of the drawn enterprises gave no answer (share_unanswered). few_labels is 1"
            " where fewer than {few} labels stand behind a figure: its margin is less sure. cv: standard error over the rarer of yes and"
            " no. ppv and npv: share of predicted yes, and of predicted no, that people confirmed, with 95 % intervals.",
            most=100 * MOST_UNANSWERED,
            few=FEW_LABELS,
        ),
    )
    yield (
        say("Not shown"),
        say("confidential: too few enterprises, or the cell would give such a one away. unreliable: quality F."),
    )


def _left_out(publication: Publication) -> Iterator[Note]:
    """Which crossings are not listed, since they would be rows of hidden figures alone."""
    every = {whom: tuple(rows["indicator"].unique()) for whom, rows in publication.table.groupby("population", sort=False)}
    for found in list_left_out(publication.left_out):
        tables = (f"{name_population(whom)} ({_name_indicators(codes, every.get(whom, ()))})" for whom, codes in found.indicators.items())
        sentence = say(
            "Not listed, since every figure is hidden: {tables}. Hidden figures: {confidential} confidential, {unreliable} unreliable.",
            tables="; ".join(tables),
            confidential=found.confidential,
            unreliable=found.unreliable,
        )
        yield say("Left out: {breakdowns}", breakdowns=" × ".join(found.breakdowns)), sentence


def _name_indicators(codes: tuple[str, ...], every: tuple[str, ...]) -> str:
    return say("all indicators") if set(codes) == set(every) else ", ".join(codes)


def _samples(publication: Publication) -> Iterator[Note]:
    for design in publication.designs:
        yield (
            say("Sample {sample}", sample=design.sample),
            say(
                "{size} enterprises, drawn by state of {capability} × size class ({strata} strata), classification {model}.",
                size=design.size,
                capability=design.capability,
                strata=len(design.strata),
                model=design.model or say("unknown"),
            ),
        )


def _surveys(publication: Publication) -> Iterator[Note]:
    """Surveys that came with weights of their own, and how amounts are to be read."""
    drawn = {design.sample for design in publication.designs}
    for name in sorted(set(publication.table["sample"].dropna()) - drawn):
        yield (
            say("Survey {survey}", survey=name),
            say("Answers to a survey of the office. Its weights are taken as they are, whether or not they were adjusted for nonresponse."),
        )
    if not publication.table["method"].isin(AMOUNT_METHODS).any():
        return
    yield (
        say("Amounts"),
        say(
            "In whole units: column unit names the currency, or persons. Totals of parts add up to the total. Values are never inferred"
            " from websites. Method survey_untreated shows what the treatment of outliers takes away; intervals hold it as a possible bias."
        ),
    )
    steps = ", ".join(f"{letter} ≤ {limit * 100:g} %" for letter, limit in CV_LIMITS.items())
    yield say("Quality of totals and means"), say("By relative standard error, the possible bias included: {steps}; F: more.", steps=steps)


def _breaks(publication: Publication) -> Iterator[Note]:
    """What the codes of status say, why series have a break, and how to read changes."""
    yield (
        say("Status of figures"),
        say(
            "Column obs_status, codes of SDMX: A normal, B break in series, Q suppressed, U low reliability, G experimental. B comes first;"
            " what else is to be said stands in obs_status_2."
        ),
    )
    for found in publication.breaks:
        yield say("Break since {wave} ({reason})", wave=found.since, reason=found.reason), found.sentence
    if len(publication.changes):
        yield (
            say("Changes"),
            say(
                "Change = change among enterprises of both waves + part of another model + part of other enterprises. n_both: enterprises"
                " of the cell in both waves; n_born: in the new register only; n_died: in the old one only; empty where they tell of a few."
            ),
        )


def _warnings(publication: Publication) -> Iterator[Note]:
    """Which figures do not fit one another, or what published tables lead one to expect."""
    for warning in check_coherence(publication.table):
        yield say("Coherence"), warning


def _definitions(publication: Publication) -> Iterator[Note]:
    for code in publication.table["indicator"].unique():
        name, definition, official = describe_indicator(code)
        nearest = say(" Official item: {official}.", official=official) if official else ""
        yield say("Indicator: {name} ({code})", name=name, code=code), f"{definition}{nearest}"


def _official(publication: Publication) -> Iterator[Note]:
    """Which official figures stand beside ours in the report and the workbook, and in what their definitions differ."""
    comparison = publication.comparison
    if comparison is None:
        return
    beside = comparison.table[comparison.table["verdict"] != NONE]
    yield (
        say("Official figures"),
        say(
            "{count} official figures (items {items}; files {files}) stand beside ours in the report and in the workbook.",
            count=write_number(len(beside)),
            items=", ".join(dict.fromkeys(beside["item"])),
            files=", ".join(dict.fromkeys(beside["source"])),
        ),
    )
    for found in list_differences(comparison):
        told = (found.concept, found.population, found.period, found.denominator)
        yield say("Official item {item} beside {code}", item=found.item, code=found.indicator), " ".join(told)
