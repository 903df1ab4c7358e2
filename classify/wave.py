"""Deciding a whole wave: links first, then the capabilities of every linked enterprise."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catalogue.additions import using_additions
from catalogue.errors import StoreError
from catalogue.messages import say
from catalogue.progress import Progress
from classify.combining import SiteDecisions, combine_sites
from classify.deciding import Decision, decide_capabilities, write_reasons
from classify.links import decide_links
from classify.presence import LinkedSite
from classify.trained.current import CountryModels, load_country_models
from classify.unseen import UnseenModels, UnseenSite, load_unseen_models, mark_unknown
from store.additions import additions_folder, models_folder
from store.cells import read_decided
from store.cross_fits import UnseenAnswer, replace_unseen
from store.decisions import replace_capabilities
from store.linked_visits import LinkedVisit, SiteLink, count_linked_sites, read_linked_visits
from store.links import count_links
from store.opening import Store
from store.records import Capability
from store.redecisions import count_differing, replace_redecisions
from store.runs import recording


@dataclass(frozen=True, slots=True)
class ClassifyReport:
    """What was decided: {relation: links}, sites, enterprises, {capability: {answer: enterprises}}, and the model's version."""

    links: Mapping[str, int]
    sites: int
    enterprises: int
    answers: Mapping[str, Mapping[str, int]]
    model: str


@dataclass(frozen=True, slots=True)
class BesideReport:
    """What was decided again, the model of the published answers, and {capability: enterprises of which the two models differ}."""

    decided: ClassifyReport
    published: str
    differing: Mapping[str, int]


def classify(store: Store, country: str, wave: str, progress: Progress) -> ClassifyReport:
    """Decides links and capabilities of a wave anew and replaces what was decided before; running it twice gives the same tables.

    Enterprises without a link get no row: their state is `no_site`.
    """
    with using_additions(additions_folder(store.path)):
        models = load_country_models(models_folder(store.path), country)
        with recording(store, "classify", {"country": country, "wave": wave, "model": models.version}, country, wave) as counts:
            unseen = load_unseen_models(store, models_folder(store.path), country)
            report = _decide_all(store, country, wave, progress, models, unseen)
            counts.update(sites=report.sites, enterprises=report.enterprises, links=dict(report.links))
    return report


def classify_beside(store: Store, country: str, wave: str, progress: Progress) -> BesideReport:
    """Decides a wave again by the model of now and keeps that beside the published answers, which stay as they are; links stay too.

    Raises:
        StoreError: the wave has no answers yet that anything could stand beside.
    """
    published = read_decided(store, country, wave)
    if not published:
        sentence = "Nothing was decided in {country} {wave} yet, so that nothing can stand beside it: classify it first without --beside."
        raise StoreError(say(sentence, country=country, wave=wave))
    with using_additions(additions_folder(store.path)):
        models = load_country_models(models_folder(store.path), country)
        arguments = {"country": country, "wave": wave, "model": models.version, "beside": True}
        with recording(store, "classify", arguments, country, wave) as counts:
            sites, deciding = count_linked_sites(store, country, wave), _Deciding(models, None)
            progress.start(say("Deciding capabilities again"), sites)
            replace_redecisions(store, country, wave, _decide_wave(store, country, wave, progress, deciding))
            report = _report(count_links(store, country, wave), sites, deciding.tally, models.version)
            differing = {capability: count_differing(store, country, wave, capability) for capability in report.answers}
            counts.update(sites=report.sites, enterprises=report.enterprises, differing=sum(differing.values()))
    return BesideReport(report, min(published.values()), differing)


def _decide_all(
    store: Store, country: str, wave: str, progress: Progress, models: CountryModels, unseen: UnseenModels | None
) -> ClassifyReport:
    links = decide_links(store, country, wave)
    sites = count_linked_sites(store, country, wave)
    progress.start(say("Deciding capabilities"), sites)
    deciding = _Deciding(models, unseen)
    with store.writing():
        replace_capabilities(store, country, wave, _decide_wave(store, country, wave, progress, deciding))
        replace_unseen(store, country, wave, deciding.unseen_answers)
        if unseen is not None:
            mark_unknown(store, country, wave, unseen)
        replace_redecisions(store, country, wave, ())  # what stood beside the old answers may be of older pages
    return _report(links, sites, deciding.tally, models.version)


@dataclass(slots=True)
class _Deciding:
    """What decides a wave, and what is gathered on the way: {(capability, answer): enterprises}, and answers of models that had not seen
    a label.
    """

    models: CountryModels
    unseen: UnseenModels | None
    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    unseen_answers: list[UnseenAnswer] = field(default_factory=list)

    def decide(self, enterprise_id: str, sites: Sequence[tuple[SiteDecisions, UnseenSite]]) -> Iterator[Capability]:
        """The rows of one enterprise."""
        if self.unseen is not None:
            self.unseen_answers += self.unseen.list_answers(enterprise_id, sites)
        yield from _rows(enterprise_id, [seen for seen, _ in sites], self.models.version, self.tally)


def _decide_wave(store: Store, country: str, wave: str, progress: Progress, deciding: _Deciding) -> Iterator[Capability]:
    waiting = dict[str, list[tuple[SiteDecisions, UnseenSite]]]()
    for visit in read_linked_visits(store, country, wave):
        decisions = decide_capabilities(visit.website, visit.signals, deciding.models.models)
        unseen = UnseenSite({}, {}) if deciding.unseen is None else deciding.unseen.decide_site(visit, decisions)
        for link in visit.links:
            seen = _as_seen(visit, link, decisions)
            if link.of_several:
                waiting.setdefault(link.enterprise_id, []).append((seen, unseen))
            else:
                yield from deciding.decide(link.enterprise_id, [(seen, unseen)])
        progress.advance()
    for enterprise_id, sites in waiting.items():
        yield from deciding.decide(enterprise_id, sites)


def _as_seen(visit: LinkedVisit, link: SiteLink, decisions: tuple[Decision, ...]) -> SiteDecisions:
    return SiteDecisions(LinkedSite(link.relation, link.probability, visit.website.status, link.named, link.none), decisions)


def _rows(enterprise_id: str, sites: list[SiteDecisions], version: str, tally: Counter[tuple[str, str]]) -> Iterator[Capability]:
    for d in combine_sites(sites):
        tally[d.capability, d.answer] += 1
        yield Capability(enterprise_id, d.capability, d.answer, d.probability, version, write_reasons(d))


def _report(links: Mapping[str, int], sites: int, tally: Counter[tuple[str, str]], version: str) -> ClassifyReport:
    answers = dict[str, dict[str, int]]()
    for (capability, answer), n in tally.items():
        answers.setdefault(capability, {})[answer] = n
    return ClassifyReport(links, sites, sum(answers.get("own_website", {}).values()), answers, version)
