"""What `ecomstat serve --make-certificate` writes and says."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from catalogue.errors import ServeError
from catalogue.messages import say

OWNER_ONLY, EVERYBODY = 0o600, 0o644


def write_certificate(names: Sequence[str], folder: Path) -> None:
    """Writes a certificate and its key into new files of the folder, and says how to use and to trust them.

    Raises:
        ServeError: a name is none, a file is there already, or the folder cannot be written.
    """
    from web.certificates import LASTS, check_name, make_certificate

    names = [check_name(name) for name in names]
    made = make_certificate(names, datetime.now(UTC))
    stem = names[0].replace(":", "-")
    certificate, key = folder / f"{stem}.crt", folder / f"{stem}.key"
    if present := next((file for file in (certificate, key) if file.exists()), None):
        raise ServeError(say("{file} is there already: move it away, or use it.", file=present))
    _write_new(key, made.key, OWNER_ONLY)
    _write_new(certificate, made.certificate, EVERYBODY)
    click.echo(say("Certificate: {file} (for {names}, {days} days)", file=certificate, names=", ".join(names), days=LASTS.days))
    click.echo(say("Key: {file} (nobody but you may read it; never send it)", file=key))
    click.echo(say("Fingerprint (SHA-256): {fingerprint}", fingerprint=made.fingerprint))
    click.echo(
        say(
            "Give {file} to whoever reviews on another computer, to import it there as a trusted certificate. Windows: open the file,"
            " Install Certificate, Trusted Root Certification Authorities. Mac: Keychain Access. Firefox and Linux: accept it at the first"
            " visit, after comparing the fingerprint.",
            file=certificate.name,
        )
    )
    click.echo(say("Then type: {command}", command=f"ecomstat serve --host 0.0.0.0 --certificate {certificate} --key {key}"))


def _write_new(file: Path, content: bytes, mode: int) -> None:
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(content)
    except OSError as error:
        raise ServeError(say("{file} cannot be written ({reason}).", file=file, reason=error)) from error
