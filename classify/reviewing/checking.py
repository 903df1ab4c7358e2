"""What a reviewer sends becomes an act that can be kept, or is refused with a sentence that says what is missing."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from catalogue.errors import ReviewError
from catalogue.label_guide import load_choices
from catalogue.messages import say, say_text
from catalogue.sites import KINDS, find_known_host, find_site
from classify.labels.questions import find_answer
from classify.reviewing.records import CANNOT_TELL, FOUND, IN_SCOPE, NONE, NOT_IN_SCOPE
from classify.reviewing.steps import Plan, is_complete

SCOPE_ANSWERS = {"yes": IN_SCOPE, "y": IN_SCOPE, "x": NOT_IN_SCOPE, "no": NOT_IN_SCOPE, "u": CANNOT_TELL, "unknown": CANNOT_TELL}
HOST = re.compile(r"[a-z0-9._-]+")
MOST_SITES, LONGEST, MOST_SECONDS, MOST_MINUTES = 20, 2000, 86_400.0, 1440.0


def check_scope(answer: str | None, content: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """(y, x or u, content with the reason of an x)."""
    given = SCOPE_ANSWERS.get((answer or "").lower())
    if given is None:
        raise ReviewError(say("Say whether the enterprise is active and in scope: y, x with a reason, or u if you cannot tell."))
    reason = _read_text(content, "reason")
    if given == NOT_IN_SCOPE and reason not in load_choices("reasons"):
        raise ReviewError(say("Say why it does not count: {reasons}.", reasons=", ".join(load_choices("reasons"))))
    return given, {"reason": reason} if given == NOT_IN_SCOPE else {}


def check_sites(answer: str | None, content: Mapping[str, Any], known: Collection[str]) -> tuple[str | None, dict[str, Any]]:
    """('unknown' where nobody can tell, else None; content with the sites chosen and those typed)."""
    if answer is not None and answer.lower() in {"u", "unknown"}:
        return "unknown", {"own": [], "entered": []}
    chosen, typed = _read_texts(content, "own"), _read_texts(content, "entered")
    if strangers := sorted(set(chosen) - set(known) - set(typed)):
        raise ReviewError(say("{site} is not among the sites of this enterprise: enter its address.", site=strangers[0][:100]))
    entered = [clean_address(text) for text in typed]
    own = {*(site for site in chosen if site in known), *entered}
    return None, {"own": sorted(own), "entered": sorted({site for site in entered if site not in known})}


def check_search(content: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """The protocol of a search, whole."""
    outcome, channel = _read_text(content, "outcome"), _read_text(content, "channel", "web")
    if outcome not in load_choices("outcomes"):
        raise ReviewError(say("Say what the search came to: {outcomes}.", outcomes=", ".join(load_choices("outcomes"))))
    if channel not in load_choices("channels"):
        raise ReviewError(say("Say how you found it out: {channels}.", channels=", ".join(load_choices("channels"))))
    taken = [step for step in load_choices("protocol") if step in _read_texts(content, "protocol")]
    kept: dict[str, Any] = {"outcome": outcome, "channel": channel, "protocol": taken, "minutes": _read_minutes(content)}
    if outcome == NONE and not is_complete(plan, kept):
        missing = [choice.name for code, choice in load_choices("protocol").items() if code in plan.needed and code not in taken]
        raise ReviewError(
            say(
                "That there is none may be said only after every step of the search. Still to do: {steps}.",
                steps="; ".join(say_text(name) for name in missing),
            )
        )
    address = _read_text(content, "address", "") or ""
    return {**kept, **_read_found(outcome, address.strip()[:LONGEST])}


def _read_found(outcome: str | None, address: str) -> dict[str, Any]:
    """The address that a search brought, with the site that it names where that is the enterprise's."""
    if outcome == NONE and address:
        raise ReviewError(say("You say that there is no website, and give an address: empty that field, or choose that you found it."))
    if outcome == FOUND:
        if not address:
            raise ReviewError(say("Enter the address that you found."))
        return {"address": address, "site": clean_address(address)}
    return {"address": address} if address else {}


def check_question(question: str | None, answer: str | None, allowed: Collection[str]) -> tuple[str, str]:
    """(question, yes, no or unknown)."""
    if question not in allowed or question is None:
        raise ReviewError(say("This question is not asked of this enterprise now: go on with the one that is shown."))
    given = "unknown" if answer == "u" else find_answer(answer or "")
    if given is None:
        raise ReviewError(say("An answer is yes, no or unknown."))
    return question, given


def clean_address(text: str) -> str:
    """The site that an address names.

    Raises:
        ReviewError: it is no address of a website or of a business's page.
    """
    given = text.strip()
    authority = re.split(r"[/?#]", given.partition("://")[2] or given, maxsplit=1)[0].lower()
    found = find_site(given)
    if found is None or "@" in authority or not HOST.fullmatch(found.host) or len(text) > LONGEST:
        raise ReviewError(_say_unfit(given[:100], authority))
    return found.site


def _say_unfit(text: str, authority: str) -> str:
    if "@" in authority:
        return say("'{text}' is an e-mail address: enter the address of the website.", text=text)
    known = find_known_host(authority) if HOST.fullmatch(authority) else None
    if known is not None and known.category in KINDS:
        return say("'{text}' is shared by many: enter the address of the enterprise's own page there.", text=text)
    return say("'{text}' is no address of a website: enter it as it stands in the browser, such as www.example.com.", text=text)


def read_note(content: Mapping[str, Any]) -> dict[str, Any]:
    """The reviewer's remark and the page's number of the act, where they are given."""
    given = {key: content.get(key) for key in ("note", "nonce")}
    return {key: value.strip()[:LONGEST] for key, value in given.items() if isinstance(value, str) and value.strip()}


def read_seconds(seconds: float | None) -> float | None:
    """Seconds that a step took, None where they cannot be."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < math.inf:
        return None
    return float(min(seconds, MOST_SECONDS))


def _read_minutes(content: Mapping[str, Any]) -> float:
    minutes = content.get("minutes", 0)
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or not 0 <= minutes <= MOST_MINUTES:
        raise ReviewError(say("The minutes that the search took are a number from 0 to {most}.", most=int(MOST_MINUTES)))
    return float(minutes)


def _read_text(content: Mapping[str, Any], key: str, otherwise: str | None = None) -> str | None:
    value = content.get(key, otherwise)
    if value is not None and not isinstance(value, str):
        raise ReviewError(say("The answer could not be read: reload the page and answer again."))
    return value


def _read_texts(content: Mapping[str, Any], key: str) -> list[str]:
    value = content.get(key, ())
    if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(text, str) for text in value):
        raise ReviewError(say("The answer could not be read: reload the page and answer again."))
    if len(value) > MOST_SITES:
        raise ReviewError(say("Not more than {most} sites can be chosen.", most=MOST_SITES))
    return [text for text in value if text.strip()]
