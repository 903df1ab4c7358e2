"""What each form of a page is for, decided from its fields, its buttons, where it sends them, and its words.

The test of ordering: does submitting fix what, how much or when? A quote request, an enquiry or a call-back does not.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from catalogue.sites import find_known_host
from scrapers.signals.addresses import host_of
from scrapers.signals.document import Document, Field, Form
from scrapers.signals.elements import clean_words
from scrapers.signals.facts import Facts
from scrapers.signals.field_kinds import is_shown, kinds_of_field
from scrapers.signals.marks import compile_lowered, compile_mark

ORDERING = frozenset(("order_form", "order_online", "buy_now", "checkout"))
BOOKING = frozenset(("book_now", "reserve", "availability"))
_WHEN = frozenset(("date", "time"))
_FIXED = (*_WHEN, "quantity", "guests", "item", "address", "told_when", "password", "search", "hidden_when")
SEVERAL_TICKS = 4
"""So many boxes to tick in a form that orders choose goods; one or two agree to something."""
ASKED, AT_BASKET = "asked", "at_basket"
"""Among the concepts of a form: its page says that one asks for an offer there; its address is a basket's."""


@dataclass(frozen=True, slots=True)
class FormSight:
    """What a rule sees of a form: how often each kind of field occurs, the concepts of its words, its marks and words.

    `kinds["marketplace"]` says that the form is sent to a marketplace: where it asks for a place, it searches what others offer there.
    `form_marks` are the action, id and class of the form alone, `marks` those and its hidden fields.
    """

    kinds: Counter[str]
    shown: int
    concepts: frozenset[str]
    form_marks: str
    marks: str
    buttons: str
    names: tuple[str, ...]
    method: str


def name_forms(document: Document, concepts: dict[int, set[str]], facts: Facts) -> dict[int, str]:
    """Notes what each form is for; `concepts` are those of the words inside each form. Also returns the purpose by form number."""
    purposes = {}
    main = max(range(len(document.forms)), key=lambda number: len(document.forms[number].fields), default=-1)
    for number, form in enumerate(document.forms):
        if form.hidden and not form.buttons:
            continue
        announced = _announce(document) if number == main else frozenset[str]()
        sight = _look_at(form, frozenset(concepts.get(number, ())) | announced)
        purpose = decide_purpose(sight)
        if purpose is not None:
            purposes[number] = purpose
            facts.add("form", purpose, "form", _describe(form), f"form/{purpose}@1")
            if purpose in {"contact", "quote", "other"} and _is_call_back(sight):
                facts.add("form", "call_back", "form", _describe(form), "form/call-back@1")
            if purpose in {"booking", "order"} and sight.kinds["message"] and (sight.kinds["email"] or sight.kinds["name"]):
                facts.add("form", "message", "form", _describe(form), "form/message@1")
            if purpose in {"booking", "order", "basket"} and (means := compile_mark("forms", "messenger_button").search(sight.buttons)):
                facts.add("order_message", means[0].lower(), "form", _describe(form), "form/order-message@1")
            if purpose in {"basket", "order", "checkout"} and sight.kinds["design"]:
                facts.add("form", "design", "form", _describe(form), "form/design@1")
    return purposes


def _announce(document: Document) -> frozenset[str]:
    """What the page's title and own address say that its main form is for."""
    path = urlsplit(document.url).path
    if _says("basket_action", path):
        return frozenset({AT_BASKET})
    told = f"{path} {document.title.partition('|')[0]}"
    if compile_mark("forms", "booking_page").search(told):
        return frozenset({"book_now"})
    if compile_mark("forms", "order_page").search(told):
        return frozenset({"order_form"})
    return frozenset({ASKED}) if compile_mark("forms", "ask_button").search(told) else frozenset()


def decide_purpose(sight: FormSight) -> str | None:
    """What a form is for, a value of the signal `form`; None where it holds nothing to fill in or press."""
    kinds, marks = sight.kinds, f"{sight.marks} {sight.buttons}"
    if not sight.names and not sight.shown and not sight.buttons:
        return None
    if not sight.method:
        return _decide_loose(sight)
    for purpose, holds in (
        ("donation", "donate" in sight.concepts or _says("donate", marks) or sum(_says("donate", name) for name in sight.names) > 1),
        ("enquiry_basket", _is_quote_basket(sight)),
        ("basket", _is_basket(sight)),
        ("checkout", _is_checkout(sight)),
        ("recovery", _is_recovery(sight)),
        ("login", _is_login(sight)),
        ("registration", kinds["password"] >= 1),
        ("comment", _says("comment", sight.marks) or "comment_post_ID" in sight.names),
        ("application", kinds["file_upload"] and _takes_applications(sight)),
        ("tracking", "track_order" in sight.concepts or (kinds["track"] and sight.shown <= 3 and not kinds["message"])),
        ("search", _is_search(sight)),
        ("booking", _is_booking(sight)),
        ("newsletter", _is_newsletter(sight)),
        ("order", _is_order(sight)),
        ("quote", ("quote" in sight.concepts or (_asks(sight) and sight.kinds["date"])) and sight.shown >= 2),
        ("contact", _is_contact(sight)),
    ):
        if holds:
            return purpose
    return "other"


