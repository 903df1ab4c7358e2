"""Acts that come back are done once more here, as far as answers go: the file says what was answered, not what is allowed or done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalogue.capabilities import load_capabilities
from catalogue.errors import ReviewError
from catalogue.messages import say
from classify.reviewing.checking import check_question, check_scope, check_search, check_sites, clean_address, read_note
from classify.reviewing.labelling import ACTIVE, BELONGS, Circumstances, derive_labels
from classify.reviewing.records import DONE
from classify.reviewing.standing import gather_answers
from classify.reviewing.steps import Plan, find_step
from store.records import Label
from store.reviewing import Act
from store.reviewing.acts import moment_before

MILLISECOND = 0.001
ANSWERING = frozenset({"scope", "sites", "question", "search"})


@dataclass(frozen=True, slots=True)
class Window:
    """When answers of a bundle can have been given: after it was packed, and before now."""

    begin: str
    end: str

    def clip(self, moment: str, last: str) -> str:
        """The moment, or the nearest one inside that is after the answer before it: clocks elsewhere may be wrong, or set anew."""
        inside = min(max(moment, self.begin), self.end)
        return inside if inside > last else moment_before(last, -MILLISECOND)


@dataclass(frozen=True, slots=True)
class Replayed:
    """An act as it is kept, the labels that follow from it, and since when the task is done with it (None: it is not)."""

    act: Act
    labels: tuple[Label, ...]
    done_at: str | None


def replay(acts: Iterable[Act], known: Mapping[int, Act], plan: Plan, where: Circumstances, window: Window) -> Iterator[Replayed]:
    """A task's acts in their order; `known` gives those that are kept already, by their numbers in the bundle.

    Nothing is blind in training, nor after the task was done: such an answer is a second thought.

    Raises:
        ReviewError: an act cannot have been done in a bundle.
    """
    standing, blind, done_at, last = list[Act](), dict[int, bool](), None, ""
    for given in acts:
        is_answer = given.kind in ANSWERING
        at = known[given.act].at if given.act in known else window.clip(given.at, last if is_answer else "")
        last = at if is_answer else last
        blind[given.act] = given.blind and where.queue.blind and done_at is None if given.undoes is None else blind[given.undoes]
        act = replace(given, at=at, blind=blind[given.act])
        check_act(act, plan, second=done_at is not None)
        standing = [a for a in standing if a.act != act.undoes]
        standing += [act] if is_answer else []
        after = gather_answers(standing)
        labels = tuple(derive_labels(act, after, plan, where)) if is_answer else ()
        done_at = (done_at or at) if find_step(plan, after) == DONE else None
        yield Replayed(act, labels, done_at)


def check_act(act: Act, plan: Plan, *, second: bool) -> None:
    """Refuses what no bundle writes; `second`: it is a second thought, which may be about anything.

    Raises:
        ReviewError: the answer is none, or is not written as a bundle writes it.
    """
    question, kept, content = act.question, act.answer, dict[str, Any]()
    if act.kind == "scope":
        kept, content = check_scope(act.answer, act.content)
    elif act.kind == "sites":
        kept, content = _check_sites(act)
    elif act.kind == "search":
        content = check_search(act.content, plan)
    elif act.kind == "question":
        question, kept = check_question(act.question, act.answer, {*load_capabilities(), ACTIVE, BELONGS} if second else plan.questions)
    if (question, kept, {**content, **read_note(act.content)}) != (act.question, act.answer, dict(act.content)):
        raise ReviewError(say("an answer is not written as a bundle writes it"))


def _check_sites(act: Act) -> tuple[str | None, dict[str, Any]]:
    """The sites, each of them an address; which ones the bundle named may have changed here since."""
    own = act.content.get("own", ())
    for site in own if isinstance(own, list) else ():
        if not isinstance(site, str) or clean_address(site) != site:
            raise ReviewError(say("an answer is not written as a bundle writes it"))
    entered = act.content.get("entered", ())
    known = set(own if isinstance(own, list) else ()) - set(entered if isinstance(entered, list) else ())
    return check_sites(act.answer, act.content, known)
