"""SIMS S.13: how accurate the figures are, from sampling to the assumptions of models."""

from collections.abc import Iterator

import pandas as pd

from aggregate.publication.cells import find_twins, select_cells
from aggregate.publication.facts import Answered
from aggregate.publication.passages import Grid
from aggregate.publication.records import Publication
from aggregate.publication.sims.told import (
    METHOD,
    NONE,
    SURVEYED,
    Told,
    align,
    name_question,
    select_wholes,
    show_rating,
    show_share,
    tell,
)
from catalogue.messages import say
from catalogue.numbers import write_number, write_share

BOTH_WAYS = ("unanswered_all_no", "unanswered_all_yes")


def tell_accuracy(publication: Publication) -> Iterator[Told]:
    """S.13 without coverage and non-response, which `errors.py` tells."""
    yield tell("S.13.1", *_describe_overall(publication), grids=(_count_letters(publication.table),))
    yield tell("S.13.2", *_describe_samples(publication))
    yield tell("S.13.2.1", _explain_sampling(publication), grids=(list_sampling_errors(publication),))
    yield tell("S.13.3.2", _describe_measurement(publication), grids=(_list_judged(publication), _list_agreed(publication)))
    yield tell("S.13.3.5", *_describe_assumptions(publication), grids=(_list_both_ways(publication),))


def list_sampling_errors(publication: Publication) -> Grid:
    """A1: share, standard error, interval, coefficient of variation and letter of each indicator, of the whole register.

    Web presence stands there once, by its official name where it has it. The coefficient of variation is that of the rarer side: standard
    error over the lesser of p and 1 - p. Source: ESS guidelines, A1 (standard error, coefficient of variation, confidence interval).
    """
    header = (say("Indicator"), say("Share"), say("Standard error, points"), say("95 % interval"), say("CV"), say("Letter"))
    rows = select_wholes(publication, METHOD, *SURVEYED)
    rows = rows[~rows["indicator"].isin(find_twins(publication.table))]
    return Grid(
        say("A1: sampling errors of the shares of all registered enterprises"),
        header,
        tuple(
            (
                f"{row['indicator_name']} ({row['indicator']})",
                show_share(row["value"]),
                NONE if pd.isna(row["standard_error"]) else write_number(100 * row["standard_error"], 1),
                f"{show_share(row['ci_low'])} – {show_share(row['ci_high'])}",
                show_share(row["cv"]),
                str(row["quality"] or NONE),
            )
            for row in rows.to_dict("records")
        ),
        align(header),
    )


def _describe_overall(publication: Publication) -> Iterator[str]:
    widths = select_wholes(publication, METHOD, *SURVEYED)["half_width"].dropna()
    if not len(widths):
        yield say("No sample has been reviewed: the figures are shares among websites read and bounds, without margins, and experimental.")
        return
    yield say(
        "Shares of all registered enterprises have 95 % intervals of ± {median} percentage points in the middle case (median), of"
        " ± {widest} at most.",
        median=write_number(100 * float(widths.median()), 1),
        widest=write_number(100 * float(widths.max()), 1),
    )
    yield say(
        "The main sources of error are websites that were not found or not read, wrong decisions of the program, and chance in the sample;"
        " the margins hold all three. They do not hold errors of the register, nor errors that all reviewers would make."
    )


def _count_letters(table: pd.DataFrame) -> Grid:
    """Cells that are shown by letter of quality."""
    cells = select_cells(table)
    shown = cells[(cells["suppressed"] == "") & cells["quality"].notna()]
    counts = shown["quality"].value_counts().sort_index()
    header = (say("Letter"), say("Cells"), say("Share"))
    rows = tuple((str(letter), write_number(count), write_share(count / len(shown))) for letter, count in counts.items())
    return Grid(say("Cells that are shown by letter of quality, A the narrowest margins"), header, rows, align(header))


