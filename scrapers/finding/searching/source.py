"""The source `search`: a search service, where one is named and was allowed."""

from collections.abc import Iterator

from catalogue.profiles import CountryProfile
from scrapers.finding.quests import FindOptions, Quest
from scrapers.finding.searching.asking import PoliteSearch
from scrapers.finding.searching.kept_answers import KeptAnswers, place_answers
from scrapers.finding.searching.proposing import describe_leaving, propose_searched
from scrapers.finding.searching.queries import find_template, name_fields
from scrapers.finding.searching.services import SearchService, name_service, read_service
from store.records import Candidate


def is_search_wanted(options: FindOptions) -> bool:
    """Whether a search service is named."""
    return options.search is not None


def list_services(options: FindOptions) -> list[str]:
    """What the named service is called as the origin of candidates."""
    return [name_service(options.search or "")]


def open_service(options: FindOptions, profile: CountryProfile) -> tuple[SearchService, str]:
    """The named service and the template of its questions.

    Raises:
        CrawlError: one of them is not described as it must be, or the key is not in the environment.
    """
    service = read_service(
        options.search or "",
        options.search_results,
        headers=options.search_headers,
        country=profile.code,
        language=next(iter(profile.languages), ""),
        allow_private=options.allow_private,
    )
    return service, find_template(profile.code, options.search_query)


def list_leaving(options: FindOptions, profile: CountryProfile) -> list[str]:
    """What the named service is told of each enterprise: columns of the register, and gaps of the address. Raises as `open_service`."""
    service, template = open_service(options, profile)
    return [*name_fields(template), *service.sends]


def propose_search(quest: Quest) -> Iterator[Candidate]:
    """What the service finds for enterprises without a website whose names may leave; says first which fields leave.

    Raises CrawlError as `open_service`.
    """
    service, template = open_service(quest.options, quest.profile)
    quest.progress.note(describe_leaving(service, template))
    search = PoliteSearch(service, seconds=quest.options.search_seconds)
    with KeptAnswers(place_answers(quest.store.path, quest.wave), service) as kept:
        yield from propose_searched(quest.read_lacking(), search, kept, template, quest.profile, quest.may_leave, quest.progress)
