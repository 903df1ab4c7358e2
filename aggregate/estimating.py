"""A wave's estimates: from the frame counted by state, and labels, to the table `estimates`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from aggregate.coherence import check_coherence
from aggregate.comparing_methods import Default, compare_methods
from aggregate.disclosure.rules import RuleSet, find_rules_file, load_rules
from aggregate.indicators import Question, list_questions
from aggregate.of_websites import tables_of_websites
from aggregate.quality import add_diagnostics
from aggregate.reports import AggregateReport
from aggregate.sensitivity import find_disagreement, note_disagreement
from aggregate.surveys.estimating import estimate_surveys
from aggregate.surveys.rows import SURVEY_METHODS
from aggregate.surveys.survey import SurveyWave
from aggregate.tables.breakdowns import read_breakdowns
from aggregate.tables.domains import Domains, build_domains
from aggregate.tables.earlier_phases import EarlierPhases, describe_phase, find_earlier_phases
from aggregate.tables.frame_counts import count_frame
from aggregate.tables.labelled import AnsweredSample, build_answered
from aggregate.tables.other_columns import check_columns
from aggregate.tables.populations import name_group
from aggregate.tables.presence import PRESENCES, hide_presences
from aggregate.tables.rows import SAMPLE_METHOD, FrameCounts, Texts, bound_rows, hide_counts, hide_small, list_columns, read_share_rows
from aggregate.tables.sample_tables import SampleTables
from aggregate.targets import read_targets
from catalogue.capabilities import load_capabilities
from catalogue.errors import EstimateError
from catalogue.messages import say
from catalogue.progress import Progress, Quiet
from store.cells import read_decided, read_questions, read_sample_answers, read_sampled_units
from store.deciding_hosts import read_deciding_hosts
from store.estimates import replace_estimate_columns
from store.frame import count_enterprises, read_frame_columns
from store.layout import counting
from store.links import count_links
from store.opening import Store
from store.records import SampleDesign
from store.reviews import read_designs
from store.surveys import list_surveys

FEWEST_LABELS = 10


@dataclass(frozen=True, slots=True)
class Wave:
    """What all indicators of one wave share."""

    store: Store
    country: str
    wave: str
    domains: Domains
    counts: dict[str, FrameCounts]
    designs: list[SampleDesign]
    models: Mapping[str, str | None]
    level: float
    cells: Mapping[str, Sequence[Any]]
    rules: Mapping[str, RuleSet]
    earlier: EarlierPhases | None
    also: Sequence[str] = ()


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
    to set beside (see `comparing_methods`); `level` is that of the intervals.

    `rules` is a file of rules of disclosure control; without one the file beside the store holds, else the shipped rules.

    Raises:
        EstimateError: no register is loaded, nothing was classified, a breakdown is not to be had, or the rules cannot be read.
    """
    progress, breakdowns = progress or Quiet(), read_breakdowns(by)
    known_rules = load_rules(rules or find_rules_file(store.path))
    labelled = read_questions(store, country, wave)
    models = read_decided(store, country, wave) or _without_websites(store, country, wave, labelled)
    _check(store, country, wave, models, level)
    check_columns(store, country, wave, breakdowns.others)
    questions = list_questions(set(models), labelled)
    progress.start(say("Estimating"), len(questions))
    notes = describe_phase(store, country, wave)
    with counting(store, country, wave, name_group=name_group, others=breakdowns.others) as cells:
        designs = read_designs(store, country, wave)
        domains = build_domains(cells, breakdowns)
        counts = count_frame(store, (question.capability for question in questions), domains)
        earlier = find_earlier_phases(store, country, wave)
        shared = Wave(store, country, wave, domains, counts, designs, models, level, cells, known_rules, earlier, also)
        tables = list(_estimate_all(shared, questions, notes, progress))
        tables += estimate_surveys(SurveyWave(store, country, wave, cells, domains, models, designs, level, known_rules["survey"], notes))
    if not tables:
        raise EstimateError(
            say("No question has ten answers in {country} {wave} yet: there is nothing to estimate.", country=country, wave=wave)
        )
    table = add_diagnostics(pd.concat(tables, ignore_index=True)).assign(country=country, wave=wave, run=run)
    replace_estimate_columns(store, country, wave, list_columns(table))
    return _report(country, wave, table, notes)


