"""What queues are called on pages."""

from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.profiles import load_profile
from store.reviewing import Queue


def name_queue(queue: Queue) -> str:
    """Country, wave, and the sample or the training queue, in words."""
    names = {"country": _name_country(queue.country), "wave": queue.wave, "sample": queue.sample}
    return say("{country} {wave}: {sample}", **names) if queue.blind else say("{country} {wave}: {sample} (training)", **names)


def _name_country(code: str) -> str:
    try:
        return load_profile(code).name
    except ProfileError:
        return code
