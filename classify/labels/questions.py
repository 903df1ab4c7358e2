"""What can be asked about an enterprise, and the answers that people write."""

from catalogue.capabilities import load_capabilities

OTHER_QUESTIONS = ("active", "in_scope", "status_ok")
"""Is the enterprise active, in scope; could its website be read as a real one (`status` of a wide file is `ok`)?"""
ALIASES = {"marketplace_sales": "marketplace_presence"}
WRITTEN = {"yes": "yes", "y": "yes", "1": "yes", "true": "yes", "no": "no", "n": "no", "0": "no", "false": "no", "unknown": "unknown"}


def find_question(text: str) -> str | None:
    """The question that a column or cell names, or None: a capability, an indicator's code, `active`, `in_scope` or `status_ok`."""
    name = "_".join(text.strip().lower().split())
    name = ALIASES.get(name, name)
    if name in load_capabilities() or name in OTHER_QUESTIONS:
        return name
    return None


def find_answer(text: str) -> str | None:
    """yes, no or unknown, or None where the text is no answer."""
    return WRITTEN.get(text.strip().lower())