def _estimate_all(shared: Wave, questions: list[Question], notes: list[str], progress: Progress) -> Iterator[pd.DataFrame]:
    over_covered = set[str]()
    hidden_by_threshold: dict[int, Texts] = {}  # the frame is the same for all
    presences: dict[int, dict[str, Texts]] = {}
    for question in questions:
        counts = shared.counts[question.capability]
        rules = shared.rules["survey" if question.source == "survey" else "web"]
        if rules.fewest_enterprises not in hidden_by_threshold:
            hidden_by_threshold[rules.fewest_enterprises] = hide_small(counts, rules, notes)
        hidden = hidden_by_threshold[rules.fewest_enterprises]
        answered, sample = _find_answers(shared, question, notes)
        tables, names, default = [], question.names, None
        if question.is_capability and question.capability in PRESENCES and rules.fewest_enterprises not in presences:
            presences[rules.fewest_enterprises] = hide_presences(shared.counts, hidden, shared.rules["web"], notes)
        of_everybody = hidden
        if question.is_capability:
            together = presences.get(rules.fewest_enterprises, {}).get(question.capability)
            of_everybody = together if together is not None else hide_counts(counts, hidden, shared.rules["web"], notes)
        if answered is not None and sample is not None:
            found = SampleTables(answered, counts, hidden, shared.domains, shared.cells, shared.level, rules)
            rows = found.list_rows().assign(sample=sample)
            _note_disagreement(shared, question, sample, rows, notes)
            tables += [rows, *tables_of_websites(shared, question, sample, rows[rows["method"] == SAMPLE_METHOD])]
            default = Default(found, sample, rows)
            if sample not in over_covered and answered.target is not None:
                yield found.list_over_coverage().assign(sample=sample)
                over_covered.add(sample)
        elif question.is_capability:
            tables, names = [bound_rows(counts, of_everybody)], names[:1]
        yield from (table.assign(indicator=name, model=shared.models[question.capability]) for table in tables for name in names)
        others = compare_methods(shared, question, hidden, default, notes)
        yield from (table.assign(indicator=names[0], model=shared.models[question.capability]) for table in others)
        if question.is_capability:
            table = read_share_rows(counts, of_everybody)
            yield table.assign(indicator=question.names[0], model=shared.models[question.capability])
        progress.advance()


def _find_answers(shared: Wave, question: Question, notes: list[str]) -> tuple[AnsweredSample | None, str | None]:
    """The sample with the most labels to this question (the newest of several), ready for estimation."""
    for labelled, design, units, answers in _rank_samples(shared, question):
        where = (shared.store, shared.country, shared.wave)
        columns = {**units, "cell": [cell - 1 for cell in units["cell"]]}
        targets, hosts = read_targets(*where, question.source, design.sample), read_deciding_hosts(*where, design.sample)
        answered = build_answered(columns, answers, design.strata, targets=targets, hosts=hosts, earlier=shared.earlier)
        if answered is not None:
            _note_response(question, design.sample, labelled, answered.asked, notes)
            return answered, design.sample
        notes.append(
            say(
                "{question}: a whole state of sample {sample} has no label, so no margin can be given.",
                question=question.question,
                sample=design.sample,
            )
        )
    return None, None


