"""What queues are called on pages."""

from aggregate.publication.naming import name_country
from catalogue.messages import say
from store.reviewing import Queue


def name_queue(queue: Queue) -> str:
    """Country, wave, and the sample or the training queue, in words."""
    names = {"country": name_country(queue.country), "wave": queue.wave, "sample": queue.sample}
    return say("{country} {wave}: {sample}", **names) if queue.blind else say("{country} {wave}: {sample} (training)", **names)
