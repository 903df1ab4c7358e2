"""Releasing a wave: order of vintages, checks, approval, and the freezing of everything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from aggregate.comparison.published import PublishedTable
from aggregate.disclosure.rules import find_rules_file, load_rules
from aggregate.publication.beside import add_official
from aggregate.publication.certifying import find_exposures
from aggregate.publication.checking import BLOCKS, NEVER, Candidate, find_severity, list_checks, load_meanings, tell_check
from aggregate.publication.collecting import collect_publication
from aggregate.publication.facts import Facts
from aggregate.publication.freezing import freeze, thaw
from aggregate.publication.other_waves import count_told_by_changes
from aggregate.publication.records import Background, Publication
from aggregate.publication.revising import list_revisions
from catalogue.errors import ReleaseError
from catalogue.messages import say
from catalogue.progress import Progress, Quiet
from catalogue.settings import LONGEST
from store.estimates import KEY, SECRET, read_estimates
from store.freshness import EstimateRun, find_estimate_run, list_newer
from store.opening import Store
from store.releases import VINTAGES, Check, NewRelease, Release, read_frozen, read_released, read_releases, write_release
from store.reviewing import AUDIT, read_queues
from store.rows import current_time
from store.runs import program_version

SAME = [*KEY, *SECRET, "suppressed", "quality", "since", "definition_version"]
"""Columns that make two releases other ones; not by which run, model or sample."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves a release, and why; `embargo` is a moment (ISO 8601 with its zone) before which the figures are not to be seen.

    `despite` names checks whose failure the reason answers for; `named` says that files name who approved, not the office alone.
    """

    by: str
    reason: str = ""
    embargo: str | None = None
    despite: Sequence[str] = ()
    named: bool = False


def release_wave(
    store: Store,
    country: str,
    wave: str,
    vintage: str,
    given: Approval,
    *,
    facts: Facts | None = None,
    rules: Path | None = None,
    official: Sequence[PublishedTable] = (),
    progress: Progress | None = None,
) -> Release:
    """Freezes the wave's estimates as they are now as its next vintage, and gives the release.

    `rules` is a file of rules of disclosure control, as in `aggregate`; `official` are figures that stand beside the released ones.

    Raises:
        ReleaseError: the vintage is not next, nothing has changed since the last one, a check failed, or something was not said rightly.
        EstimateError: there are no estimates, or none that stands beside official figures.
    """
    by, reason, now = given.by.strip(), given.reason.strip(), current_time()
    _check_words(by, reason, given.despite)
    until = read_embargo(given.embargo, now) if given.embargo else None
    releases = read_releases(store, country, wave)
    check_order(vintage, releases, reason)
    made = find_estimate_run(store, country, wave)
    progress = progress or Quiet()
    progress.start(say("Reading the estimates"))
    draft = add_official(collect_publication(store, country, wave, facts), official)
    _check_changed(store, draft, vintage, releases)
    checks = list_checks(_describe(store, draft, reason, rules, releases, progress))
    _refuse_failed(checks, vintage, given.despite)
    progress.start(say("Freezing the release"))
    approved = (by, now, until, reason, program_version(), tuple(checks))
    with store.writing():
        if find_estimate_run(store, country, wave) != made or len(read_releases(store, country, wave)) != len(releases):
            raise ReleaseError(say("Somebody estimated or released the wave while it was checked: look at it, and release again."))
        return write_release(store, NewRelease(country, wave, vintage, *approved, freeze(draft), given.named))


def check_order(vintage: str, releases: Sequence[Release], reason: str) -> None:
    """Nothing, where this vintage can come after these releases.

    Raises:
        ReleaseError: it cannot: provisional comes before final, final once, revised after another release and with a reason.
    """
    before = [found.vintage for found in releases]
    if vintage not in VINTAGES:
        raise ReleaseError(say("There is no vintage {vintage}: name provisional, final or revised.", vintage=vintage))
    if vintage != "revised" and ("final" in before or "revised" in before):
        raise ReleaseError(
            say("There is a {last} release already: what comes after it is --vintage revised, with --reason.", last=before[-1])
        )
    if vintage == "revised" and not before:
        raise ReleaseError(say("Nothing has been released that could be revised: begin with --vintage provisional or final."))
    if vintage == "revised" and not reason:
        raise ReleaseError(say("A revision needs its reason, which is published with it: add --reason TEXT."))


def read_embargo(text: str, now: str) -> str:
    """A moment as the store writes times, in UTC.

    Raises:
        ReleaseError: it is no moment, says nothing of its zone, or is over.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ReleaseError(say("{text} is no time: write it as 2026-12-01T09:00+03:00, with its zone.", text=text)) from error
    if moment.tzinfo is None:
        raise ReleaseError(say("{text} does not say in which zone: add it, as in {text}+03:00, or Z for UTC.", text=text))
    until = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if until <= now:
        raise ReleaseError(say("The embargo would end at {until}, which is over: name a later time, or none.", until=until))
    return until