def _rank_samples(shared: Wave, question: Question) -> list[tuple[int, SampleDesign, dict[str, list[Any]], dict[int, str | None]]]:
    """Samples with enough labels: how many, the design, the sampled units by columns and their answers; most labels first, then newest.

    A sample that was drawn later and whose review has only begun does not push out one that was labelled whole.
    """
    found = []
    for design in reversed(shared.designs):
        where = (shared.store, shared.country, shared.wave)
        answers = read_sample_answers(*where, question.question, question.source, design.sample)
        if len(answers) >= FEWEST_LABELS:
            units = read_sampled_units(*where, design.sample, question.capability)
            labelled = sum(answers.get(unit) in ("yes", "no") for unit in units["unit"])
            found.append((labelled, design, units, answers))
    return sorted((entry for entry in found if entry[0] >= FEWEST_LABELS), key=lambda entry: -entry[0])


def _note_response(question: Question, sample: str, labelled: int, asked: int, notes: list[str]) -> None:
    if labelled < asked:
        notes.append(
            say(
                "{question}: {labelled} of {asked} enterprises of sample {sample} are labelled and stand for the others of their stratum.",
                question=question.question,
                labelled=labelled,
                asked=asked,
                sample=sample,
            )
        )


def _note_disagreement(shared: Wave, question: Question, sample: str, rows: pd.DataFrame, notes: list[str]) -> None:
    found = find_disagreement(shared.store, shared.country, shared.wave, question.question, question.source, sample)
    national = float(rows["value"].iloc[0])  # the whole register comes first, shares before numbers
    if found is not None and found[1] > 0:
        notes.append(note_disagreement(question.question, national, *found))


def _check(store: Store, country: str, wave: str, models: Mapping[str, str | None], level: float) -> None:
    if not 0.5 <= level < 1:
        raise EstimateError(say("The level of intervals must lie between 0.5 and 1, such as 0.95; it is {level}.", level=level))
    if count_enterprises(store, country, wave) == 0:
        raise EstimateError(
            say(
                "No register is loaded for {country} {wave}: load one with `ecomstat frame {country} register.csv`.",
                country=country,
                wave=wave,
            )
        )
    if not models and list_surveys(store, country, wave):
        return  # a survey of the office's own stands by itself
    if not models and _names_website(store, country, wave):
        raise EstimateError(
            say("Nothing has been classified for {country} {wave}: run `ecomstat classify {country}` first.", country=country, wave=wave)
        )
    if not models:
        sentence = (
            "No enterprise of {country} {wave} has a website in the register, and nobody has answered anything about them, so that there is"
            " nothing to estimate from: draw a sample with `ecomstat sample {country}`, let people answer, and load what they answered."
        )
        raise EstimateError(say(sentence, country=country, wave=wave))


def _without_websites(store: Store, country: str, wave: str, labelled: set[tuple[str, str]]) -> dict[str, str | None]:
    """What was asked of people, decided by no model, where no enterprise has a website that `classify` could judge; else nothing."""
    asked = {question for question, _ in labelled} & set(load_capabilities())
    return {} if not asked or _names_website(store, country, wave) else dict.fromkeys(sorted(asked))


def _names_website(store: Store, country: str, wave: str) -> bool:
    sites = read_frame_columns(store, country, wave, ["site"])["site"]
    return any(site is not None for site in sites) or bool(count_links(store, country, wave))


def _report(country: str, wave: str, table: pd.DataFrame, notes: list[str]) -> AggregateReport:
    has_margin = table["method"].isin([SAMPLE_METHOD, *SURVEY_METHODS]) & table["measure"].isin(["share", "total"])
    national = table[has_margin].drop_duplicates("indicator")
    labelled = dict(zip(national["indicator"], national["n_labelled"].astype(int).tolist(), strict=True)) if len(national) else {}
    suppressed = {str(kind): int(n) for kind, n in table["suppressed"].value_counts().sort_index().items()}
    indicators = tuple(dict.fromkeys(table["indicator"]))
    warnings = tuple(check_coherence(table))
    return AggregateReport(country, wave, len(table), indicators, labelled, suppressed, tuple(notes), warnings)
