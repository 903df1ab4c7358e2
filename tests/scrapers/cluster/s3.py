"""A bucket of S3 on this computer, played by moto in a process of its own."""

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.scrapers.cluster.ports import find_port

SECONDS = 60
NEEDED = ("moto", "flask", "flask_cors", "s3fs")


@contextmanager
def open_bucket(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[str]:
    """The address of an empty bucket; this process and those that it starts find it by their environment."""
    if missing := [package for package in NEEDED if importlib.util.find_spec(package) is None]:
        pytest.skip(f"S3 is not tried: {', '.join(missing)} not installed")
    port = find_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    surroundings = {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for key, value in surroundings.items():
        monkeypatch.setenv(key, value)
    with subprocess.Popen(command, env=os.environ.copy(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _await(address)
            import s3fs

            s3fs.S3FileSystem.clear_instance_cache()
            s3fs.S3FileSystem().mkdir(name)
            yield f"s3://{name}"
        finally:
            server.kill()


def _await(address: str) -> None:
    for _ in range(SECONDS * 5):
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail("moto did not start")
