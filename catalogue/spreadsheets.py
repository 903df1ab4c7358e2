"""Cells that a spreadsheet shows and never runs as formulas."""

STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "|")


def disarm_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula or a command; `rearm_cell` gives it back."""
    return f"'{text}" if text.lstrip("' ").startswith(STARTERS) or text.startswith(STARTERS) else text


def rearm_cell(text: str) -> str:
    """The text as it was before `disarm_cell`."""
    return text[1:] if text.startswith("'") and disarm_cell(text[1:]) == text else text