def _describe_samples(publication: Publication) -> Iterator[str]:
    for design in publication.designs:
        yield say(
            "Sample {sample}: {size} enterprises drawn by chance within {strata} strata, by size and by what the program had found on the"
            " question “{capability}”.",
            sample=design.sample,
            size=write_number(design.size),
            strata=write_number(len(design.strata)),
            capability=name_question(design.capability),
        )
    if publication.phase:
        yield say(
            "Before that {size} enterprises were drawn by chance from the register, and only their websites were looked for; margins"
            " include it.",
            size=write_number(publication.phase.size),
        )
    if not publication.designs:
        yield say("No sample was drawn by the program.")


def _explain_sampling(publication: Publication) -> str:
    if not len(select_wholes(publication, METHOD, *SURVEYED)):
        return say("A1: there are no estimates with margins in this wave.")
    return say(
        "A1: standard errors come from the design of the sample; intervals keep shares between 0 and 100 %. CV is the standard error over"
        " the rarer of yes and no. Letters go by half the width of the interval in points: what is rare can have a narrow interval and a"
        " large CV."
    )


def _describe_measurement(publication: Publication) -> str:
    if not publication.facts.judged:
        return say("Too few decisions of the program have been held against answers of people to say how often they are right.")
    return say(
        "Decisions of the program are held against answers of people about the same enterprises. Errors found in the sample are part of the"
        " margins: estimates from labels do not take the program's decisions for the truth."
    )


def _list_judged(publication: Publication) -> Grid:
    header = (say("Question"), say("Labels"), say("Precision"), say("Recall"), say("F1"), say("Left unknown"))
    weighted = all(found.weighted for found in publication.facts.judged)
    caption = (
        say("Decisions of the program against people's answers, of websites read, weighted to the register")
        if weighted
        else say("Decisions of the program against people's answers, of the websites that were looked at, not weighted")
    )
    rows = tuple(
        (
            name_question(j.capability),
            write_number(j.labels),
            *(show_rating(r) for r in (j.precision, j.recall, j.f1)),
            show_share(j.unknown),
        )
        for j in publication.facts.judged
    )
    return Grid(caption, header, rows, align(header))


def _list_agreed(publication: Publication) -> Grid:
    header = (say("Question"), say("Pairs"), say("Same answer"), say("Agreement on yes"), say("Agreement on no"), say("Kappa"))
    rows = tuple(
        (
            name_question(a.capability),
            write_number(a.pairs),
            *(show_share(rate) for rate in (a.raw, a.positive, a.negative)),
            NONE if a.kappa.value is None else write_number(a.kappa.value, 2),
        )
        for a in publication.facts.agreed
    )
    return Grid(say("Two reviewers who did not see each other's answers"), header, rows, align(header))


def _describe_assumptions(publication: Publication) -> Iterator[str]:
    yield say(
        "Estimates from labels assume no model of who has a website: they use what was found on the web only to narrow the margins. They"
        " assume that drawn enterprises without an answer are like those of the same stratum that were answered."
    )
    if _list_both_ways(publication).rows:
        yield say(
            "The table shows what the shares would be in the sample by itself if all drawn enterprises without an answer were a no, or all"
            " a yes; the estimate uses what was found on the web too, and may lie a little outside."
        )


def _list_both_ways(publication: Publication) -> Grid:
    """Shares of all registered enterprises as estimated, and if every drawn one without an answer were a no, or a yes."""
    rows = select_wholes(publication, METHOD, *BOTH_WAYS)
    rows = rows[~rows["indicator"].isin(find_twins(publication.table))]
    values = rows.pivot_table(index="indicator", columns="method", values="value", sort=False)
    header = (say("Indicator"), say("Estimate"), say("Unanswered all no"), say("Unanswered all yes"))
    complete = values.dropna() if {METHOD, *BOTH_WAYS} <= set(values.columns) else values.iloc[:0]
    listed = tuple(
        (name_question(str(code)), *(show_share(float(row[m])) for m in (METHOD, *BOTH_WAYS))) for code, row in complete.iterrows()
    )
    return Grid(say("If those without an answer were all alike"), header, listed, align(header))


def rate_unanswered(sample: Answered) -> float:
    """A4 of a sample, not weighted: enterprises drawn without any answer over those drawn. Source: ESS guidelines, A4."""
    return (sample.drawn - sample.answered) / sample.drawn if sample.drawn else 0.0
