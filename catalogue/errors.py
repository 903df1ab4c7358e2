"""What can go wrong in a way that a user can mend: each error carries one sentence that says what to do next."""


class EcomstatError(Exception):
    """One clear sentence for the user; the command line prints it on standard error and ends with 1."""


class ProfileError(EcomstatError):
    """Raised when a country profile or another catalogue file is missing or does not hold what it must."""


class FrameError(EcomstatError):
    """Raised when a register file as a whole cannot be used; single bad rows are listed instead."""


class StoreError(EcomstatError):
    """Raised when the store cannot be opened, is newer than this program, or lacks what a command needs."""


class CrawlError(EcomstatError):
    """Raised when a crawl or an archive as a whole cannot go on; a failing website is a status instead."""


class FindError(EcomstatError):
    """Raised when a list or another source of candidates as a whole cannot be used; single bad lines are counted instead."""


class LabelError(EcomstatError):
    """Raised when a file of labels as a whole cannot be used."""


class ReviewError(EcomstatError):
    """Raised when an answer of a reviewer cannot be taken; nothing of it is kept."""


class AccountError(EcomstatError):
    """Raised when an account cannot be made, changed or opened as asked for."""


class BackupError(EcomstatError):
    """Raised when a backup cannot be written, or is not fit to be restored; the store stays as it was."""


class BundleError(EcomstatError):
    """Raised when a sealed bundle or its answers cannot be written, opened or joined; nothing of it is taken."""


class ServeError(EcomstatError):
    """Raised when pages cannot be served at the address, or with the certificate, that was asked for."""


class ReleaseError(EcomstatError):
    """Raised when a wave cannot be released as asked for; nothing of it is released then."""


class PackageError(EcomstatError):
    """Raised when another office's package cannot be taken; nothing of it is kept."""


class EstimateError(EcomstatError):
    """Raised when an estimate is asked for that the data cannot support at all."""
