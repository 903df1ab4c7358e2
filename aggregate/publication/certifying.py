"""The attack before a release: whether what a wave's estimates hide can be worked out from them and from all that was released earlier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd

from aggregate.disclosure.attack import View
from aggregate.disclosure.hiding import build_frame_view, build_labelled_view, build_reading_views, find_telling
from aggregate.disclosure.insiders import find_held
from aggregate.disclosure.minimum_count import find_small
from aggregate.disclosure.relations import Relations
from aggregate.disclosure.rules import RuleSet
from aggregate.disclosure.told import Told
from aggregate.estimators.arrays import Booleans, Floats
from aggregate.preconditions import list_models
from aggregate.states import PREDICTED_NO, PREDICTED_YES
from aggregate.tables.breakdowns import read_breakdowns
from aggregate.tables.domains import KEY, build_domains
from aggregate.tables.earlier_releases import EarlierReleases, find_earlier_releases
from aggregate.tables.frame_counts import count_frame
from aggregate.tables.populations import name_group
from aggregate.tables.presence import PRESENCES, READINGS, count_kinds
from aggregate.tables.rows import SAMPLE_METHOD, FrameCounts, tell_counts
from catalogue.messages import say
from catalogue.progress import Progress, Quiet
from store.cells import read_questions
from store.cross_fits import find_blind
from store.estimates import read_estimates
from store.freshness import EstimateRun
from store.layout import counting
from store.opening import Store

ENTERPRISES = "n_frame"
LABELLED = {"measure": "share", "method": SAMPLE_METHOD}


@dataclass(frozen=True, slots=True)
class Exposure:
    """Of an indicator (or of numbers of enterprises, `n_frame`): how many confidential cells the estimates show themselves (`shown`), how
    many can be computed from all that is and was shown (`computed`), and how many an earlier release has shown for good (`before`).
    """

    name: str
    shown: int = 0
    computed: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What everybody knows of a wave's tables: from the estimates as they are now, and from these and all releases."""

    now: EarlierReleases
    ever: EarlierReleases


def find_exposures(
    store: Store, country: str, wave: str, made: EstimateRun, rules: Mapping[str, RuleSet], progress: Progress | None = None
) -> list[Exposure]:
    """What would be exposed if the estimates as they are now were released, in numbers of enterprises and in counts of all of them.

    Of estimates from samples only cells labelled whole are counts, and are attacked. What an office's own survey says, amounts too, is
    certified when it is estimated; where nothing was decided of websites there is nothing else.

    Raises:
        EstimateError: the frame cannot be laid out as it was for the estimates.
    """
    models = list_models(store, country, wave, read_questions(store, country, wave))
    breakdowns, known = read_breakdowns(made.breakdowns), _read_known(store, country, wave)
    with counting(store, country, wave, name_group=name_group, others=breakdowns.others) as cells:
        domains, blind = build_domains(cells, breakdowns), find_blind(store, country, wave)
        counts = count_frame(store, models, domains, blind)
    frame = next(iter(counts.values()), None)
    if frame is None:
        return []
    labelled = pd.DataFrame(read_estimates(store, country, wave, safe=False, wanted=LABELLED))
    of_answers, of_labelled = _attack_answers(counts, known, rules["web"]), _attack_labelled(frame, labelled, known, rules["web"])
    found, progress = list[Exposure](), progress or Quiet()
    progress.start(say("Checking that nothing hidden can be computed"))
    for exposure in chain([_attack_frame(frame, known, rules["web"])], of_answers, of_labelled):
        found.append(exposure)
        progress.advance()
    return [exposure for exposure in found if exposure.shown or exposure.computed or exposure.before]


def _read_known(store: Store, country: str, wave: str) -> Known:
    rows, earlier = pd.DataFrame(read_estimates(store, country, wave)).assign(release=0), find_earlier_releases(store, country, wave)
    now = EarlierReleases(rows)
    return Known(now, EarlierReleases(pd.concat([rows, earlier.rows], ignore_index=True)) if earlier else now)


