"""A reviewer as a browser is one: asks for cases, sends answers one by one, and notes what was acknowledged and how long it took."""

import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Any

HEADERS = {"content-type": "application/json", "x-ecomstat": "1", "sec-fetch-site": "same-origin"}
PATIENCE = 30


@dataclass(slots=True)
class Answered:
    """An answer that the server acknowledged: its number there, what it was, and the seconds until the answer came back."""

    act: int
    task: int
    kind: str
    question: str | None
    seconds: float
    finished: bool


@dataclass(slots=True)
class Reviewer:
    """One person at work in a queue; `problems` are answers of the server other than 200."""

    name: str
    token: str
    port: int
    queue: int
    think: float
    answered: list[Answered] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def work(self, most: int) -> None:
        """Answers until so many answers are given, nothing is left, or the server is gone."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            self._review(connection, most)
        except (OSError, http.client.HTTPException) as error:
            self.problems.append(f"{self.name}: {type(error).__name__}")
        finally:
            connection.close()

    def _review(self, connection: http.client.HTTPConnection, most: int) -> None:
        case = self._find_case(connection)
        while case is not None and len(self.answered) < most and not self.problems:
            for content in list_answers(case):
                time.sleep(self.think)
                given = self._send(connection, case["task"], content)
                if given is None or given["finished"] or given["case"] is not None or len(self.answered) >= most:
                    break
            case = given["case"] if given and given["case"] else self._find_case(connection)

    def _find_case(self, connection: http.client.HTTPConnection) -> dict[str, Any] | None:
        found = self._ask(connection, "GET", f"/review/{self.queue}/next", None)
        return found["cases"][0] if found and found["cases"] else None

    def _send(self, connection: http.client.HTTPConnection, task: int, content: dict[str, Any]) -> dict[str, Any] | None:
        begun = time.perf_counter()
        found = self._ask(connection, "POST", f"/review/tasks/{task}/acts", {**content, "seconds": 1.0, "nonce": f"{time.monotonic_ns()}"})
        if found is not None:
            seconds = time.perf_counter() - begun
            self.answered.append(Answered(found["act"], task, content["kind"], content.get("question"), seconds, found["finished"]))
        return found

    def _ask(self, connection: http.client.HTTPConnection, method: str, path: str, content: Any) -> dict[str, Any] | None:
        headers = {**HEADERS, "cookie": f"ecomstat_{self.port}={self.token}", "origin": f"http://127.0.0.1:{self.port}"}
        connection.request(method, path, None if content is None else json.dumps(content).encode(), headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            self.problems.append(f"{self.name}: {path} {response.status} {body[:200]!r}")
            return None
        found: dict[str, Any] = json.loads(body)
        return found


def list_answers(case: dict[str, Any]) -> list[dict[str, Any]]:
    """What a reviewer answers to a case as it stands, in the order of the page."""
    if case["step"] == "scope":
        return [{"kind": "scope", "answer": "y"}]
    if case["step"] == "sites":
        return [{"kind": "sites", "content": {"own": [site["site"] for site in case["sites"][:1]], "entered": []}}]
    if case["step"] == "search":
        steps = [step["code"] for step in case["protocol"]]
        return [{"kind": "search", "content": {"outcome": "none", "protocol": steps, "channel": "web", "minutes": 3, "address": ""}}]
    asked = [question["code"] for question in case["questions"] if question["code"] not in case["answers"]["questions"]]
    return [{"kind": "question", "question": code, "answer": "yes" if number % 3 else "no"} for number, code in enumerate(asked)]
