"""What was released before, why it was revised, and by how much."""

import pandas as pd

from aggregate.export.report.numbers import write_points
from aggregate.publication.citing import name_office
from aggregate.publication.naming import name_shortly
from aggregate.publication.passages import Grid
from aggregate.publication.records import Publication
from aggregate.publication.revising import pick_revised
from aggregate.publication.vintages import name_vintage
from aggregate.tables.domains import ALL, DIMENSIONS
from aggregate.tables.populations import REGISTERED
from catalogue.messages import say
from catalogue.numbers import write_moment, write_number, write_share


def list_releases(publication: Publication) -> Grid | None:
    """The wave's releases up to this one; None of a draft that nothing was released before.

    The office approves. Persons are named where it wants that now, and wanted it when they approved.
    """
    releases = (*publication.history, *([publication.release] if publication.release else []))
    if not releases:
        return None
    header = (say("Release"), say("Vintage"), say("Released"), say("Approved by"), say("Reason"))
    office, named = name_office(publication), releases[-1].names_approver
    rows = tuple(
        (str(r.number), name_vintage(r.vintage), write_moment(r.released_at), (named and r.public_approver) or office, r.reason)
        for r in releases
    )
    return Grid(say("Releases of this wave"), header, rows, (True, False, False, False, False))


def list_mean_revisions(publication: Publication) -> Grid | None:
    """Mean revisions by indicator since each earlier release (SIMS A6), a row for each; None where there is none.

    Only shares that were revised, by the first method meant for use; the file of revisions has all.
    """
    means = pick_revised(publication.revision_means)
    means = means[means["measure"] == "share"].drop_duplicates(["indicator", "earlier_release"]) if len(means) else means
    if means.empty:
        return None
    header = (
        *(say("Indicator"), say("Since release"), say("Figures compared"), say("Of these revised"), say("Mean revision, points")),
        *(say("Mean absolute revision, points"), say("Relative")),
    )
    rows = tuple(
        (
            *(name_shortly(str(row["indicator"])), str(row["earlier_release"])),
            *(write_number(row["compared"]), write_number(row["revised"]), write_points(row["mean_revision"])),
            write_number(100 * row["mean_absolute_revision"], 1),
            "" if pd.isna(row["relative_mean_absolute_revision"]) else write_share(row["relative_mean_absolute_revision"]),
        )
        for row in means.to_dict("records")
    )
    return Grid(say("Mean revisions of shares"), header, rows, (False, *(True,) * 6))


def list_national_revisions(publication: Publication) -> Grid | None:
    """Shares of all registered enterprises that an earlier release gave otherwise; None where there is none."""
    table = publication.revisions
    if table.empty:
        return None
    whole = (table[list(DIMENSIONS)] == ALL).all(axis=1) & (table["population"] == REGISTERED)
    table = table[whole & (table["measure"] == "share") & ~table["experimental"].astype(bool)]
    header = (say("Indicator"), say("Since release"), say("Then"), say("Now"), say("Difference, points"))
    rows = tuple(
        (
            *(name_shortly(str(row["indicator"])), str(row["earlier_release"]), write_share(row["earlier_value"])),
            *(write_share(row["value"]), write_points(row["difference"])),
        )
        for row in table.to_dict("records")
    )
    return Grid(say("National shares that were revised"), header, rows, (False, *(True,) * 4)) if rows else None
