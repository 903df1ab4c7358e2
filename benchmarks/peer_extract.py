"""Run by `benchmarks/extract.py` with another Python, in which python-Wappalyzer and extruct are installed: how long they take for pages.

Reads a folder of pages (`pages.json`: names and addresses), prints seconds of processor time. They are no part of this project.
"""

import importlib
import json
import sys
import time
import warnings
from pathlib import Path

FAILURES = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
"""What pages trip the peers into, besides their parser's own errors."""


def main(folder: Path) -> None:
    """Prints a JSON object: seconds for all pages, and how many pages a peer failed on."""
    warnings.simplefilter("ignore")
    wappalyzer, extruct = importlib.import_module("Wappalyzer"), importlib.import_module("extruct")
    failures = (*FAILURES, importlib.import_module("lxml.etree").LxmlError)
    analyser, took, failed = wappalyzer.Wappalyzer.latest(), 0.0, 0
    for name, url in json.loads((folder / "pages.json").read_text(encoding="utf-8")):
        markup = (folder / name).read_text(encoding="utf-8", errors="replace")
        began = time.process_time()
        try:
            analyser.analyze(wappalyzer.WebPage(url, markup, {}))
            extruct.extract(markup, base_url=url)
        except failures:  # a peer's own failure on a page is counted, and the time that it took
            failed += 1
        took += time.process_time() - began
    print(json.dumps({"seconds": took, "failed": failed}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
