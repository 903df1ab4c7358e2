"""A wave's estimates: from the frame counted by state, and labels, to the table `estimates`."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from aggregate.chosen_samples import find_answers
from aggregate.coherence import check_coherence
from aggregate.comparing_methods import Default, compare_methods
from aggregate.definitions import version_definition
from aggregate.disclosure.rules import find_rules_file, load_rules
from aggregate.indicators import Question, list_questions
from aggregate.of_websites import tables_of_websites
from aggregate.preconditions import check_level, list_models
from aggregate.quality import add_diagnostics
from aggregate.reports import AggregateReport
from aggregate.sensitivity import find_disagreement, note_disagreement
from aggregate.surveys.estimating import estimate_surveys
from aggregate.surveys.rows import SURVEY_METHODS
from aggregate.surveys.survey import SurveyWave
from aggregate.tables.breakdowns import read_breakdowns
from aggregate.tables.domains import build_domains
from aggregate.tables.earlier_phases import describe_phase, find_earlier_phases
from aggregate.tables.earlier_releases import find_earlier_releases
from aggregate.tables.frame_counts import count_frame
from aggregate.tables.other_columns import check_columns
from aggregate.tables.populations import name_group
from aggregate.tables.presence import PRESENCES, hide_presences
from aggregate.tables.rows import SAMPLE_METHOD, Texts, bound_rows, hide_counts, hide_small, list_columns, read_share_rows, tell_counts
from aggregate.tables.sample_tables import SampleTables
from aggregate.tables.told_of_reading import leave_out_reading
from aggregate.wave import Wave
from catalogue.errors import EstimateError
from catalogue.messages import say
from catalogue.progress import Progress, Quiet
from store.cells import read_questions
from store.cross_fits import find_blind
from store.estimates import replace_estimate_columns
from store.layout import counting
from store.opening import Store
from store.reviews import read_designs


def aggregate(
    store: Store,
    country: str,
    wave: str,
    *,
    by: Sequence[str] = (),
    also: Sequence[str] = (),
    level: float = 0.95,
    rules: Path | None = None,
    run: int | None = None,
    progress: Progress | None = None,
) -> AggregateReport:
    """Replaces a wave's estimates by new ones and reports how many there are.

    `by` are the crossings of the tables in words, such as `activity,size_class` (none: the usual ones); `also` names experimental methods
    to set beside (see `comparing_methods`); `level` is that of the intervals. `rules` is a file of rules of disclosure control; without one
    the file beside the store holds, else the shipped rules. What earlier releases of the wave have shown is known to everybody.

    Raises:
        EstimateError: no register is loaded, nothing was classified, a breakdown is not to be had, or the rules cannot be read.
    """
    progress, breakdowns = progress or Quiet(), read_breakdowns(by)
    known_rules = load_rules(rules or find_rules_file(store.path))
    labelled = read_questions(store, country, wave)
    check_level(level)
    models = list_models(store, country, wave, labelled)
    check_columns(store, country, wave, breakdowns.others)
    questions = list_questions(set(models), labelled)
    progress.start(say("Estimating"), len(questions))
    notes = describe_phase(store, country, wave)
    with counting(store, country, wave, name_group=name_group, others=breakdowns.others) as cells:
        designs = read_designs(store, country, wave)
        domains = build_domains(cells, breakdowns)
        blind = find_blind(store, country, wave)
        counts = count_frame(store, (question.capability for question in questions), domains, blind)
        earlier, releases = find_earlier_phases(store, country, wave), find_earlier_releases(store, country, wave)
        known = (known_rules, earlier, also, blind, notes, releases)
        shared = Wave(store, country, wave, domains, counts, designs, models, level, cells, *known)
        tables = list(_estimate_all(shared, questions, progress))
        surveyed = (designs, level, known_rules["survey"], notes, earlier, blind, releases)
        tables += estimate_surveys(SurveyWave(store, country, wave, cells, domains, models, *surveyed))
    table = _join_tables(tables, country, wave).assign(run=run)
    table = releases.keep_hidden(table) if releases else table
    replace_estimate_columns(store, country, wave, list_columns(table))
    return _report(country, wave, table, notes)


def _join_tables(tables: Sequence[pd.DataFrame], country: str, wave: str) -> pd.DataFrame:
    """All rows of a wave with their diagnostics and the definitions that hold. Raises EstimateError where there is no table."""
    if not tables:
        raise EstimateError(
            say("No question has ten answers in {country} {wave} yet: there is nothing to estimate.", country=country, wave=wave)
        )
    table = add_diagnostics(pd.concat(tables, ignore_index=True)).assign(country=country, wave=wave)
    return table.assign(definition_version=table["indicator"].map({code: version_definition(code) for code in table["indicator"].unique()}))


def _estimate_all(shared: Wave, questions: list[Question], progress: Progress) -> Iterator[pd.DataFrame]:
    over_covered = set[str]()
    hidden_by_threshold: dict[int, Texts] = {}  # the frame is the same for all
    everybody: dict[tuple[str, int], Texts] = {}
    for question in questions:
        counts = shared.counts[question.capability]
        rules = shared.rules["survey" if question.source == "survey" else "web"]
        if rules.fewest_enterprises not in hidden_by_threshold:
            hidden_by_threshold[rules.fewest_enterprises] = hide_small(counts, rules, shared.notes, shared.releases)
        hidden = hidden_by_threshold[rules.fewest_enterprises]
        answered, sample = find_answers(shared, question)
        tables, names, default = [], question.names, None
        key = (question.capability, rules.fewest_enterprises)
        if key not in everybody:
            everybody |= _hide_everybody(shared, question.capability, rules.fewest_enterprises, hidden)
        of_everybody = everybody[key]
        if answered is not None and sample is not None:
            releases = shared.releases
            tell = partial(releases.tell_figures, counts.keys, names, "share", (SAMPLE_METHOD,)) if releases else None
            found = SampleTables(answered, counts.of_samples, hidden, shared.domains, shared.cells, shared.level, rules, tell)
            rows = found.list_rows().assign(sample=sample)
            _note_disagreement(shared, question, sample, rows)
            tables += [rows, *tables_of_websites(shared, question, sample, rows[rows["method"] == SAMPLE_METHOD])]
            default = Default(found, sample, rows)
            if sample not in over_covered and answered.target is not None:
                yield leave_out_reading(found.list_over_coverage(), counts.keys, of_everybody).assign(sample=sample)
                over_covered.add(sample)
        elif question.is_capability:
            tables, names = [bound_rows(counts, of_everybody)], names[:1]
        model = shared.models[question.capability]
        spoken = [table.assign(indicator=name) for table in tables for name in names]
        spoken += [table.assign(indicator=names[0]) for table in compare_methods(shared, question, hidden, default)]
        if question.is_capability:
            spoken.append(read_share_rows(counts, of_everybody).assign(indicator=names[0]))
        yield from (leave_out_reading(table, counts.keys, of_everybody).assign(model=model) for table in spoken)
        progress.advance()


def _hide_everybody(shared: Wave, capability: str, threshold: int, hidden: Texts) -> dict[tuple[str, int], Texts]:
    """The column `suppressed` of counts of everybody, of a capability and those that are hidden together with it."""
    rules = shared.rules["web"]
    if capability in PRESENCES:
        together = hide_presences(shared.counts, hidden, rules, shared.notes, shared.releases)
        if capability in together:
            return {(name, threshold): reasons for name, reasons in together.items()}
    counts = shared.counts[capability]
    told = tell_counts(counts, capability, shared.releases)
    return {(capability, threshold): hide_counts(counts, hidden, rules, shared.notes, told)}


def _note_disagreement(shared: Wave, question: Question, sample: str, rows: pd.DataFrame) -> None:
    found = find_disagreement(shared.store, shared.country, shared.wave, question.question, question.source, sample)
    national = float(rows["value"].iloc[0])  # the whole register comes first, shares before numbers
    if found is not None and found[1] > 0:
        shared.notes.append(note_disagreement(question.question, national, *found))


def _report(country: str, wave: str, table: pd.DataFrame, notes: list[str]) -> AggregateReport:
    has_margin = table["method"].isin([SAMPLE_METHOD, *SURVEY_METHODS]) & table["measure"].isin(["share", "total"])
    national = table[has_margin].drop_duplicates("indicator")
    labelled = dict(zip(national["indicator"], national["n_labelled"].astype(int).tolist(), strict=True)) if len(national) else {}
    suppressed = {str(kind): int(n) for kind, n in table["suppressed"].value_counts().sort_index().items()}
    indicators = tuple(dict.fromkeys(table["indicator"]))
    warnings = tuple(check_coherence(table))
    return AggregateReport(country, wave, len(table), indicators, labelled, suppressed, tuple(dict.fromkeys(notes)), warnings)
