"""Who types a command."""

import getpass


def find_user() -> str:
    """The name by which the computer knows whoever types; '' where it knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # some systems have no name for the user
        return ""
