"""Backups: one file with all that a store is, written and brought back while others work in it."""

from store.backups.interruptions import check_restored
from store.backups.records import Manifest, Restored
from store.backups.restoring import restore_backup
from store.backups.writing import write_backup

__all__ = ["Manifest", "Restored", "check_restored", "restore_backup", "write_backup"]