def _attack_frame(counts: FrameCounts, known: Known, rules: RuleSet) -> Exposure:
    lines = counts.lines
    now, ever = (lines.mark_known(found.tell_sizes(counts.keys, counts.size).sizes) for found in (known.now, known.ever))
    sizes = lines.of_cells(counts.size)
    view = build_frame_view(lines, sizes, rules, ever)
    return _count(ENTERPRISES, find_small(sizes, rules.fewest_enterprises), now, ever, [view], lines)


def _attack_answers(counts: Mapping[str, FrameCounts], known: Known, rules: RuleSet) -> Iterator[Exposure]:
    kinds = count_kinds(counts)
    for name, counted in counts.items():
        if kinds is None or name not in PRESENCES:
            yes, no = counted.units[:, PREDICTED_YES], counted.units[:, PREDICTED_NO]
            yield _attack({name: np.eye(3)}, np.array([yes, no, counted.size - yes - no]), counts, known, rules)
    if kinds is not None:
        yield _attack(READINGS, kinds, counts, known, rules)


def _attack(readings: Mapping[str, Floats], kinds: Floats, counts: Mapping[str, FrameCounts], known: Known, rules: RuleSet) -> Exposure:
    """The exposure of indicators that tell of one another, by all that is known of each."""
    lines = counts[next(iter(readings))].lines
    parts = np.array([lines.of_cells(figure) for figure in kinds])
    now = [_tell(counts[name], name, known.now) for name in readings]
    ever = now if known.ever is known.now else [_tell(counts[name], name, known.ever) for name in readings]
    public = [lines.mark_known(told.figures) for told in ever]
    sizes_known = np.any([lines.mark_known(told.sizes) for told in ever], axis=0)
    views = build_reading_views(lines, parts, list(readings.values()), sizes_known, public, rules)
    telling = [find_telling(parts, [reading], rules) for reading in readings.values()]
    shown = np.any([tells & lines.mark_known(told.figures) for tells, told in zip(telling, now, strict=True)], axis=0)
    before = np.any([tells & of_cells for tells, of_cells in zip(telling, public, strict=True)], axis=0)
    return _count(", ".join(readings), np.any(telling, axis=0), shown, before, views, lines)


def _attack_labelled(counts: FrameCounts, rows: pd.DataFrame, known: Known, rules: RuleSet) -> Iterator[Exposure]:
    """The exposure of cells in which everybody was labelled: their shares are counts, known where they are shown as they are."""
    lines, keys = counts.lines, counts.keys[list(KEY)]
    rows = rows[rows["n_effective"].isna() & (rows["n_labelled"].fillna(0) > 0) & rows["value"].notna()]
    unsized = ~lines.mark_known(known.ever.tell_sizes(counts.keys, counts.size).sizes)
    for name, of_name in rows.groupby("indicator"):
        shares = keys.merge(of_name[[*KEY, "value"]], on=list(KEY), how="left")["value"].to_numpy(dtype=np.float64)
        figures = (keys, (str(name),), "share", (SAMPLE_METHOD,), shares)
        now = lines.mark_known(known.now.tell_figures(*figures))
        ever = now if known.ever is known.now else lines.mark_known(known.ever.tell_figures(*figures))
        telling, view = build_labelled_view(lines, shares * counts.size, counts.size, unsized, ever, rules)
        yield _count(str(name), telling, now, ever, [view], lines)


def _tell(counts: FrameCounts, name: str, known: EarlierReleases) -> Told:
    told = tell_counts(counts, name, known)
    assert told is not None
    return told


def _count(name: str, telling: Booleans, now: Booleans, ever: Booleans, views: list[View], lines: Relations) -> Exposure:
    """The exposure of cells that tell of few: known `now`, known to `ever` have been shown, or open to the attack."""
    shown, before = telling & now, telling & ever & ~now
    everything = np.ones(lines.count, dtype=bool)
    computed = int((~find_held(views, everything, lines.moves, thorough=True)).sum()) if views and len(views[0][1].rises) else 0
    return Exposure(name, int(shown.sum()), computed, int(before.sum()))
