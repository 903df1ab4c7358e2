"""How to reach a business: e-mail addresses, telephone numbers, names and numbers in its imprint."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

import phonenumbers

from scrapers.signals.document import Document, Segment
from scrapers.signals.facts import Facts
from scrapers.signals.marks import compile_lowered

MAX_SNIPPETS = 40
"""Segments of a page that are searched for telephone numbers."""

_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w-])")
_HIDDEN_EMAIL = re.compile(
    r"([\w.+-]{1,64})\s*(?:\[|\(|\{|<)\s*(?:at|@|arroba|arobase|ät|собака)\s*(?:\]|\)|\}|>)\s*([\w-]+(?:\s*(?:\.|[\[({<]\s*(?:dot|punkt|point|punto|ponto)\s*[\])}>])\s*[\w-]+)+)",
    re.IGNORECASE,
)
_AT_IN_WORDS = re.compile(r"[\[({<]\s*(?:at|@|arroba|arobase|ät|собака)\s*[\])}>]", re.IGNORECASE)
_DOT = re.compile(r"\s*(?:[\[({<]\s*(?:dot|punkt|point|punto|ponto)\s*[\])}>]|\.)\s*", re.IGNORECASE)
_NOT_EMAIL = re.compile(
    r"\.(?:png|jpe?g|gif|webp|svg|js|css|woff2?)$|@(?:example\.|sentry|2x|3x|domain\.|email\.|yourdomain|mysite|wixpress|test\.)|^(?:your|you|name|user)@",
    re.I,
)
_PHONE_LIKE = re.compile(r"[+(]?\d[\d\s().\-/\u00a0]{6,}\d")


def read_contacts(document: Document, region: str | None, facts: Facts) -> None:
    """Notes e-mail addresses, telephone numbers and names in copyright lines; `region` is the alpha-2 code that local numbers belong to."""
    for anchor in document.anchors:
        if anchor.url.startswith("http"):
            continue
        scheme, _, rest = anchor.href.partition(":")
        if scheme.lower() == "mailto":
            for email in _EMAIL.findall(unquote(rest.partition("?")[0])):
                _note_email(email, "link", anchor.text or anchor.href, facts)
        elif scheme.lower() in {"tel", "callto"}:
            note_phone(unquote(rest).partition(";")[0], "link", anchor.text or anchor.href, "phone/tel-link@1", facts, region)
    if "@" in document.all_words() or _AT_IN_WORDS.search(document.all_words()):
        spelled = _AT_IN_WORDS.search(document.all_words()) is not None
        for segment in (segment for segment in document.segments if spelled or "@" in segment.text):
            for email in find_emails(segment.text):
                _note_email(email, segment.place, segment.text, facts)
    for snippet in _contact_snippets(document):
        for number in find_phones(snippet.text, region):
            note_phone(number, snippet.place, snippet.text, "phone/text@1", facts, region)


def find_emails(text: str) -> Iterator[str]:
    """Every e-mail address in a text, also those written as `name (at) host (dot) com`, lower case."""
    if "@" in text:
        yield from (match.group().lower() for match in _EMAIL.finditer(text))
    for match in _HIDDEN_EMAIL.finditer(text) if _AT_IN_WORDS.search(text) else ():
        candidate = f"{match.group(1)}@{_DOT.sub('.', match.group(2))}".lower()
        if _EMAIL.fullmatch(candidate):
            yield candidate


@lru_cache(maxsize=5_000)
def find_phones(text: str, region: str | None) -> tuple[str, ...]:
    """Every valid telephone number in a short text, as written; kept, since footers come again on every page of a site."""
    return tuple(match.raw_string for match in phonenumbers.PhoneNumberMatcher(text[:1000], region, max_tries=20))


def note_phone(written: str, place: str, words: str, rule: str, facts: Facts, region: str | None = None) -> None:
    """Notes a telephone number in E.164 where it is a valid one."""
    number = read_phone(written, region)
    if number:
        facts.add("phone", number, place, words, rule)


@lru_cache(maxsize=5_000)
def read_phone(written: str, region: str | None) -> str | None:
    """A telephone number in E.164; None where it is not valid."""
    try:
        number = phonenumbers.parse(written[:60], region)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_valid_number(number) else None


def _note_email(email: str, place: str, words: str, facts: Facts) -> None:
    email = email.lower().strip(".")
    if not _NOT_EMAIL.search(email):
        facts.add("email", email, place, words, "email/address@1")


def _contact_snippets(document: Document) -> list[Segment]:
    """Short segments that hold a number like a telephone's, near words of contact, in the footer or with a plus sign."""
    found = []
    for number in document.numbered():
        segment, before = document.segments[number], document.segments[max(0, number - 1)]
        if segment.place in {"text", "link", "heading", "button"} and _PHONE_LIKE.search(segment.text) and _is_contact(segment, before):
            found.append(segment)
    return found[:MAX_SNIPPETS]


def _is_contact(segment: Segment, before: Segment) -> bool:
    if segment.zone in {"footer", "header"} or "+" in segment.text:
        return True
    texts = segment.text.lower(), before.text[-60:].lower()
    return any(pattern.search(text) for text in texts for pattern in compile_lowered("phones", "near"))
