"""Whether a folder lies on another computer's disk, by the system's table of mounts: SQLite's locks need an own one."""

import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

NETWORK = frozenset(
    (
        *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "coda", "9p", "virtiofs"),
        *("ceph", "glusterfs", "lustre", "gpfs", "beegfs", "orangefs", "pvfs2", "webdav", "davfs", "davfs2", "vboxsf", "prl_fs", "vmhgfs"),
        *("sshfs", "s3fs", "rclone", "goofys", "gcsfuse", "gvfsd-fuse", "osxfuse", "macfuse"),
    )
)
"""File systems of other computers, or of a host that a virtual machine shares folders with; `fuse.` before a name does not count."""

ESCAPES = {"\\040": " ", "\\011": "\t", "\\012": "\n", "\\134": "\\"}
"""How Linux writes signs in the table that would break it."""

REMOTE_DRIVE = 4
"""DRIVE_REMOTE of Windows."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A folder at which a disk or a share begins, and its file system."""

    folder: str
    kind: str


def find_network(path: PurePath, mounts: Iterable[Mount]) -> str | None:
    """The file system on which an absolute path lies where it is a network's; None for a disk of this computer, or where nothing is known.

    Of mounts at the same folder the last one counts, since it hides the others.
    """
    holding, depth = None, -1
    for mount in mounts:
        folder = type(path)(mount.folder)
        if (parts := len(folder.parts)) >= depth and path.is_relative_to(folder):
            holding, depth = mount, parts
    kind = (holding.kind if holding else "").lower().removeprefix("fuse.").removeprefix("fuseblk.")
    return kind if kind in NETWORK else None


def read_linux_mounts(table: str) -> list[Mount]:
    """The mounts of /proc/self/mounts, in its order."""
    return [Mount(_unescape(fields[1]), fields[2]) for line in table.splitlines() if len(fields := line.split(" ")) >= 3]


def read_mac_mounts(table: str) -> list[Mount]:
    """The mounts of what `mount` prints on macOS: `//ann@server/share on /Volumes/share (smbfs, nodev)`."""
    found = list[Mount]()
    for line in table.splitlines():
        place, begun, rest = line.rpartition(" (")
        _, on, folder = place.partition(" on ")
        if begun and on:
            found.append(Mount(folder, rest.rstrip(")").split(",")[0].strip()))
    return found


def find_share(path: Path) -> str | None:
    """The kind of network file system on which a file or folder lies, or would; None for this computer's own disks."""
    with suppress(OSError, subprocess.SubprocessError):
        if sys.platform == "win32":
            return _find_windows_share(path)
        place = path.expanduser().resolve()
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
            return find_network(place, read_mac_mounts(told.stdout))
        return find_network(place, read_linux_mounts(Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")))
    return None


def names_share(path: PurePath) -> bool:
    r"""Whether a path of Windows names another computer itself, as `\\server\share\ecomstat.db` does; `\\?\` and `\\.\` name this one."""
    drive = path.drive.replace("/", "\\")
    return drive.upper().startswith("\\\\?\\UNC\\") or (drive.startswith("\\\\") and drive[2:4] not in ("?\\", ".\\"))


def _unescape(text: str) -> str:
    for written, sign in ESCAPES.items():
        text = text.replace(written, sign)
    return text


if sys.platform == "win32":

    def _find_windows_share(path: Path) -> str | None:
        import ctypes

        place = path.absolute()
        is_remote = names_share(place) or ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == REMOTE_DRIVE
        return "smb" if is_remote else None
