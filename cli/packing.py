"""Packing a sealed bundle for a reviewer elsewhere, and joining what comes back."""

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from catalogue.errors import BundleError
from catalogue.messages import say
from classify.handouts import JoinReport, join_answers, read_answers
from classify.reviewing import ensure_queues
from cli.bundle_folders import ARCHIVE, store_in
from scrapers.archives.excerpts import copy_records
from store.accounts import (
    REVIEWER,
    Person,
    add_person,
    check_password,
    find_person,
    open_accounts,
    read_practice,
    read_waivers,
    record_practice,
    waive_practice,
)
from store.additions import additions_folder, archive_folder
from store.handouts import Handout, hand_out, read_handed, recall, write_bundle
from store.opening import Store
from store.passing_folders import passing_folder
from store.reviewing import Queue, current_moment, find_queue, find_task, read_queues, read_review_pages
from store.sealing import seal_folder, unseal


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed: who has it, how many tasks, and archived pages."""

    reviewer: str
    queue: Queue
    tasks: int
    pages: int


def pack_bundle(store: Store, file: Path, queue: Queue, reviewer: str, phrase: str, size: int) -> Packed:
    """Hands tasks out and writes them into a sealed bundle; where that fails, nothing is handed out.

    Raises:
        BundleError: nothing is left to hand out, or the file cannot be written.
    """
    check_new(file)
    person = _find_reviewer(store, reviewer)
    check_password(person.name, phrase)  # it opens the pages there
    handout = hand_out(store, queue, person.name, current_moment(), most=size)
    if handout is None:
        raise BundleError(say("Nothing of {sample} is left to hand out to {name}.", sample=queue.sample, name=person.name))
    with ExitStack() as unless_written:
        unless_written.callback(recall, store, [handout])
        tasks, pages = _write(store, file, handout, person, phrase)
        unless_written.pop_all()
    return Packed(person.name, queue, tasks, pages)


def choose_queue(store: Store, country: str, wave: str, sample: str | None) -> Queue:
    """The queue of a sample, or the newest audit; where a sample has no queue yet, it is opened.

    Raises:
        BundleError: there is none that is open.
    """
    ensure_queues(store)
    queues = [queue for queue in read_queues(store, country, wave) if queue.closed_at is None]
    found = [queue for queue in queues if (queue.sample == sample if sample else queue.blind)]
    if not found:
        known = ", ".join(queue.sample for queue in queues) or say("none")
        raise BundleError(
            say(
                "There is no open queue {sample} to hand out from (open: {known}). `ecomstat sample {country} --size 400` draws a sample,"
                " which has one.",
                sample=sample or "",
                known=known,
                country=country,
            )
        )
    return found[-1]


def merge_answers(store: Store, file: Path, country: str, phrase: str) -> JoinReport:
    """Joins a sealed file of answers.

    Raises:
        BundleError: it was altered, it is another pass phrase, or it belongs elsewhere; nothing of it is taken.
    """
    content = BytesIO()
    unseal(file, content, "answers", phrase)
    return join_answers(store, read_answers(content.getvalue(), file), country)


def _write(store: Store, file: Path, handout: Handout, person: Person, phrase: str) -> tuple[int, int]:
    queue = find_queue(store, handout.queue)
    assert queue is not None
    tasks = [task for handed in read_handed(store, handout.handout) if (task := find_task(store, handed.task))]
    pages = {
        (page.warc_file, page.warc_offset): page
        for task in tasks
        for page in read_review_pages(store, queue.country, queue.wave, task.enterprise_id)
    }
    with passing_folder(file.parent, "pack") as folder:
        path = store_in(folder)
        places = copy_records(store.path, pages, archive_folder(path) / ARCHIVE)
        write_bundle(store, handout, tasks, path, ARCHIVE, places)
        _write_account(store, path, person, phrase)
        if additions_folder(store.path).is_dir():
            shutil.copytree(additions_folder(store.path), additions_folder(path))
        seal_folder(folder, file, handout.handout, phrase)
    return len(tasks), len(places)


def _write_account(store: Store, path: Path, person: Person, phrase: str) -> None:
    """The reviewer may log in there, by the pass phrase, and need not practise again."""
    with open_accounts(store.path) as accounts, open_accounts(path) as there:
        add_person(there, person.name, REVIEWER, phrase, "")
        for result in read_practice(accounts, person.name):
            record_practice(there, result)
        for waiver in read_waivers(accounts):
            if waiver.name == person.name:
                waive_practice(there, person.name, waiver.given_by)


def _find_reviewer(store: Store, name: str) -> Person:
    with open_accounts(store.path) as accounts:
        person = find_person(accounts, name)
    if person is None or person.removed_at is not None:
        raise BundleError(
            say("Nobody is called {name}: `ecomstat reviewers add {name}` first, so that answers bear a known name.", name=name)
        )
    return person


def check_new(file: Path) -> None:
    """Refuses a place where nothing can be written, or something stands. Raises BundleError."""
    if not file.parent.is_dir():
        raise BundleError(say("There is no folder {folder}: make it first, or name another place.", folder=file.parent))
    if file.exists():
        raise BundleError(say("{file} is there already: name a new file, so that nobody's work is lost.", file=file))