@lru_cache(maxsize=20_000)
def _says(mark: str, text: str) -> bool:
    """Whether marks or words match a list of `forms`; kept, since the same forms stand on every page of a site."""
    lowered = text.lower()
    return any(pattern.search(lowered) for pattern in compile_lowered("forms", mark))


def _decide_loose(sight: FormSight) -> str | None:
    """Controls outside every form: only what fields and words prove together."""
    if _is_basket(sight):
        return "basket"
    if _is_booking(sight):
        return "booking"
    if _is_order(sight) and "quote" not in sight.concepts and sight.kinds["email"] + sight.kinds["phone"]:
        return "order"
    return "contact" if _is_contact(sight) and sight.kinds["email"] else None


def _is_basket(sight: FormSight) -> bool:
    leads_on = "checkout" in sight.concepts and sight.method == "post" and sight.shown <= 4
    if "add_to_basket" in sight.concepts or (leads_on and not sight.kinds["email"] + sight.kinds["password"] + sight.kinds["name"]):
        return True
    if _says("pay_button", f"{sight.marks} {' '.join(sight.names)}") and not _says("donate", sight.marks + sight.buttons):
        return True
    names_product = any(_says("basket_field", name) for name in sight.names)
    sends_to_basket = bool(_says("basket_action", sight.marks))
    if names_product and (sends_to_basket or bool(sight.kinds["quantity"])):
        return True
    about_visitor = any(sight.kinds[kind] for kind in ("password", "email", "phone", "message"))
    return (sends_to_basket and sight.method == "post" and not about_visitor) or _is_purchase(sight)


def _is_purchase(sight: FormSight) -> bool:
    """A small form whose button buys what was chosen in it: a quantity, an article or a variant, and nothing about the visitor."""
    about_visitor = sum(sight.kinds[kind] for kind in ("email", "password", "name", "phone", "message", "search", "date"))
    chooses = sight.kinds["quantity"] or sight.kinds["item"] or sight.kinds["choice"]
    worded = "buy_now" in sight.concepts and "search" not in sight.concepts
    return worded and sight.method == "post" and bool(chooses) and not about_visitor and sight.shown <= 12


def _is_quote_basket(sight: FormSight) -> bool:
    """A shop's form whose words ask for a quote: a catalogue, not a shop."""
    return "quote" in sight.concepts and "add_to_basket" not in sight.concepts and not sight.concepts & ORDERING and _is_basket(sight)


def _is_checkout(sight: FormSight) -> bool:
    if sight.kinds["quantity"] + sight.kinds["item"] and not sight.kinds["card"] and not _says("checkout", sight.form_marks):
        return False
    fills = sight.kinds["address"] + sight.kinds["card"] + sight.kinds["name"]
    named = _says("checkout", f"{sight.marks} {' '.join(sight.names)}") or "checkout" in sight.concepts
    named = named or bool(AT_BASKET in sight.concepts and sight.kinds["address"] and not sight.kinds["message"])
    return bool(sight.kinds["card"] and sight.shown >= 3) or bool(named and fills >= 2 and sight.shown >= 4)


def _takes_applications(sight: FormSight) -> bool:
    """Whether what is sent up is for a job: schools, banks and authorities have one apply as well."""
    return bool(sight.kinds["file"] or "vacancies" in sight.concepts or ("apply" in sight.concepts and sight.shown <= 8))


def _is_recovery(sight: FormSight) -> bool:
    """A form that sends a forgotten password or sets a new one."""
    told = _says("recover", f"{sight.marks} {sight.buttons}") and not _says("login", sight.buttons)
    return bool(told) and sight.shown <= 4 and (sight.kinds["password"] != 1)


def _is_login(sight: FormSight) -> bool:
    """One password, and nothing else that a new customer would be asked for."""
    if sight.kinds["password"] != 1:
        return False
    if _says("register", sight.buttons):
        return False
    if _says("login", f"{sight.buttons} {sight.form_marks}") or ("log_in" in sight.concepts and sight.shown <= 5):
        return True
    asks_more = sight.kinds["name"] > 1 or sight.kinds["phone"] or sight.kinds["address"]
    return sight.shown <= 5 and not asks_more and not _says("register", sight.form_marks)


def _is_search(sight: FormSight) -> bool:
    if sight.kinds["marketplace"] and sight.kinds["address"] + sight.kinds["search"] and not sight.kinds["email"]:
        return True
    if sight.kinds["date"] or sight.kinds["email"] or sight.kinds["message"]:
        return False
    named = bool(_says("search", sight.form_marks)) and sight.shown <= 10
    return named or (sight.shown <= 3 and bool(sight.kinds["search"] or "search" in sight.concepts))


