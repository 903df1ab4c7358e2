"""Other languages that a page leads to: hreflang statements and switchers."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import catalogue
from catalogue.tables import load_table
from scrapers.signals.document import Anchor, Document
from scrapers.signals.facts import Facts
from scrapers.signals.language import read_language_tag

_FILE = Path(catalogue.__file__).parent / "data" / "language_names.toml"
_SWITCHER = re.compile(r"lang|locale|idioma|sprache|langue|wpml|polylang|pll|trp-|weglot|translate|язык|flag", re.IGNORECASE)
_CODES = _FILE.with_name("language_codes.toml")
_PATH = re.compile(r"^/([a-z]{2,3})(?:[-_][a-z]{2,4})?(?:/|$)", re.IGNORECASE)
_QUERY = re.compile(r"(?:^|&)(?:lang|language|locale|hl|l|lng|idioma)=([a-z]{2,3})(?:[-_][a-z]{2,4})?(?:&|$)", re.IGNORECASE)
_ENDING = re.compile(r"(?:_|(?:index|home|main)-|\.(?=[a-z]{2}\.))(?!us|in)([a-z]{2,3})(?:\.(?:html?|php|aspx?))?/?$", re.IGNORECASE)
_AROUND = "()[]|/·•:-– \u00a0" + "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Signs around a switch's word, flags among them."""
_HOME_WORDS = frozenset(("index", "home", "default", "main", "start"))
_HOME_PAGE = re.compile(r"(?:index|home|default)\.\w{2,5}$")


def read_language_links(document: Document, language: str | None, facts: Facts) -> None:
    """Notes the languages of alternate versions that are another address than the page itself, and those a switcher offers."""
    own = document.url.rstrip("/")
    for tag, url in document.alternates:
        code = read_language_tag(tag) if tag != "x-default" else None
        if code and url.rstrip("/") != own:
            facts.add("language_link", code, "meta", f"{tag} {url}", "language/hreflang@1")
    pictured = find_pictured_switches(document.anchors)
    for anchor in document.anchors:
        code = (find_language(anchor) or pictured.get(anchor.url)) if anchor.is_own else None
        leads_on = anchor.url.rstrip("/") != own and anchor.href.strip() not in {"", "#"}
        if code and code != language and leads_on:
            place = "link" if is_switch(anchor, code) else "text"
            facts.add("language_link", code, place, f"{anchor.text} {anchor.url}", "language/switcher@3")
    if language and names_language(document.url, language):
        facts.add("language_link", language, "url", document.url, "language/address@2")


def is_switch(anchor: Anchor, code: str) -> bool:
    """Whether a link to a language is a switch: its address or its marks say so too; a page called "English" may be on lessons."""
    if anchor.language or _is_switcher(anchor.marks) or anchor.zone in {"header", "nav"}:
        return True
    words = set(re.split(r"[^a-z]+", anchor.url.lower()))
    return bool(words & {code, *(name for name, its in _load_names().items() if its == code and name.isascii())})


def names_language(url: str, code: str) -> bool:
    """Whether a folder or file in an address is called like the language: /en/rooms/, /english/rooms.html, /home/en-GB/, /rooms_en.html."""
    folders = {folder.lower() for folder in urlsplit(url).path.split("/")[:-1]}
    names = {code, *(name for name, its in _load_names().items() if its == code)}
    ending = _ENDING.search(urlsplit(url).path)
    if ending and read_code(ending[1]) == code:
        return True
    return any(folder in names or (folder.replace("_", "-").startswith(f"{code}-") and len(folder) == 5) for folder in folders)


def find_language(anchor: Anchor) -> str | None:
    """The language that a link leads to: named by its words in that language, by its code with an address that has it, or by hreflang."""
    if anchor.language and anchor.url.startswith("http"):
        return read_language_tag(anchor.language)
    text = read_switch_words(anchor.text)
    if not text or len(text) > 24:
        return None
    named = _load_names().get(text)
    if named:
        return named
    may_name = _is_code(text) if len(text) <= 3 else _is_switcher(anchor.marks)
    return find_address_language(anchor.url) if may_name else None


def find_pictured_switches(anchors: Sequence[Anchor]) -> dict[str, str]:
    """{address: language} of links without words, such as flags, with addresses alike but for it: `/a_en.php`, `/a_de.php`."""
    alike: dict[str, dict[str, str]] = {}
    for anchor in anchors:
        if anchor.is_own and not anchor.text and (code := find_address_language(anchor.url)):
            alike.setdefault(_leave_out_code(anchor.url), {})[anchor.url] = code
    return {url: code for urls in alike.values() if len(set(urls.values())) > 1 for url, code in urls.items()}


def _leave_out_code(url: str) -> str:
    """An address without its code of a language; addresses that are versions of one page give the same."""
    parts = urlsplit(url)
    path = _PATH.sub("/", parts.path) if _PATH.match(parts.path) else _ENDING.sub("", parts.path)
    return f"{path}?{_QUERY.sub('', parts.query)}"


def read_switch_words(text: str) -> str:
    """The words of a switch in lower case, without flags and signs around them, once where picture and text say the same."""
    words = text.casefold().strip(_AROUND).split()
    half = len(words) // 2
    return " ".join(words[:half] if half and words[:half] == words[half:] else words)


@lru_cache(maxsize=10_000)
def _is_switcher(marks: str) -> bool:
    return _SWITCHER.search(marks) is not None


def _is_code(text: str) -> bool:
    return read_code(text) is not None


def read_code(code: str) -> str | None:
    """The language that a code in a switch or an address stands for; None where it stands for none that is known."""
    found = _load_codes().get(code.lower()) or read_language_tag(code)
    return found if found in _codes() else None


@lru_cache(maxsize=20_000)
def find_address_language(url: str) -> str | None:
    """The language that an address names in its path, query or host; None where it names none that is known."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    found = _PATH.match(parts.path) or _QUERY.search(parts.query)
    code = read_code(found[1]) if found else None
    if code is None and (ending := _ENDING.search(parts.path)):
        code = read_code(ending[1])
    if code is None and parts.hostname and parts.hostname.count(".") >= 2 and len(parts.hostname.split(".")[0]) == 2:
        code = read_code(parts.hostname.split(".")[0])
    return code


def find_version_language(url: str) -> str | None:
    """The language whose home page an address names and nothing else: /en/, /english/, /index_en.php; None for others.

    A page called by a mere code (/om.html, /no.html) is none, as short words are codes too.
    """
    first, _, rest = urlsplit(url).path.strip("/").lower().partition("/")
    name, ending, _ = first.partition(".")
    words = [word for word in re.split(r"[-_]", name) if word not in _HOME_WORDS]
    if len(words) != 1 or (rest and not _HOME_PAGE.match(rest)):
        return None
    is_page = bool(ending) and words == [name]
    return words[0] if words[0] in _codes() and not is_page else _load_names().get(words[0])


@cache
def _codes() -> frozenset[str]:
    return frozenset(_load_names().values())


@cache
def _load_codes() -> dict[str, str]:
    return {str(code): str(name) for code, name in load_table(_CODES).items()}


@cache
def load_own_names() -> dict[str, str]:
    """Language by its name in that language."""
    return {names[0]: code for code, names in load_table(_FILE).items()}


@cache
def _load_names() -> dict[str, str]:
    """Language by the names that switchers give it."""
    return {name: code for code, names in load_table(_FILE).items() for name in names}
