"""Reviewing in the store: queues, tasks, and every act of a reviewer with the labels that follow from it."""

from store.reviewing.acts import find_last, read_acts, read_standing, record_act, undo_last
from store.reviewing.evidence import read_evidence_digest
from store.reviewing.progress import count_progress
from store.reviewing.queues import add_tasks, close_queue, find_queue, open_queue, read_queues
from store.reviewing.records import Act, NewQueue, NewTask, Progress, Queue, Task
from store.reviewing.tasks import claim_tasks, find_task, finish_task, skip_task

__all__ = [
    "Act",
    "NewQueue",
    "NewTask",
    "Progress",
    "Queue",
    "Task",
    "add_tasks",
    "claim_tasks",
    "close_queue",
    "count_progress",
    "find_last",
    "find_queue",
    "find_task",
    "finish_task",
    "open_queue",
    "read_acts",
    "read_evidence_digest",
    "read_queues",
    "read_standing",
    "record_act",
    "skip_task",
    "undo_last",
]
