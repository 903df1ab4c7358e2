"""In which encoding a text file is, and whether it is a text at all."""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from catalogue.errors import FrameError
from catalogue.messages import say

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that spreadsheets save in, by the languages that need them; the last is for all others.
BY_LANGUAGE = {
    "cp1251": {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"},
    "cp1256": {"ar", "fa", "ur", "ps"},
    "cp1250": {"pl", "cs", "sk", "hu", "sl", "hr", "ro", "bs", "sq"},
    "cp1253": {"el"},
    "cp1254": {"tr", "az"},
    "cp1255": {"he"},
    "cp1257": {"et", "lv", "lt"},
    "cp1258": {"vi"},
    "cp874": {"th"},
    "gb18030": {"zh"},
    "cp932": {"ja"},
    "cp949": {"ko"},
}
LATIN = "cp1252"
LATIN_ALPHABETS = {"cp1250", "cp1254", "cp1257", "cp1258"}
BLOCK = 1 << 20
SAMPLE = 100_000
MOSTLY = 0.9
MAGIC = {
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"SQLite format 3": "SQLite",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"PAR1": "Parquet",
}


def find_encoding(path: Path, languages: tuple[str, ...]) -> str:
    """The encoding of a text file: by its mark, UTF-8 where nearly all lines fit, else by letters and languages.

    Raises:
        FrameError: the file is no text.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    _refuse_binary(path, head)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    if wide := _find_unmarked_utf16(head):
        return wide
    if b"\x00" in head:
        raise _no_text(path)
    foreign = _read_foreign_lines(path)
    if not foreign or _mostly_utf8(foreign):
        return "utf-8"
    return _guess(foreign, languages)


def _refuse_binary(path: Path, head: bytes) -> None:
    kind = next((name for magic, name in MAGIC.items() if head.startswith(magic)), None)
    if kind:
        raise FrameError(
            say(
                "{file} is a {kind} file, not a table: give a CSV, Excel (.xlsx), Stata (.dta) or SPSS (.sav) file.",
                file=path.name,
                kind=kind,
            )
        )


def _no_text(path: Path) -> FrameError:
    return FrameError(say("{file} is not a text file: give a CSV, Excel (.xlsx), Stata (.dta) or SPSS (.sav) file.", file=path.name))


def _find_unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark shows as zeros at every second place."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < 0.3 * len(head) or min(even, odd) > len(head) / 50:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _read_foreign_lines(path: Path) -> bytes:
    """The first lines that are not ASCII, if the file is not UTF-8; nothing if it is."""
    decoder, sample, is_utf8 = codecs.getincrementaldecoder("utf-8")(), bytearray(), True
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            if is_utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    is_utf8 = False
            if len(sample) < SAMPLE and not block.isascii():
                sample += b"\n".join(line for line in block.splitlines() if not line.isascii())[:SAMPLE]
        try:
            decoder.decode(b"", final=is_utf8)
        except UnicodeDecodeError:
            is_utf8 = False
    return b"" if is_utf8 else bytes(sample)


def _mostly_utf8(sample: bytes) -> bool:
    """Whether the text is UTF-8 with a few damaged places, as files that were stuck together are."""
    lines = sample.split(b"\n")
    return sum(fits_encoding(line, "utf-8") for line in lines) >= MOSTLY * len(lines)


def _guess(sample: bytes, languages: tuple[str, ...]) -> str:
    own = [encoding for encoding, spoken in BY_LANGUAGE.items() if spoken & set(languages)]
    if languages:
        fitting = [e for e in (own or [LATIN]) if fits_encoding(sample, e)]
        if fitting and own and languages[0] in BY_LANGUAGE[fitting[0]]:
            return fitting[0]
    best = from_bytes(sample, cp_isolation=[*BY_LANGUAGE, LATIN]).best()
    found = best.encoding if best else LATIN
    plausible = {*own, LATIN} if languages else set(BY_LANGUAGE) - LATIN_ALPHABETS
    return found if found in plausible else LATIN


def fits_encoding(sample: bytes, encoding: str) -> bool:
    """Whether these bytes are a text in this encoding."""
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
