"""Sealed files: what is in them can be read and was not altered only with their pass phrase."""

from store.sealing.folders import COMPLETE, LOCK, seal_folder, unseal_folder
from store.sealing.header import SHORTEST, Header, check_phrase, read_header
from store.sealing.streams import seal, unseal

__all__ = ["COMPLETE", "LOCK", "SHORTEST", "Header", "check_phrase", "read_header", "seal", "seal_folder", "unseal", "unseal_folder"]
