"""A practice case in the form of any other case, with what somebody has answered of it so far."""

from catalogue.messages import say, say_text
from catalogue.practice import PracticeCase, PracticePage, PracticeSite
from catalogue.statuses import load_statuses
from classify.reviewing.cases import word_question
from classify.reviewing.records import DONE, IN_SCOPE, QUESTIONS, SCOPE, SITES, Answers, Case, Facts, PageShown, SiteShown
from store.reviewing.records import FIRST, PAGES

COUNTRY = "XD"


def describe_case(case: PracticeCase, answers: Answers) -> Case:
    """The case as the working page shows it; nothing in it tells the right answers."""
    return Case(
        task=case.number,
        queue=0,
        round=FIRST,
        kind=PAGES,
        blind=True,
        country=COUNTRY,
        wave="",
        enterprise=_describe_facts(case),
        sites=tuple(_describe_site(site, case) for site in sorted(case.sites, key=lambda site: site.site)),
        pages=tuple(_describe_page(number, page) for number, page in enumerate(case.pages)),
        questions=tuple(word_question(code) for code in case.answers),
        answers=answers,
        step=find_step(case, answers),
    )


def find_step(case: PracticeCase, answers: Answers) -> str:
    """The step to be answered now. Questions are asked only where some site was chosen: they are about the enterprise's own sites."""
    if answers.scope is None:
        return SCOPE
    if answers.scope == IN_SCOPE and answers.sites is None:
        return SITES
    asked = answers.scope == IN_SCOPE and bool(answers.sites)
    return QUESTIONS if asked and case.answers.keys() - answers.questions.keys() else DONE


def _describe_facts(case: PracticeCase) -> Facts:
    facts = {name: text for name, text in case.facts.items() if name != "size"}
    size = case.facts["size"]
    words = say("{size} persons employed", size=size) if size else ""
    return Facts(id=f"{case.number:02}", region="", email="", size=size, size_words=words, **facts)


def _describe_site(site: PracticeSite, case: PracticeCase) -> SiteShown:
    named = case.facts["url"].removeprefix("www.") == site.site
    return SiteShown(site.site, site.kind, f"http://{site.site}/", site.status, say_text(load_statuses()[site.status].meaning), named)


def _describe_page(number: int, page: PracticePage) -> PageShown:
    return PageShown(number, page.site, f"http://{page.site}{page.path}", page.title, page.language, "")
