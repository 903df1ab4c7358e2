"""Facts that a page states for machines: JSON-LD, microdata, Open Graph."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from scrapers.signals.contacts import note_phone
from scrapers.signals.currencies import UNKNOWN, load_writings
from scrapers.signals.document import Document
from scrapers.signals.facts import Facts
from scrapers.signals.json_ld import read_json_ld, text_of, types_of
from scrapers.signals.microdata import list_items, read_microdata
from scrapers.signals.prices import Price, read_amount
from scrapers.signals.profiles import note_stated_profiles

ORGANISATIONS = frozenset(
    "Organization Corporation LocalBusiness Store OnlineStore OnlineBusiness Restaurant Hotel LodgingBusiness "  # noqa: SIM905
    "ProfessionalService FoodEstablishment Dentist MedicalBusiness AutomotiveBusiness HomeAndConstructionBusiness "
    "HealthAndBeautyBusiness Bakery CafeOrCoffeeShop TravelAgency RealEstateAgent ClothingStore JewelryStore FurnitureStore "
    "EducationalOrganization GovernmentOrganization NGO LegalService FinancialService InsuranceAgency Winery Brewery Resort "
    "BedAndBreakfast Hostel Motel AutoRepair AutoDealer BeautySalon HairSalon Florist BookStore ElectronicsStore GroceryStore "
    "HardwareStore Pharmacy SportsActivityLocation School Physician MedicalClinic".split()
)
NOT_WORTH_KEEPING = frozenset(
    "ListItem ImageObject SearchAction EntryPoint PropertyValueSpecification ReadAction BreadcrumbList PostalAddress "  # noqa: SIM905
    "GeoCoordinates OpeningHoursSpecification Rating AggregateRating Person Brand WebPage SiteNavigationElement WPHeader WPFooter "
    "WPSideBar QuantitativeValue PropertyValue ContactPoint Country Thing UnitPriceSpecification Answer Comment".split()
)
_ITEM_TYPE = re.compile(r'itemtype="[^"\s]*?/(\w+)/?["\s]')
PRODUCTS = frozenset(("Product", "ProductModel", "ProductGroup", "IndividualProduct", "SomeProducts", "Car", "Vehicle", "MenuItem"))


def read_structured(document: Document, facts: Facts) -> None:
    """Notes types, products, prices, organisations, addresses, phones and vacancies that the page states for machines."""
    for item in read_json_ld(document.structured):
        _read_item(item, facts, "json-ld")
    if document.has_microdata and _has_items_worth_keeping(document.pieces):
        for item in list_items(read_microdata(document.pieces, document.base)):
            _read_item(item, facts, "microdata")
    _read_open_graph(document.metas, facts)


def _has_items_worth_keeping(pieces: Sequence[str]) -> bool:
    kinds = {kind for piece in pieces if "itemtype=" in piece for kind in _ITEM_TYPE.findall(piece)}
    return not NOT_WORTH_KEEPING.issuperset(kinds)


def stated_currencies(document: Document, facts: Facts) -> tuple[str, ...]:
    """The currencies that the page itself states, in order."""
    named = ("product:price:currency", "og:price:currency", "pricecurrency", "currency", "product:sale_price:currency")
    metas = [content.upper() for name, content in document.metas if name in named]
    return tuple(dict.fromkeys(code for code in [*metas, *facts.values("currency")] if code in load_writings().iso))


def _read_item(item: dict[str, Any], facts: Facts, source: str) -> None:
    types = types_of(item)
    rule = f"structured/{source}@1"
    name = text_of(item.get("name")) or text_of(item.get("title"))
    for kind in types:
        if kind not in NOT_WORTH_KEEPING:
            facts.add("schema_type", kind[:60], "structured", name or kind, rule)
    if PRODUCTS.intersection(types):
        facts.add("product", name, "structured", name, rule)
    if "JobPosting" in types:
        facts.add("job_posting", name, "structured", name, rule)
    _read_offer(item, facts, rule, name)
    if ORGANISATIONS.intersection(types) or ("address" in item and "telephone" in item):
        _read_organisation(item, facts, rule, name)


def _read_offer(item: dict[str, Any], facts: Facts, rule: str, name: str) -> None:
    currency = text_of(item.get("priceCurrency")).upper()
    for key in ("price", "lowPrice"):
        amount = _amount_of(item.get(key))
        if amount and amount > 0:
            price = Price(currency if currency in load_writings().iso else UNKNOWN, amount, 0, 0)
            facts.add("price", str(price), "structured", f"{name} {text_of(item.get(key))} {currency}".strip(), rule)
            break
    if currency in load_writings().iso:
        facts.add("currency", currency, "structured", currency, rule)


def _amount_of(value: Any) -> Decimal | None:
    text = text_of(value)
    try:
        return Decimal(text)
    except InvalidOperation:
        return read_amount(text) if text[:1].isdigit() else None


def _read_organisation(item: dict[str, Any], facts: Facts, rule: str, name: str) -> None:
    if name:
        facts.add("organisation_name", name, "structured", name, rule)
    address = item.get("address")
    for part in address if isinstance(address, list) else [address]:
        written = _write_address(part)
        if written:
            facts.add("street_address", written, "structured", written, rule)
    note_stated_profiles(item.get("sameAs"), facts)
    phone = text_of(item.get("telephone"))
    if phone:
        note_phone(phone, "structured", phone, rule, facts)
    email = text_of(item.get("email")).lower().removeprefix("mailto:")
    if "@" in email:
        facts.add("email", email, "structured", email, rule)


def _write_address(address: Any) -> str:
    if isinstance(address, str):
        return " ".join(address.split())[:200]
    if not isinstance(address, dict):
        return ""
    keys = ("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry")
    return ", ".join(text for key in keys if (text := text_of(address.get(key))))[:200]


def _read_open_graph(metas: Sequence[tuple[str, str]], facts: Facts) -> None:
    values = dict(reversed([(name, content) for name, content in metas]))
    rule = "structured/open-graph@1"
    if values.get("og:type"):
        facts.add("schema_type", f"og:{values['og:type'][:40].lower()}", "meta", values["og:type"], rule)
    if values.get("og:site_name"):
        facts.add("organisation_name", values["og:site_name"][:200], "meta", values["og:site_name"], rule)
    amount = _amount_of(values.get("product:price:amount") or values.get("og:price:amount"))
    currency = (values.get("product:price:currency") or values.get("og:price:currency") or "").upper()
    if amount and amount > 0:
        code = currency if currency in load_writings().iso else UNKNOWN
        facts.add("price", str(Price(code, amount, 0, 0)), "meta", f"{amount} {currency}", rule)
    if currency in load_writings().iso:
        facts.add("currency", currency, "meta", currency, rule)
