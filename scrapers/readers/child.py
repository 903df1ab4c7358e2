"""A reading process: takes tasks from its standard input and answers on its standard output until nobody asks any more."""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from catalogue.additions import use_additions
from catalogue.profiles import load_profile
from scrapers.archives.judging import get_ready
from scrapers.readers.frames import read_frame, write_frame
from scrapers.readers.memory import cap_memory, has_grown
from scrapers.readers.tasks import Beginning, Task, perform

READY = b"ready"
"""Said once, when words and fingerprints are loaded."""

GO_ON, LAST = b"+", b"."
"""First byte of an answer: whether the process stays for more."""


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answers task after task; ends at the end of `questions`, or after an answer that has made the process large."""
    first = read_frame(questions)
    if first is None:
        return
    beginning = msgspec.msgpack.decode(first, type=Beginning)
    cap_memory(beginning.memory)
    use_additions(Path(beginning.additions) if beginning.additions else None)
    profile = load_profile(beginning.country)
    get_ready(profile)
    write_frame(answers, READY)
    decoder = msgspec.msgpack.Decoder(Task)
    while (frame := read_frame(questions)) is not None:
        answer = perform(decoder.decode(frame), profile)
        is_last = has_grown(beginning.memory)
        write_frame(answers, (LAST if is_last else GO_ON) + answer)
        if is_last:
            return


def main() -> None:
    """Runs on the process's own pipes; whatever else prints goes to the log."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with suppress(BrokenPipeError):  # whoever asked has been killed
        serve(sys.stdin.buffer, answers)
    os._exit(0)  # nothing that is left in the pipe can be sent any more


if __name__ == "__main__":
    main()
