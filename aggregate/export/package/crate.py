"""`ro-crate-metadata.json`: the package as a research object (RO-Crate 1.1, https://w3id.org/ro/crate/1.1)."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from aggregate.export.package.descriptor import MEDIA_TYPES, find_licence, name_package
from aggregate.export.package.zips import digest
from aggregate.packages.contents import CRATE
from aggregate.publication.citing import tell_population
from aggregate.publication.facts import Ran
from aggregate.publication.records import Publication
from aggregate.publication.vintages import name_vintage
from catalogue.messages import say

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
ROOT, OFFICE, PROGRAM, REGISTER, APPROVER = "./", "#office", "#ecomstat", "#register", "#approved-by"
Entity = dict[str, Any]


def describe_crate(publication: Publication, files: Mapping[str, bytes]) -> Entity:
    """The JSON-LD: files with their hashes, who published, which runs of which versions made the figures from which register.

    The register is known by its day and digest alone. The office approves; a person is named only where the office wants it.
    """
    runs = publication.facts.runs
    graph = [
        {"@id": CRATE, "@type": "CreativeWork", "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}, "about": {"@id": ROOT}},
        _describe_root(publication, files),
        *(_describe_file(name, content) for name, content in sorted(files.items())),
        *_list_people(publication),
        _describe_register(publication),
        *_list_programs(publication),
        *(_describe_run(place, run) for place, run in enumerate(runs, 1)),
        *_describe_release(publication),
        *_describe_licence(publication),
    ]
    return {"@context": CONTEXT, "@graph": graph}


def _describe_root(publication: Publication, files: Mapping[str, bytes]) -> Entity:
    actions = [{"@id": f"#run-{place}"} for place, _ in enumerate(publication.facts.runs, 1)]
    actions += [{"@id": "#release"}] if publication.release else []
    return {
        "@id": ROOT,
        "@type": "Dataset",
        "name": name_package(publication),
        "description": tell_population(publication),
        "datePublished": (publication.made_at or "1980-01-01")[:10],
        "temporalCoverage": publication.wave,
        "spatialCoverage": publication.country,
        "version": publication.vintage,
        "license": {"@id": find_licence_id(publication)},
        "publisher": {"@id": OFFICE},
        "isBasedOn": {"@id": REGISTER},
        "hasPart": [{"@id": name} for name in sorted(files)],
        **({"mentions": actions} if actions else {}),
    }


def find_licence_id(publication: Publication) -> str:
    """The address of the licence, or the id of the entity that has it in words."""
    licence = find_licence(publication)
    return licence.get("path", "#licence") if licence else "#licence"


def _describe_licence(publication: Publication) -> Iterator[Entity]:
    licence = find_licence(publication) or {"title": say("The office has named no licence: ask it before you pass the figures on.")}
    name = licence.get("title") or licence["name"]
    yield {"@id": find_licence_id(publication), "@type": "CreativeWork", "name": name}


def _describe_file(name: str, content: bytes) -> Entity:
    kind = MEDIA_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "contentSize": str(len(content)),
        "encodingFormat": kind,
        "sha256": digest(content),
    }


def _list_people(publication: Publication) -> Iterator[Entity]:
    office = publication.facts.office
    contact = {"url": office.contact} if office.contact else {}
    yield {
        "@id": OFFICE,
        "@type": "Organization",
        "name": office.name or say("A statistical office that has not given its name"),
        **contact,
    }
    if publication.release and publication.release.names_approver:
        yield {"@id": APPROVER, "@type": "Person", "name": publication.release.public_approver, "affiliation": {"@id": OFFICE}}


def _describe_register(publication: Publication) -> Entity:
    register = publication.register
    return {
        "@id": REGISTER,
        "@type": "CreativeWork",
        "name": say("Business register, not part of this package"),
        "description": tell_population(publication),
        **({"temporal": publication.reference_date} if publication.reference_date else {}),
        **({"identifier": f"sha256:{register.file_digest}"} if register else {}),
    }


def _list_programs(publication: Publication) -> Iterator[Entity]:
    """Every version that ran, and the one that estimated."""
    versions = dict.fromkeys([publication.provenance.version or "unknown", *(run.version for run in publication.facts.runs)])
    for version in versions:
        yield {"@id": _program_id(version), "@type": "SoftwareApplication", "name": "ecomstat", "softwareVersion": version}


def _program_id(version: str) -> str:
    return f"{PROGRAM}-{version}"


def _describe_run(place: int, run: Ran) -> Entity:
    return {
        "@id": f"#run-{place}",
        "@type": "CreateAction",
        "name": f"ecomstat {run.command}",
        "instrument": {"@id": _program_id(run.version)},
        "agent": {"@id": OFFICE},
        "startTime": run.started,
        **({"endTime": run.ended} if run.ended else {}),
        "actionStatus": "CompletedActionStatus" if run.outcome == "done" else "FailedActionStatus",
        "object": {"@id": REGISTER},
        "result": {"@id": ROOT},
    }


def _describe_release(publication: Publication) -> Iterator[Entity]:
    release = publication.release
    if release:
        yield {
            "@id": "#release",
            "@type": "CreateAction",
            "name": say("Release {number} ({vintage})", number=release.number, vintage=name_vintage(release.vintage)),
            **({"description": release.reason} if release.reason else {}),
            "instrument": {"@id": _program_id(publication.provenance.version or "unknown")},
            "agent": {"@id": APPROVER if release.names_approver else OFFICE},
            "endTime": release.released_at,
            "object": {"@id": REGISTER},
            "result": {"@id": ROOT},
        }
