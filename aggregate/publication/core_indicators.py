"""The Partnership's core indicators on businesses, B1 to B12: which a publication has, how, and why it lacks the others."""

from dataclasses import dataclass

import pandas as pd

from aggregate.publication.naming import name_shortly
from aggregate.publication.records import Publication
from catalogue.indicators import Indicator, Tie, load_indicators
from catalogue.messages import say, say_text

PUBLISHED, NEAR, POSSIBLE, ABSENT = "published", "near", "possible", "absent"
WEBSITE, LABELS, SURVEY = "website", "labels", "survey"


@dataclass(frozen=True, slots=True)
class CoreIndicator:
    """`status`: PUBLISHED, NEAR (not itself, but what websites show of it: `near` are those indicators' codes), POSSIBLE (not published
    here, but could be) or ABSENT.

    `basis` of what is published: `website`, `labels` or `survey`, else ''; `match` of the nearest that websites show: exact, proxy, none.
    `explanation` says in a few sentences how it is published or why not. `ties` are to SDG targets and WSIS action lines, each with its
    source; empty where no source that could be read ties it.
    """

    code: str
    name: str
    status: str
    basis: str
    match: str
    explanation: str
    near: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


def list_core_indicators(publication: Publication | None = None, *, for_office: bool = False) -> list[CoreIndicator]:
    """B1 to B12 in order; without a publication as the catalogue knows them, nothing published.

    `for_office`: told to the office, which can load answers to a survey; readers of a publication load nothing.
    """
    table = pd.DataFrame(columns=["indicator", "method", "suppressed", "sample"]) if publication is None else publication.table
    table = table[["indicator", "method", "suppressed", "sample"]].drop_duplicates()
    return [_judge(indicator, table, for_office=for_office) for indicator in load_indicators() if indicator.kind == "core"]


def name_status(status: str) -> str:
    """A status in words."""
    return {
        PUBLISHED: say("published"),
        NEAR: say("in part, under other names"),
        POSSIBLE: say("not published here, but possible"),
        ABSENT: say("not to be seen on websites"),
    }[status]


def _judge(indicator: Indicator, table: pd.DataFrame, *, for_office: bool) -> CoreIndicator:
    own = table[(table["indicator"] == indicator.code) | table["indicator"].str.startswith(f"{indicator.code}_")]
    shown = own[own["suppressed"] == ""]
    near = tuple(code for code in indicator.near if (table.loc[table["indicator"] == code, "suppressed"] == "").any())
    if len(shown):
        status, basis, told = PUBLISHED, _find_basis(shown), _tell_published(indicator, _find_basis(shown))
    elif len(own):
        status, basis, told = POSSIBLE, "", say("It was estimated, but no figure of it may be shown.")
    elif near:
        status, basis, told = (
            NEAR,
            "",
            say(
                "What websites show of it is published under other names: {names}.",
                names=", ".join(f"{name_shortly(code)} ({code})" for code in near),
            ),
        )
    else:
        status, basis = (ABSENT if indicator.on_web == "no" else POSSIBLE), ""
        told = _tell_way(indicator, for_office=for_office)
    reason = "" if basis == SURVEY else say_text(indicator.web_reason)
    name = say_text(indicator.name)
    return CoreIndicator(indicator.code, name, status, basis, indicator.match, f"{told} {reason}".strip(), near, indicator.ties)


def _find_basis(shown: pd.DataFrame) -> str:
    """What the figures rest on: a survey's answers where any do, else people's labels where there are margins, else websites alone."""
    if shown["method"].str.startswith("survey").any():
        return SURVEY
    return LABELS if shown["sample"].notna().any() else WEBSITE


def _tell_published(indicator: Indicator, basis: str) -> str:
    if basis == SURVEY:
        return say("Published from answers of enterprises to the question itself.")
    if basis == LABELS:
        nearness = say(" What is measured is the official item itself.") if indicator.match == "exact" else ""
        return say("Published from websites, corrected by what people found in a sample drawn by chance, with margins.") + nearness
    return say("Published from websites alone, without margins: experimental.")


def _tell_way(indicator: Indicator, *, for_office: bool) -> str:
    if indicator.on_web == "no" and not for_office:
        return say("Only enterprises themselves can tell, when a survey asks them.")
    if indicator.on_web == "no":
        return say("Only enterprises themselves can tell: answers to a survey can be loaded with `ecomstat labels`.")
    if indicator.on_web == "partly":
        return say("Only answers of enterprises carry this name; what websites show of it is estimated under names of its own.")
    return say("It can be estimated from websites and a sample that people have reviewed.")
