"""SIMS S.14 and S.17: how soon figures came, whether on the day announced, and how they were revised."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from aggregate.publication.passages import Grid
from aggregate.publication.records import Publication
from aggregate.publication.revising import pick_revised
from aggregate.publication.sims.told import Told, align, name_question, show_share, tell, tell_office
from aggregate.publication.vintages import name_vintage
from catalogue.messages import say
from catalogue.numbers import write_day, write_number
from store.releases import Release


def tell_timeliness(publication: Publication) -> Iterator[Told]:
    """S.14."""
    yield tell("S.14.1", say("Time lags are counted from the end of the reference period: the day on which the last website was visited."))
    yield tell("S.14.1.1", _tell_lag("TP1", publication, _find_first(publication)))
    yield tell("S.14.1.2", _tell_lag("TP2", publication, _find_final(publication)))
    planned, first = publication.facts.office.planned, _find_first(publication)
    yield tell_office("S.14.2", "planned-date", planned and say("Announced for {day}.", day=write_day(planned)))
    late = count_days(planned, publication.release.released_at) if publication.release and planned else None
    if late is not None:
        yield tell(
            "S.14.2.1",
            say("TP3 = {days} days between the day announced and the release; a number below 0 is early.", days=write_number(late)),
        )
    elif not planned:
        yield Told("S.14.2.1", (say("TP3: no day of release was announced."),), asks="planned-date")
    else:
        yield tell("S.14.2.1", say("TP3: not yet released.") if first is None else say("TP3: this is no release."))


def tell_revision(publication: Publication) -> Iterator[Told]:
    """S.17."""
    yield tell_office("S.17.1", "revision-policy", publication.facts.office.revision_policy)
    yield tell("S.17.2", _count_releases(publication), grids=(_list_releases(publication),))
    yield tell("S.17.2.1", _explain_revisions(publication), grids=(_list_revisions(pick_revised(publication.revision_means)),))


def count_days(earlier: str | None, later: str | None) -> int | None:
    """Days from one moment or day (ISO 8601) to another; None where one is missing or is none."""
    try:
        return (date.fromisoformat((later or "")[:10]) - date.fromisoformat((earlier or "")[:10])).days
    except ValueError:
        return None


def _list_all(publication: Publication) -> tuple[Release, ...]:
    return (*publication.history, *((publication.release,) if publication.release else ()))


def _find_first(publication: Publication) -> Release | None:
    return next(iter(_list_all(publication)), None)


def _find_final(publication: Publication) -> Release | None:
    return next((release for release in _list_all(publication) if release.vintage == "final"), None)


def _tell_lag(indicator: str, publication: Publication, release: Release | None) -> str:
    """TP1 and TP2: days from the end of the reference period to the release of first, and of final, results.

    Source: ESS guidelines, TP1 and TP2; the reference period ends with the last visit of a website.
    """
    days = count_days(publication.provenance.visited_to, release.released_at if release else None)
    if release is None or days is None:
        return say("{indicator}: there is no such release yet.", indicator=indicator)
    return say(
        "{indicator} = {days} days, from {end} to {day}.",
        indicator=indicator,
        days=write_number(days),
        end=write_day(publication.provenance.visited_to or ""),
        day=write_day(release.released_at),
    )


def _count_releases(publication: Publication) -> str:
    releases = _list_all(publication)
    if not releases:
        return say("Nothing of this wave has been released yet.")
    return say("Releases of this wave so far: {count}.", count=len(releases))


def _list_releases(publication: Publication) -> Grid:
    header = (say("Release"), say("Vintage"), say("Day"), say("Reason"))
    rows = tuple((str(r.number), name_vintage(r.vintage), write_day(r.released_at), r.reason) for r in _list_all(publication))
    return Grid(say("Releases of this wave"), header, rows, (True, False, False, False))


def _explain_revisions(publication: Publication) -> str:
    if not len(publication.revision_means):
        return say("A6: there is no earlier release of this wave to compare with.")
    return say(
        "A6: mean revision and mean absolute revision, and the latter relative to the later figures, of all figures that both releases"
        " show. Indicators that are not listed were not revised."
    )


def _list_revisions(means: pd.DataFrame) -> Grid:
    """A6 by indicator, method and earlier release. Source: ESS guidelines, A6: MR, MAR and RMAR."""
    header = (
        *(say("Indicator"), say("Method"), say("Measure"), say("Earlier release"), say("Compared"), say("Revised")),
        *(say("Mean"), say("Mean absolute"), say("Relative")),
    )
    rows = tuple(
        (
            *(name_question(str(row["indicator"])), str(row["method"]), str(row["measure"]), str(row["earlier_release"])),
            *(write_number(row["compared"]), write_number(row["revised"])),
            *(write_number(row[name], 4) for name in ("mean_revision", "mean_absolute_revision")),
            show_share(row["relative_mean_absolute_revision"]),
        )
        for row in means.to_dict("records")
    )
    return Grid(say("A6: average size of revisions"), header, rows, align(header, 4))
