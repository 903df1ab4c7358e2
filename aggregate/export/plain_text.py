"""Text that a spreadsheet shows and never runs."""

STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "|")


def disarm(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula or a command; otherwise as it is."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTERS) or text.startswith(STARTERS) else text
