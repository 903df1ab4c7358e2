"""How right the found websites are: `python -m benchmarks.links FOLDER [FOLDER ...] [--rivals 20] [--seeds 5]`.

FOLDER holds register.csv, sites.csv, sites-<split>.warc.gz and perhaps pages.csv with pages-<split>.warc.gz (firms by the contact facts
marked on their pages). The register's URLs are removed; every site of the folder is a candidate of every enterprise and a distractor
(`--rivals N`: the N whose names are most alike, and the true one); the sites of 30 % of the enterprises are withheld, so that "none" is
right for them. Then the real chain compares and decides. Every draw withholds others; intervals count an enterprise once, whatever the
number of draws. A link to a site that is not the enterprise's is wrong, also beside the right one, also where none was right.
Exit 1 where a group of the first folder misses the targets.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.linking.cases import Case, Folder, load_folder
from benchmarks.linking.running import EVIDENCE, all_cases, compare, decide, load_store
from benchmarks.linking.scoring import GIVEN, OUTCOMES, RIGHT, WRONG_SITE, Answer, Score, group_answers, score
from classify.intervals import Rate
from store.opening import open_store

LEAST_RIGHT, MOST_WRONG = 0.9, 0.02
ALL_FACTS = next(iter(EVIDENCE))
HEAD = f"{'':44} {'n':>4}  " + " ".join(f"{name:18}" for name in OUTCOMES) + "    P    R   F1   ECE"


def _describe_name(case: Case) -> str:
    if not case.is_named:
        return "of nobody (Home page, Document …)"
    return "like the host's" if case.is_like_host else "unlike the host's"


CUTS: Mapping[str, Callable[[Case], str]] = {
    "website": lambda case: "readable" if case.is_readable else "unreadable, a template or hijacked",
    "name": _describe_name,
    "register": lambda case: "knows phone, street or postcode" if case.has_contacts else "knows the name and the country at most",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the outcomes by group and kind of evidence; exits 1 where the targets are missed."""
    options = _parse(arguments)
    folders = [load_folder(folder) for folder in options.folders]
    with tempfile.TemporaryDirectory() as temporary:
        answers = run(options.db or Path(temporary) / "links.db", folders, options.rivals, options.seeds, options.evidence)
    print(HEAD)
    for evidence, decided in answers.items():
        for group, chosen in group_answers(decided, lambda answer: answer.case.group).items():
            if evidence == ALL_FACTS or any(answer.case.has_contacts for answer in chosen):
                print_score(f"{group}, {evidence}", score(chosen))
    for name, cut in CUTS.items():
        for group, chosen in group_answers(answers[ALL_FACTS], lambda answer, cut=cut: cut(answer.case)).items():  # type: ignore[misc]
            print_score(f"{name} {group}", score(chosen))
    for answer in answers[ALL_FACTS]:
        if answer.case.group in options.cases and answer.outcome != RIGHT:
            print(f"  {answer.outcome}: {answer.case.row['name']} ({sorted(answer.case.sites)}): {dict(answer.links)}")
    failures = find_failures(answers[ALL_FACTS], options.folders[0].name)
    print("\n".join(failures))
    sys.exit(1 if failures else 0)


def run(path: Path, folders: Sequence[Folder], rivals: int | None, seeds: int, evidence: Sequence[str]) -> dict[str, list[Answer]]:
    """{evidence: answers of all draws}; a store that is there already is not read from the archives again."""
    is_there, times = path.exists(), [time.perf_counter()]
    with open_store(path) as store:
        if not is_there:
            load_store(store, folders)
        times.append(time.perf_counter())
        pairs = compare(store, folders, rivals)
        times.append(time.perf_counter())
        cases = all_cases(folders)
        answers = {name: [a for seed in range(seeds) for a in decide(store, cases, name, seed)] for name in evidence}
        times.append(time.perf_counter())
    spent = ", ".join(f"{name} {times[i + 1] - times[i]:.0f} s" for i, name in enumerate(("reading", "comparing", "deciding")))
    print(f"{len(cases)} enterprises, {pairs} pairs compared, {seeds} draws: {spent}")
    return answers


def print_score(name: str, found: Score) -> None:
    """One line: shares with 95 % intervals, precision, recall and F1 of the links, calibration error."""
    shares = " ".join(f"{_show(found.shares[outcome]):18}" for outcome in OUTCOMES)
    rates = " ".join(f"{value:.2f}" for value in (found.precision, found.recall, found.f1))
    print(f"{name:44} {found.enterprises:4}  {shares} {rates}  {found.calibration_error:.3f}")


def find_failures(answers: Sequence[Answer], folder: str) -> list[str]:
    """A sentence for each group of a folder that misses a target."""
    failures = []
    for group, chosen in group_answers([a for a in answers if a.case.group.startswith(f"{folder} ")], lambda a: a.case.group).items():
        shares = score(chosen).shares
        wrong = shares[WRONG_SITE].value + shares[GIVEN].value
        if shares[RIGHT].value < LEAST_RIGHT:
            failures.append(f"{group}: {shares[RIGHT].value:.3f} right, not {LEAST_RIGHT}")
        if wrong > MOST_WRONG:
            failures.append(f"{group}: {wrong:.3f} given a wrong site, more than {MOST_WRONG}")
    return failures


def _show(rate: Rate) -> str:
    return f"{rate.value:.3f} ({rate.low:.2f}-{rate.high:.2f})"


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.links", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--rivals", type=int, help="candidates beside the true site, the most similar by name (default: every site)")
    parser.add_argument("--seeds", type=int, default=5, help="draws of withheld sites")
    parser.add_argument("--evidence", nargs="*", default=list(EVIDENCE), choices=list(EVIDENCE))
    parser.add_argument("--db", type=Path, help="keep the store in this file; where it is there, archives are not read again")
    parser.add_argument("--cases", nargs="*", default=[], metavar="GROUP", help="list the wrong answers of these groups")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
