"""SIMS S.16, S.18 and S.19: what the collection cost and asked of others, and how figures are made."""

from collections.abc import Iterator

from aggregate.publication.naming import list_methods_with_margin, load_methods, name_unit
from aggregate.publication.passages import Grid
from aggregate.publication.records import Publication
from aggregate.publication.sims.told import Told, align, tell, tell_office
from catalogue.messages import say, say_text
from catalogue.numbers import write_day, write_number, write_share

MEGABYTE = 1_000_000


def tell_processing(publication: Publication) -> Iterator[Told]:
    """S.16, S.18 and S.19."""
    office = publication.facts.office
    yield tell_office("S.16", "cost", office.cost, *_describe_burden(publication))
    yield tell("S.18.1", *_describe_sources(publication))
    yield tell("S.18.2", say("Websites are visited once a wave, and once more some days later where the first visit failed."))
    yield tell("S.18.3", *_describe_collection(publication))
    by_people = say("Decisions are checked by people in a sample.") if publication.designs else ""
    yield tell(
        "S.18.4",
        say("Rows of the register are checked one by one when they are loaded."),
        by_people,
        say(
            "Figures are checked against one another, and against what published tables lead one to expect; what was found stands under"
            " internal coherence."
        ),
    )
    yield tell("S.18.5", *_describe_versions(publication), grids=(_list_methods(publication), _list_runs(publication)))
    yield tell("S.18.5.1", rate_labelled(publication))
    yield tell("S.18.6", say("None but the weights of the sample and its strata."))
    yield tell("S.18.6.1", say("None."))
    yield tell("S.19", office.comment or say("None."))


def _describe_burden(publication: Publication) -> Iterator[str]:
    burden, samples = publication.facts.burden, publication.facts.samples
    if burden.sites:
        yield say(
            "{sites} websites, also those that proved to be another's, were sent {requests} requests in all ({megabytes} MB): {median} each"
            " in the middle case (median), {p95} or fewer in 95 of 100 cases.",
            sites=write_number(burden.sites),
            requests=write_number(burden.requests),
            megabytes=write_number(burden.bytes / MEGABYTE, 1),
            median=write_number(burden.median),
            p95=write_number(burden.p95),
        )
    yield say("Enterprises were asked nothing by the collection from websites.")
    if samples:
        yield say(
            "{count} enterprises were looked at by people of the office, or answered a survey.",
            count=write_number(sum(s.answered for s in samples)),
        )


def _describe_sources(publication: Publication) -> Iterator[str]:
    register, provenance = publication.register, publication.provenance
    if register:
        yield say(
            "The register (unit: {unit}; {count} units, {day}); the package of files holds its checksum, never its content.",
            unit=name_unit(register.unit_type),
            count=write_number(register.rows_loaded),
            day=write_day(register.reference_date) if register.reference_date else say("day not stated"),
        )
    if provenance.websites:
        yield say(
            "{websites} websites, social pages and shop pages of these enterprises, of which {read} were read.",
            websites=write_number(provenance.websites),
            read=write_number(provenance.websites_read),
        )
    if publication.designs:
        yield say("Answers of people about the enterprises of a sample drawn by chance.")


def _describe_collection(publication: Publication) -> Iterator[str]:
    if any(ran.command == "ingest" for ran in publication.facts.runs):
        yield say("Pages were taken from archives, too, which the program or others had made before.")
    yield say(
        "Websites are visited by a program that names itself, the office and a page that explains the collection. It keeps to what the"
        " websites ask of programs (robots.txt), waits between requests, asks for few pages, passes no log-in and no captcha, and visits no"
        " website whose owner has asked it not to."
    )
    pages = publication.facts.burden.pages
    if pages:
        yield say(
            "{pages} pages are archived at the office, so that every decision can be checked and made again.", pages=write_number(pages)
        )


def _describe_versions(publication: Publication) -> Iterator[str]:
    models = ", ".join(sorted(set(publication.table["model"].dropna()))) or say("unknown")
    yield say(
        "ecomstat {version}; decisions by {models}. The same store and versions give the same files, byte by byte.",
        version=publication.provenance.version or say("unknown"),
        models=models,
    )


def _list_methods(publication: Publication) -> Grid:
    used = {*publication.table["method"], *publication.changes["method"]}
    header = (say("Method"), say("What it is"))
    rows = tuple((say_text(m["name"]), say_text(m["meaning"])) for code, m in load_methods().items() if code in used)
    return Grid(say("Methods in the files"), header, rows, (False, False))


def _list_runs(publication: Publication) -> Grid:
    """What ran, with the phase of the Generic Statistical Business Process Model (UNECE, GSBPM 5.1) that each command belongs to."""
    collecting = ("frame", "find", "candidates", "crawl", "render", "ingest", "sample")
    phases = dict.fromkeys(collecting, say("Collect")) | {"aggregate": say("Analyse")}
    header = (say("Step"), say("Phase (GSBPM)"), say("Version"), say("Day"), say("Times"))
    rows = tuple(
        (r.command, phases.get(r.command, say("Process")), r.version, write_day(r.ended or r.started), write_number(r.times))
        for r in publication.facts.runs
    )
    return Grid(say("What ran, each step at its last time"), header, rows, align(header, 4))


def rate_labelled(publication: Publication) -> str:
    """S.18.5.1: A7, and the share of enterprises whose answer people gave, the lowest and the highest of an indicator; not weighted.

    Source: ESS guidelines, A7: imputed values over all values. Estimates from labels impute none: what the program decided for an
    enterprise takes no answer's place, and those without an answer are weighted for.
    """
    funnel = publication.facts.funnel
    used = [count for code, count in funnel.labelled.items() if code in set(publication.table["indicator"])]
    has_estimates = publication.table["method"].isin(list_methods_with_margin()).any()
    if not funnel.registered or not used or not has_estimates:
        return say("A7: does not apply, since no answers of people enter the figures and none is filled in.")
    return say(
        "A7 = {rate}: no answer is imputed. Of {low} to {high} of the registered enterprises, by indicator, people gave an answer; these"
        " are weighted so that they stand for the others of their stratum. What the program decided for the others only makes the estimates"
        " more precise.",
        rate=write_share(0.0, 0),
        low=write_share(min(used) / funnel.registered),
        high=write_share(max(used) / funnel.registered),
    )
