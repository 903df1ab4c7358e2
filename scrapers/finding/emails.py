"""The domains of e-mail addresses as candidates, but for those at which everybody may have one."""

import re
from collections import Counter
from collections.abc import Iterator

from catalogue.mail import is_for_everybody
from catalogue.messages import say
from catalogue.sites import find_site, registered_domain
from scrapers.finding.quests import Quest
from store.records import Candidate, Enterprise

ADDRESS = re.compile(r"[^\s@<>,;:/\\()\[\]\"']+@([\w.-]+\.[\w-]{2,})")
MOST_SHARING = 50
"""Enterprises that may write from one domain before it is taken for an accountant's or a provider's."""

MAIL_ONLY = frozenset(("mail", "email", "e-mail", "webmail", "smtp", "mx", "pop", "imap", "post", "newsletter", "news"))
"""First labels of hosts that only carry mail."""


def propose_mail_domains(quest: Quest) -> Iterator[Candidate]:
    """The domain of every e-mail address of the register that can be an enterprise's own; `words` is what stands behind the @."""
    users = Counter(site for e in quest.read_seeking() for site in {site for site, _ in find_mail_sites(e)})
    crowded = {site for site, count in users.items() if count > MOST_SHARING}
    for enterprise in quest.read_seeking():
        for site, written in find_mail_sites(enterprise):
            if site not in crowded:
                yield Candidate(enterprise.enterprise_id, site, "email", words=written)
        quest.progress.advance()
    if crowded:
        sentence = "Domains from which more than {most} enterprises write are nobody's own and were passed over: {domains}."
        quest.progress.note(say(sentence, most=MOST_SHARING, domains=", ".join(sorted(crowded)[:10])))


def find_mail_sites(enterprise: Enterprise) -> list[tuple[str, str]]:
    """(site, mail domain) of an enterprise's addresses, each site once: the registered domain, and a host below it that may be its own."""
    found: dict[str, str] = {}
    for written in ADDRESS.findall(enterprise.email or ""):
        domain = written.lower().strip(".")
        if is_for_everybody(domain):
            continue
        for host in _read_hosts(domain):
            site = find_site(f"http://{host}")
            if site is not None and site.kind in {"own", "shared"}:
                found.setdefault(site.site, domain)
    return list(found.items())


def _read_hosts(domain: str) -> tuple[str, ...]:
    registered = registered_domain(domain.removeprefix("www."))
    if domain == registered or domain.partition(".")[0] in MAIL_ONLY | {"www"}:
        return (registered,)
    return registered, domain