def _asks(sight: FormSight) -> bool:
    """Whether the button, or the page, says that an offer or an answer is asked for."""
    return (ASKED in sight.concepts or _says("ask_button", sight.buttons)) and not _says("booking", sight.buttons)


def _is_booking(sight: FormSight) -> bool:
    named = bool(sight.concepts & BOOKING) or bool(_says("booking", f"{sight.marks} {sight.buttons}"))
    if _asks(sight):
        return False
    if _says("confirm_booking", sight.buttons) and sight.kinds["name"] + sight.kinds["email"] + sight.kinds["phone"]:
        return True
    if not sight.buttons and not sight.kinds["name"] + sight.kinds["email"] + sight.kinds["phone"] and not sight.form_marks.strip():
        return False
    when = min(sight.kinds["date"], 2) + min(sight.kinds["time"], 1)
    told = when or sight.kinds["told_when"] or (sight.kinds["hidden_when"] and sight.kinds["phone"] + sight.kinds["email"])
    if sight.kinds["quantity"] and not sight.kinds["guests"] and sight.concepts & ORDERING:
        return False
    if sight.kinds["guests"] and when and not sight.kinds["message"]:
        return True
    return (bool(told) and named) or (when >= 2 and bool(sight.kinds["guests"]))


def _is_newsletter(sight: FormSight) -> bool:
    told = bool(_says("subscribe", f"{sight.marks} {sight.buttons} {' '.join(sight.names)}")) or "newsletter" in sight.concepts
    if sight.kinds["message"] or sight.shown > 9:
        return False
    return (told and (sight.shown <= 4 or not sight.kinds["phone"])) or (sight.kinds["email"] >= 1 and sight.shown == 1)


def _is_order(sight: FormSight) -> bool:
    chosen = sight.kinds["tick"] >= SEVERAL_TICKS
    fixes = bool(sight.kinds["quantity"]) + bool(sight.kinds["item"]) + bool(sight.kinds["date"] or sight.kinds["time"]) + chosen
    reached = bool(sight.kinds["phone"] or sight.kinds["email"] or sight.kinds["address"])
    whom = reached or bool(sight.kinds["name"] and sight.buttons)
    worded = bool(sight.concepts & ORDERING)
    if sight.kinds["bill"] and whom:
        return True
    if "quote" in sight.concepts and not worded:
        return False
    return whom and ((worded and fixes >= 1) or (fixes >= 2 and bool(sight.kinds["quantity"]) and bool(sight.kinds["address"])))


def _is_contact(sight: FormSight) -> bool:
    worded = bool(sight.concepts & {"contact", "feedback"}) or bool(_says("contact", sight.form_marks))
    if sight.kinds["message"] and (worded or sight.kinds["name"]):
        return True
    if not sight.kinds["message"] and any(_says(step, sight.buttons) for step in ("register", "booking", "checkout")):
        return False
    return bool(sight.kinds["email"] or sight.kinds["phone"]) and bool(sight.kinds["message"] or worded or sight.kinds["name"])


def _is_call_back(sight: FormSight) -> bool:
    """A form whose button orders, but that asks whom to call and nothing of what, how much or when."""
    return bool("buy_now" in sight.concepts and sight.kinds["phone"] + sight.kinds["email"]) and not any(
        sight.kinds[kind] for kind in _FIXED
    )


def _look_at(form: Form, concepts: frozenset[str]) -> FormSight:
    shown = [field for field in form.fields if is_shown(field)]
    kinds = Counter(kind for field in shown for kind in _asked_by(field))
    kinds["hidden_when"] = sum(
        field.type == "hidden" and bool(compile_mark("forms", "chosen_when").search(field.name)) for field in form.fields
    )
    known = find_known_host(host_of(form.action)) if form.action.startswith("http") else None
    kinds["marketplace"] = int(known is not None and known.category == "marketplaces")
    names = tuple(field.name for field in form.fields if field.name)
    hidden = " ".join(field.words for field in form.fields if field.type == "hidden")[:500]
    own = f"{form.action} {form.marks}"
    return FormSight(kinds, len(shown), concepts, own, f"{own} {hidden}", " ".join(form.buttons), names, form.method)


def _asked_by(field: Field) -> frozenset[str]:
    """What a field asks for; the words beside a box for free text may ask for a date or persons, but nothing makes sure of an answer."""
    kinds = kinds_of_field(field)
    if field.type != "textarea" or not kinds & _WHEN:
        return kinds
    return kinds - _WHEN - {"guests", "quantity"} | {"told_when"}


def _describe(form: Form) -> str:
    """The form in a reader's words: its buttons, then its fields."""
    labels = [clean_words(field.words or field.name, 30) for field in form.fields if is_shown(field)]
    return " · ".join(dict.fromkeys([*form.buttons[:2], *(label for label in labels[:8] if label)])) or form.action[:100]
