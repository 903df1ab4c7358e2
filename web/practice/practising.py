"""What people have answered of practice cases that are not finished: kept in memory, and begun again after a restart."""

import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.errors import ReviewError
from catalogue.messages import say
from catalogue.practice import PracticeCase
from classify.reviewing.checking import check_question, check_scope, check_sites
from classify.reviewing.records import DONE, QUESTIONS, SCOPE, SITES, Answers
from classify.reviewing.standing import gather_answers
from store.reviewing import Act
from web.practice.cases import find_step

Key = tuple[str, int]
"""Somebody's name and the number of a case."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an act: the answers after it, whether the case is finished, and whether this repeats one already kept."""

    answers: Answers
    finished: bool
    repeated: bool


class Practising:
    """Holds each person's acts by case; one at a time changes them."""

    def __init__(self) -> None:
        self.acts: dict[Key, list[Act]] = defaultdict(list)
        self.seen: dict[Key, set[str]] = defaultdict(set)
        self.put_off: dict[str, list[int]] = defaultdict(list)
        self.lock = threading.Lock()

    def read_answers(self, name: str, case: PracticeCase) -> Answers:
        """What somebody has answered of a case in the last attempt."""
        with self.lock:
            return gather_answers(self.acts[name, case.number])

    def take(self, name: str, case: PracticeCase, given: Mapping[str, Any], at: str) -> Taken:
        """Keeps an act; a repeated nonce changes nothing.

        Raises:
            ReviewError: this is not what is to be answered now, or no answer.
        """
        key, nonce = (name, case.number), given.get("nonce")
        with self.lock:
            before = gather_answers(self.acts[key])
            if nonce and nonce in self.seen[key]:
                return Taken(before, find_step(case, before) == DONE, repeated=True)
            if find_step(case, before) == DONE:  # another attempt
                before = self._begin_again(key)
            act = _check_act(name, case, before, given, at)
            self.acts[key].append(act)
            self.seen[key].update([nonce] if nonce else [])
            after = gather_answers(self.acts[key])
            return Taken(after, find_step(case, after) == DONE, repeated=False)

    def take_back(self, name: str, case: PracticeCase) -> Act | None:
        """Forgets the newest act on a case that is not finished; None where there is none."""
        with self.lock:
            acts = self.acts[name, case.number]
            unfinished = acts and find_step(case, gather_answers(acts)) != DONE
            return acts.pop() if unfinished else None

    def skip(self, name: str, case: PracticeCase) -> None:
        """Puts a case behind the others."""
        with self.lock:
            self.put_off[name].append(case.number)

    def _begin_again(self, key: Key) -> Answers:
        self.acts[key].clear()
        return Answers()


def _check_act(name: str, case: PracticeCase, answers: Answers, given: Mapping[str, Any], at: str) -> Act:
    """The act that somebody sent, in its one form, if it belongs to the step that is to be answered."""
    step, kind, content = find_step(case, answers), given.get("kind"), given.get("content") or {}
    question, answer = given.get("question"), given.get("answer")
    if kind == "scope" and step == SCOPE:
        return Act(case.number, name, at, kind, answer=(kept := check_scope(answer, content))[0], content=kept[1])
    if kind == "sites" and step == SITES:
        return Act(case.number, name, at, kind, answer=(sites := check_sites(answer, content, _sites(case)))[0], content=sites[1])
    if kind == "question" and step == QUESTIONS:
        asked, said = check_question(question, answer, case.answers)
        return Act(case.number, name, at, kind, asked, said)
    raise ReviewError(say("This step is not the one to be answered now: reload the page, or take back what you answered before."))


def _sites(case: PracticeCase) -> list[str]:
    return [site.site for site in case.sites]
