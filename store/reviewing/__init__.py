"""Reviewing in the store: queues, tasks, and every act of a reviewer with the labels that follow from it."""

from store.reviewing.acts import (
    current_moment,
    find_last,
    find_repeated,
    next_moment,
    read_acts,
    read_site_acts,
    read_standing,
    record_act,
    undo_last,
)
from store.reviewing.choosing import Reviewable, Uncertain, read_reviewable, read_uncertain, read_unopened
from store.reviewing.evidence import read_evidence_digest
from store.reviewing.given import GivenAnswer, read_given, read_pairs
from store.reviewing.independence import has_seen, is_in_other_round
from store.reviewing.material import NamedSite, ReviewPage, read_named_sites, read_review_pages, shares_open_site
from store.reviewing.progress import count_left_enterprises, count_progress
from store.reviewing.queues import add_tasks, close_queue, find_queue, open_queue, raise_double_share, read_enterprises_of, read_queues
from store.reviewing.records import (
    ADJUDICATED,
    AUDIT,
    FIRST,
    LOOK,
    PAGES,
    SEARCH,
    SECOND,
    TRAINING,
    Act,
    NewQueue,
    NewTask,
    Progress,
    Queue,
    Task,
)
from store.reviewing.seen import read_seen
from store.reviewing.sheets import SheetAnswer, read_sheet_answers, settle_task
from store.reviewing.stale import Stale, count_stale, find_visited_wave, read_stale
from store.reviewing.tasks import claim_tasks, drop_task, find_task, finish_task, read_done_tasks, read_enterprise_tasks, skip_task
from store.reviewing.versions import Versions, read_versions

__all__ = [
    "ADJUDICATED",
    "AUDIT",
    "FIRST",
    "LOOK",
    "PAGES",
    "SEARCH",
    "SECOND",
    "TRAINING",
    "Act",
    "GivenAnswer",
    "NamedSite",
    "NewQueue",
    "NewTask",
    "Progress",
    "Queue",
    "ReviewPage",
    "Reviewable",
    "SheetAnswer",
    "Stale",
    "Task",
    "Uncertain",
    "Versions",
    "add_tasks",
    "claim_tasks",
    "close_queue",
    "count_left_enterprises",
    "count_progress",
    "count_stale",
    "current_moment",
    "drop_task",
    "find_last",
    "find_queue",
    "find_repeated",
    "find_task",
    "find_visited_wave",
    "finish_task",
    "has_seen",
    "is_in_other_round",
    "next_moment",
    "open_queue",
    "raise_double_share",
    "read_acts",
    "read_done_tasks",
    "read_enterprise_tasks",
    "read_enterprises_of",
    "read_evidence_digest",
    "read_given",
    "read_named_sites",
    "read_pairs",
    "read_queues",
    "read_review_pages",
    "read_reviewable",
    "read_seen",
    "read_sheet_answers",
    "read_site_acts",
    "read_stale",
    "read_standing",
    "read_uncertain",
    "read_unopened",
    "read_versions",
    "record_act",
    "settle_task",
    "shares_open_site",
    "skip_task",
    "undo_last",
]
