"""All that a report says, in the order of its parts, ready for the template."""

from dataclasses import dataclass

from aggregate.export.report.changes import draw_since, find_since, tell_changes
from aggregate.export.report.cover import Cover, describe_cover
from aggregate.export.report.definitions import Definition, list_context, list_definitions
from aggregate.export.report.estimates import list_estimates
from aggregate.export.report.groups import Groups, list_groups
from aggregate.export.report.official import describe_comparison, note_comparison
from aggregate.export.report.pictures import Picture, draw_activities, draw_all, draw_sizes, draw_steps
from aggregate.export.report.revisions import list_mean_revisions, list_national_revisions, list_releases
from aggregate.export.report.sentences import Headline, list_leads, tell_headline
from aggregate.export.report.tables import Table, describe_table
from aggregate.publication.beside import describe_differences
from aggregate.publication.core_indicators import CoreIndicator, list_core_indicators, name_status
from aggregate.publication.coverage import list_funnel, list_register_churn, list_website_churn
from aggregate.publication.passages import Concept, Grid, Passage
from aggregate.publication.plain_methods import explain_methods
from aggregate.publication.quality_report import write_quality_report
from aggregate.publication.records import Publication
from catalogue.indicators import ContextStatement
from catalogue.messages import say


@dataclass(frozen=True, slots=True)
class Report:
    """The parts of a report; empty ones are left out of it, with their line in the contents. Core indicators stand with their status."""

    cover: Cover
    headlines: tuple[Headline, ...]
    overview: Picture
    groups: tuple[Groups, ...]
    breakdowns: tuple[Picture, ...]
    since: str
    changed: tuple[str, ...]
    changes: Picture | None
    breaks: tuple[str, ...]
    coverage: tuple[Picture, ...]
    official: Grid | None
    official_definitions: Grid | None
    official_notes: tuple[str, ...]
    tables: tuple[Table, ...]
    methods: tuple[Passage, ...]
    quality: tuple[Concept, ...]
    releases: Grid | None
    revisions: tuple[Grid, ...]
    definitions: tuple[Definition, ...]
    context: tuple[ContextStatement, ...]
    core: tuple[tuple[CoreIndicator, str], ...]


def describe_report(publication: Publication) -> Report:
    """The report of a publication in the language of now; it holds nothing but safe figures, since the publication does."""
    estimates = list_estimates(publication)
    leads = list_leads(estimates)
    comparison = publication.comparison
    revisions = (list_national_revisions(publication), list_mean_revisions(publication))
    return Report(
        cover=describe_cover(publication),
        headlines=tuple(headline for code in leads if (headline := tell_headline(estimates[code]))),
        overview=draw_all(estimates),
        groups=tuple(list_groups(estimates, leads)),
        breakdowns=tuple(draw(estimates[code]) for code in leads for draw in (draw_activities, draw_sizes)),
        since=find_since(publication),
        changed=tell_changes(publication, leads),
        changes=draw_since(publication),
        breaks=tuple(found.sentence for found in publication.breaks),
        coverage=tuple(_draw_coverage(publication, leads)),
        official=describe_comparison(comparison) if comparison else None,
        official_definitions=describe_differences(comparison) if comparison else None,
        official_notes=tuple(note_comparison(comparison)) if comparison else (),
        tables=tuple(describe_table(found) for found in estimates.values()),
        methods=tuple(explain_methods(publication)),
        quality=tuple(write_quality_report(publication)),
        releases=list_releases(publication),
        revisions=tuple(grid for grid in revisions if grid),
        definitions=tuple(list_definitions(estimates)),
        context=tuple(list_context()),
        core=tuple((found, name_status(found.status)) for found in list_core_indicators(publication)),
    )


def _draw_coverage(publication: Publication, leads: list[str]) -> list[Picture]:
    """The funnel for the last of the leading indicators that websites show, and what became of enterprises and websites."""
    facts = publication.facts
    capability = next((code for code in reversed(leads) if code in facts.funnel.decided), leads[-1] if leads else "")
    about = say("Each bar counts enterprises; each step is a part of the one above it, but labels are of a sample of all.")
    kept = say("Each bar counts enterprises.")
    since = facts.churn.since if facts.churn else ""
    drawn = (
        (say("From the register to a figure"), about, list_funnel(facts, capability)),
        (say("Enterprises since {since}", since=since), kept, list_register_churn(facts)),
        (say("Websites of the enterprises that stayed since {since}", since=since), kept, list_website_churn(facts)),
    )
    return [draw_steps(*parts) for parts in drawn if parts[2]]
