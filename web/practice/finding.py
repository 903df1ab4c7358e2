"""The practice case that a request is about, and those that somebody still has before them."""

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request

from catalogue.practice import PracticeCase, load_practice
from web.practice.standing import Standing


def load_case(request: Request) -> PracticeCase:
    """The case in the request's path.

    Raises:
        HTTPException: there is none.
    """
    case = load_practice().get(request.path_params["task"])
    if case is None:
        raise HTTPException(404)
    return case


def list_open(standing: Standing, put_off: Sequence[int] = ()) -> list[PracticeCase]:
    """Cases not done yet, those put off last; when all are done without passing, those that were not all right, for another try."""
    cases = list(load_practice().values())
    fresh = [case for case in cases if case.code not in standing.results]
    if fresh or standing.passed:
        return sorted(fresh, key=lambda case: (put_off.count(case.number), case.number))
    results = standing.results
    return [case for case in cases if results[case.code].agreed < results[case.code].questions]
