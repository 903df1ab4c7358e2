"""A store on another computer's disk is known as one."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from store.shares import Mount, find_network, find_share, names_share, read_linux_mounts, read_mac_mounts

LINUX = r"""proc /proc proc rw,nosuid 0 0
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /srv nfs4 rw,vers=4.2 0 0
/dev/sdb1 /srv/local xfs rw 0 0
//files/office /home/ann/Shared\040Office cifs rw,vers=3.1.1 0 0
ann@host:/data /home/ann/remote fuse.sshfs rw 0 0
/dev/sdc1 /media/stick fuseblk rw 0 0
overlay /home/ann/box overlay rw 0 0
share /mnt/host 9p rw,trans=virtio 0 0
"""
MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//ann@files/Office (old) on /Volumes/Office (old) (smbfs, nodev, nosuid, mounted by ann)
files:/export on /Volumes/nfs (nfs, asynchronous)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/stats/ecomstat.db", "nfs4"),
        ("/srv", "nfs4"),
        ("/home/ann/Shared Office/ecomstat.db", "cifs"),
        ("/home/ann/remote/ecomstat.db", "sshfs"),
        ("/mnt/host/ecomstat.db", "9p"),
        ("/srv/local/ecomstat.db", None),  # a disk of its own within the share
        ("/srvother/ecomstat.db", None),  # begins alike, but is another folder
        ("/home/ann/ecomstat.db", None),
        ("/media/stick/ecomstat.db", None),
        ("/home/ann/box/ecomstat.db", None),
    ],
)
def test_linux_tells_which_folders_are_another_computers(path: str, kind: str | None) -> None:
    assert find_network(PurePosixPath(path), read_linux_mounts(LINUX)) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/Volumes/Office (old)/e.db", "smbfs"), ("/Volumes/nfs/e.db", "nfs"), ("/Users/ann/e.db", None), ("/System/Volumes/Data/e.db", None)],
)
def test_a_mac_tells_which_folders_are_another_computers(path: str, kind: str | None) -> None:
    assert find_network(PurePosixPath(path), read_mac_mounts(MAC)) == kind


def test_of_two_mounts_at_one_folder_the_later_one_counts() -> None:
    mounts = [Mount("/data", "nfs"), Mount("/data", "ext4")]
    assert find_network(PurePosixPath("/data/e.db"), mounts) is None
    assert find_network(PurePosixPath("/data/e.db"), mounts[::-1]) == "nfs"


def test_without_a_table_nothing_is_claimed() -> None:
    assert find_network(PurePosixPath("/data/e.db"), []) is None
    assert read_linux_mounts("nonsense\n\n") == []


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        (r"\\files\office\e.db", True),
        (r"\\?\UNC\files\office\e.db", True),
        ("//files/office/e.db", True),
        (r"C:\office\e.db", False),
        (r"\\?\C:\e.db", False),
    ],
)
def test_windows_paths_that_name_another_computer_are_known(path: str, is_one: bool) -> None:
    assert names_share(PureWindowsPath(path)) is is_one


def test_a_folder_for_tests_is_on_a_disk_that_can_be_told(tmp_path: Path) -> None:
    assert find_share(tmp_path / "not" / "there" / "e.db") in (None, "9p", "virtiofs", "nfs4")
