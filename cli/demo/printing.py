"""How right finding was, on the screen, beside its targets."""

import click

from catalogue.linking import load_candidate_sources
from catalogue.messages import say
from classify.linking.scores import LinkScore
from cli.churn import print_churn
from cli.demo.finding import TARGET_ERROR, TARGET_RIGHT, DemoFinding, SourceYield
from cli.printing import percent, print_table


def print_finding(finding: DemoFinding) -> None:
    """Prints what became of all enterprises and of those without an address in the register, and what each source brought."""
    click.echo(say("\nFinding websites in wave {wave}, beside the truth:", wave=finding.wave))
    header = [
        say("enterprises"),
        say("right"),
        say("wrong site"),
        say("missed"),
        say("given to one without"),
        say("rightly none"),
        say("share right"),
    ]
    rows = [_row(say("all"), finding.everybody), _row(say("no site in the register"), finding.unnamed)]
    print_table(header, rows, indent="  ")
    click.echo(
        say(
            "Targets: at least {right} right (here {share}), expected calibration error at most {error} (here {found}).",
            right=percent(TARGET_RIGHT, 0),
            share=percent(finding.everybody.share_right.value if finding.everybody.share_right else None),
            error=f"{TARGET_ERROR:.2f}",
            found="–" if finding.everybody.calibration_error is None else f"{finding.everybody.calibration_error:.3f}",
        )
    )
    print_table(
        [say("source"), say("enterprises with a proposal"), say("true site proposed"), say("given: right"), say("given: wrong")],
        [_source_row(found) for found in finding.sources],
        indent="  ",
    )
    click.echo(
        say(
            "Members of groups and franchises: {members}, given the site that they share: {shared}."
            " Known to the register by a page on a network: {on_network}, given that page and no website: {social}.",
            members=finding.kinds.members,
            shared=finding.kinds.shared,
            on_network=finding.kinds.on_network,
            social=finding.kinds.social,
        )
    )
    if finding.churn is not None:
        print_churn(finding.churn)


def _row(name: str, score: LinkScore) -> list[str | int | None]:
    counts = score.counts
    shares = [counts[verdict] for verdict in ("right", "wrong", "missed", "to_none", "rightly_none")]
    return [f"{name}: {sum(counts.values())}", *shares, percent(score.share_right.value if score.share_right else None)]


def _source_row(found: SourceYield) -> list[str | int | None]:
    counts = found.score.counts if found.score else {}
    given = [counts.get("right", 0), counts.get("wrong", 0) + counts.get("to_none", 0)]
    return [load_candidate_sources()[found.source].name, found.enterprises, found.true, *given]
