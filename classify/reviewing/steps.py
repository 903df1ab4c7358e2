"""Which step of a case comes next: scope, then whose websites, then the questions; a search by hand before anybody may say `none`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.capabilities import load_capabilities
from catalogue.label_guide import load_choices
from catalogue.sites import find_known_host, find_site
from classify.presence import OWN
from classify.reviewing.records import DONE, FOUND, NOT_FOUND_OUT, NOT_IN_SCOPE, QUESTIONS, SCOPE, SEARCH, SITES, Answers

PRESENCE = ("own_website", "web_presence", "social_or_marketplace_only")
"""What follows from the step sites, and is not asked by itself."""
LISTS = frozenset({"directories", "job_boards", "app_stores"})
"""Hosts on which everybody has a page: one there is a presence elsewhere, no website."""
TOLD = frozenset({"phone", "survey"})
"""Channels by which the enterprise itself has said so."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What somebody answered before an adjudicator: {question: answer}, and the sites that it rests on (None: not told, as in sheets)."""

    answers: Mapping[str, str]
    sites: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked in a task: which steps, and which questions. `searches`: whether it begins with a search by hand; `needed`: steps of
    the protocol that `none` cannot do without; `searched`: whether somebody else has already looked by this protocol.

    `disputed`: those of the questions that an adjudicator decides in any case (None in the first rounds: all); the others are asked where
    no one `earlier` has answered them of a website that the adjudicator takes for the enterprise's.
    """

    scope: bool
    sites: bool
    questions: tuple[str, ...]
    searches: bool = False
    needed: frozenset[str] = frozenset()
    searched: bool = False
    disputed: frozenset[str] | None = None
    earlier: tuple[Earlier, ...] = ()


def find_step(plan: Plan, answers: Answers) -> str:
    """The step to be answered now; `done` where nothing is left."""
    if answers.scope == NOT_IN_SCOPE:
        return DONE
    if plan.scope and answers.scope is None:
        return SCOPE
    if plan.sites and judge_presence(plan, answers) is None:
        return SEARCH if _must_search(plan, answers) else SITES
    return QUESTIONS if list_open(plan, answers) else DONE


def judge_presence(plan: Plan, answers: Answers) -> Mapping[str, str] | None:
    """{question: answer} of PRESENCE as the steps sites and search give them; None while they are not finished.

    That there is no website of its own is said only after a search by the protocol, or where the enterprise said so itself.
    """
    outcome = answers.search["outcome"] if answers.search else None
    if outcome == FOUND and answers.sites is None:
        return None
    if answers.sites is None and outcome is None:
        return None
    if answers.sites_unknown:
        return dict.fromkeys(PRESENCE, "unknown")
    own = [is_website(site) for site in answers.sites or ()]
    if any(own):
        return dict(zip(PRESENCE, ("yes", "yes", "no"), strict=True))
    if outcome == NOT_FOUND_OUT:
        return dict(zip(PRESENCE, ("unknown", "yes" if own else "unknown", "unknown"), strict=True))
    if not has_searched(plan, answers):
        return None
    elsewhere = "yes" if own else "no"
    return dict(zip(PRESENCE, ("no", elsewhere, elsewhere), strict=True))


def list_asked(plan: Plan, answers: Answers) -> tuple[str, ...]:
    """The questions that this enterprise can be asked: without a website nothing is asked that only a website can have."""
    found = judge_presence(plan, answers) if plan.sites else None
    if found is None:
        return tuple(q for q in plan.questions if plan.disputed is None or q in plan.disputed)
    asked = (q for q in plan.questions if derive_answer(q, found) is None)
    return tuple(q for q in asked if plan.disputed is None or q in plan.disputed or not _is_answered(plan, answers, q))


def list_open(plan: Plan, answers: Answers) -> tuple[str, ...]:
    """Those of them that are not answered yet."""
    return tuple(q for q in list_asked(plan, answers) if q not in answers.questions)


def derive_answer(question: str, presence: Mapping[str, str]) -> str | None:
    """The answer that follows from the presence on the web alone: `no` (or `unknown`) where what the question needs is not there."""
    needed = _find_presence(question)
    return presence[needed] if needed and presence[needed] != "yes" else None


def has_searched(plan: Plan, answers: Answers) -> bool:
    """Whether somebody has looked by the whole protocol, or was told by the enterprise."""
    return plan.searched or (answers.search is not None and is_complete(plan, answers.search))


def is_complete(plan: Plan, search: Mapping[str, object]) -> bool:
    """Whether a search took every step that this enterprise needs, or the enterprise was asked itself."""
    taken = search.get("protocol") or ()
    return search.get("channel") in TOLD or (isinstance(taken, Sequence) and plan.needed <= frozenset(taken))


def find_needed(url: str, has_mail_domain: bool) -> frozenset[str]:
    """The steps of the protocol that are needed where the register gives this address (or ''), and an e-mail domain of its own."""
    known = {"always": True, "url": bool(url), "email": has_mail_domain}
    return frozenset(step.code for step in load_choices("protocol").values() if known.get(step.when, False))


def is_website(site: str) -> bool:
    """Whether a site is a website by its address, and no page on a network, a marketplace or in a directory."""
    found = find_site(site)
    known = find_known_host(found.host) if found else None
    return found is not None and found.kind in OWN and (known is None or known.category not in LISTS)


def _is_answered(plan: Plan, answers: Answers, question: str) -> bool:
    """Whether somebody has said yes or no about one of the sites that are now taken for the enterprise's; not by not having found any."""
    needed, own = _find_presence(question), set(answers.sites or ())
    return any(
        said.answers.get(question) in {"yes", "no"}
        and said.answers.get(needed, "yes") == "yes"
        and (said.sites is None or not said.sites.isdisjoint(own))
        for said in plan.earlier
    )


def _find_presence(question: str) -> str:
    """What the question needs: own_website, web_presence, or '' for nothing."""
    return load_capabilities()[question].needs if question in load_capabilities() else ""


def _must_search(plan: Plan, answers: Answers) -> bool:
    """Whether a search is next: nothing can be read, or none of the sites is a website of its own."""
    if answers.search is None:
        return plan.searches or answers.sites is not None
    return answers.sites is not None
