"""What may be told to others: only by sources that were allowed by name, and never the name of a natural person."""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from catalogue.linking import load_candidate_sources
from catalogue.natural_persons import PersonForms, load_person_rules
from catalogue.profiles import CountryProfile, load_legal_forms
from scrapers.finding.names import fold_words, read_name
from store.records import Enterprise

UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_Words = tuple[str, ...]

SHORT = 2
"""Letters of a form that may be a word of the language too, such as AS or SE."""

ALIKE = str.maketrans("ıةى", "iهي")
"""Letters that are written one for the other: without a dot, and at the end of Arabic words."""


@dataclass(frozen=True, slots=True)
class Permissions:
    """Which leaves were given for a country's enterprises, and whose names may go."""

    profile: CountryProfile
    allowed: frozenset[str] = frozenset()

    def allows(self, source: str) -> bool:
        """Whether a source may be asked: it tells nothing to others, or its leave was given."""
        leave = load_candidate_sources()[source].leave
        return not leave or leave in self.allowed

    def may_leave(self, enterprise: Enterprise) -> bool:
        """Whether the enterprise's name may be told to others: it is plainly no natural person's."""
        return not is_natural_person(enterprise, self.profile)


def is_natural_person(enterprise: Enterprise, profile: CountryProfile) -> bool:
    """Whether an enterprise is a natural person, or may be one.

    Decided by the register's legal form, else by the forms in its names, else by a title before the name, else by its size: where nothing
    tells a legal form that we know, a small enterprise is taken for a person.
    """
    rules, form, country = load_person_rules(), (enterprise.legal_form or "").strip(), _find_country(enterprise, profile)
    names = [name for name in (enterprise.name, enterprise.trade_name) if name]
    if re.fullmatch(r"[\d .-]+", form):
        codes = rules.codes.get(country)
        if codes is not None:
            return form.replace(" ", "") in codes
        form = ""
    if _holds_form(form, country, anywhere=True) or any(_holds_form(name, country, anywhere=False) for name in names):
        return True
    if _tells_form(form, names, profile):
        return False
    if any(_split(name)[:1] and _split(name)[0] in _split_all(rules.titles) for name in names):
        return True
    return enterprise.size_class in rules.sizes_without_form(country)


def _find_country(enterprise: Enterprise, profile: CountryProfile) -> str:
    """Whose forms count: the register's country; in a register of no country the one that it names, or '' for those of all."""
    return profile.code if profile.domains else (enterprise.register_country or "").upper()


def _tells_form(form: str, names: list[str], profile: CountryProfile) -> bool:
    """Whether the register's column or a name holds a legal form that only a legal person has."""
    telling, _, joined = _firm_forms(profile.legal_forms)
    found = [tuple(text.split()) for name in names for text in read_name(name, profile).legal_forms]
    if _is_firms(form, profile.legal_forms) or any(words in telling for words in found):
        return True
    return any(word in normalize("NFKC", name) for name in names for word in joined)


@lru_cache(maxsize=10_000)
def _is_firms(column: str, own: tuple[str, ...]) -> bool:
    """Whether the register's column holds a firm's form: anywhere, or at an end where the form is so short that it may be a word."""
    words, (_, forms, _) = _split(column), _firm_forms(own)
    return any(words == form or _stands(words, form, anywhere=len("".join(form)) > SHORT) for form in forms)


@lru_cache(maxsize=300)
def _firm_forms(own: tuple[str, ...]) -> tuple[frozenset[_Words], frozenset[_Words], tuple[str, ...]]:
    """Legal forms that tell a firm, in names and in the register's column, and forms that are written without a blank before them.

    Words that only look like one are left out, and so are the forms of persons, which lists of legal forms hold too.
    """
    rules = load_person_rules()
    persons = {form for forms in rules.forms for form in forms.forms}
    mute = {*rules.says_nothing, *persons}
    forms = (*own, *load_legal_forms())
    in_names = frozenset(map(fold_words, forms)) - frozenset(map(fold_words, mute))
    in_columns = frozenset(map(_split, (*forms, *rules.firms))) - frozenset(map(_split, mute)) - {()}
    return in_names, in_columns, tuple(word for word in forms if UNSPACED.search(word) and word not in mute)


def _holds_form(text: str, country: str, *, anywhere: bool) -> bool:
    words = _split(text)
    if anywhere and words in _whole_forms_of(country):
        return True
    return bool(words) and any(_stands(words, form, anywhere=anywhere) for form in _forms_of(country, in_column=anywhere))


def _stands(words: _Words, form: _Words, *, anywhere: bool) -> bool:
    """Whether a form stands among the words, or at one of their ends; where words are not parted by blanks, anywhere in the text."""
    if UNSPACED.search(form[0]):
        return "".join(form) in "".join(words)
    length = len(form)
    if anywhere:
        return any(words[i : i + length] == form for i in range(len(words) - length + 1))
    return len(words) > length and form in (words[:length], words[-length:])


@lru_cache(maxsize=600)
def _forms_of(country: str, *, in_column: bool) -> frozenset[_Words]:
    """The forms of natural persons that count in a country ('': anywhere) wherever they stand, by their words."""
    chosen = [forms for forms in _list_forms(country) if not forms.whole and (in_column or not forms.column_only)]
    return frozenset(_split(form) for forms in chosen for form in forms.forms)


@lru_cache(maxsize=300)
def _whole_forms_of(country: str) -> frozenset[_Words]:
    """The forms that count in a country where the column holds nothing else, by their words."""
    return frozenset(_split(form) for forms in _list_forms(country) if forms.whole for form in forms.forms)


def _list_forms(country: str) -> list[PersonForms]:
    return [forms for forms in load_person_rules().forms if not forms.countries or not country or country in forms.countries]


@lru_cache(maxsize=10_000)
def _split(text: str) -> _Words:
    """The words of a text in small letters without accents; dots are left out, as in e.K. and s.p."""
    apart = normalize("NFKD", normalize("NFKC", text).casefold())
    plain = normalize("NFC", "".join(sign for sign in apart if not combining(sign))).translate(ALIKE).replace(".", "")
    return tuple(re.sub(r"[\W_]+", " ", plain).split())


@lru_cache(maxsize=4)
def _split_all(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_split(word)[0] for word in words)
