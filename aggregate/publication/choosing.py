"""Which vintage of a wave is meant, and whether it may be seen yet."""

from catalogue.errors import EstimateError
from catalogue.messages import say
from store.opening import Store
from store.releases import VINTAGES, Release, read_releases
from store.rows import current_time

LATEST, DRAFT_ONLY = "latest", "draft"
WHICH = (LATEST, DRAFT_ONLY, *VINTAGES)


def choose_release(store: Store, country: str, wave: str, which: str = LATEST, *, under_embargo: bool = False) -> Release | None:
    """The release that is meant: `latest`, a vintage (its newest release), or the number of a release; None where `latest` finds none.

    `latest` is the newest whose embargo is over, or the newest of all `under_embargo`.

    Raises:
        EstimateError: there is no such vintage or release, or it is still under embargo and that was not asked for.
    """
    if which not in WHICH and not which.isdecimal():
        raise EstimateError(
            say("{which} is no vintage: --vintage knows {known}, and the numbers of releases.", which=which, known=", ".join(WHICH))
        )
    releases, now = read_releases(store, country, wave), current_time()
    if which == LATEST:
        return next((found for found in reversed(releases) if under_embargo or not is_under_embargo(found, now)), None)
    found = next((found for found in reversed(releases) if which in (found.vintage, str(found.number))), None)
    if found is None:
        raise EstimateError(_say_missing(country, wave, which, releases))
    if is_under_embargo(found, now) and not under_embargo:
        raise EstimateError(
            say(
                "Release {number} of {country} {wave} ({vintage}) is under embargo until {until}: wait until then, or add --under-embargo"
                " for files that say so.",
                **{"number": found.number, "country": country, "wave": wave, "vintage": found.vintage, "until": found.embargo_until},
            )
        )
    return found


def find_embargo(store: Store, country: str, wave: str) -> str | None:
    """Until when a release of the wave is under embargo (the last of them), None where none is: drafts of then tell its figures too."""
    now = current_time()
    return max((str(r.embargo_until) for r in read_releases(store, country, wave) if is_under_embargo(r, now)), default=None)


def is_under_embargo(release: Release, now: str) -> bool:
    """Whether its embargo ends after `now`; times are ISO 8601 in UTC, as the store writes them."""
    return release.embargo_until is not None and now < release.embargo_until


def _say_missing(country: str, wave: str, which: str, releases: list[Release]) -> str:
    if not releases:
        return say(
            "Nothing of {country} {wave} has been released yet:"
            " `ecomstat release {country} --wave {wave} --vintage provisional --by NAME`.",
            country=country,
            wave=wave,
        )
    known = ", ".join(f"{found.number} {found.vintage}" for found in releases)
    return say(
        "{country} {wave} has no release {which}, but {known}; --vintage also knows latest and draft.",
        **{"country": country, "wave": wave, "which": which, "known": known},
    )
