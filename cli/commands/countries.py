"""`ecomstat countries`: what a profile knows."""

import click

from catalogue.messages import say
from catalogue.profiles import CountryProfile, list_countries, load_profile
from catalogue.words import list_languages
from cli.printing import print_table, print_wrapped
from cli.session import Country

STANDINGS = {
    "derived": say("derived (from public lists, not yet looked at)"),
    "drafted": say("drafted (by us, not yet checked by anybody of the country)"),
    "checked": say("checked (by somebody of the country's office)"),
}


@click.command(help=say("What is known of every country, or of one."))
@click.argument("country", type=Country(), required=False)
def command(country: str | None) -> None:
    """Prints one profile, or a line for each."""
    if country is None:
        _print_all()
    else:
        _print_one(load_profile(country))


def _print_all() -> None:
    profiles = [load_profile(code) for code in list_countries()]
    header = [say("code"), say("name"), say("languages"), say("currencies"), say("domains"), say("groups"), say("standing")]
    rows = [
        (p.code, p.name, " ".join(p.languages[:4]), " ".join(p.currencies[:2]), " ".join(p.domains[:2]), _current_groups(p), p.standing)
        for p in profiles
    ]
    print_table(header, rows)
    click.echo(say("{count} profiles. `ecomstat countries KE` shows one whole.", count=len(profiles)))


def _print_one(profile: CountryProfile) -> None:
    click.echo(f"{profile.name} ({profile.code}, {profile.alpha3})")
    region = profile.un_region
    facts = {
        say("region"): f"{region.region}, {region.subregion}" if region else "",
        say("groups"): ", ".join(f"{m.group} {m.since}–{m.until or ''}" for m in profile.groups) or say("none"),
        say("languages, and how far their words were tested"): _describe_languages(profile.languages),
        say("currencies"): " ".join(profile.currencies),
        say("domains"): " ".join(profile.domains),
        say("telephone"): f"+{profile.calling_code}" if profile.calling_code else "",
        say("tax and company numbers"): ", ".join(f"{t.name} ({t.scheme})" for t in profile.tax_ids),
        say("legal forms"): ", ".join(profile.legal_forms),
        say("marketplaces"): ", ".join(profile.marketplaces),
        say("means of payment"): ", ".join(profile.payments),
        say("social networks"): ", ".join(profile.social),
        say("standing of this profile"): " ".join(
            part for part in (STANDINGS.get(profile.standing, profile.standing), profile.reviewed) if part
        ),
    }
    for name, value in facts.items():
        print_wrapped(f"  {name}: {value or say('any, or not known')}", hanging=2)
    click.echo("  " + say("Register columns that `frame` recognises:"))
    for column, names in profile.register_columns.items():
        print_wrapped(f"    {column}: {', '.join(names)}", hanging=2)


def _describe_languages(languages: tuple[str, ...]) -> str:
    standings = list_languages()
    return ", ".join(f"{language} ({standings.get(language) or say('no words yet')})" for language in languages)


def _current_groups(profile: CountryProfile) -> str:
    return " ".join(membership.group for membership in profile.groups if membership.until is None)
