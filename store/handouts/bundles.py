"""The small store of a bundle: the enterprises of the tasks, their sites and archived pages, and nothing that anybody predicted."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from store.candidates import add_candidates
from store.frame import find_enterprise, write_enterprises
from store.handouts.records import GivenBack, Handout, TaskState
from store.opening import Store, open_store
from store.records import Candidate, Page, SiteVisit, Website
from store.reviewing import ReviewPage, Task, find_queue, find_task, read_acts, read_named_sites, read_review_pages
from store.reviewing.records import Queue
from store.rows import column_names, write_records
from store.settings import read_settings, write_setting
from store.websites import find_website, write_visits

BUNDLE = "bundle"
"""The setting that a bundle's store has: the handout that it belongs to."""
NEUTRAL = "bundle"
"""What proposed every site in a bundle's store, so that nobody learns which were linked."""
PRIVATE: dict[str, Any] = {"tax_id": None, "stratum": None, "urbanisation": "_U", "owner_sex": "_U", "frame_weight": 1.0, "extra": {}}
"""What no reviewer is shown."""
Places = Mapping[tuple[str, int], int]
"""{(archive, byte) in the store: byte in the bundle's archive}."""


def write_bundle(store: Store, handout: Handout, tasks: Iterable[Task], path: Path, archive: str, places: Places) -> None:
    """Writes the store of a bundle: queue and tasks keep their numbers, `archive` is the one file that holds its pages."""
    queue = find_queue(store, handout.queue)
    assert queue is not None
    with open_store(path) as bundle, bundle.writing() as db:
        write_setting(bundle, BUNDLE, handout.handout)
        write_records(db, "review_queues", [replace(queue, opened_by="", double_share=0.0, seed=0)], Queue)
        write_records(db, "review_handouts", [handout], Handout)
        for task in tasks:
            _write_enterprise(store, bundle, queue, task, archive, places)


def find_bundle(bundle: Store) -> Handout | None:
    """The handout that a bundle's store belongs to; None where it is no bundle's."""
    name = read_settings(bundle).get(BUNDLE)
    row = bundle.db.execute(f"SELECT {', '.join(column_names(Handout))} FROM review_handouts WHERE handout = ?", [name]).fetchone()  # noqa: S608
    return Handout(*row) if row else None


def read_given_back(bundle: Store, handout: Handout) -> GivenBack:
    """What the reviewer has done in a bundle's store so far, in the order in which it was done."""
    numbers = [row[0] for row in bundle.db.execute("SELECT task FROM review_tasks WHERE round <> 'adjudicated' ORDER BY task").fetchall()]
    tasks = [task for number in numbers if (task := find_task(bundle, number))]
    states = (TaskState(t.task, t.enterprise_id, t.round, t.done_at, t.skips) for t in tasks)
    acts = (act for task in tasks for act in read_acts(bundle, task.task))
    return GivenBack(handout.handout, handout.reviewer, tuple(states), tuple(sorted(acts, key=lambda act: act.act)))


def _write_enterprise(store: Store, bundle: Store, queue: Queue, task: Task, archive: str, places: Places) -> None:
    key = (queue.country, queue.wave, task.enterprise_id)
    enterprise = find_enterprise(store, *key)
    assert enterprise is not None
    write_enterprises(bundle, [replace(enterprise, **PRIVATE)])
    named = [site.site for site in read_named_sites(store, *key)]
    pages = read_review_pages(store, *key)
    write_visits(bundle, (visit for site in named if (visit := _make_visit(store, queue, site, pages, archive, places))))
    add_candidates(bundle, queue.country, queue.wave, [Candidate(task.enterprise_id, site, NEUTRAL) for site in named])
    write_records(bundle.db, "review_tasks", [task], Task)


def _make_visit(store: Store, queue: Queue, site: str, pages: Iterable[ReviewPage], archive: str, places: Places) -> SiteVisit | None:
    """A site with its status and pages, without signals, languages and platform; None where the wave does not know it."""
    known = find_website(store, queue.country, queue.wave, site)
    if known is None:
        return None
    shown = ("country", "wave", "site", "host", "kind", "start_url", "status", "reason", "final_url")
    website = Website(**{name: getattr(known, name) for name in shown}, is_final=True)
    return SiteVisit(website, tuple(_place(page, archive, places) for page in pages if page.site == site), ())


def _place(page: ReviewPage, archive: str, places: Places) -> Page:
    """The page with its place in the bundle's archive; a record that is gone has the place of none, where nothing can be read."""
    offset = places.get((page.warc_file, page.warc_offset))
    file = archive if offset is not None else f"missing-{archive}"
    return Page(page.url, 200, page.fetched_at, None, page.language, page.title, None, file, offset or 0)
