"""When a page has come to rest, and that it is one to be read: looked at from outside of its scripts, which may say anything."""

import asyncio
from time import monotonic
from typing import Any

from scrapers.archives.judging import MOST_MARKUP
from scrapers.rendering.supplies import PageSupplies

QUIET_SECONDS = 1.0
"""A page rests that has asked for nothing and changed nothing for so long."""

SETTLE_SECONDS = 25.0
"""What is there after so long is read, whether the page rests or not."""

HANG_SECONDS = 15.0
"""A page whose scripts leave the browser no time for an answer for so long is given up."""

LOOK_SECONDS = 0.25
MOST_NODES = 150_000
MEASURE = "document.documentElement ? document.documentElement.outerHTML.length : 0"


class RestlessPageError(Exception):
    """A page that cannot be read: it hangs, or is too large."""


async def wait_for_rest(page: Any, supplies: PageSupplies) -> None:
    """Returns when the page rests, or has had its time. Raises RestlessPageError."""
    session = await _within(page.context.new_cdp_session(page))
    await _within(session.send("Performance.enable"))
    began = changed = monotonic()
    before = -1.0
    while monotonic() - changed < QUIET_SECONDS and monotonic() - began < SETTLE_SECONDS:
        await asyncio.sleep(LOOK_SECONDS)
        nodes = await _count_nodes(session)
        if nodes > MOST_NODES:
            raise RestlessPageError("too many elements")
        if nodes != before or supplies.pending:
            before, changed = nodes, monotonic()
    supplies.close()


async def stand_still(page: Any) -> None:
    """Ends the page's scripts, so that what is measured is what is read. Raises RestlessPageError for more than is read of a page."""
    session = await _within(page.context.new_cdp_session(page))
    await _within(session.send("Emulation.setScriptExecutionDisabled", {"value": True}))
    tree = await _within(session.send("Page.getFrameTree"))
    world = await _within(session.send("Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"]}))
    measure = {"expression": MEASURE, "contextId": world["executionContextId"], "returnByValue": True}
    size = (await _within(session.send("Runtime.evaluate", measure)))["result"].get("value")
    if not isinstance(size, int) or size > MOST_MARKUP:
        raise RestlessPageError("too long")


async def _count_nodes(session: Any) -> float:
    metrics = await _within(session.send("Performance.getMetrics"))
    return float(next((m["value"] for m in metrics["metrics"] if m["name"] == "Nodes"), 0))


async def _within(asked: Any) -> Any:
    try:
        return await asyncio.wait_for(asked, HANG_SECONDS)
    except TimeoutError:
        raise RestlessPageError("hangs") from None
