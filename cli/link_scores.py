"""`ecomstat evaluate --links`: which website belongs to which enterprise, against a file of what people know."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.errors import LabelError
from catalogue.messages import say, say_count
from cli.printing import print_table, print_wrapped, write_rate
from store.opening import Store

if TYPE_CHECKING:
    from classify.linking.scores import LinkScore
    from classify.linking.truth import LinkTruth

MOST_LISTED = 10


def check_truth(links: bool, truth: Path | None) -> None:
    """Refuses --truth without --links."""
    if truth and not links:
        raise click.UsageError(say("--truth goes with --links."))


def load_known_sites(store: Store, country: str, wave: str, file: Path | None) -> Mapping[str, frozenset[str]]:
    """What the file says, else what reviewers answered, with a line that says whose answers they are.

    Raises:
        LabelError: there is neither, or the file cannot be used.
    """
    from classify.reviewing.found_sites import read_reviewed_sites

    if file is not None:
        return load_truth(store, country, wave, file).sites
    reviewed = read_reviewed_sites(store, country, wave)
    if reviewed is None:
        raise LabelError(
            say(
                "Nobody has reviewed yet whose websites are whose (`ecomstat review {country}`). Or name a file of what people know, with"
                " --truth FILE.csv: columns enterprise_id and site, one row for each website, an empty site for enterprises that have"
                " none.",
                country=country,
            )
        )
    click.echo(
        say_count(
            "By what reviewers answered ({purpose}) about {count} enterprise.",
            "By what reviewers answered ({purpose}) about {count} enterprises, each counted once, whatever its chance to be drawn.",
            len(reviewed.sites),
            purpose=reviewed.purpose,
        )
    )
    return reviewed.sites


def load_truth(store: Store, country: str, wave: str, file: Path | None) -> "LinkTruth":
    """What the file says, with a line on rows that could not be used.

    Raises:
        LabelError: there is no file, or it cannot be used.
    """
    from classify.linking.truth import read_link_truth

    if file is None:
        raise LabelError(
            say(
                "Name the file of what people know, with --truth FILE.csv: columns enterprise_id and site, one row for each website, an"
                " empty site for enterprises that have none."
            )
        )
    truth = read_link_truth(store, country, wave, file)
    if truth.unusable:
        rows = ", ".join(str(row) for row in truth.unusable[:MOST_LISTED]) + (" …" if len(truth.unusable) > MOST_LISTED else "")
        click.echo(say("Rows whose site is no address, or that contradict an earlier row, were left out: {rows}.", rows=rows))
    if truth.strangers:
        click.echo(
            say_count(
                "{count} row names no enterprise of the register.", "{count} rows name no enterprise of the register.", len(truth.strangers)
            )
        )
    if truth.outside:
        click.echo(
            say_count(
                "{count} row is about an enterprise outside of the first phase, whose website nobody looked for, and was left out.",
                "{count} rows are about enterprises outside of the first phase, whose websites nobody looked for, and were left out.",
                len(truth.outside),
            )
        )
    return truth


def print_link_scores(scores: Sequence["LinkScore"]) -> None:
    """A table of all enterprises, of size classes, and of sources, and what the columns mean."""
    header = [say("enterprises"), "n", say("right"), say("rightly none"), say("wrong site"), say("missed"), say("given to none")]
    header += [say("share right"), say("precision"), say("recall"), "F1", say("calibration error")]
    headings = {"_T": "", "size": say("\nBy size class"), "source": say("\nBy the source that proposed the site they were given")}
    for dimension, heading in headings.items():
        if chosen := [score for score in scores if score.dimension == dimension]:
            if heading:
                click.echo(heading)
            print_table(header, [_row(score) for score in chosen])
    print_wrapped(
        say(
            "Share right: the right site, or rightly none. Precision: right among those given a site; recall: right among those that have"
            " one, of a source too, so that it tells how many of all websites it led to; 95 % intervals. Calibration error: how far stated"
            " probabilities lie from what came true, on average."
        )
    )


def _row(score: "LinkScore") -> list[object]:
    counts = [score.counts[name] for name in ("right", "rightly_none", "wrong", "missed", "to_none")]
    rates = [write_rate(rate) for rate in (score.share_right, score.precision, score.recall, score.f1)]
    error = "–" if score.calibration_error is None else f"{score.calibration_error:.3f}"
    return [say("all") if score.group == "_T" else score.group, sum(counts), *counts, *rates, error]
