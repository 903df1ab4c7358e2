"""What the file system and SQLite complain of, in words that help."""

import errno
import sqlite3

from catalogue.messages import say

FULL = frozenset((errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)))
"""No room: on the disk, for a file of this size, or of what this user may take."""

UNWRITTEN = frozenset((sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE))
"""What SQLite makes of a quota that is used up, or of a disk that takes nothing any more."""

NO_THREAD = "can't start new thread"
"""What Python says where there is no memory left for another thread."""

OUT_OF_REACH = frozenset((errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR, errno.EISDIR))


def tell_reason(error: OSError) -> str:
    """Why a file or folder cannot be used, in the language spoken now; in the system's words where it is something rare."""
    reasons = {
        errno.EACCES: say("no permission"),
        errno.EPERM: say("no permission"),
        errno.EROFS: say("nothing can be written there"),
        errno.ENOSPC: say("the disk is full"),
        errno.ENOENT: say("there is no such file or folder"),
        errno.EEXIST: say("a file of this name is there already"),
        errno.ENOTDIR: say("a part of the path is a file"),
        errno.EISDIR: say("it is a folder"),
    }
    return reasons.get(error.errno or 0) or error.strerror or str(error)


def describe_trouble(error: BaseException) -> str | None:
    """A sentence on a full disk, a file or folder out of reach, a locked or a damaged store; None where it is another error."""
    if isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and str(error) == NO_THREAD):
        return say(
            "This needs more memory than it may take: run the same command again with more, such as --memory 4GB, on a computer that has"
            " it. What was finished is kept."
        )
    text = str(error).lower()
    if (isinstance(error, OSError) and error.errno in FULL) or (isinstance(error, sqlite3.Error) and "full" in text):
        return say("The disk is full: make room on it, then run the same command again. What was finished is kept.")
    if isinstance(error, OSError) and error.filename and error.errno in OUT_OF_REACH:
        return say(
            "{path} cannot be used ({reason}): allow reading and writing there, or take away what stands in its place.",
            path=error.filename,
            reason=tell_reason(error),
        )
    if not isinstance(error, sqlite3.Error):
        return None
    if "locked" in text:
        return say("Another command is writing into the store: wait until it has ended, then run this one again.")
    if "readonly" in text or "unable to open" in text:
        return say("The store may not be written: allow writing to its file and folder, or name another file with --db.")
    if getattr(error, "sqlite_errorcode", None) in UNWRITTEN:
        return say(
            "Nothing more can be written into the store: its disk, or what you may take of it, is full, or the disk is failing. Make room,"
            " then run the same command again. What was finished is kept."
        )
    if "malformed" in text or "disk i/o error" in text:
        return say(
            "The store's file is damaged or out of reach ({reason}): bring back a copy of it, or begin another with --db.", reason=error
        )
    return None
