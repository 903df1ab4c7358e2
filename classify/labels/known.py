"""Which labels of a file are new to the store: the same one twice is kept once, two answers at one time are a contradiction."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from catalogue.messages import say
from classify.labels.reports import LabelReport, RejectedAnswer
from store.accounts.names import name_key
from store.opening import Store
from store.records import Label
from store.reviewing import ADJUDICATED, AUDIT, read_seen
from store.reviews import read_labels
from store.rows import current_time

LabelKey = tuple[str, str, str, str, str, str | None]
Given = tuple[str, float | None]
DAY = len("2026-11-22")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label as read from a row and column of the file; its time is empty where the file does not say."""

    row: int
    column: str
    label: Label


def sift_labels(store: Store, country: str, wave: str, candidates: Iterable[Candidate], report: LabelReport) -> Iterator[Label]:
    """The labels that the store does not have yet.

    One without a time is known where its labeller's last answer was the same; else it gets the present time. In an audit an answer of
    somebody whom the review page had shown what was predicted, on that day or before, is not taken.
    """
    now, last, given = current_time(), dict[LabelKey, Given](), dict[tuple[LabelKey, str], Given]()
    seen = read_seen(store, country, wave)
    for label in read_labels(store, country, wave):
        last[_key(label)] = given[_key(label), label.at] = (label.answer, label.value)
    for candidate in candidates:
        label, key = candidate.label, _key(candidate.label)
        said = (label.answer, label.value)
        at = label.at or now
        known = given.get((key, at), None if label.at else last.get(key))
        if known != said and _has_seen(label, at, seen):
            sentence = "{labeller} was shown what was predicted of this enterprise before answering: somebody else has to answer."
            report.rejected.append(RejectedAnswer(candidate.row, candidate.column, say(sentence, labeller=label.labeller)))
        elif known is None or (known != said and not label.at and (key, at) not in given):
            last[key] = given[key, at] = said
            yield replace(label, at=at)
        elif known == said:
            report.known += 1
        else:
            reason = say("the labeller {labeller} has answered otherwise at the same time: keep one of the two.", labeller=label.labeller)
            report.rejected.append(RejectedAnswer(candidate.row, candidate.column, reason))


def _has_seen(label: Label, at: str, seen: Mapping[tuple[str, str], str]) -> bool:
    """Whether an answer that should be blind was given after its labeller saw the prediction; sheets know days, not moments."""
    since = seen.get((label.enterprise_id, name_key(label.labeller)))
    return since is not None and label.source == AUDIT and label.round != ADJUDICATED and at[:DAY] >= since[:DAY]


def _key(label: Label) -> LabelKey:
    return (label.enterprise_id, label.question, label.labeller, label.source, label.round, label.sample)