def has_newer_estimates(store: Store, country: str, wave: str, release: Release) -> bool:
    """Whether the wave has been estimated again since a release was made."""
    made = find_estimate_run(store, country, wave)
    return made is not None and made.started > release.released_at


def _check_words(by: str, reason: str, despite: Sequence[str]) -> None:
    if not by:
        raise ReleaseError(say("Who approves the release? Add --by NAME."))
    for option, text in (("--by", by), ("--reason", reason)):
        if len(text) > LONGEST or not text.isprintable():
            raise ReleaseError(
                say(
                    "{option} must be one line of at most {longest} readable characters. If yours is, the terminal does not write UTF-8:"
                    " set it to UTF-8, or leave accents out.",
                    option=option,
                    longest=LONGEST,
                )
            )
    if unknown := [code for code in despite if code not in load_meanings()]:
        known = ", ".join(code for code in load_meanings() if find_severity(code, "final") == BLOCKS)
        raise ReleaseError(say("--despite knows {known}, not {wrong}.", known=known, wrong=", ".join(unknown)))
    if despite and not reason:
        raise ReleaseError(say("--despite needs a reason, which is kept with the release: add --reason TEXT."))


def _check_changed(store: Store, draft: Publication, vintage: str, releases: Sequence[Release]) -> None:
    """The same figures may become final once; else a release that says nothing new is none."""
    if not releases or (vintage == "final" and releases[-1].vintage == "provisional"):
        return
    text, columns = read_frozen(store, releases[-1])
    now, before = _leave_times(thaw(freeze(draft))), _leave_times(thaw(text))
    if now == before and _list_same(_read_draft_rows(store, draft)).equals(_list_same(pd.DataFrame(columns))):
        raise ReleaseError(
            say(
                "Release {number} ({vintage}) says all of this already: there is nothing new to release.",
                number=releases[-1].number,
                vintage=releases[-1].vintage,
            )
        )


def _read_draft_rows(store: Store, draft: Publication) -> pd.DataFrame:
    return pd.DataFrame(read_estimates(store, draft.country, draft.wave))


def _list_same(rows: pd.DataFrame) -> pd.DataFrame:
    """What makes a release another one; the letter of a confidential figure is not shown."""
    hidden = rows["suppressed"].isin(["primary", "secondary"])
    return rows[SAME].assign(quality=rows["quality"].where(~hidden, None)).astype(object).fillna("")


def _leave_times(background: Background) -> Background:
    """The same without the runs and their times, which are others whenever the same is estimated again."""
    provenance = replace(background.provenance, estimated_at=None, version=None)
    return replace(background, provenance=provenance, facts=replace(background.facts, runs=()))


def _describe(
    store: Store, draft: Publication, reason: str, rules: Path | None, releases: Sequence[Release], progress: Progress
) -> Candidate:
    where = (store, draft.country, draft.wave)
    made, known = find_estimate_run(*where), load_rules(rules or find_rules_file(store.path))
    earlier = [(found, pd.DataFrame(read_released(store, found.release))) for found in releases]
    figures = pd.concat([draft.table, draft.changes], ignore_index=True)
    return Candidate(
        draft,
        reason,
        made=made is not None,
        newer=list_newer(*where, made) if made else (),
        exposures=find_exposures(*where, made or EstimateRun(0, "", ()), known, progress),
        told_by_changes=count_told_by_changes(*where),
        open_audits=[queue.sample for queue in read_queues(*where) if queue.purpose == AUDIT and queue.closed_at is None],
        earlier=earlier,
        revised=len(list_revisions(figures, earlier[-1:])),
    )


def _refuse_failed(checks: Sequence[Check], vintage: str, despite: Sequence[str]) -> None:
    """Raises ReleaseError with all that stands in the way, one line each."""
    failed = [(check, find_severity(check.code, vintage)) for check in checks if not check.passed]
    never = [check for check, severity in failed if severity == NEVER]
    blocking = [check for check, severity in failed if severity == BLOCKS and check.code not in despite]
    if not never and not blocking:
        return
    lines = [say("Not released:"), *(f"- {tell_check(check)}" for check in (*never, *blocking))]
    if blocking and not never:
        codes = " ".join(f"--despite {check.code}" for check in blocking)
        lines.append(say("If you take the responsibility: {codes} --reason TEXT.", codes=codes))
    raise ReleaseError("\n".join(lines))
