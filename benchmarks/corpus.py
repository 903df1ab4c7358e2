"""A labelled corpus in a store, as a user would load it: register.csv, sites.csv (labels by host) and sites-<split>.warc.gz."""

import csv
import time
from collections.abc import Sequence
from pathlib import Path

from catalogue.progress import Quiet
from classify import import_labels
from classify.links import decide_links
from scrapers.archives.ingesting import ingest_archives
from scrapers.frame import load_register
from store.frame import read_enterprises
from store.opening import Store

COUNTRY, WAVE = "XX", "2026"


def load_corpus(store: Store, corpus: Path, splits: Sequence[str]) -> dict[str, float]:
    """Frame, pages, links and labels of these splits; gives {stage: seconds}."""
    quiet, took, began = Quiet(), dict[str, float](), time.perf_counter()
    load_register(store, corpus / "register.csv", country=COUNTRY, wave=WAVE, progress=quiet)
    took["frame"] = time.perf_counter() - began
    ingest_archives(store, [corpus / f"sites-{split}.warc.gz" for split in splits], country=COUNTRY, wave=WAVE, progress=quiet)
    took["ingest"] = time.perf_counter() - began - took["frame"]
    decide_links(store, COUNTRY, WAVE)
    import_labels(store, _labels_of(store, corpus, splits), country=COUNTRY, wave=WAVE, progress=quiet)
    return took


def read_kinds(store: Store, corpus: Path) -> dict[str, str]:
    """{enterprise id: kind of website (shop, brochure, …)} as readers found it."""
    with (corpus / "sites.csv").open(encoding="utf-8-sig", newline="") as stream:
        kinds = {row["host"].removeprefix("www."): row["kind"] for row in csv.DictReader(stream)}
    return {e.enterprise_id: kinds[e.site] for e in read_enterprises(store, COUNTRY, WAVE) if e.site in kinds}


def _labels_of(store: Store, corpus: Path, splits: Sequence[str]) -> Path:
    """The label rows of these splits, in a file beside the store."""
    with (corpus / "sites.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    chosen = store.path.parent / f"labels-{'-'.join(splits)}.csv"
    with chosen.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(row for row in rows if row["split"] in splits)
    return chosen
